"""Due dates (期限), counted as the Civil Code counts and shown so that a department can check them.

民法典 第二百零一条: the first day is not counted. 第二百零二条: a span of months ends on the same date of the last
month, or on its last day. 第二百零三条: a last day that is a holiday moves to the next workday. A mechanism may say
otherwise (第二百零四条): what it says is handed in. Days on which a period was paused are not counted.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.cases.quantities import read_number
from toolkit.cases.workdays import WorkCalendar
from toolkit.errors import ToolkitError
from toolkit.mechanism import CIVIL_CODE, Counting

_SPAN = re.compile(r"^\s*(\d{1,3})\s*(?:个)?(月|工作日|日|天)\s*(?:内)?\s*$")
#: As people write it: the number in figures or in words, the unit, 内, 以内 or 之内 behind it.
_WRITTEN = re.compile(
    r"(?P<count>[\d零〇一二两三四五六七八九十百千]*)个?(?P<unit>[^\d零〇一二两三四五六七八九十百千个]*?)(?:[以之]?内)?"
)
#: What is counted → the unit it is counted in, and how many of them it is. 民法典 第二百零二条 counts years by months.
_UNITS = {
    "工作日": ("工作日", 1), "工作天": ("工作日", 1), "日": ("日", 1), "天": ("日", 1), "自然日": ("日", 1),
    "周": ("日", 7), "星期": ("日", 7), "礼拜": ("日", 7), "月": ("月", 1), "季度": ("月", 3), "年": ("月", 12),
}  # fmt: skip
_HALVES = {"半年": "6个月", "一年半": "18个月"}
_LONGEST = 999
_HOW = "请写成 15工作日、十五个工作日、1个月、半年、10日 或 一周 的样子"
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
class Pause:
    """A time in which a period rests (暂停): its first and last day, both included, why, and what it is called."""

    first: date
    last: date
    why: str = ""
    word: str = "暂停"

    def __str__(self) -> str:
        return f"{self.word}：{self.why}" if self.why else self.word


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
        unsure: those years.
        notes: Chinese sentences about what else decided it: a month without that date, a pause.
    """

    day: date
    start: date
    span: Span
    strip: Sequence[CountedDay]
    warnings: Sequence[str]
    unsure: tuple[int, ...] = ()
    notes: Sequence[str] = ()


def read_span(text: str) -> Span:
    """Return the span that ``text`` names: ``15工作日``, ``十五个工作日``, ``1个月``, ``半年``, ``10日``, ``一周``.

    A week is seven days, a quarter three months, a year twelve.

    Raises:
        SpanError: it names none; the message says what of it is not understood.
    """
    match = _SPAN.match(text)  # as mechanisms have it
    if match is None:
        return _written(text)
    if not int(match[1]):
        raise SpanError(f"“{text}”不是期限：数目是 0", _HOW)
    return Span(int(match[1]), "日" if match[2] == "天" else match[2])


def _written(text: str) -> Span:
    """Return the span that a person wrote in words."""
    said = re.sub(r"\s", "", text)
    match = _WRITTEN.fullmatch(_HALVES.get(re.sub(r"[以之]?内$", "", said), said))
    if match is None or not match["count"]:
        raise SpanError(f"“{text}”不是期限：没有看到“几个”，或者有认不出的字", _HOW)
    if match["unit"] not in _UNITS:
        missing = f"认不出“{match['unit']}”" if match["unit"] else "没有写是月、日还是工作日"
        raise SpanError(f"“{text}”不是期限：{missing}", _HOW)
    unit, times = _UNITS[match["unit"]]
    count = round(read_number(match["count"])) * times
    if not 0 < count <= _LONGEST:
        raise SpanError(f"“{text}”不是期限：数目是 0 或者太大", _HOW)
    return Span(count, unit)


def due_date(
    start: date,
    span: Span | str,
    calendar: WorkCalendar,
    counting: Counting = CIVIL_CODE,
    pauses: Sequence[Pause] = (),
) -> DueDate:
    """Return when a span that begins on ``start`` ends.

    Args:
        start: day zero; by the Civil Code it is not counted (民法典 第二百零一条).
        span: what to count.
        calendar: which days are worked.
        counting: what the mechanism says otherwise than the Civil Code.
        pauses: days that do not count; a span of months or days ends so many days later.

    Raises:
        SpanError: ``span`` is a text that names no span, or it ends after the last day of the calendar.
    """
    span = read_span(span) if isinstance(span, str) else span
    paused = {day: str(each) for each in pauses for day in _days_of(each)}
    try:
        zero = start - _DAY if counting.first_day_counts else start
        if span.unit == "工作日":
            strip, notes = _workdays(zero, span, calendar, paused), list[str]()
        else:
            strip, notes = _calendar_days(zero, span, calendar, paused, moves=counting.last_day_moves)
    except (OverflowError, ValueError) as error:  # from 31 December 9999, which people type for "never"
        raise SpanError(f"从 {start.isoformat()} 起算 {span}，超出了日历", "请核对起算日") from error
    unsure = calendar.unknown(each.day for each in strip)
    head = [] if counting.first_day_counts else [CountedDay(start, None, "当日不计")]
    return DueDate(strip[-1].day, start, span, [*head, *strip], [warning(year) for year in unsure], unsure, notes)


def due_day(
    start: date, span: str, calendar: WorkCalendar, counting: Counting = CIVIL_CODE
) -> tuple[date, tuple[int, ...]]:
    """Return the day of :func:`due_date` and its unsure years, counted once for each day on which spans begin.

    Raises:
        SpanError: as there.
    """
    key = (start, span, counting.first_day_counts, counting.last_day_moves)
    found = calendar.counted.get(key)
    if found is None:
        due = due_date(start, span, calendar, counting)
        found = calendar.counted[key] = (due.day, due.unsure)
    return found


def warning(year: int) -> str:
    """Return what is to be told wherever a due date rests on a year whose holidays are not known."""
    return f"{year}年放假安排尚未录入，{year}年的日子暂按周一至周五为工作日推算；国务院办公厅通知公布后请补录“节假日”表"


def add_months(start: date, months: int) -> date:
    """Return the same date ``months`` later, or that month's last day (民法典 第二百零二条)."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _days_of(pause: Pause) -> list[date]:
    return [pause.first + number * _DAY for number in range((pause.last - pause.first).days + 1)]


def _workdays(zero: date, span: Span, calendar: WorkCalendar, paused: Mapping[date, str]) -> list[CountedDay]:
    strip, day, counted = list[CountedDay](), zero, 0
    while counted < span.count:
        day += _DAY
        kind = calendar.kind(day)
        counts = kind.works and day not in paused
        counted += counts
        why = paused.get(day, kind.why) if kind.works else kind.why
        strip.append(CountedDay(day, counted if counts else None, why))
    return strip


def _calendar_days(
    zero: date, span: Span, calendar: WorkCalendar, paused: Mapping[date, str], *, moves: bool
) -> tuple[list[CountedDay], list[str]]:
    """Return the days that decided where a span of months or days ends, and what is to be said of them."""
    end = add_months(zero, span.count) if span.unit == "月" else zero + span.count * _DAY
    notes = [f"{end.year}年{end.month}月没有{zero.day}日，以月末日为期满日"] if _is_clipped(zero, end, span) else []
    end, rested = _after_pauses(zero, end, paused)
    strip = [CountedDay(day, None, paused[day]) for day in rested]
    if rested:
        words = "、".join(dict.fromkeys(paused[day].partition("：")[0] for day in rested))
        notes.append(f"{words}{len(rested)}日不计入，期满日相应后延{len(rested)}日")
    day = end
    while moves and not (calendar.is_workday(day) and day not in paused):
        why = paused.get(day, "") if calendar.is_workday(day) else calendar.kind(day).why
        strip.append(CountedDay(day, None, f"期满日为{why}，顺延"))
        day += _DAY
    words = "期满" if day == end else "顺延至此日期满"
    why = calendar.kind(day).why
    strip.append(CountedDay(day, None, f"{words}（{why}）" if why else words, is_end=True))
    return strip, notes


def _is_clipped(zero: date, end: date, span: Span) -> bool:
    return span.unit == "月" and end.day != zero.day


def _after_pauses(zero: date, end: date, paused: Mapping[date, str]) -> tuple[date, list[date]]:
    """Return the last day of a period that ``end`` would end without its pauses, and the days it rested."""
    rested, day = list[date](), zero
    while day < end and paused:
        day += _DAY
        if day in paused:
            rested.append(day)
            end += _DAY
    return end, rested
