"""Rows again (按表上的行补记): what the sheets 督查, 任务台账, 指标 and 进展 tell where the journal is lost.

A supervision and a report on a task stand there whole, and come back as they were. That a plan is followed does not:
its rows stand as they are written until its ledger is taken over once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from toolkit.analysis import read_period
from toolkit.errors import ToolkitError
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books.supervisions import SHOWN
from toolkit.jobs.books.task_units import rules_of
from toolkit.jobs.desk.desk import Desk
from toolkit.register import SheetView, ViewRow, schema

_REACHED = re.compile(r"指标(\d+)：(-?[\d.]+)")


def supervised_again(desk: Desk, views: Mapping[str, SheetView]) -> Iterator[Event]:
    """Yield the supervisions that stand on 督查, with what their units said.

    A row that lacks number, unit, period or one of its days is the office's own, and stays as it is.
    """
    sheet = views.get(schema.SUPERVISIONS)
    if sheet is None:
        return
    cases = [key[0] for key in views[desk.mechanism.record.sheet].by_key()]
    for row in sheet.by_key().values():
        begun = _begun(row.values, cases)
        if begun is not None:
            yield begun
            yield from _accounted(desk, row.values)


def supervised_unknown(desk: Desk, views: Mapping[str, SheetView]) -> list[Event]:
    """Return the same of those that a journal which lost lines does not know."""
    events = (*desk.known.supervised, *(each for each in desk.withdrawn if each.kind is Kind.SUPERVISED))
    known = {event.data["supervision"] for event in events}
    return [event for event in supervised_again(desk, views) if event.data["supervision"] not in known]


def _begun(row: Mapping[str, CellValue], cases: list[str]) -> Event | None:
    day, due = row.get("发出日期"), row.get("反馈时限")
    whole = isinstance(day, date) and isinstance(due, date) and row.get("单位") and row.get("评价时段")
    if not whole or not isinstance(day, date):
        return None
    grounds = str(row.get("督查事由") or "")
    data = {
        "supervision": str(row["督查号"]), "unit": str(row["单位"]), "period": str(row["评价时段"]),
        "grounds": grounds.splitlines(), "cases": [each for each in cases if each in grounds], "due": due,
        "reseeded": True,
    }  # fmt: skip
    return Event(Kind.SUPERVISED, day, data=data)


def _accounted(desk: Desk, row: Mapping[str, CellValue]) -> Iterator[Event]:
    said = {asked: row[column] for asked, column in SHOWN.items() if column in row}
    day = row.get(schema.ACCOUNT_DAY)
    if said or isinstance(day, date):
        data = {
            "supervision": str(row["督查号"]), "unit": str(row["单位"]), "values": said,
            "whole": isinstance(day, date), "incoming": str(row.get("来件") or ""), "reseeded": True,
        }  # fmt: skip
        yield Event(Kind.ACCOUNTED, day if isinstance(day, date) else desk.as_of, data=data)


def tasks_again(desk: Desk, views: Mapping[str, SheetView]) -> Iterator[Event]:
    """Yield what was reported of tasks, and that the rows on the sheets of tasks stand as they are written."""
    if schema.TASKS not in views:
        return
    yield from (event for row in views[schema.PROGRESS].rows if (event := _reported(desk, row.values)) is not None)
    for name in (schema.TASKS, schema.TARGETS, schema.PROGRESS):
        yield from (_standing(desk, name, row) for row in views[name].by_key().values())


def _reported(desk: Desk, row: Mapping[str, CellValue]) -> Event | None:
    day, period = row.get("报送日期"), str(row.get("报送期") or "")
    try:
        covers = read_period(period).last_day
    except ToolkitError:
        return None
    reached = {str(int(place) - 1): float(value) for place, value in _REACHED.findall(str(row.get("完成数") or ""))}
    told: dict[str, Any] = {
        "task": str(row["任务号"]), "progress": rules_of(desk).progress.get(str(row.get("进展情况") or ""), ""),
        "words": str(row.get("工作进展") or ""), "difficulty": str(row.get("存在困难") or ""),
        "next": str(row.get("下一步") or ""), "reached": reached,
    }  # fmt: skip
    data = {
        "unit": str(row.get("单位") or ""), "period": period, "covers": covers, "rows": [told],
        "incoming": str(row.get("来件") or ""), "reseeded": True,
    }  # fmt: skip
    return Event(Kind.FOLLOWED, day if isinstance(day, date) else desk.as_of, data=data)


def _standing(desk: Desk, sheet: str, row: ViewRow) -> Event:
    data = {
        "sheet": sheet, "key": list(row.key), "before": {}, "after": dict(row.values), "by": "", "removed": False,
        "standing": dict(row.values), "missed": True,
    }  # fmt: skip
    return Event(Kind.EDITED, desk.as_of, data=data)
