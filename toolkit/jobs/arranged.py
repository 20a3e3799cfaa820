"""Accepted notices on the sheet 节假日: rows are added below the office's own, of which none is touched.

They count from the moment they are accepted; where the register cannot be written just then, they land later.
"""

from __future__ import annotations

from datetime import date

from toolkit.cases import DayOff, WorkCalendar
from toolkit.events import CellValue, Kind
from toolkit.jobs.desk import Desk
from toolkit.register import SheetChange, schema
from toolkit.register.merge import Sheet

#: What stands in 安排.
WORK, OFF = "上班", "放假"
#: What a make-up workday is called in 节日, and in every strip.
MADE_UP = "调休上班"
_DAY, _KIND, _NAME = COLUMNS = ("日期", "安排", "节日")


def kept(sheet: Sheet) -> dict[date, DayOff]:
    """Return the days that the office keeps on 节假日."""
    table: dict[date, DayOff] = {}
    for row in sheet.loose:
        day = row.values.get(_DAY)
        if isinstance(day, date):
            table[day] = DayOff(str(row.values.get(_KIND, "")).strip() == WORK, str(row.values.get(_NAME, "")))
    return table


def calendar(desk: Desk, sheet: Sheet) -> WorkCalendar:
    """Return the workdays: the office's own rows first, then what it accepted and the sheet does not show yet."""
    waiting = {day: DayOff(kind == WORK, name) for day, kind, name in _waiting(desk, sheet)}
    return WorkCalendar({**waiting, **kept(sheet)})


def take(desk: Desk) -> None:
    """Let the cases be counted by the holidays as they are known now."""
    if desk.opened is not None:
        desk.calendar = calendar(desk, desk.opened.views[schema.HOLIDAYS])
        desk.refold()


def change(desk: Desk, sheet: Sheet) -> SheetChange:
    """Return the rows that are to be added to 节假日."""
    rows: list[dict[str, CellValue]] = [dict(zip(COLUMNS, row, strict=True)) for row in _waiting(desk, sheet)]
    return SheetChange(
        append=[{sheet.places[column]: value for column, value in row.items()} for row in rows],
        written={schema.HOLIDAYS: {(str(row[_DAY]),): {**row} for row in rows}},
    )


def _waiting(desk: Desk, sheet: Sheet) -> list[tuple[date, str, str]]:
    """Return the accepted rows that never stood on the sheet; one that a person deleted is not written again."""
    accepted = [event for event in desk.events if event.kind is Kind.ARRANGED]
    if not accepted:
        return []
    there, base = kept(sheet), desk.base
    rows = {day: (day, kind, name) for event in accepted for day, kind, name in event.data["rows"]}
    return [
        row
        for day, row in sorted(rows.items())
        if day not in there and not base.knows(schema.HOLIDAYS, (day.isoformat(),))
    ]
