"""when (期限): when a span that begins on a day ends, with the strip of days counted."""

from __future__ import annotations

from datetime import date

from toolkit.cases import WorkCalendar, due_date
from toolkit.errors import ToolkitError
from toolkit.jobs.books.arranged import calendar as office_calendar
from toolkit.jobs.desk.desk import lay
from toolkit.jobs.desk.order import Order
from toolkit.mechanism import CIVIL_CODE, Counting
from toolkit.ooxml import Workbook
from toolkit.register import read_register, schema, sheets, view
from toolkit.workspace import Workspace


def when(workspace: Workspace | None, order: Order, start: date, span: str) -> int:
    """Say the due date — the ISO date on the first line — then the days counted and any warning.

    In a workspace the office's own 节假日 count first; elsewhere the State Council's calendar alone.

    Raises:
        SpanError: ``span`` names no span.
    """
    calendar, counting, doubt = _calendar(workspace, order)
    due = due_date(start, span, calendar, counting)
    order.say(due.day.isoformat())
    for day in due.strip:
        order.say(f"  {day}")
    for note in due.notes:
        order.say(f"  {note}")
    for warning in (*doubt, *due.warnings):
        order.say(f"注意：{warning}")
    return 0


def _calendar(workspace: Workspace | None, order: Order) -> tuple[WorkCalendar, Counting, tuple[str, ...]]:
    if workspace is None:
        return WorkCalendar(), CIVIL_CODE, ()
    counting = CIVIL_CODE
    try:
        desk = lay(workspace, order)
        counting = desk.mechanism.record.counting
        book = Workbook.read(read_register(workspace.register))
        spec = next(each for each in sheets(desk.mechanism) if each.name == schema.HOLIDAYS)
        return office_calendar(desk, view(book, spec)), counting, ()
    except ToolkitError as error:
        return WorkCalendar(), counting, (f"{error.message}，没有用到“节假日”表，只按国务院放假安排推算",)
