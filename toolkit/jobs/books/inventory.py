"""What lies in the folders (清点): originals, papers, backups, numbers, the inbox and what killed runs left behind."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

from toolkit.events import Event, Kind
from toolkit.files import digest_of, sha256, why
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.jobs.desk.inbox import IGNORED
from toolkit.jobs.desk.numbers import claimed_by
from toolkit.ooxml import BrokenPackageError, Workbook
from toolkit.register import backups_in, schema

#: What a run leaves behind that was killed while it wrote.
_STRAY = ".~*.tmp"
#: What lies there is meant to be dragged into the inbox.
_TO_BE_MOVED = ("outbox/撤回/", "outbox/待录入/")
#: What lies there was laid out for the office to rewrite.
_TO_BE_EDITED = "form_templates/"
#: Called with how many files were looked at, how many there are, and the one that is looked at.
Step = Callable[[int, int, str], None]


def originals(desk: Desk, step: Step) -> Iterator[Finding]:
    """Yield which originals are missing or spoiled, and which nobody journalled."""
    noted = {_place(event.data["original"]): event for event in _received(desk) if event.data.get("original")}
    missing: list[str] = []
    spoiled: list[str] = []
    for count, (place, event) in enumerate(sorted(noted.items()), start=1):
        step(count, len(noted), place)
        digest = digest_of(desk.workspace.root / PurePosixPath(place))
        if not digest:
            missing.append(f"{event.data['name']}（{place}）")
        elif digest not in {"?", event.data["sha"]}:
            spoiled.append(f"{event.data['name']}（{place}）")
    if missing:
        yield Finding(
            Rank.LOSS,
            f"收件原件少了 {len(missing)} 份",
            "从电脑或服务器的备份取回；取不回的，请来件单位再发一份",
            missing,
        )
    if spoiled:
        yield Finding(
            Rank.LOSS, f"收件原件有 {len(spoiled)} 份内容被改动或损坏",
            "原件不要打开修改；从备份取回，或请来件单位再发一份", spoiled,
        )  # fmt: skip
    yield from _unknown(desk, set(noted))


def _unknown(desk: Desk, noted: set[str]) -> Iterator[Finding]:
    """Yield the originals that no event names: a killed run kept them, and the file is in the inbox still."""
    digests = {event.data["sha"] for event in chain(desk.events, desk.withdrawn) if event.data.get("sha")}
    there = (path for path in desk.workspace.originals.rglob("*") if path.is_file())
    unknown = [
        desk.place(path)
        for path in sorted(there)
        if desk.place(path) not in noted and path.name.split(".")[0] not in digests and not _is_stray(path)
    ]
    if unknown:
        yield Finding(
            Rank.DIFFERENT, f"原件文件夹里有 {len(unknown)} 份日志没有记录的文件",
            "多半是收到一半时断电：运行一次收件。收件箱里已经没有同样文件的，把它复制到收件箱再收一次", unknown,
        )  # fmt: skip


def _received(desk: Desk) -> Iterator[Event]:
    return (event for event in desk.events if event.kind is Kind.RECEIVED)


def _place(original: str) -> str:
    return original.replace("\\", "/")


def papers(desk: Desk, step: Step) -> Iterator[Finding]:
    """Yield which papers are gone or were edited since they were written."""
    known = desk.known.printed
    written = {place: digests for place, digests in known.items() if not place.startswith(_TO_BE_EDITED)}
    gone: list[str] = []
    edited: list[str] = []
    for count, (place, digests) in enumerate(sorted(written.items()), start=1):
        step(count, len(written), place)
        digest = digest_of(desk.workspace.root / PurePosixPath(place))
        if not digest:
            if not place.startswith(_TO_BE_MOVED):
                gone.append(place)
        # A sheet that was filled in where it lies and taken in so (电话回访表) is as it should be.
        elif digest != "?" and digest not in digests and digest not in desk.known.received:
            edited.append(place)
    if gone:
        yield Finding(
            Rank.UNTIDY,
            f"发出的文件有 {len(gone)} 份不在原处",
            "发走后移走或删去的不用管；还要用的，重新运行生成它的命令",
            gone,
        )
    if edited:
        yield Finding(Rank.UNTIDY, f"发出的文件有 {len(edited)} 份后来改过", "不用处理：改过的文件不会被覆盖", edited)


def backups(desk: Desk, step: Step) -> Iterator[Finding]:
    """Yield which backups do not open."""
    found = backups_in(desk.workspace.backups)
    bad: list[str] = []
    for count, path in enumerate(found, start=1):
        step(count, len(found), path.name)
        try:
            Workbook.read(path.read_bytes())
        except BrokenPackageError:
            bad.append(path.name)
        except OSError as error:
            bad.append(f"{path.name}（{why(error)}）")
    if bad:
        rank = Rank.LOSS if len(bad) == len(found) else Rank.UNTIDY
        yield Finding(
            rank, f"备份有 {len(bad)} 份打不开（共 {len(found)} 份）", "打不开的可以删去，其余的照常可用", bad
        )


def numbers(desk: Desk) -> Iterator[Finding]:
    """Yield the numbers that were given and belong to no case; nothing is wrong with that."""
    taken_back = desk.given_before
    claims = sorted(desk.workspace.numbers.glob("*-*"))
    # A row we wrote of which the journal has lost the beginning is told as that, and its number is no free one.
    rows = desk.base.cells.get(desk.mechanism.record.sheet, {})
    used = desk.cases.keys() | ({key[0] for key in rows} - taken_back)
    free = [number for path in claims for number in claimed_by(path) if number not in used]
    if free:
        told = [f"{each}（已撤回）" if each in taken_back else each for each in free]
        yield Finding(Rank.KNOW, f"有 {len(free)} 个编号没有对应的事项", "不用处理：跳过的编号不会再给别的事项", told)


def strays(desk: Desk) -> Iterator[Finding]:
    """Yield what killed runs left behind."""
    found = [desk.place(path) for path in sorted(desk.workspace.root.rglob(_STRAY)) if path.is_file()]
    if found:
        yield Finding(
            Rank.UNTIDY,
            f"有 {len(found)} 个没写完的临时文件",
            "没有人在运行本工具时可以删去，里面没有要用的内容",
            found,
        )


def _is_stray(path: Path) -> bool:
    return fnmatch.fnmatch(path.name, _STRAY)


def inbox(desk: Desk) -> Iterator[Finding]:
    """Yield what lies in the inbox: received already, or waiting."""
    folder = desk.workspace.inbox
    there = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_ignored(path.relative_to(folder))]
    taken: list[str] = []
    waiting: list[str] = []
    for path in there:
        try:
            known = sha256(path.read_bytes()) in desk.known.received
        except OSError:
            known = False
        (taken if known else waiting).append(desk.place(path))
    if taken:
        yield Finding(
            Rank.UNTIDY,
            f"收件箱里有 {len(taken)} 份已经收过的文件",
            "运行一次收件就会移走；移不走的，关闭打开它的程序",
            taken,
        )
    if waiting:
        yield Finding(Rank.KNOW, f"收件箱里有 {len(waiting)} 份等待收件", "运行收件", waiting)


def _is_ignored(path: Path) -> bool:
    """Return whether the intake passes over a file, or over a folder it lies in, by its name."""
    return any(fnmatch.fnmatch(name.lower(), pattern) for name in path.parts for pattern in IGNORED)


def settings(desk: Desk) -> Iterator[Finding]:
    """Yield what is missing on the sheets that the office keeps: holidays of the year, units named once."""
    year = desk.as_of.year
    if not desk.calendar.knows(year):
        yield Finding(
            Rank.DIFFERENT, f"没有 {year} 年的放假安排，时限暂按周一至周五推算",
            f"国务院办公厅通知公布后，把 {year} 年的放假和调休上班日录入总台账“{schema.HOLIDAYS}”表",
        )  # fmt: skip
    opened = desk.opened.views.get(schema.UNITS) if desk.opened else None
    if opened is None:
        return
    names = [str(row.values["单位名称"]).strip() for row in opened.loose if "单位名称" in row.values]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not names:
        yield Finding(
            Rank.DIFFERENT, f"“{schema.UNITS}”表是空的，暂用机制自带的名单", "把单位名称、简称和联络协作员填回去"
        )
    if twice:
        yield Finding(Rank.DIFFERENT, f"“{schema.UNITS}”表有 {len(twice)} 个单位写了两行", "合并成一行", twice)
