"""What was reported (已报数据): figures kept in the journal, and the cases as they stood or were known at that time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from toolkit.analysis.measures import Measure
from toolkit.analysis.period import Period
from toolkit.analysis.restate import Reported, figures
from toolkit.cases import Case, WorkCalendar, fold
from toolkit.cases.request import TAKE
from toolkit.cases.standing import standing
from toolkit.events import Event, Kind
from toolkit.jobs.collector import resting
from toolkit.jobs.desk import Desk
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

    def known(self, reported: Reported) -> tuple[Mapping[str, Case], Mapping[str, Case]]:
        """Return the cases as they were when that report was written, and those of them that stood otherwise then."""
        desk = self._desk
        # What was taken back since was known then.
        there = {event.seq: event for event in (*desk.events, *desk.withdrawn) if event.seq < reported.seq}
        events = standing([there[seq] for seq in sorted(there)]).events
        with resting():
            cases = fold(events, desk.mechanism.record, desk.calendar)
        live = {number: case for number, case in cases.items() if not case.removed}
        return live, as_they_stood(events, live, desk.mechanism.record, desk.calendar, reported.cutoff)


def keep(desk: Desk, period: Period, cutoff: date, measures: Sequence[Measure]) -> None:
    """Note in the journal what a report says; not again where the last one of that day said the same."""
    data = {"period": str(period), "cutoff": cutoff, "figures": figures(measures)}
    last = next(reversed(_reports(desk, period, cutoff)), None)
    if last is None or last.day != desk.as_of or last.data["figures"] != data["figures"]:
        desk.record([Event(Kind.REPORTED, desk.as_of, data=data)])


def _reports(desk: Desk, period: Period, cutoff: date) -> Sequence[Event]:
    """Return the reports of a period with its figures at a day, in order."""
    return desk.known.reported.get((str(period), cutoff), ())


def as_they_stood(
    events: Iterable[Event], cases: Mapping[str, Case], record: Record, calendar: WorkCalendar, cutoff: date
) -> dict[str, Case]:
    """Return those cases that began anew after ``cutoff``, as they stood before: sent back by the firm, or by the unit.

    A new round empties the columns of the one before it, and so does handing back (退办); what was dispatched, closed
    and evaluated within a period counts in that period all the same.
    """
    handed_back = {number for number, case in cases.items() if case.requests and _handed_back(case, cutoff)}
    rounds = {number for number, case in cases.items() if case.round > 1}
    histories: dict[str, list[Event]] = {number: [] for number in rounds | handed_back}
    for event in events if histories else ():
        if event.number in histories:
            histories[event.number].append(event)
    found = {}
    for number, history in histories.items():
        at = _anew(history, cutoff, is_handed_back=number in handed_back)
        stood = fold(history[:at], record, calendar).get(number) if at is not None else None
        if stood is not None and (number in handed_back or stood.status == record.reopened):
            found[number] = stood
    return found


def _handed_back(case: Case, cutoff: date) -> bool:
    return any(
        each.effect is Effect.HAND_BACK and each.decision == TAKE and (each.decided or each.day) > cutoff
        for each in case.requests.values()
    )


def _anew(history: Sequence[Event], cutoff: date, *, is_handed_back: bool) -> int | None:
    """Return the place of the event after ``cutoff`` that emptied the columns: the next dispatch, or the decision."""
    kinds = {Kind.DISPATCHED, Kind.DECIDED, Kind.MET} if is_handed_back else {Kind.DISPATCHED}
    return next((at for at, event in enumerate(history) if event.kind in kinds and event.day > cutoff), None)
