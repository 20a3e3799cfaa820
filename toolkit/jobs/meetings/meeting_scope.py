"""What a meeting is about (会议范围): the day, the matters new to it, the requests put to it, the earlier matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.cases import Case, Request, says
from toolkit.cases.approval import open_requests
from toolkit.cases.invitation import Guest, guests
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import Appointment, typed_row
from toolkit.mechanism import By, Phase
from toolkit.mechanism.preparation import Preparation

#: The columns of the sheet 会议 that the office may fill beforehand.
HOUR, PLACE = "会议时间", "会议地点"


@dataclass(frozen=True)
class Scope:
    """A meeting that is being prepared.

    Attributes:
        month: which one.
        fixed: its day.
        preparation: what the mechanism prepares.
        fresh: the cases that wait for a meeting, in the order of their 编号.
        asking: the requests put to it, each with its case.
        earlier: key cases whose units are at work, or are to begin anew.
        done: key cases that were answered or closed since the meeting before.
        head: what is known of it, by column of the sheet 会议.
    """

    month: str
    fixed: Appointment
    preparation: Preparation
    fresh: Sequence[Case]
    asking: Sequence[tuple[Case, Request]]
    earlier: Sequence[Case]
    done: Sequence[Case]
    head: dict[str, CellValue]

    @property
    def day(self) -> date:
        return self.fixed.day

    @property
    def hour(self) -> str:
        return str(self.head.get(HOUR, ""))

    @property
    def place(self) -> str:
        return str(self.head.get(PLACE, ""))


def scope(desk: Desk, month: str, fixed: Appointment, preparation: Preparation) -> Scope:
    """Return what a meeting is about, as the cases stand on the desk's day."""
    live = desk.live()
    known: dict[str, CellValue] = {HOUR: desk.mechanism.meeting.hour, PLACE: desk.config.meeting_place}
    known |= typed_row(desk, month)
    return Scope(
        month=month,
        fixed=fixed,
        preparation=preparation,
        fresh=[case for case in live if case.phase is Phase.MEETING],
        asking=[(case, each) for case in live for each in open_requests(case, By.MEETING)],
        earlier=[case for case in live if _is_open(case) and is_key(desk, case)],
        done=_done(desk, [case for case in live if is_key(desk, case)], fixed.day),
        head={column: value for column, value in known.items() if value not in (None, "")},
    )


def _is_open(case: Case) -> bool:
    """Return whether a case is at work, or to be handled anew because its firm was not satisfied."""
    return case.phase is Phase.HANDLING or case.status == case.record.reopened


def is_key(desk: Desk, case: Case) -> bool:
    """Return whether a case is of a class that the meeting takes up."""
    return any(says(case.role("class"), word) for word in desk.mechanism.meeting.classes)


def _done(desk: Desk, cases: Sequence[Case], day: date) -> list[Case]:
    """Return the cases that wait for the firm's word, and those that were closed since the meeting before."""
    since = last_held(desk, day)
    found = []
    for case in cases:
        evaluated = case.day("evaluated")
        closed = case.phase is Phase.CLOSED and since is not None and evaluated is not None and evaluated >= since
        if case.phase is Phase.ANSWERED or closed:
            found.append(case)
    return found


def last_held(desk: Desk, day: date) -> date | None:
    """Return the day of the last recorded meeting before a day, None where there was none."""
    held = [each.day for each in _convened(desk) if each.day < day]
    return max(held, default=None)


def _convened(desk: Desk) -> list[Event]:
    return [each for each in desk.events if each.kind is Kind.CONVENED]


def invited(desk: Desk, about: Scope) -> list[Guest]:
    """Return who is invited: the units of new matters and of requests, the firms of the new, who reports on earlier."""
    cases = {case.number: case for case in (*about.fresh, *(case for case, _ in about.asking))}
    rule = about.preparation.invited
    return guests(cases.values(), about.fresh, rule, desk.mechanism.units, about.day, about.earlier)
