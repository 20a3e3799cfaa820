"""ingest (收件): take in what lies in the inbox, once.

For each file: keep the original by its content, read it in the worker, turn it into events, journal them, and only
then let it leave the inbox. A run that is killed at any point is finished by the next one; a file taken in twice
changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.config import read_config
from toolkit.errors import Code, Problem, ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import free_name, read_stable, safe_name, sha256, shown_name, why, write_new
from toolkit.intake import Reader, UnreadableError, read
from toolkit.intake.slip import slip
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.inbox import Inbox, wait_for_rest
from toolkit.jobs.meetings import convene
from toolkit.jobs.order import Order
from toolkit.jobs.returns import Source, Taken, take
from toolkit.submission import Submission
from toolkit.workspace import Workspace

_LOG = logging.getLogger(__name__)
#: Problems that the sender has to put right; the others the office settles in the register.
_SENDERS = {
    Code.MISSING, Code.BAD_DATE, Code.BAD_CHOICE, Code.MORE_THAN_ONE, Code.DOUBTFUL, Code.CONTRADICTION, Code.BAD_PHONE,
    Code.CELL_ERROR,
}  # fmt: skip
#: How long one run waits for files still being copied, in seconds.
_PATIENCE = 300.0


@dataclass
class Result:
    """What became of a run: how many files of each outcome, and whether the register shows it all already."""

    taken: int = 0
    repeated: int = 0
    set_aside: int = 0
    landed: bool = True


def ingest(workspace: Workspace, order: Order) -> int:
    """Take in the inbox once, waiting for files that are still being copied, and return the exit status."""
    settle = read_config(workspace.config).settle_seconds
    resting, moving = wait_for_rest(Inbox(workspace.inbox, settle), _PATIENCE)
    with open_desk(workspace, order) as desk, Reader() as reader:
        result = take_in(desk, reader, resting)
    for path in moving:
        order.say(f"{shown_name(path)}：还在复制，下次再收")
    order.say(summary(result))
    return 1 if result.set_aside else 0


def summary(result: Result) -> str:
    """Return a run's result in one line."""
    total = result.taken + result.repeated + result.set_aside
    if not total:
        return "收件箱里没有新文件"
    parts = [f"收件 {total} 份"]
    if result.repeated:
        parts.append(f"其中重复来件 {result.repeated} 份")
    if result.set_aside:
        parts.append(f"其中 {result.set_aside} 份需要处理（见总台账“收件日志”“待确认”和 outbox/退回补正）")
    return "，".join(parts)


def take_in(desk: Desk, reader: Reader, paths: Sequence[Path]) -> Result:
    """Take in these files, bring the register into line, and return what became of them.

    One bad file never stops the rest.
    """
    result = Result()
    for path in paths:
        try:
            _take_file(desk, reader, path, result)
        except (OSError, ToolkitError):
            raise  # the disk is full, the share is away: no other file would fare better
        except Exception:  # noqa: BLE001 - a fault of ours costs this file, not the rest; it stays in the inbox
            _LOG.exception("ingest %r", str(path))
            desk.say(f"{shown_name(path)}：处理时程序出错，没有收，仍在收件箱。请把运行日志发给维护人员")
            result.set_aside += 1
            desk.set_aside += 1
    result.landed = update(desk)
    return result


def _take_file(desk: Desk, reader: Reader, path: Path, result: Result) -> None:
    try:
        before = path.stat()
        data = read_stable(path)
    except FileNotFoundError:
        return  # another PC, or a person, was quicker
    except OSError as error:
        desk.say(f"{shown_name(path)}：暂时打不开（{why(error)}），下次再收")
        return
    if data is None:
        desk.say(f"{shown_name(path)}：正在写入，下次再收")
        return
    digest = sha256(data)
    if (digest, shown_name(path)) not in desk.known.names:
        _file_new(desk, reader, path, data, result)
    else:
        result.repeated += 1
        desk.say(f"{shown_name(path)}：此前已收过，没有重复登记")
    _leave(desk, path, before.st_mtime_ns)


def _leave(desk: Desk, path: Path, mtime_ns: int) -> None:
    """Let a file leave the inbox, unless another one of the same name has taken its place meanwhile."""
    if desk.order.dry_run:
        return
    try:
        if path.stat().st_mtime_ns == mtime_ns:
            path.unlink()
    except OSError as error:
        desk.say(f"{shown_name(path)}：已收，但还占用着，移不出收件箱（{why(error)}），下次再移")


def _file_new(desk: Desk, reader: Reader, path: Path, data: bytes, result: Result) -> None:
    digest = sha256(data)
    original = _keep(desk, digest, path, data)
    first = desk.known.received.get(digest)
    if first is not None:
        taken = [
            Taken(outcome="重复来件", numbers=list(first.data.get("numbers", ())), firm=first.data.get("firm", ""))
        ]
        notes = [f"内容与 {first.data['name']} 相同，没有重复登记"]
        result.repeated += 1
    else:
        taken, problems = _read(desk, reader, data, Source(digest, shown_name(path)))
        back = _send_back(desk, path, data, problems, taken)
        questions = _questions(desk, taken)
        beside = [f"表上另有文字：{each.beside}" for each in taken if each.beside]
        notes = [*map(str, problems), *questions, *beside]
        if back or questions or any(each.outcome in {"待确认", "退回补正"} for each in taken):
            result.set_aside += 1
            desk.set_aside += 1
        else:
            result.taken += 1
        more = ["已出补正说明"] * (back and taken[0].outcome != "退回补正") + ["有待确认"] * bool(questions)
        taken[-1].outcome += f"（{'，'.join(more)}）" if more else ""
    received = {
        "sha": digest,
        "name": shown_name(path),
        "outcome": "；".join(dict.fromkeys(each.outcome for each in taken)),
        "form": "；".join(dict.fromkeys(each.form for each in taken if each.form)),
        "numbers": list(dict.fromkeys(number for each in taken for number in each.numbers)),
        "firm": "；".join(dict.fromkeys(each.firm for each in taken if each.firm)),
        "notes": "\n".join(notes),
        "original": original,
    }
    events = [event for each in taken for event in each.events]
    desk.record([*events, Event(Kind.RECEIVED, desk.as_of, data=received)])
    desk.say(" ".join(filter(None, (f"{shown_name(path)}：{received['outcome']}", _now(desk, received["numbers"])))))
    for note in notes:
        desk.say(f"    {note}")


def _now(desk: Desk, numbers: Sequence[str]) -> str:
    """Return the cases a file concerned, with where they stand now."""
    return "、".join(f"{each}（{desk.cases[each].status}）" if each in desk.cases else each for each in numbers)


def _questions(desk: Desk, taken: Sequence[Taken]) -> list[str]:
    """Return the questions that returns raise about single cells; they will stand on 待确认."""
    return [
        f"{ask.column}：{ask.why}"
        for event in (event for each in taken for event in each.events if event.kind is Kind.ANSWERED)
        for name, ask in desk.preview(event.number, event).asks.items()
        if name not in desk.cases[event.number].asks
    ]


def _keep(desk: Desk, digest: str, path: Path, data: bytes) -> str:
    """Keep the original by its content and return where it lies, from the workspace on."""
    suffix = f".{safe_name(path.suffix[1:])}" if len(path.suffix) > 1 else ""
    place = desk.workspace.originals / digest[:2] / f"{digest}{suffix}"
    if not desk.order.dry_run and not write_new(place, data) and sha256(place.read_bytes()) != digest:
        # A kill tore the copy of an earlier run: the whole one takes its place.
        place.unlink()
        write_new(place, data)
    return desk.place(place)


def _read(desk: Desk, reader: Reader, data: bytes, source: Source) -> tuple[list[Taken], list[Problem]]:
    """Return what the file's forms mean, and everything wrong with it."""
    try:
        reading = read(reader.read(data, source.name), desk.mechanism, day=desk.as_of)
    except UnreadableError as error:
        return [Taken(outcome="退回补正")], [error.problem]
    problems = list(reading.problems)
    taken: list[Taken] = []
    for part, submission in enumerate(reading.submissions):
        one = _one(desk, submission, Source(source.sha, source.name, part))
        taken.append(one)
        problems.extend(one.problems)
    return taken or [Taken(outcome="退回补正")], problems


def _one(desk: Desk, submission: Submission, source: Source) -> Taken:
    form = desk.mechanism.form(submission.form)
    # What a run that was killed before it noted the file as filed has journalled of it already.
    done = desk.known.parts.get((source.sha, source.part))
    if form.table:
        taken = convene(desk, submission, source)
        if done is not None:
            taken.events = [each for each in taken.events if not _happened(desk, each)]
    elif done is not None:
        outcome = "待确认" if done.kind is Kind.HELD else "已登记"
        taken = Taken(outcome=outcome, numbers=[done.number] if done.number else [])
    else:
        taken = take(desk, submission, source)
    taken.form = form.title
    # Words of ours under an agenda's title are no message from anybody.
    taken.beside = "" if form.table else "；".join(submission.loose)
    return taken


def _happened(desk: Desk, wanted: Event) -> bool:
    return any(
        (each.kind, each.number, each.data.get("sha")) == (wanted.kind, wanted.number, wanted.data["sha"])
        for each in desk.events
    )


def _place(problem: Problem) -> tuple[str, int, str]:
    """Return where a problem stands, so that a slip goes through the form from top to bottom."""
    row = "".join(each for each in problem.cell if each.isdigit())
    return problem.sheet, int(row or 0), problem.cell


def _send_back(desk: Desk, path: Path, data: bytes, problems: Sequence[Problem], taken: Sequence[Taken]) -> bool:
    """Write a slip for the sender where there is something to put right, and return whether there was."""
    rejected = any(each.outcome == "退回补正" for each in taken)
    theirs = sorted((each for each in problems if rejected or each.code in _SENDERS), key=_place)
    if not theirs or any(each.ours for each in taken):
        return False
    name = shown_name(path)
    about = " ".join(filter(None, (*taken[0].numbers[:1], taken[0].firm)))
    # Many senders use the blank's own name: each slip lies in a folder of its own, named for whom it is about.
    title = safe_name(f"{desk.as_of.isoformat()} {about or Path(name).stem}", 60)
    folder = free_name(desk.workspace.outbox / "退回补正" / title)
    desk.put(
        folder / f"{safe_name(Path(name).stem, 40)} 补正说明.docx",
        slip(f"{name}（{about}）" if about else name, theirs, desk.mechanism, desk.as_of),
    )
    if rejected:
        desk.put(folder / safe_name(name), data)
    return True
