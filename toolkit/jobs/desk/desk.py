"""The desk (案头): what every job finds laid out — settings, mechanism, journal, cases — and how it puts things down.

What is known comes from the journal (``memory.py``); the register is first read for what people did to it, and last
brought into line with what the events say.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from toolkit.cases import Case, WorkCalendar, apply
from toolkit.config import Config, read_config
from toolkit.events import Event, Kind
from toolkit.files import digest_of, flush_all, names_after, sha256, write_whole
from toolkit.jobs.desk.adopted_rules import mechanism_of
from toolkit.jobs.desk.memory import Memory, known_of, recall, strays_of, understood
from toolkit.jobs.desk.numbers import Numbers
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.past import Past
from toolkit.journal import Journal
from toolkit.mechanism import Mechanism
from toolkit.mechanism.collecting import Collecting, load_collecting
from toolkit.register import Opened
from toolkit.workspace import Workspace


@dataclass
class Desk(Memory):
    """One job's working place; use :func:`open_desk`.

    Attributes:
        workspace, config: where and how.
        order: how the job was asked to run.
        run: by what this run's events are known: its first place in the journal.
        set_aside: how many things this run leaves for a person; the command ends with status 1 if any.
        opened: the register as it was looked at last.
        unflushed: files written in this batch, that are to be on the disk before its events are.
        hints: what was said that is to be said once a run.
        rules: what a job has read of the mechanism's folder and keeps for this run, by the file's name.
    """

    workspace: Workspace = field(kw_only=True)
    config: Config = field(kw_only=True)
    order: Order = field(kw_only=True)
    run: int = 0
    set_aside: int = 0
    opened: Opened | None = None
    unflushed: list[Path] = field(default_factory=list)
    hints: set[str] = field(default_factory=set)
    rules: dict[str, object] = field(default_factory=dict)
    _kept: int = 0
    _dry_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def as_of(self) -> date:
        return self.order.as_of

    def say(self, line: str) -> None:
        """Show a line to the person at the screen."""
        self.order.say(line)

    def claim(self, standing: Container[str] = ()) -> str:
        """Return a new 编号 of this year, claimed for good; in a batch its flush claims it. A dry run claims none.

        Args:
            standing: numbers that people typed into the register themselves and that are no cases yet.
        """
        if self.order.dry_run:
            return f"（待编号{next(self._dry_numbers)}）"
        refused = (self.cases, standing, self.given_before)
        return self._numbers.free(self.cases, refused, at_once=not self.journal.is_holding)

    @cached_property
    def collecting(self) -> Collecting | None:
        """How the mechanism collects reports, read once a run: each report asks by which channel it came."""
        return load_collecting(self.mechanism)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self.workspace.numbers, self.as_of.year)

    def record(self, events: Iterable[Event]) -> Sequence[Event]:
        """Write events into the journal, let them happen to the cases, and return them as written.

        A dry run lets them happen and writes nothing.
        """
        wanted = [replace(each, run=self.run) for each in events]
        if self.order.dry_run:
            last = self.events[-1].seq if self.events else 0
            records = [{"seq": last + n, "at": "", "by": "", **each.to_record()} for n, each in enumerate(wanted, 1)]
        else:
            records = [dict(each) for each in self.journal.append(each.to_record() for each in wanted)]
        written = understood(records)
        self._take_in(written)
        return written

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Let events happen at once but write them together: with :meth:`flush`, and on leaving.

        Raises:
            OSError: as :meth:`flush`.
        """
        if self.journal.is_holding:
            yield
            return
        self.journal.hold()
        self._kept = len(self.events)
        try:
            yield
        finally:
            try:
                self.flush()
            finally:
                self.journal.release()

    def flush(self) -> None:
        """Write the events of a batch so far; nothing that depends on them may be done before.

        Raises:
            OSError: the disk is full or the share is away; then nothing since the last flush has happened.
            WorkspaceError: another PC has claimed a 编号 given here; likewise.
        """
        if not self.journal.is_holding:
            return
        try:
            flush_all(self.unflushed)
            self.unflushed.clear()
            self._numbers.secure()
            self.journal.flush()
        except BaseException:
            # Else it would be written on leaving the batch, without the files it speaks of.
            self.unflushed.clear()
            self.journal.drop()
            self._numbers.give_back()
            self._forget(self._kept)
            raise
        self._kept = len(self.events)

    def preview(self, number: str, *events: Event) -> Case:
        """Return the case as it would be after ``events``; nothing happens to the real one."""
        cases = {number: copy.deepcopy(self.cases[number])}
        for event in events:
            apply(cases, event, self.mechanism.record, self.calendar)
        return cases[number]

    def put(self, path: Path, data: bytes) -> Path:
        """Write a paper and return where it lies. One that a person has edited since is never overwritten.

        A dry run writes nothing and returns where it would lie.
        """
        if self.order.dry_run:
            return path
        digest = sha256(data)
        for place in names_after(path):
            there = digest_of(place)
            if there == digest:
                self.order.made(place)
                return place
            if not there or there in self.known.printed.get(self.place(place), ()):
                try:
                    write_whole(place, data, flush=not self.journal.is_holding)
                    self.unflushed.append(place)
                    break
                except PermissionError:  # somebody reads the old one just now; a new one must be possible
                    if not there:
                        raise
        self.record([Event(Kind.PRINTED, self.as_of, data={"path": self.place(place), "sha": digest})])
        self.order.made(place)
        return place

    def put_and_tell(self, folder: Path, files: Mapping[str, bytes]) -> None:
        """Write papers into a folder, by file name and in their order, and say where each lies."""
        for name, data in files.items():
            self.say(f"已写入 {self.place(self.put(folder / name, data))}")

    def place(self, path: Path) -> str:
        """Return a path from the workspace on, as people are told it and as every PC finds it, whatever its system."""
        name, root = path.as_posix(), f"{self.workspace.root.as_posix()}/"
        return name[len(root) :] if name.startswith(root) else path.relative_to(self.workspace.root).as_posix()


def lay(
    workspace: Workspace,
    order: Order,
    now: Callable[[], datetime] = datetime.now,
    remembered: Callable[[Workspace, Mechanism], Past | None] = lambda *_: None,
) -> Desk:
    """Return a desk with the cases as the journal tells them; the register has not been looked at yet.

    Args:
        workspace: where.
        order: how the job was asked to run.
        now: the clock, for people only.
        remembered: gives what this PC remembers of the journal.

    Raises:
        ConfigError: toolkit.toml or the mechanism cannot be used.
    """
    config = read_config(workspace.config)
    mechanism = mechanism_of(workspace, config)
    journal = Journal(workspace.journal, now)
    found = recall(journal, remembered(workspace, mechanism))
    return Desk(
        workspace=workspace,
        config=config,
        mechanism=mechanism,
        order=order,
        journal=journal,
        calendar=WorkCalendar(),
        events=found.events,
        withdrawn=found.withdrawn,
        known=known_of(found.events, found.past),
        past=found.past,
        strays=strays_of(found.events, found.past),
        run=journal.last + 1,
    )


def events_of(journal: Journal) -> list[Event]:
    """Return the journal's events that this version of the toolkit understands."""
    return understood(journal.records())
