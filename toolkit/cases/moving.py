"""Which date a granted request gives a deadline: a later one, or its own with the days of a pause left out.

A deadline that still has the rule's date is counted again from its start with its pauses; one whose date a person or a
decision had fixed is moved from there. 民法典 第二百零一条至第二百零三条 say nothing of pauses: that their days do not
count is the office's own rule, ``counting.paused`` of the mechanism.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from toolkit.cases.case import Case, RunningClock
from toolkit.cases.deadlines import Pause, SpanError, due_date, read_span
from toolkit.cases.request import Request, Rest
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Effect

_DAY = timedelta(days=1)


def dues_of(case: Case, request: Request, calendar: WorkCalendar, until: date | None = None) -> dict[str, date]:
    """Return the date that each deadline gets where a request is granted, by kind.

    Args:
        case: the case.
        request: what is granted.
        calendar: which days are worked.
        until: another due date than was asked for, as a meeting may decide.
    """
    there = running(case)
    if request.effect is Effect.EXTEND:
        wanted = last_workday(case, until or request.until, calendar)
        if request.beside:
            return dict.fromkeys(request.clocks, wanted) if wanted else {}
        return {name: wanted for name in request.clocks if name in there} if wanted else {}
    moved = {
        name: _after(case, name, rests, base, calendar)
        for name, base, rests in rested(case, request)
        if name in there and all(each.last is not None for each in rests)
    }
    return {name: due for name, due in moved.items() if due is not None}


def last_workday(case: Case, until: date | None, calendar: WorkCalendar) -> date | None:
    """Return the day on which a period ends that was granted until ``until``: a day off moves to the next workday.

    民法典 第二百零三条第一款; a mechanism may say otherwise (``counting.last_day``).
    """
    moves = until is not None and case.record.counting.last_day_moves
    return calendar.next_workday(until) if moves and until is not None else until


def running(case: Case) -> dict[str, RunningClock]:
    """Return the deadlines of the present round, by kind."""
    return {name: clock for (round_, name), clock in case.clocks.items() if round_ == case.round}


def resting(case: Case) -> Rest | None:
    """Return the pause that is to be ended: the latest of the round."""
    rests = case.rests.get(case.round, [])
    return rests[-1] if rests else None


def last_day(request: Request) -> date | None:
    """Return the last day of a pause that a resumption ends: the day before work goes on."""
    return request.first - _DAY if request.first else None


def rest_of(case: Case, request: Request) -> Rest | None:
    """Return the pause that a request asks for, without the days on which the case rests already."""
    first, last = request.first, request.last
    if first is None:
        return None
    for each in case.rests.get(case.round, []):
        if each.last is None:
            return None
        if each.covers(first):
            first = each.last + _DAY
    if last is not None and last < first:
        return None
    return Rest(first, last, request.clocks, request.reason, request.approved, request.word)


def rested(case: Case, request: Request) -> list[tuple[str, date | None, tuple[Rest, ...]]]:
    """Return of each deadline that a pause or its end moves: its kind, the date it is moved from, its pauses."""
    if request.effect is Effect.PAUSE:
        rest = rest_of(case, request)
        return [(name, base, (*rests, rest)) for name in request.clocks for base, rests in [_base(case, name)] if rest]
    rest, last = resting(case), last_day(request)
    found: list[tuple[str, date | None, tuple[Rest, ...]]] = []
    for name in rest.clocks if rest is not None and last is not None else ():
        base, rests = _base(case, name)
        if rest in rests:  # else its date was set anew since
            ended = [replace(rest, last=last)] if rest is not None and last is not None and last >= rest.first else []
            found.append((name, base, (*(each for each in rests if each is not rest and each != rest), *ended)))
    return found


def _base(case: Case, name: str) -> tuple[date | None, tuple[Rest, ...]]:
    """Return the date a deadline is moved from, None where it is the rule's, and the pauses that count already."""
    clock, moved = case.clock(name), case.moved.get((case.round, name))
    column = next((each.column for each in case.record.clocks if each.name == name), "")
    typed = case.get(column) if column in case.hands else None
    if isinstance(typed, date):
        return typed, ()
    if moved is not None and clock is not None and moved.start == clock.start:
        return moved.base, moved.rests
    return None, ()


def _after(case: Case, name: str, rests: tuple[Rest, ...], base: date | None, calendar: WorkCalendar) -> date | None:
    """Return when a deadline falls due with its pauses."""
    clock = case.clock(name)
    if clock is None:
        return None
    pauses = [each.pause for each in rests if each.pause is not None]
    pinned = case.pinned.get((case.round, name))
    told = pinned.due if pinned is not None and pinned.is_of(clock.start, clock.span) else clock.counted
    try:
        if base is None and told == clock.counted:
            return due_date(clock.start, clock.span, calendar, case.record.counting, pauses).day
        return later(base or told, clock.start, clock.span, pauses, calendar)
    except (SpanError, OverflowError):
        return None


def later(due: date, start: date, span: str, pauses: Sequence[Pause], calendar: WorkCalendar) -> date:
    """Return a fixed date moved by the pauses before it: by workdays or by days, as its span counts.

    Days of a pause after the date do not move it; it never ends within a pause or, of days, on a day off.

    Raises:
        SpanError: ``span`` names none.
    """
    workdays = read_span(span).unit == "工作日"
    resting = {each.first + count * _DAY for each in pauses for count in range((each.last - each.first).days + 1)}

    def counts(day: date) -> bool:
        return calendar.is_workday(day) if workdays else True

    owed = sum(counts(day) for day in resting if start < day <= due)
    while owed:
        due += _DAY
        owed -= counts(due) and due not in resting
    while pauses and (due in resting or not calendar.is_workday(due)):
        due += _DAY
    return due
