"""when (期限): when a span that begins on a day ends, with the strip of days counted."""

from __future__ import annotations

from datetime import date

from toolkit.cases import WorkCalendar, due_date
from toolkit.errors import ToolkitError
from toolkit.jobs.desk import lay
from toolkit.jobs.order import Order
from toolkit.jobs.sheets import calendar as office_calendar
from toolkit.ooxml import Workbook
from toolkit.register import read_register, schema, sheets, view
from toolkit.workspace import Workspace


def when(workspace: Workspace | None, order: Order, start: date, span: str) -> int:
    """Say the due date — the ISO date on the first line — then the days counted and any warning.

    In a workspace the office's own 节假日 count first; elsewhere the State Council's calendar alone.

    Raises:
        SpanError: ``span`` names no span.
    """
    calendar, doubt = _calendar(workspace, order)
    due = due_date(start, span, calendar)
    order.say(due.day.isoformat())
    for day in due.strip:
        order.say(f"  {day}")
    for warning in (*doubt, *due.warnings):
        order.say(f"注意：{warning}")
    return 0


def _calendar(workspace: Workspace | None, order: Order) -> tuple[WorkCalendar, tuple[str, ...]]:
    if workspace is None:
        return WorkCalendar(), ()
    try:
        book = Workbook.read(read_register(workspace.register))
        spec = next(each for each in sheets(lay(workspace, order).mechanism) if each.name == schema.HOLIDAYS)
        return office_calendar(view(book, spec)), ()
    except ToolkitError as error:
        return WorkCalendar(), (f"{error.message}，没有用到“节假日”表，只按国务院放假安排推算",)
