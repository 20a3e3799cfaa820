"""Which month's meeting is meant."""

from __future__ import annotations

import re
from datetime import date

from toolkit.cases import meeting_day
from toolkit.errors import ToolkitError
from toolkit.jobs.desk import Desk

_MONTH = re.compile(r"^\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?\s*$")


def read_month(text: str) -> str:
    """Return a month as the register names meetings: ``2024-03``.

    Raises:
        ToolkitError: ``text`` is no month.
    """
    match = _MONTH.match(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise ToolkitError(f"“{text}”不是月份", "请写成 2024-03 的样子")
    return f"{int(match[1])}-{int(match[2]):02}"


def is_month(text: str) -> bool:
    """Return whether a text is written as a month."""
    return _MONTH.match(text) is not None


def next_meeting(desk: Desk) -> str:
    """Return the month whose meeting comes next: this month's, or next month's once this month's day is past."""
    year, month = desk.as_of.year, desk.as_of.month
    if meeting_day(year, month, desk.mechanism.meeting, desk.calendar).day < desk.as_of:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return f"{year}-{month:02}"


def meeting_of(desk: Desk, month: str) -> str:
    """Return what papers call a month's meeting: ``2024年3月“政企面对面”联络协作工作会议``."""
    return f"{month[:4]}年{int(month[5:])}月{desk.mechanism.meeting.title}"


def day_of(desk: Desk, month: str) -> date:
    """Return the day of a month's meeting, and tell the person where it could not be in the first week."""
    held = meeting_day(int(month[:4]), int(month[5:]), desk.mechanism.meeting, desk.calendar)
    if held.warning:
        desk.say(held.warning)
    return held.day
