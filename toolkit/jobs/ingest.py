"""ingest (收件): take in what lies in the inbox, once.

For each file: keep the original by its content, read it in the worker, turn it into events, journal them, and only
then let it leave the inbox. A run that is killed at any point is finished by the next one; a file taken in twice
changes nothing.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.config import read_config
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import shown_name, why
from toolkit.intake import Delivery, Reader
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.inbox import Inbox, wait_for_rest
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sentinel import recognise
from toolkit.jobs.reception.calls import brought_in
from toolkit.jobs.reception.half_copies import PATIENCE, WAITS, is_half
from toolkit.jobs.reception.senders import sender
from toolkit.jobs.reception.sorting import Sorted, sort_out
from toolkit.jobs.returns.post import Arrival, keep, leave, opened
from toolkit.workspace import Workspace

_LOG = logging.getLogger(__name__)
#: How long one run waits for files still being copied, in seconds.
_PATIENCE = 300.0
#: What was taken in is flushed to the disk, and leaves the inbox, after so many files or so many seconds.
_BATCH, _BATCH_SECONDS = 64, 2.0
#: How outcomes are counted for people: the word, and what the log of received files begins with, or says, for it.
_OUTCOMES = {"已登记": "已登记", "已更新": "已更新", "待补正": "退回补正", "待确认": "待确认", "重复": "重复来件"}
_OUR_FAULT = "处理时程序出错，没有收完，仍在收件箱。请把运行日志发给维护人员"


@dataclass
class Result:
    """What became of a run: how many files of each outcome, and whether the register shows it all already.

    Attributes:
        taken, repeated, set_aside: files that left the inbox: without more to do, known already, left to a person.
        left: files that something kept from being taken in to the end; they lie in the inbox still.
        half: files that lack their end and may still be being copied; they and what came with them lie there, too.
        landed: whether the register shows it all.
        outcomes: how many files were 已登记, 已更新, 待补正, 待确认, 重复 or 其他; each is one of them.
    """

    taken: int = 0
    repeated: int = 0
    set_aside: int = 0
    left: int = 0
    half: list[Path] = field(default_factory=list)
    landed: bool = True
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, later: Result) -> None:
        """Add what a later run took in; what is left over is told by each run anew."""
        self.taken += later.taken
        self.repeated += later.repeated
        self.set_aside += later.set_aside
        self.outcomes += later.outcomes


def ingest(workspace: Workspace, order: Order, reader: Reader | None = None) -> int:
    """Take in the inbox once, waiting for files that are still being copied, and return the exit status.

    Args:
        workspace: the workspace.
        order: how the job is done.
        reader: one that whoever takes in again and again keeps; without it one is started for this once.

    Raises:
        AwayError: the share is away; it is asked for before the inbox is, which would be missing as well.
    """
    recognise(workspace)
    settle = read_config(workspace.config).settle_seconds
    inbox = Inbox(workspace.inbox, settle)
    resting, moving = wait_for_rest(inbox, _PATIENCE)
    with nullcontext(reader) if reader is not None else Reader() as reading:
        reading.warm(len(resting))
        with open_desk(workspace, order) as desk:
            result = take_in(desk, reading, resting, inbox.rested)
    for path in moving:
        order.say(f"{shown_name(path)}：还在复制，下次再收")
    for path, who in inbox.opened.items():
        order.say(f"{shown_name(path)}：{who}正打开着，关闭后再收")
    for folder, reason in inbox.closed.items():
        order.say(f"收件箱里的文件夹“{shown_name(folder)}”打不开（{reason}），里面的没有收")
    order.say(summary(result))
    return 1 if result.set_aside or result.left or result.half else 0


def summary(result: Result) -> str:
    """Return a run's result in one line."""
    total = result.taken + result.repeated + result.set_aside
    if not total and not result.left and not result.half:
        return "收件箱里没有新文件"
    parts = [f"重复来件 {result.repeated} 份"] if result.repeated else []
    if result.set_aside:
        parts.append(f"{result.set_aside} 份需要处理（见总台账“收件日志”“待确认”和 outbox/退回补正）")
    left = f"，另有 {result.left} 份没有收完，仍在收件箱" if result.left else ""
    left += f"，另有 {len(result.half)} 份正在复制，仍在收件箱" if result.half else ""
    return f"收件 {total} 份" + (f"，其中{'，'.join(parts)}" if parts else "") + left


def take_in(
    desk: Desk, reader: Reader, paths: Sequence[Path], rested: Callable[[Path], float], result: Result | None = None
) -> Result:
    """Take in these files, bring the register into line, and return what became of them.

    One bad file never stops the rest.

    Args:
        desk: where.
        reader: what reads them.
        paths: the files.
        rested: tells for how many seconds one lies unchanged.
        result: filled as it goes on, for who wants to know what was taken in though the disk was full in the end.
    """
    paths = [*paths, *(each for each in brought_in(desk) if each not in paths)]
    run = _Run(desk, len(paths), rested, Result() if result is None else result)
    with desk.batch():
        for post in opened(desk, reader, paths):
            with run.at_the_cost_of([arrival for arrival, _ in post]):
                run.take_post(post)
            run.step(len(post), post[-1][0].name)
        run.flush()
    run.result.landed = update(desk)
    return run.result


@dataclass
class _Run:
    """How far a run has come, and what is still to be done once the journal is on the disk.

    Attributes:
        desk, total, rested: where, how many files, and what tells for how long one lies unchanged.
        result, done, since: with what result so far, for how many of them, flushed when.
        waiting: what is to be answered and noted; ``named`` and ``earlier`` look it up by digest and name.
        leaving: the files that are to leave the inbox then.
        staying: those that could not be taken in to the end.
    """

    desk: Desk
    total: int
    rested: Callable[[Path], float]
    result: Result = field(default_factory=Result)
    done: int = 0
    since: float = field(default_factory=time.monotonic)
    waiting: list[Sorted] = field(default_factory=list)
    named: set[tuple[str, str]] = field(default_factory=set)
    earlier: dict[str, Sorted] = field(default_factory=dict)
    leaving: list[Arrival] = field(default_factory=list)
    staying: set[Path] = field(default_factory=set)

    @contextmanager
    def at_the_cost_of(self, arrivals: Sequence[Arrival]) -> Iterator[None]:
        """Let a fault in the block cost these files only: they stay in the inbox, where the next run finds them.

        Raises:
            OSError: the disk is full or the share is away: no other file would fare better.
            ToolkitError: likewise, for a setting or a mechanism that cannot be used.
        """
        try:
            yield
        except PermissionError as error:  # somebody, or a virus scanner, holds what is to be written
            for arrival in arrivals:
                self.failed(arrival, f"没有收完（{why(error)}），仍在收件箱，下次再收")
        except (OSError, ToolkitError):
            raise
        except Exception:  # noqa: BLE001 - a fault of ours, or of a file that no check foresaw
            _LOG.exception("ingest %r", [arrival.name for arrival in arrivals])
            for arrival in arrivals:
                self.failed(arrival)

    def step(self, count: int, name: str) -> None:
        self.done += count
        self.desk.order.step(self.done, self.total, name)
        if len(self.leaving) >= _BATCH or time.monotonic() - self.since > _BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Have the journal on the disk, then write the answers, note the files as received, and let them go."""
        self.desk.flush()
        for found in self.waiting:
            # A mail is noted after all that came in it: noted before, it would not be opened again.
            if not (found.box and found.part.arrival.path in self.staying):
                with self.at_the_cost_of([found.part.arrival]):
                    _conclude(self, found)
        self.desk.flush()
        for arrival in self.leaving:
            if arrival.path not in self.staying:
                leave(self.desk, arrival)
        for each in (self.waiting, self.named, self.earlier, self.leaving):
            each.clear()
        self.since = time.monotonic()

    def take_post(self, post: Sequence[tuple[Arrival, Delivery | None]]) -> None:
        """Take in what came together: one file, one mail with its attachments, or the files of one subfolder."""
        if self.wait_for_rest_of(post):
            return
        fresh: list[tuple[Arrival, Delivery | None]] = []
        for arrival, delivery in post:
            name = (arrival.digest, arrival.name)
            if delivery is not None and delivery.faults:
                self.failed(arrival)
            elif name in self.desk.known.names or name in self.named:
                keep(self.desk, arrival.digest, arrival.name, arrival.data)  # whatever became of the first one's
                self.result.repeated += 1
                self.desk.say(f"{arrival.name}：此前已收过，没有重复登记")
            else:
                fresh.append((arrival, delivery))
        found = sort_out(self.desk, fresh, self.earlier)
        self.waiting += found
        self.named.update((each.part.digest, each.part.name) for each in found)
        self.earlier.update((each.part.digest, each) for each in found)
        self.leaving += [arrival for arrival, _ in post]

    def wait_for_rest_of(self, post: Sequence[tuple[Arrival, Delivery | None]]) -> bool:
        """Return whether one of them lacks its end, which may still come: then all that came together wait."""
        half = [each for each, read in post if is_half(each, read) and self.rested(each.path) < PATIENCE]
        for arrival in half:
            self.desk.say(f"{arrival.name}：{WAITS}")
        if half:
            self.result.half += [arrival.path for arrival, _ in post]
        return bool(half)

    def failed(self, arrival: Arrival, words: str = _OUR_FAULT) -> None:
        """Leave a file where it is that could not be taken in to the end, and tell why."""
        if arrival.path not in self.staying:
            self.staying.add(arrival.path)
            self.desk.say(f"{arrival.name}：{words}")
            self.result.left += 1


def _conclude(run: _Run, found: Sorted) -> None:
    """Write what a file is answered with, note it as received, and tell the person at the screen."""
    desk = run.desk
    events = [event for follow in found.after for event in follow()]
    # A mail of which a part could not be taken in comes again whole: what is noted of the others stands.
    noted = found.repeated and (found.part.digest, found.part.name) in desk.known.names
    desk.record(events if noted else [*events, _received(desk, found)])
    if found.repeated:
        run.result.repeated += 1
    elif found.open:
        run.result.set_aside += 1
    elif not found.box:  # what a mail brought is counted, not the mail
        run.result.taken += 1
    if not found.repeated and (found.open or not found.box):
        run.result.outcomes[_word_of(found.outcome)] += 1
    now = "、".join(f"{each}（{desk.cases[each].status}）" if each in desk.cases else each for each in found.numbers)
    desk.say(" ".join(filter(None, (f"{found.part.name}：{found.outcome}", now))))
    for note in found.notes:
        desk.say(f"    {note}")


def _word_of(outcome: str) -> str:
    """Return the one word a file is counted under: what was done with it first, so that the words add up."""
    at = {outcome.find(part): word for word, part in _OUTCOMES.items() if part in outcome}
    return at[min(at)] if at else "其他"


def _received(desk: Desk, found: Sorted) -> Event:
    """Return the line of the log of received files."""
    received = {
        "sha": found.part.digest,
        "name": found.part.name,
        "outcome": found.outcome,
        "form": found.form,
        "numbers": found.numbers,
        "firm": found.firm,
        "notes": "\n".join(found.notes),
        "original": found.original,
    }
    unit = next((sender(desk, each.submission) for each in found.taken if each.submission is not None), "")
    return Event(Kind.RECEIVED, desk.as_of, data=received | ({"unit": unit} if unit else {}))
