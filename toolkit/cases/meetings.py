"""When the regular meeting is held."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Meeting


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """The day of a month's meeting, and a warning where the rule could not be kept to the letter."""

    day: date
    warning: str = ""


def meeting_day(year: int, month: int, meeting: Meeting, calendar: WorkCalendar) -> MeetingDay:
    """Return the first workday among the days the mechanism allows, else the next workday, with a warning.

    Of seed 000 §三（二）: 原则上每月第一个星期内召开.
    """
    length = monthrange(year, month)[1]
    first, last = (date(year, month, min(each, length)) for each in (meeting.first_day, meeting.last_day))
    day = calendar.next_workday(first)
    if day > last:
        return MeetingDay(
            day, f"{year}年{month}月{first.day}日至{last.day}日没有工作日，会议顺延到{day.month}月{day.day}日"
        )
    return MeetingDay(day)


def beside_rule(day: date, year: int, month: int, meeting: Meeting, calendar: WorkCalendar) -> str:
    """Return in words how a day that the office chose departs from the rule, "" where it does not.

    The rule says "in principle" (原则上), so the office may; it is told each time papers with that day are written.
    """
    length = monthrange(year, month)[1]
    first, last = (date(year, month, min(each, length)) for each in (meeting.first_day, meeting.last_day))
    found = []
    if not first <= day <= last:
        found.append(f"不在{year}年{month}月{first.day}日至{last.day}日之间（{meeting.rule}）")
    if not calendar.is_workday(day):
        found.append(f"不是工作日（{calendar.kind(day).why}）")
    return f"会议日期 {day.isoformat()} {'，也'.join(found)}" if found else ""


def workdays_before(day: date, workdays: int, calendar: WorkCalendar) -> date:
    """Return the day that lies so many workdays before ``day``, that day not counted."""
    while workdays > 0:
        day -= timedelta(days=1)
        workdays -= calendar.is_workday(day)
    return day
