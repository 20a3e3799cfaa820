"""When the regular meeting is held."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

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
