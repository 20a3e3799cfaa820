"""Reseed (补建日志): where the journal is lost, it is begun anew from the register as it stands.

What the register cannot tell is gone: who wrote which cell, what was returned when, how far a question had come. Every
row, status and date stays as it is; nothing is counted anew over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PureWindowsPath

from toolkit.errors import RegisterError
from toolkit.events import CellValue, Event, Kind, pack
from toolkit.files import sha256
from toolkit.jobs.books.elsewhere import keyed, note
from toolkit.jobs.books.lost_plans import serial_of
from toolkit.jobs.books.rows_again import supervised_again, tasks_again
from toolkit.jobs.desk.desk import Desk
from toolkit.register import Cells, Sheet, SheetView, ViewRow, for_journal, schema

_DIGEST = re.compile(r"^[0-9a-f]{64}$")
_DECIDED = "议定事项数"
#: What the rules do not give of a deadline: it stays as it is written on 时限.
WRITTEN = ("暂停自", "暂停至", "原因", "批准")


def refuse_unknown(desk: Desk, views: Mapping[str, SheetView]) -> None:
    """Do nothing where the journal knows the register, or the register is empty.

    Raises:
        RegisterError: the register has cases or tasks of plans, and the journal nothing at all: it was lost, or is
            away for the moment.
    """
    if desk.base.commits or desk.base.written:
        return
    main, tasks = views.get(desk.mechanism.record.sheet), views.get(schema.TASKS)
    cases = len(main.rows) if main is not None else 0
    followed = sum(bool(serial_of(row.key[0])) for row in tasks.rows) if tasks is not None else 0
    if not cases and not followed:
        return
    held = f" {cases} 件事项" if cases else f" {followed} 项跟踪的任务"
    lacking = "没有写过总台账的记录" if desk.events else "什么也没有"
    raise RegisterError(
        f"总台账里有{held}，日志（register/journal）里却{lacking}",
        "journal 文件夹被移走或改名的，请放回原处；确实丢失的，运行“恢复总台账”，输入 日志，按总台账补建日志",
    )


def reseed(desk: Desk, data: bytes, views: Mapping[str, SheetView]) -> list[Event]:
    """Return the events by which the journal begins anew: they add up to what the register shows.

    Args:
        desk: a desk whose journal is empty.
        data: the register's bytes.
        views: its sheets, read whole.

    Raises:
        RegisterError: a 编号 stands twice.
    """
    main = views[desk.mechanism.record.sheet]
    firm = desk.mechanism.record.role("firm")
    events = [_note(desk, views[spec.name]) for spec in schema.others(desk.mechanism)]
    events += [_opened(desk, main, row) for row in main.by_key().values() if firm in row.values]
    events += _received(desk, views[schema.INCOMING])
    events += _convened(desk, views[schema.MEETINGS])
    events += _reasons(desk, views[schema.CLOCKS])
    events += supervised_again(desk, views)
    events += tasks_again(desk, views)
    return [*events, Event(Kind.COMMITTED, desk.as_of, data={"digest": sha256(data), "cells": {}, "reseeded": True})]


def orphans(desk: Desk, main: Sheet) -> dict[str, ViewRow]:
    """Return the rows that we wrote, or took note of, and of which the journal has lost how they began, by 编号."""
    known = desk.base.cells.get(main.spec.name, {})
    lost = [key for key in known if key[0] not in desk.cases and key[0] not in desk.given_before]
    firm = desk.mechanism.record.role("firm")
    return {key[0]: row for key, row in main.find(lost).items() if firm in row.values}


def begin_again(desk: Desk, main: SheetView) -> list[Event]:
    """Return the events by which cases begin again of which only the row is left."""
    return [_opened(desk, main, row) for row in orphans(desk, main).values()]


def as_written(desk: Desk, data: bytes, views: Mapping[str, SheetView]) -> Event:
    """Return that we wrote a register as it lies there, where the journal has lost every note of having done so."""
    others = [spec.name for spec in schema.others(desk.mechanism)]
    cells: Cells = {each: {row.key: dict(row.values) for row in views[each].rows} for each in others}
    name = desk.mechanism.record.sheet
    cells[name] = {key: dict(row.values) for key, row in views[name].by_key().items()}
    note = {"digest": sha256(data), "cells": for_journal(cells), "reseeded": True}
    return Event(Kind.COMMITTED, desk.as_of, data=note)


def _note(desk: Desk, sheet: SheetView) -> Event:
    sheet.by_key()  # a key that stands twice is told before anything is written
    return note(desk, keyed(sheet))


def _opened(desk: Desk, main: SheetView, row: ViewRow) -> Event:
    day = row.values.get(desk.mechanism.record.roles.get("submitted", ""))
    data = {
        "sheet": main.spec.name, "by_hand": True, "reseeded": True, "by": "", "sha": "", "part": 0,
        "values": {}, "after": dict(row.values),
    }  # fmt: skip
    return Event(Kind.OPENED, day if isinstance(day, date) else desk.as_of, row.key[0], data)


def _received(desk: Desk, sheet: SheetView) -> Iterator[Event]:
    """Yield the log of received files; a number that is missing keeps its place, for the rows are counted."""
    rows = {int(row.key[0]): row for row in sheet.rows if row.key[0].isdecimal()}
    for count in range(1, max(rows, default=0) + 1):
        row = rows.get(count)
        yield receipt(desk, row.values if row else {})
        if row is None:
            gone = {"sheet": sheet.spec.name, "key": [str(count)], "before": {}, "after": {}, "removed": True, "by": ""}
            yield Event(Kind.EDITED, desk.as_of, data=gone)


def receipt(desk: Desk, values: Mapping[str, CellValue | None]) -> Event:
    """Return that a file was received, as its row in the log of received files tells it."""

    def words(column: str) -> str:
        return str(values.get(column) or "")

    digest = PureWindowsPath(words("原件")).stem
    data = {
        "sha": digest if _DIGEST.match(digest) else "", "name": words("文件名"), "outcome": words("结果"),
        "form": words("表"), "numbers": [each for each in words("编号").split("、") if each],
        "firm": words("企业名称"), "notes": words("说明"), "original": words("原件"), "reseeded": True,
    }  # fmt: skip
    day = values.get("收件日期")
    return Event(Kind.RECEIVED, day if isinstance(day, date) else desk.as_of, data=data)


def _convened(desk: Desk, sheet: SheetView) -> Iterator[Event]:
    for row in sheet.rows:
        meeting, day = row.key[0], row.values.get("会议日期")
        if _DECIDED not in row.values and isinstance(day, date):  # announced, not held yet
            data = {"meeting": meeting, "held": day, "chosen": True, "reseeded": True}
            yield Event(Kind.ANNOUNCED, desk.as_of, data=data)
            yield from _written_beforehand(desk, sheet, row)
            continue
        head = {column: value for column, value in row.values.items() if column != _DECIDED}
        data = {"meeting": meeting, "head": head, "heard": [], "sha": "", "part": 0, "reseeded": True}
        yield Event(Kind.CONVENED, day if isinstance(day, date) else desk.as_of, data=data)
        if _DECIDED in row.values:  # what it decided of which case is not known any more, only how many
            after = {_DECIDED: row.values[_DECIDED]}
            data = {"sheet": sheet.spec.name, "key": [meeting], "before": {}, "after": after, "by": ""}
            yield Event(Kind.EDITED, desk.as_of, data=data)


def _written_beforehand(desk: Desk, sheet: SheetView, row: ViewRow) -> Iterator[Event]:
    """Yield what the office wrote into the row of a meeting that is still to come."""
    after = {column: value for column, value in row.values.items() if column not in {"会议", "会议日期"}}
    if after:
        data = {"sheet": sheet.spec.name, "key": list(row.key), "before": {}, "after": after, "by": ""}
        yield Event(Kind.EDITED, desk.as_of, data=data)


def _reasons(desk: Desk, sheet: SheetView) -> Iterator[Event]:
    for row in sheet.rows:
        after = {column: row.values[column] for column in WRITTEN if column in row.values}
        if after:
            data = {"sheet": sheet.spec.name, "key": list(row.key), "before": {}, "after": after, "by": ""}
            yield Event(Kind.EDITED, desk.as_of, row.key[0], data)


def left_to_write(desk: Desk, events: Sequence[Event]) -> Sequence[Event]:
    """Return those of the events that a run which was killed has not written yet.

    Raises:
        RegisterError: the journal holds something else: it is not lost.
    """
    written = desk.events
    same = all(
        (old.kind, old.number, pack(old.data)) == (new.kind, new.number, pack(new.data))
        for old, new in zip(written, events, strict=False)
    )
    if (written and desk.journal.spoiled) or len(written) >= len(events) or not same:
        raise RegisterError(f"日志里还有 {len(written)} 条记录，没有丢失，不用补建", "个别行损坏的，运行“核对”查看")
    return events[len(written) :]
