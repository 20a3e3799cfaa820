"""Deadlines beside the lead unit's: supporting units' earlier dates (配合意见), and reviews of what rests (挂账复核).

They are kept apart so that a late supporter is never charged to the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from toolkit.cases.case import Case, Pinned, RunningClock
from toolkit.cases.lifecycle import ACCEPTED
from toolkit.cases.request import TAKE, Moved
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Effect, Phase, SubClock

_BETWEEN = re.compile(r"[、，,；;\n]+")
_DAY = timedelta(days=1)


def wind_side(case: Case, calendar: WorkCalendar, day: date) -> None:
    """Keep the deadlines beside the lead unit's true; ``day`` is that of the event that happened."""
    if case.record.special.subclocks and (case.clocks or case.side):
        _wind_supporters(case, calendar)
    if case.requests:
        _wind_reviews(case, day)


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
    current = typed or told.due
    answers = [each.day for each in case.supporters if each.round == case.round and each.unit == unit]
    moved = case.moved.get((case.round, beside(key[1], unit)))
    decided = moved is not None and typed == moved.due
    moved = moved if decided else None
    moved_alone = "人工改定" if typed and typed != original and not decided else ""
    return RunningClock(
        round=case.round,
        name=sub.name,
        unit=unit,
        start=lead.start,
        span=span,
        original=original,
        current=current,
        met=min(answers, default=None),
        reason=moved_alone or (moved.reason if moved else told.why) or ("" if current == original else lead.reason),
        approved=_approved(told, moved, lead) if not moved_alone and current != original else "",
        rule=sub.rule,
        counted=counted,
        rests=lead.rests,
    )


def _approved(told: Pinned, moved: Moved | None, lead: RunningClock) -> str:
    """Return by whom a supporting unit's date was moved: who granted it, the office by accepting it, or the lead's."""
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


def _wind_reviews(case: Case, day: date) -> None:
    """Start the clock on which what rests is to be looked at again, and stop it when it rests no longer."""
    reviews = {each.word: each.review for each in case.record.special.requests if each.review}
    for request in case.requests.values():
        name = reviews.get(request.word, "")
        if request.effect is not Effect.PARK or request.decision != TAKE or not name:
            continue
        if request.until is None or request.decided is None:
            continue
        known = case.side.get((request.round, name, request.unit))
        if known is None or known.start < request.decided:
            case.side[request.round, name, request.unit] = RunningClock(
                round=request.round,
                name=name,
                unit=request.unit,
                start=request.decided,
                span="",
                original=request.until,
                current=request.until,
                reason=request.reason,
                approved=request.approved,
            )
    for key, clock in case.side.items():
        if key[1] in reviews.values():
            typed = case.own_dues.get(key)
            clock.current = typed or clock.original
            if clock.met is None and case.phase is not Phase.PARKED:
                clock.met = max(day, clock.start)


def resting_reviews(case: Case) -> Iterator[RunningClock]:
    """Yield the reviews that a case which rests waits for."""
    names = {each.review for each in case.record.special.requests if each.review}
    if case.phase is Phase.PARKED:
        yield from (clock for key, clock in case.side.items() if key[1] in names and clock.met is None)
