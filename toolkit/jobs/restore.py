"""restore (恢复): bring back the register from a backup or from the journal, or the journal from the register.

What it changes is shown first. Whatever lies there is kept beside the backups, never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.errors import RegisterError, ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import sha256
from toolkit.jobs.books.begun_anew import begun_anew
from toolkit.jobs.books.bookkeeping import look
from toolkit.jobs.books.compared import compared
from toolkit.jobs.books.elsewhere import whole_sheets
from toolkit.jobs.books.exchange import exchange, refuse_open
from toolkit.jobs.books.gaps import Gaps
from toolkit.jobs.books.lost_plans import has_lost_its_plan, told_of
from toolkit.jobs.books.rebuild import rebuild
from toolkit.jobs.books.reseed import as_written, begin_again, left_to_write, orphans
from toolkit.jobs.books.rows_again import supervised_unknown
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.tally import tally
from toolkit.ooxml import BrokenPackageError, Workbook
from toolkit.register import SheetView, backups_in, for_journal, place_of, schema
from toolkit.workspace import Workspace

#: What can be asked for beside a backup's name.
NEWEST, REBUILD, JOURNAL = "最新", "重建", "日志"


def restore(workspace: Workspace, order: Order, name: str = "") -> int:
    """List the backups, or bring back what is named, after showing what that changes.

    Args:
        workspace: where.
        order: how.
        name: a backup; ``最新`` for the newest sound one; ``重建`` for a register made from the journal alone; ``日志``
            for a journal begun anew from the register, where it is lost.

    Raises:
        ToolkitError: there is no such backup, or it cannot be opened; the journal is not lost.
        RegisterBusyError: somebody has the register open.
    """
    if not name:
        _list(workspace, order)
        return 0
    return with_consent(order, lambda each, consent: _restore(workspace, each, name, consent))


def _restore(workspace: Workspace, order: Order, name: str, consent: Consent) -> int:
    held = lock(workspace, order.say)
    try:
        desk = lay(workspace, order)
        if name == JOURNAL:
            return _begin_anew(desk, consent)
        if name == REBUILD:
            return _rebuild(desk, consent)
        return _bring_back(desk, consent, *_newest(workspace) if name == NEWEST else _named(workspace, name))
    finally:
        held.release()


def _list(workspace: Workspace, order: Order) -> None:
    found = backups_in(workspace.backups)
    for path in found:
        order.say(path.name)
    if not found:
        order.say("还没有备份")
        return
    order.say("要恢复其中一份，请运行“恢复总台账”，输入它的文件名；最近一份输入 Y")
    order.say(f"备份都打不开的，运行“恢复总台账”，输入 {REBUILD}，由日志重新做出总台账")


def _newest(workspace: Workspace) -> tuple[str, bytes]:
    for path in backups_in(workspace.backups):
        data = path.read_bytes()
        try:
            Workbook.read(data)
        except BrokenPackageError:
            continue
        return path.name, data
    raise ToolkitError("没有能打开的备份", f"运行“恢复总台账”，输入 {REBUILD}，可以由日志重新做出总台账")


def _named(workspace: Workspace, name: str) -> tuple[str, bytes]:
    path = workspace.backups / name
    if path.parent != workspace.backups or not path.is_file():
        raise ToolkitError(f"没有备份“{name}”", "请核对文件名。运行“恢复总台账”，什么也不输入，可以列出全部备份")
    data = path.read_bytes()
    Workbook.read(data)
    return name, data


def _bring_back(desk: Desk, consent: Consent, name: str, data: bytes) -> int:
    there = _lying(desk)
    lines = [
        f"恢复备份“{name}”，与现有总台账相比：",
        *_what_changes(desk, there, data),
        *_what_lands(desk, data),
    ]
    if not _go_on(desk, consent, lines, "用这份备份恢复总台账吗？", (there, data)):
        return 0
    exchange(desk, there, data)
    desk.say("总台账已恢复；恢复点之后的来件和办理情况会在下次收件时重新写入")
    return 0


def _rebuild(desk: Desk, consent: Consent) -> int:
    if not desk.base.commits and not desk.base.written:
        raise ToolkitError("日志是空的，做不出总台账", f"总台账还在的，运行“恢复总台账”，输入 {JOURNAL}，补建日志")
    made = rebuild(desk)
    there = _lying(desk)
    lines = [
        f"由日志重新做出总台账，共 {len(desk.live())} 件事项。与现有总台账相比：",
        *_what_changes(desk, there, made.data),
        "颜色、批注、自己加的列和工作表不在日志里，不会回来；填过的内容都在",
    ]
    if not _go_on(desk, consent, lines, "用重新做出的总台账代替现有的吗？", (there, desk.journal.last)):
        return 0
    refuse_open(desk)
    note = {"digest": sha256(made.data), "started": sha256(there) if there else "", "rebuilt": True}
    desk.record([Event(Kind.COMMITTING, desk.as_of, data={**note, "cells": for_journal(made.cells)})])
    exchange(desk, there, made.data)
    desk.record([Event(Kind.COMMITTED, desk.as_of, data=note)])
    desk.say("总台账已由日志重新做出")
    return 0


def _begin_anew(desk: Desk, consent: Consent) -> int:
    if not desk.workspace.register.exists():
        raise ToolkitError("总台账和日志都找不到", "请先从 register/backups 或别处找回总台账，再运行一次")
    data = desk.workspace.register.read_bytes()
    views = whole_sheets(data, desk.mechanism)
    gaps, told = Gaps(desk), list[str]()
    quiet = replace(desk.order, say=told.append)
    if desk.events and (gaps.open or orphans(desk, views[desk.mechanism.record.sheet])):
        mending = True
        events = _mend(lay(desk.workspace, replace(quiet, dry_run=True)), data, views)
    else:
        mending = False
        events = [*left_to_write(desk, begun_anew(desk, data, views)), *gaps.settle()]
    lines = [f"日志{gaps}。还能找回 register/journal 里原来的文件的，请不要补建，先放回原处"] if gaps.open else []
    lines += [f"按总台账补建日志：{tally(events, desk.mechanism.gathering) or '没有事项要补登'}", *told]
    open_ones = [row for row in views[schema.ASKS].rows if not row.values.get("处理意见")]
    if open_ones and not mending:
        lines.append(f"“待确认”表里没有处理的 {len(open_ones)} 项不能再用“采纳”，请直接在台账里改")
    lines += _stopped(desk, views)
    lines.append("各单元格是谁填的、来件的先后等，台账里看不出，不会回来；状态、时限保持台账上的样子")
    if not _go_on(desk, consent, lines, "按总台账补建日志吗？", (data, desk.journal.last)):
        return 0
    if mending:
        order, desk.order = desk.order, quiet  # what it says was shown
        _mend(desk, data, views)
        desk.order = order
    else:
        desk.record(events)
    desk.say("日志已补建，可以照常使用")
    return 0


def _stopped(desk: Desk, views: Mapping[str, SheetView]) -> Iterator[str]:
    """Yield what the office has to do over again, since no sheet tells all of it."""
    rows = views[schema.TASKS].rows if schema.TASKS in views else ()
    lost = [str(row.values.get(schema.PLAN) or "") for row in rows if has_lost_its_plan(desk, row.key)]
    yield from told_of(list(dict.fromkeys(lost)))
    if schema.SUPERVISIONS in views and views[desk.mechanism.record.sheet].rows and not desk.events:
        yield "以前各轮的评价不在台账里，不会回来：重新写以前时段的季度分析，评价件数会比原来少，请以已发出的为准"


def _mend(desk: Desk, data: bytes, views: Mapping[str, SheetView]) -> Sequence[Event]:
    """Let the register stand for what the journal has lost, and return what is journalled for it.

    That it is settled comes last: should this be cut short, the journal still says that something is missing.
    """
    known = len(desk.events)
    if not desk.base.commits and not desk.base.written:
        desk.record([as_written(desk, data, views)])
    desk.record(begin_again(desk, views[desk.mechanism.record.sheet]))
    desk.record(supervised_unknown(desk, views))
    look(desk)
    desk.record(Gaps(desk).settle())
    return desk.events[known:]


def _go_on(desk: Desk, consent: Consent, lines: Sequence[str], question: str, grounds: object) -> bool:
    agreed = consent.given(lines, question, grounds)
    if desk.order.dry_run:
        desk.say("可以恢复（未改动任何文件）")
    return agreed


def _lying(desk: Desk) -> bytes | None:
    """Return the bytes of the register that lies there, None where it is missing."""
    return desk.workspace.register.read_bytes() if desk.workspace.register.exists() else None


def _what_changes(desk: Desk, lying: bytes | None, data: bytes) -> Iterator[str]:
    """Yield what differs between the register that lies there and the one that takes its place."""
    there, coming = _views(desk, lying), _views(desk, data)
    if isinstance(there, str) or isinstance(coming, str):
        yield there if isinstance(there, str) else f"备份{coming}"
        return
    lines = list(compared(there, coming))
    yield from lines or ["内容完全一样"]


def _views(desk: Desk, data: bytes | None) -> Mapping[str, SheetView] | str:
    """Return the sheets of a register, or why they cannot be read."""
    if not data:
        return "现在没有总台账，全部内容都会回来"
    try:
        return whole_sheets(data, desk.mechanism)
    except (BrokenPackageError, RegisterError) as error:
        return f"读不出来，不能逐格比较（{error.message}）"


def _what_lands(desk: Desk, data: bytes) -> Iterator[str]:
    """Yield what of the journal is not in a backup yet and is written into it by the next run."""
    place = place_of(desk.events, sha256(data))
    if place is None:
        yield "这份备份不是本工具写的那一份，日志里比它新的内容会在下次运行时核对后重新写入"
        return
    # The file may have been an old one somebody had put there: then it knows no more than that one did.
    digest = sha256(data)
    older = [event.data["back_to"] for event in desk.events if _was_older(event, digest)]
    place = min([place, *older[-1:]])
    # What was journalled between our last write and the backup is in it only where it was read from it.
    commits = [event.seq for event in desk.events if event.kind is Kind.COMMITTING]
    written = max((seq for seq in commits if seq <= place), default=0)
    since = [event for event in desk.events if event.seq > (place if _by_people(event) else written)]
    gone = [event for event in since if event.data.get("removed") is True]
    words = tally((event for event in since if event not in gone), desk.mechanism.gathering)
    if words:
        yield f"备份之后日志里还有 {words}，下次运行会重新写入（人工改动已采用的也会）"
    if gone:
        rows = "、".join(dict.fromkeys(" ".join(event.data.get("key", [event.number])) for event in gone))
        yield f"备份之后在台账里删去的行会回来：{rows}；确实不要的，恢复后请再删一次"


def _was_older(event: Event, digest: str) -> bool:
    return event.kind is Kind.COMMITTED and "back_to" in event.data and event.data["digest"] == digest


def _by_people(event: Event) -> bool:
    return event.kind in {Kind.EDITED, Kind.DECIDED} or "by_hand" in event.data
