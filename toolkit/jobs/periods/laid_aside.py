"""What was set aside (挂账) or paused (暂停) after a day, as it stood at that day's end.

A past period is told as it stood on its last day. Whoever sets a late matter aside in May does not take back that it
was late at the end of March (office's own rule, as for what was handed back, 退办).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toolkit.cases import Case, WorkCalendar
from toolkit.cases.fold import apply
from toolkit.events import CellValue, Event
from toolkit.mechanism import Phase


def was_aside(case: Case) -> bool:
    """Return whether a case is or ever was set aside or paused."""
    return bool(case.rests) or case.phase is Phase.PARKED


def not_yet_aside(case: Case, history: Sequence[Event], cutoff: date, calendar: WorkCalendar) -> Case | None:
    """Return the case with the status and due dates it had at the end of ``cutoff``; None where they are the same.

    All else is as it is known today: an answer of March may have come in April.

    Args:
        case: as it is known.
        history: what happened to it, in order.
        cutoff: which day.
        calendar: which days are worked.
    """
    if not was_aside(case):
        return None
    held: dict[str, Case] = {}
    parked = ""
    for event in history:
        known = held.get(case.number)
        before = (known.status, _times(known), _due_dates(known)) if known is not None else None
        apply(held, event, case.record, calendar)
        now = held.get(case.number)
        if now is not None and event.day <= cutoff:
            parked = now.status if now.phase is Phase.PARKED else ""
        elif now is not None and before is not None and not parked and _times(now) - before[1]:
            status = before[0] if case.phase is Phase.PARKED else case.status
            return replace(case, status=status, values={**case.values, **before[2]})
    closed = case.day("closed")
    is_same = not parked or parked == case.status or (closed is not None and closed <= cutoff)
    return None if is_same else replace(case, status=parked)


def _times(case: Case) -> frozenset[date | str]:
    """Return what tells one time of being set aside or paused from another: the first days, and the status."""
    firsts = {rest.first for rests in case.rests.values() for rest in rests}
    return frozenset({*firsts, case.status} if case.phase is Phase.PARKED else firsts)


def _due_dates(case: Case) -> dict[str, CellValue]:
    """Return the units' due dates, by column."""
    columns = {each.column for each in case.record.clocks if not each.kept_by}
    return {column: value for column in columns if isinstance(value := case.get(column), date)}
