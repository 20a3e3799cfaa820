"""When what rests (挂账) is to be looked at again (复核): a deadline of its own, whoever let the matter rest.

A request names the day of review on its form. Where a person changed the status in the register, the column for
special handling (特殊情况) says why, and when: ``2026年12月31日复核``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.cases.case import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.moving import resting
from toolkit.cases.request import TAKE
from toolkit.mechanism import Effect, Phase

_DATE = r"(?:(?P<year>\d{4})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?"
#: As people write it: the day before the word, or behind it.
_SAID = (
    re.compile(rf"(?<!\d){_DATE}(?!\d)[之以]?前?(?:再次?|进行)?复核"),
    re.compile(rf"复核(?:日期|时间)?[为是：:]?\s*{_DATE}(?!\d)"),
)


def wind_reviews(case: Case, day: date) -> None:
    """Start the clock on which what rests is to be looked at again, and stop it when it rests no longer.

    ``day`` is that of the event that happened.
    """
    if not (case.side or case.requests or case.phase is Phase.PARKED):
        return  # as of nearly every case
    reviews = {each.word: each.review for each in case.record.special.requests if each.review}
    _wind_own(case, reviews)
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


def _wind_own(case: Case, reviews: Mapping[str, str]) -> None:
    """Start the review of a matter that a person parked in the register, on the day they wrote beside the reason."""
    rest, name = resting(case), reviews.get(case.status, "")
    if case.phase is not Phase.PARKED or rest is None or not name:
        return
    key = (case.round, name, case.role("lead"))
    until, known = review_day(case.role("special"), rest.first), case.side.get(key)
    if until is None or (known is not None and known.approved):  # what was granted says its own day
        return
    if any(each.met is None and each.approved for each in resting_reviews(case)):
        return
    case.side[key] = RunningClock(
        round=case.round,
        name=name,
        unit=case.role("lead"),
        start=rest.first,
        span="",
        original=until,
        current=until,
        reason=rest.reason,
    )


def review_day(text: str, since: date) -> date | None:
    """Return the day of review that a text names, None where it names none; without a year the next such day."""
    for pattern in _SAID:
        match = pattern.search(text)
        if match is not None:
            month, day = int(match["month"]), int(match["day"])
            try:
                if match["year"]:
                    return date(int(match["year"]), month, day)
                same = date(since.year, month, day)
                return same if same > since else date(since.year + 1, month, day)
            except ValueError:
                return None
    return None


def lacks_review(case: Case) -> bool:
    """Return whether a matter rests and nobody has said when it is to be looked at again."""
    reviews = {each.review for each in case.record.special.requests if each.review}
    return case.phase is Phase.PARKED and bool(reviews) and next(resting_reviews(case), None) is None
