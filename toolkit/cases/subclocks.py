"""Deadlines beside the lead unit's: supporting units' earlier dates (配合意见).

They are kept apart so that a late supporter is never charged to the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from toolkit.cases.case import Case
from toolkit.cases.clock import Pinned, RunningClock
from toolkit.cases.moving import later
from toolkit.cases.request import Moved, with_rests
from toolkit.cases.winding import ACCEPTED
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import SubClock

_BETWEEN = re.compile(r"[、，,；;\n]+")
_DAY = timedelta(days=1)


def wind_side(case: Case, calendar: WorkCalendar) -> None:
    """Keep the deadlines beside the lead unit's true."""
    if case.record.special.subclocks and (case.clocks or case.side):
        _wind_supporters(case, calendar)


def _wind_supporters(case: Case, calendar: WorkCalendar) -> None:
    named = supporters(case)
    if not named and not case.side:
        return
    running = {(case.round, sub.name, unit): (sub, lead) for sub, lead in _led(case) for unit in named}
    names = {each.name for each in case.record.special.subclocks}
    for key in [key for key in case.side if key[0] == case.round and key[1] in names and key not in running]:
        del case.side[key]
    for key, (sub, lead) in running.items():
        case.side[key] = _of_supporter(case, key, sub, lead, calendar)


def _led(case: Case) -> Iterator[tuple[SubClock, RunningClock]]:
    for sub in case.record.special.subclocks:
        lead = next((clock for name in sub.of if (clock := case.clock(name))), None)
        if lead is not None:
            yield sub, lead


def _of_supporter(
    case: Case, key: tuple[int, str, str], sub: SubClock, lead: RunningClock, calendar: WorkCalendar
) -> RunningClock:
    unit, span = key[2], f"{lead.current.isoformat()}前{sub.before}个工作日"
    counted = before(lead.current, sub.before, lead.start, calendar)
    told = case.side_told.get(key)
    if told is None or told.start != lead.start:
        told = Pinned(lead.start, span, before(lead.original, sub.before, lead.start, calendar), counted)
    # As the lead's own, it stands as it was told until the lead's date moves, or the office accepts another.
    elif told.span != span:
        told = Pinned(lead.start, span, told.told, counted)
    original, typed = told.told, case.own_dues.get(key)
    current = _after_rests(typed, lead, calendar) if typed else told.due
    # What a unit said before the matter went back and out again is no answer to what it was asked since.
    mine = (each for each in case.supporters if each.round == case.round and each.unit == unit)
    answers = [each.day for each in mine if each.day >= lead.start]
    moved = case.moved.get((case.round, beside(key[1], unit)))
    if moved is not None and typed != moved.due:
        moved = None
    by_hand = typed is not None and typed != original and moved is None
    return RunningClock(
        round=case.round,
        name=sub.name,
        unit=unit,
        start=lead.start,
        span=span,
        original=original,
        current=current,
        met=min(answers, default=None),
        reason=_why(told, moved, lead, by_hand=by_hand, stands=current == original),
        approved=_approved(told, moved, lead, by_hand=by_hand, stands=current == original),
        rule=sub.rule,
        counted=counted,
        rolled=calendar.next_workday(current) if moved is not None and not calendar.is_workday(current) else None,
        unsure=calendar.unknown([current]),
        rests=lead.rests,
    )


def _after_rests(due: date, lead: RunningClock, calendar: WorkCalendar) -> date:
    """Return a date that the office set itself; one that lies within a pause ends so many workdays after it."""
    for rest in sorted(lead.rests, key=lambda each: each.first):
        if rest.pause is not None and rest.covers(due):
            due = later(due, lead.start, "1工作日", [rest.pause], calendar)
    return due


def _why(told: Pinned, moved: Moved | None, lead: RunningClock, *, by_hand: bool, stands: bool) -> str:
    """Return why a supporting unit's date is the one it is; "" for one that is as told and never rested."""
    own = "人工改定" if by_hand else moved.reason if moved else told.why
    if own:
        return with_rests(own, lead.rests)
    return "" if stands and not lead.rests else lead.reason


def _approved(told: Pinned, moved: Moved | None, lead: RunningClock, *, by_hand: bool, stands: bool) -> str:
    """Return by whom a supporting unit's date was moved: who granted it, the office by accepting it, or the lead's.

    A date that was set by hand nobody granted, but somebody its pause.
    """
    if by_hand or stands:
        return lead.rests[-1].approved if lead.rests else ""
    if moved is not None:
        return moved.approved
    return ACCEPTED if told.why else lead.approved


def beside(name: str, unit: str) -> str:
    """Return by which kind of deadline a supporting unit's own is known where kinds are told apart by one word."""
    return f"{name}·{unit}"


def own_clocks(case: Case, unit: str) -> list[tuple[RunningClock, RunningClock, int]]:
    """Return a supporting unit's own deadlines of this round: each, the lead's it precedes, by how many workdays."""
    led = {sub.name: (lead, sub.before) for sub, lead in _led(case)}
    return [
        (clock, *led[name])
        for (round_, name, whose), clock in case.side.items()
        if (round_, whose) == (case.round, unit) and name in led
    ]


def supporters(case: Case) -> list[str]:
    """Return the supporting units (配合单位) of a case, by the full names it went out to."""
    text = case.role("support")
    named = [each.strip() for each in _BETWEEN.split(text) if each.strip()] if text else []
    return list(dict.fromkeys(case.sent_to.get(each, each) for each in named))


def before(due: date, workdays: int, start: date, calendar: WorkCalendar) -> date:
    """Return the workday that lies so many workdays before ``due``, or ``due`` where that is not after ``start``."""
    # Thousands of cases fall due on the same few days.
    key = ("before", due, workdays, start)
    if key not in calendar.counted:
        day, left = due, workdays
        while left and day > start:
            day -= _DAY
            left -= calendar.is_workday(day)
        calendar.counted[key] = (day if day > start else due, ())
    return calendar.counted[key][0]
