"""Which meeting is meant, and on which day it is.

A meeting is known by the month it is called for (2024-03), whatever the day; where there is one a quarter, people may
name the quarter (2024Q1). Its day is proposed by the mechanism's rule; the office fixes another one by the command or
on the sheet 会议. Once announced it stands until somebody does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toolkit.cases import beside_rule, meeting_day
from toolkit.errors import ToolkitError
from toolkit.events import CellValue, Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.told import announced
from toolkit.mechanism import Every
from toolkit.register import schema

#: The columns of the sheet 会议 that say which meeting it was, and when.
MEETING, DAY = "会议", "会议日期"
_MONTH = re.compile(r"^\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?\s*$")
_QUARTER = re.compile(r"^\s*(\d{4})\s*(?:年\s*第?|-?\s*[Qq])\s*([1-4一二三四])\s*(?:季度?)?\s*$")
_PLAIN = str.maketrans("一二三四", "1234")


@dataclass(frozen=True, slots=True)
class Appointment:
    """The day of a meeting as it stands.

    Attributes:
        day: when it is.
        since: the event that announced this day, None where it is not announced yet.
        seq: the place in the journal of whoever fixed it last; 0 for the rule.
        by_office: whether the office chose it.
    """

    day: date
    since: Event | None = None
    seq: int = 0
    by_office: bool = False


def read_month(desk: Desk, text: str) -> str:
    """Return which meeting is meant as the register names it, by the month it is called for: ``2024-03``.

    Raises:
        ToolkitError: ``text`` is no month, nor a quarter where there is one meeting a quarter.
    """
    cadence = desk.mechanism.meeting.cadence
    quarterly, quarter = cadence.every is Every.QUARTER, _QUARTER.match(text)
    month = _MONTH.match(text)
    if quarter is not None and quarterly:
        found = int(quarter[1]), 3 * int(quarter[2].translate(_PLAIN))
    elif month is not None and 1 <= int(month[2]) <= 12:
        found = int(month[1]), int(month[2])
    else:
        what, like = ("季度", "2024Q1") if quarterly else ("月份", "2024-03")
        raise ToolkitError(f"“{text}”不是{what}", f"请写成 {like} 的样子")
    return _named(cadence.called_for(*found))


def month_words(desk: Desk, month: str) -> str:
    """Return which meeting it is as papers say it: ``2024年3月``, ``2024年第一季度``."""
    return desk.mechanism.meeting.cadence.words(*_numbers(month))


def is_month(text: str) -> bool:
    """Return whether a text is written as a month or a quarter."""
    return _MONTH.match(text) is not None or _QUARTER.match(text) is not None


def next_meeting(desk: Desk) -> str:
    """Return the meeting that comes next: the first whose day is not past and that has not been held."""
    cadence, held = desk.mechanism.meeting.cadence, desk.known.convened
    # One that was put off may lie in the time after the one it is called for.
    month = cadence.following(*cadence.called_for(desk.as_of.year, desk.as_of.month), -1)
    while _named(month) in held or appointment(desk, _named(month)).day < desk.as_of:
        month = cadence.following(*month)
    return _named(month)


def meeting_before(desk: Desk, month: str) -> str:
    """Return the meeting that comes before a month's."""
    return _named(desk.mechanism.meeting.cadence.following(*_numbers(month), -1))


def meeting_of(desk: Desk, month: str) -> str:
    """Return what papers call a month's meeting: ``2024年3月“政企面对面”联络协作工作会议``."""
    return f"{month_words(desk, month)}{desk.mechanism.meeting.title}"


def appointment(desk: Desk, month: str) -> Appointment:
    """Return the day of a month's meeting: what the office fixed last, else what was announced, else the rule's."""
    notices = announced(desk, month)
    last = notices[-1] if notices else None
    typed = _typed(desk, month)
    if typed is not None and (last is None or typed[0] > last.seq or typed[1] == last.data["held"]):
        known = last if last is not None and last.data["held"] == typed[1] else None
        return Appointment(typed[1], known, typed[0], by_office=True)
    if last is not None:
        return Appointment(last.data["held"], last, last.seq, by_office=bool(last.data.get("chosen")))
    return Appointment(meeting_day(*_numbers(month), desk.mechanism.meeting, desk.calendar).day)


def warning(desk: Desk, month: str, fixed: Appointment) -> str:
    """Return how a meeting's day departs from the rule, "" where it does not."""
    year, number = _numbers(month)
    ruled = meeting_day(year, number, desk.mechanism.meeting, desk.calendar)
    if fixed.day == ruled.day:
        return ruled.warning
    return beside_rule(fixed.day, year, number, desk.mechanism.meeting, desk.calendar)


def not_a_day(desk: Desk, month: str) -> str:
    """Return what a person typed on the sheet 会议 as the day and is none, "" where nothing such stands there."""
    value = typed_row(desk, month).get(DAY, "")
    return "" if isinstance(value, date) or value is None else str(value)


def typed_row(desk: Desk, month: str) -> dict[str, CellValue]:
    """Return what people typed about a meeting on the sheet 会议, by column."""
    return {column: event.data["after"][column] for column, event in _hands(desk, month).items()}


def _typed(desk: Desk, month: str) -> tuple[int, date] | None:
    """Return the day that a person typed on the sheet 会议, and when in the journal; None where nobody did."""
    event = _hands(desk, month).get(DAY)
    value = event.data["after"][DAY] if event is not None else None
    return (event.seq, value) if event is not None and isinstance(value, date) else None


def _hands(desk: Desk, month: str) -> dict[str, Event]:
    # A program may make a day of the month that was typed: 2024-03-01.
    rows = desk.known.hands.get(schema.MEETINGS, {})
    return {column: event for key, row in rows.items() if key[0][:7] == month for column, event in row.items()}


def _numbers(month: str) -> tuple[int, int]:
    return int(month[:4]), int(month[5:])


def _named(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02}"
