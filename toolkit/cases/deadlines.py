"""Due dates (期限), counted as the Civil Code counts and shown so that a department can check them.

民法典 第二百零一条: the first day is not counted. 第二百零二条: a span of months ends on the same date of the last
month, or on its last day. 第二百零三条: a last day that is a holiday moves to the next workday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.cases.workdays import WorkCalendar
from toolkit.errors import ToolkitError

_SPAN = re.compile(r"^\s*(\d{1,3})\s*(?:个)?(月|工作日|日|天)\s*(?:内)?\s*$")
_WEEKDAYS = "一二三四五六日"
_DAY = timedelta(days=1)


class SpanError(ToolkitError):
    """A span that nobody can count."""


@dataclass(frozen=True, slots=True)
class Span:
    """A span: how many, of ``月``, ``工作日`` or ``日``."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count}个{self.unit}" if self.unit != "日" else f"{self.count}日"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day of the strip: its count where it was counted, else why it was not; or the end of a span of months."""

    day: date
    count: int | None
    why: str
    is_end: bool = False

    def __str__(self) -> str:
        head = f"{self.day.isoformat()} 周{_WEEKDAYS[self.day.weekday()]}"
        if self.is_end:
            return f"{head}  {self.why}"
        counted = f"第{self.count}个工作日" if self.count is not None else "不计"
        return f"{head}  {counted}" + (f"（{self.why}）" if self.why else "")


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date and how it came about.

    Attributes:
        day: the due date.
        start: day zero.
        span: what was counted.
        strip: the days that decided it: every day of a span of workdays; of a span of months or days, the end and
            the days it was moved over.
        warnings: Chinese sentences about years whose holidays are not known.
    """

    day: date
    start: date
    span: Span
    strip: Sequence[CountedDay]
    warnings: Sequence[str]


def read_span(text: str) -> Span:
    """Return the span that ``text`` names: ``15工作日``, ``15个工作日``, ``1个月``, ``10日``.

    Raises:
        SpanError: it names none.
    """
    match = _SPAN.match(text)
    if match is None or not int(match[1]):
        raise SpanError(f"“{text}”不是期限", "请写成 15工作日、1个月 或 10日 的样子")
    unit = "日" if match[2] == "天" else match[2]
    return Span(int(match[1]), unit)


def due_date(start: date, span: Span | str, calendar: WorkCalendar) -> DueDate:
    """Return when a span that begins on ``start`` ends.

    Args:
        start: day zero; it is not counted (民法典 第二百零一条).
        span: what to count.
        calendar: which days are worked.

    Raises:
        SpanError: ``span`` is a text that names no span, or it ends after the last day of the calendar.
    """
    span = read_span(span) if isinstance(span, str) else span
    count = _workdays if span.unit == "工作日" else _calendar_days
    try:
        strip = count(start, span, calendar)
    except (OverflowError, ValueError) as error:  # from 31 December 9999, which people type for "never"
        raise SpanError(f"从 {start.isoformat()} 起算 {span}，超出了日历", "请核对起算日") from error
    day = strip[-1].day if strip else start
    return DueDate(day, start, span, strip, _warnings(start, day, calendar))


def due_day(start: date, span: str, calendar: WorkCalendar) -> date:
    """Return the day of :func:`due_date`, counted once for each day on which spans begin.

    Raises:
        SpanError: as there.
    """
    day = calendar.counted.get((start, span))
    if day is None:
        day = calendar.counted[start, span] = due_date(start, span, calendar).day
    return day


def add_months(start: date, months: int) -> date:
    """Return the same date ``months`` later, or that month's last day (民法典 第二百零二条)."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _workdays(start: date, span: Span, calendar: WorkCalendar) -> list[CountedDay]:
    strip, day, counted = [CountedDay(start, None, "当日不计")], start, 0
    while counted < span.count:
        day += _DAY
        kind = calendar.kind(day)
        counted += kind.works
        strip.append(CountedDay(day, counted if kind.works else None, kind.why))
    return strip


def _calendar_days(start: date, span: Span, calendar: WorkCalendar) -> list[CountedDay]:
    end = add_months(start, span.count) if span.unit == "月" else start + span.count * _DAY
    strip, day = [CountedDay(start, None, "当日不计")], end
    while not calendar.is_workday(day):
        strip.append(CountedDay(day, None, f"期满日为{calendar.kind(day).why}，顺延"))
        day += _DAY
    words = "期满" if day == end else "顺延至此日期满"
    why = calendar.kind(day).why
    strip.append(CountedDay(day, None, f"{words}（{why}）" if why else words, is_end=True))
    return strip


def _warnings(start: date, end: date, calendar: WorkCalendar) -> list[str]:
    return [
        f"{year}年放假安排尚未录入，{year}年的日子暂按周一至周五为工作日推算；国务院办公厅通知公布后请补录“节假日”表"
        for year in range(start.year, end.year + 1)
        if not calendar.knows(year)
    ]
