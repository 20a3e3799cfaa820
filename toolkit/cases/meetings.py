"""When the regular meeting is held."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Every, Meeting
from toolkit.mechanism.preparation import ProgressRule


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """The day of a month's meeting, and a warning where the rule could not be kept to the letter."""

    day: date
    warning: str = ""


def meeting_day(year: int, month: int, meeting: Meeting, calendar: WorkCalendar) -> MeetingDay:
    """Return the first workday among the days the mechanism allows, else the next workday, with a warning.

    Of seed 000 §三（二）: 原则上每月第一个星期内召开. Seed 003 §二（一） has one a quarter and says no day.
    """
    length = monthrange(year, month)[1]
    first, last = (date(year, month, min(each, length)) for each in (meeting.first_day, meeting.last_day))
    day = calendar.next_workday(first)
    if day > last:
        return MeetingDay(
            day, f"{year}年{month}月{first.day}日至{last.day}日没有工作日，{meeting.word}顺延到{day.month}月{day.day}日"
        )
    return MeetingDay(day)


def beside_rule(day: date, year: int, month: int, meeting: Meeting, calendar: WorkCalendar) -> str:
    """Return in words how a day that the office chose departs from the rule, "" where it does not.

    The rule says "in principle" (原则上), so the office may; it is told each time papers with that day are written.
    """
    first, last = _allowed(year, month, meeting)
    found = []
    if not first <= day <= last:
        found.append(f"不在{year}年{first.month}月{first.day}日至{_within(first, last)}之间（{meeting.rule}）")
    if not calendar.is_workday(day):
        found.append(f"不是工作日（{calendar.kind(day).why}）")
    return f"{meeting.word}日期 {day.isoformat()} {'，也'.join(found)}" if found else ""


def _allowed(year: int, month: int, meeting: Meeting) -> tuple[date, date]:
    """Return the first and the last day that the rule allows: of one a quarter, any day of that quarter."""
    if meeting.cadence.every is not Every.MONTH:
        return meeting.cadence.time(year, month)
    length = monthrange(year, month)[1]
    return date(year, month, min(meeting.first_day, length)), date(year, month, min(meeting.last_day, length))


def _within(first: date, last: date) -> str:
    return f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"


def first_to_ask(day: date, rule: ProgressRule, calendar: WorkCalendar) -> date:
    """Return the workday from which progress is asked for before a meeting on ``day`` (会前反馈).

    Some days before, and early enough that units have their workdays to answer where a holiday lies between.
    """
    due = workdays_before(day, rule.due_before, calendar)
    first = min(day - timedelta(days=rule.days_before), workdays_before(due, rule.workdays_to_answer, calendar))
    return first if calendar.is_workday(first) else workdays_before(first, 1, calendar)


def answer_by(asked: date, day: date, rule: ProgressRule, calendar: WorkCalendar) -> date:
    """Return the workday by which progress is due that is asked for on ``asked`` before a meeting on ``day``.

    Asked late, there is at least the next workday for it, if the meeting leaves one.
    """
    usual = workdays_before(day, rule.due_before, calendar)
    return usual if asked < usual else min(calendar.after(asked, 1), day)


def workdays_before(day: date, workdays: int, calendar: WorkCalendar) -> date:
    """Return the day that lies so many workdays before ``day``, that day not counted."""
    while workdays > 0:
        day -= timedelta(days=1)
        workdays -= calendar.is_workday(day)
    return day
