"""Accepted notices on the sheet 节假日: rows are added below the office's own, of which none is touched.

They count from the moment they are accepted; where the register cannot be written just then, they land later. Where
a notice was taken back (undo), its rows are emptied again, those aside that a person wrote in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from toolkit.cases import DayOff, WorkCalendar
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books.checkpoint import settings_of
from toolkit.jobs.desk.desk import Desk
from toolkit.register import SheetChange, ViewRow, schema
from toolkit.register.merge import Sheet

#: What stands in 安排.
WORK, OFF = "上班", "放假"
#: What a make-up workday is called in 节日, and in every strip.
MADE_UP = "调休上班"
#: A row as a notice gives it: the day, 放假 or 上班, the name.
Row = tuple[date, str, str]
_DAY, _KIND, _NAME = COLUMNS = ("日期", "安排", "节日")


def kept(desk: Desk, sheet: Sheet) -> dict[date, DayOff]:
    """Return the days that the office keeps on 节假日; those of a notice that was taken back are not among them."""
    table: dict[date, DayOff] = {}
    gone = {row.number for row in _taken_back(desk, sheet)}
    for row in sheet.loose:
        day = row.values.get(_DAY)
        if isinstance(day, date) and row.number not in gone:
            table[day] = DayOff(str(row.values.get(_KIND, "")).strip() == WORK, str(row.values.get(_NAME, "")))
    return table


def calendar(desk: Desk, sheet: Sheet) -> WorkCalendar:
    """Return the workdays: the office's own rows first, then what it accepted and the sheet does not show yet."""
    waiting = {day: DayOff(kind == WORK, name) for day, kind, name in _waiting(desk, sheet)}
    return WorkCalendar({**waiting, **kept(desk, sheet)})


def take(desk: Desk) -> None:
    """Let the cases be counted by the holidays as they are known now."""
    if desk.opened is not None:
        desk.calendar = calendar(desk, desk.opened.views[schema.HOLIDAYS])
        desk.settings = settings_of(desk.opened.views[schema.UNITS], desk.calendar)
        desk.refold()


def change(desk: Desk, sheet: Sheet) -> SheetChange:
    """Return the rows that are to be added to 节假日, and those to be emptied."""
    change = SheetChange(written={schema.HOLIDAYS: {}})
    written = change.written[schema.HOLIDAYS]
    for row in _taken_back(desk, sheet):
        change.cells.update({(row.number, sheet.places[column]): None for column in COLUMNS})
        written[(str(row.values[_DAY]),)] = dict.fromkeys(COLUMNS)
    for each in _waiting(desk, sheet):
        values: dict[str, CellValue] = dict(zip(COLUMNS, each, strict=True))
        change.append.append({sheet.places[column]: value for column, value in values.items()})
        written[(str(each[0]),)] = {**values}
    return change


def _accepted(events: Iterable[Event]) -> dict[date, tuple[int, Row]]:
    """Return the rows of notices by day, each with the place in the journal of the notice that came last."""
    notices = (event for event in events if event.kind is Kind.ARRANGED)
    return {day: (event.seq, (day, kind, name)) for event in notices for day, kind, name in event.data["rows"]}


def _waiting(desk: Desk, sheet: Sheet) -> list[Row]:
    """Return the accepted rows that the sheet is to show and does not.

    One that a person deleted is not written again, unless the notice was accepted once more since.
    """
    accepted = _accepted(desk.known.arranged)
    if not accepted:
        return []
    there, known = kept(desk, sheet), desk.base.cells.get(schema.HOLIDAYS, {})
    deleted = desk.known.removed.get(schema.HOLIDAYS, {})
    return [
        row
        for day, (seq, row) in sorted(accepted.items())
        if day not in there and (str(day),) not in known and deleted.get((str(day),), 0) < seq
    ]


def _taken_back(desk: Desk, sheet: Sheet) -> list[ViewRow]:
    """Return the rows of notices that were taken back which stand as we wrote them."""
    taken = _accepted(desk.withdrawn) if desk.withdrawn else {}
    if not taken:
        return []
    standing, typed = _accepted(desk.known.arranged), desk.known.hands.get(schema.HOLIDAYS, {})
    ours = {row for day, (_, row) in taken.items() if day not in standing and (str(day),) not in typed}
    known = desk.base.cells.get(schema.HOLIDAYS, {})
    return [
        row
        for row in sheet.loose
        if tuple(row.values.get(column) for column in COLUMNS) in ours and (str(row.values[_DAY]),) in known
    ]
