"""While a case waits (挂账) its deadlines rest, whoever let it wait: a granted request, or a person in the register.

They rest from the day on which it was parked to the one before work goes on, like those of a pause (暂停): that such
days do not count is the office's own rule, ``counting.paused`` of the mechanism.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from toolkit.cases.case import Case
from toolkit.cases.granted import end_rest, let_rest
from toolkit.cases.moving import dues_of, resting, running
from toolkit.cases.request import TAKE, Request
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Effect, Phase

#: Why it rests, where a person changed the status and no request tells.
_BY_HAND = "人工改定"
#: What the end of it is called where a person changed the status back.
_RESUMED = "恢复办理"


def rest_while_parked(
    case: Case, was: tuple[str, int], day: date, calendar: WorkCalendar, typed: Collection[str] = ()
) -> bool:
    """Let the deadlines rest from the day on which a case is parked, and run on from the day it is no longer.

    Returns whether it was either.

    Args:
        case: the case after an event.
        was: its status and round before.
        day: the event's day.
        calendar: which days are worked.
        typed: the columns that a person filled by the same event; a date among them stands as it was typed.
    """
    status, round_ = was
    if round_ != case.round or status == case.status:
        return False
    parked_before = case.record.phase(status) is Phase.PARKED
    if case.phase is Phase.PARKED and not parked_before:
        let_rest(case, _parking(case, day))
    elif parked_before and case.phase is not Phase.PARKED:
        _resume(case, status, day, calendar, typed)
    else:
        return False
    return True


def _parking(case: Case, day: date) -> Request:
    asked = [
        each
        for each in case.requests.values()
        if (each.effect, each.decision, each.decided) == (Effect.PARK, TAKE, day)
    ]
    reason, approved = (asked[-1].reason, asked[-1].approved) if asked else (_BY_HAND, "")
    return Request(
        id="", round=case.round, effect=Effect.PAUSE, word=case.status, unit="", day=day,
        clocks=_to_rest(case), first=day, reason=reason, approved=approved,
    )  # fmt: skip


def _to_rest(case: Case) -> tuple[str, ...]:
    """Return the deadlines that rest: those that run, but for one that follows another of them and rests with it.

    One in whose column a person wrote words instead of a date is left to them.
    """
    named = {each.column for each in case.record.clocks if each.column in case.hands}
    words = {column for column in named if not isinstance(case.get(column), date)}
    names = [name for name, clock in running(case).items() if clock.met is None]
    columns = {each.column for each in case.record.clocks if each.name in names}
    left = {each.name for each in case.record.clocks if each.follows in columns or each.column in words}
    return tuple(each for each in names if each not in left)


def _resume(case: Case, status: str, day: date, calendar: WorkCalendar, typed: Collection[str]) -> None:
    """End what a person resumed by changing the status; a granted request has ended it already."""
    rest = resting(case)
    if rest is None or rest.last is not None or rest.word != status:
        return
    request = Request(
        id="", round=case.round, effect=Effect.RESUME, word=_RESUMED, unit="", day=day, first=day, reason=_BY_HAND
    )
    set_now = {each.name for each in case.record.clocks if each.column in typed}
    dues = {name: due for name, due in dues_of(case, request, calendar).items() if name not in set_now}
    end_rest(case, request, dues)
