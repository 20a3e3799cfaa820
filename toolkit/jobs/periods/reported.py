"""What was reported (已报数据): figures kept in the journal, and the cases as they stood or were known at that time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from toolkit.analysis.figures.measures import Measure
from toolkit.analysis.figures.restate import Reported, figures
from toolkit.analysis.figures.timeline import Otherwise
from toolkit.analysis.periods.period import Period
from toolkit.cases import Case, WorkCalendar, fold
from toolkit.cases.granted import REASSIGNED
from toolkit.cases.request import TAKE
from toolkit.cases.standing import standing
from toolkit.events import Event, Kind
from toolkit.jobs.desk.collector import resting
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.periods.laid_aside import not_yet_aside, was_aside
from toolkit.mechanism import Effect, Record


class Reports:
    """The reports that the journal knows of."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def said(self, period: Period, cutoff: date) -> Reported | None:
        """Return the last report of that period before today with its figures at that day, None where there is none.

        Before today: whoever writes a report twice on one day, or mends the register in between, corrects a draft.
        """
        for event in reversed(_reports(self._desk, period, cutoff)):
            if event.day < self._desk.as_of:
                return Reported(event.data["period"], cutoff, event.day, event.seq, event.data["figures"])
        return None

    def known(self, reported: Reported) -> tuple[Mapping[str, Case], Otherwise]:
        """Return the cases as they were when that report was written, and what gives those that stood otherwise."""
        desk = self._desk
        # What was taken back since was known then.
        there = {event.seq: event for event in (*desk.events, *desk.withdrawn) if event.seq < reported.seq}
        events = standing([there[seq] for seq in sorted(there)]).events
        with resting():
            cases = fold(events, desk.mechanism.record, desk.calendar)
        live = {number: case for number, case in cases.items() if not case.removed}
        return live, AsTheyStood(lambda: events, live, desk.mechanism.record, desk.calendar)


def keep(desk: Desk, period: Period, cutoff: date, measures: Sequence[Measure]) -> None:
    """Note in the journal what a report says; not again where the last one of that day said the same."""
    data = {"period": str(period), "cutoff": cutoff, "figures": figures(measures)}
    last = next(reversed(_reports(desk, period, cutoff)), None)
    if last is None or last.day != desk.as_of or last.data["figures"] != data["figures"]:
        desk.record([Event(Kind.REPORTED, desk.as_of, data=data)])


def _reports(desk: Desk, period: Period, cutoff: date) -> Sequence[Event]:
    """Return the reports of a period with its figures at a day, in order."""
    return desk.known.reported.get((str(period), cutoff), ())


def latest_day(desk: Desk) -> date:
    """Return the day of today: whoever reckons from an earlier one has lived later ones, as the journal shows."""
    return max(desk.as_of, desk.events[-1].day) if desk.events else desk.as_of


class AsTheyStood:
    """Gives those cases that began anew or were set aside after a day, as they stood before.

    A new round (the firm or the unit sent it back) empties the columns of the one before it, and so does handing back
    (退办); what was dispatched, closed and evaluated within a period counts in that period all the same. Until then all
    counts that came in, on whatever day, for an answer of March may have come in April. What is set aside (挂账) or
    paused (暂停) is so from the day it was decided: what was late before stays late, see
    :mod:`toolkit.jobs.periods.laid_aside`.

    Args:
        events: gives all that happened, in order; asked once, and only where a case began anew.
        cases: the cases, by 编号.
        record, calendar: by which they are added up.
    """

    def __init__(
        self, events: Callable[[], Iterable[Event]], cases: Mapping[str, Case], record: Record, calendar: WorkCalendar
    ) -> None:
        self._events, self._cases, self._record, self._calendar = events, cases, record, calendar

    def __call__(self, cutoff: date) -> dict[str, Case]:
        """Return those that began anew or were set aside after ``cutoff``."""
        found = {}
        for number, history in self._histories.items():
            case = self._cases[number]
            at = _anew_at(history, _given_back(case, cutoff), cutoff, self._record, self._calendar)
            stood = None if at is None else fold(history[:at], self._record, self._calendar).get(number)
            of_then = not_yet_aside(stood or case, history[:at], cutoff, self._calendar)
            if of_then is not None or stood is not None:
                found[number] = of_then or stood or case
        return found

    @cached_property
    def _histories(self) -> Mapping[str, Sequence[Event]]:
        """What happened to each case that ever began anew or was set aside."""
        found: dict[str, list[Event]] = {
            number: [] for number, case in self._cases.items() if _is_anew(case) or was_aside(case)
        }
        for event in self._events() if found else ():
            if event.number in found:
                found[event.number].append(event)
        return found


def _is_anew(case: Case) -> bool:
    """Return whether a case ever began anew: a new round, handed back by its unit, or taken from it by a meeting."""
    taken = any(each.ended and REASSIGNED in each.reason for each in case.given_back)
    return case.round > 1 or taken or bool(_given_back(case, date.min))


def _given_back(case: Case, cutoff: date) -> frozenset[str]:
    """Return the requests by which units handed the case back after ``cutoff``."""
    return frozenset(
        each.id
        for each in case.requests.values()
        if each.effect is Effect.HAND_BACK and each.decision == TAKE and (each.decided or each.day) > cutoff
    )


def _anew_at(
    history: Sequence[Event], given_back: frozenset[str], cutoff: date, record: Record, calendar: WorkCalendar
) -> int | None:
    """Return the place of the first event after ``cutoff`` that emptied the case's columns; None for none."""
    for at, event in enumerate(history):
        if event.day <= cutoff or not (event.kind is Kind.DISPATCHED or _takes(event, given_back)):
            continue
        stood = fold(history[:at], record, calendar).get(event.number)
        # The first dispatch of a matter empties nothing, only the one that a new round begins with.
        if stood is not None and (event.kind is not Kind.DISPATCHED or stood.status == record.reopened):
            return at
    return None


def _takes(event: Event, given_back: frozenset[str]) -> bool:
    """Return whether an event grants one of these requests, or a meeting gives the case to another unit (改交)."""
    if event.kind is Kind.DECIDED:
        return event.data["ask"] in given_back
    return (event.kind is Kind.MET and event.data.get("request") in given_back) or bool(event.data.get("anew"))
