"""Periods as people write them: 2024Q1, 2024年3月, 2024上半年, 2024, 2024-01-15..2024-03-20."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from toolkit.analysis.periods.calendar_periods import NUMERALS, HalfYear, Month, Quarter, Year
from toolkit.analysis.periods.period import Days, Period, PeriodError

_HOW = (
    "请写成 2024Q1 或 2024年第一季度（季度）、2024-03 或 2024年3月（月）、2024上半年（半年）、2024（全年），"
    "或者 2024-01-15..2024-03-20（任意起止日）的样子"
)
_MONTHS = {"十二": 12, "十一": 11, "十": 10, **{word: at for at, word in enumerate("一二三四五六七八九", 1)}}
_HALVES = {"上": 1, "下": 2, "1": 1, "2": 2}
# A quarter must be marked as one (Q or 季): 2024-1 is a month.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (
        re.compile(r"(\d{4})年?度?[-/.]?(?:Q([1-4])|第?([1-4一二三四])季度?)"),
        lambda found: Quarter(int(found[1]), _quarter(found[2] or found[3])),
    ),
    (re.compile(r"Q([1-4])[-/.]?(\d{4})年?"), lambda found: Quarter(int(found[2]), int(found[1]))),
    (
        re.compile(r"(\d{4})年?度?[-/.]?(?:H([12])|([上下])半年度?)"),
        lambda found: HalfYear(int(found[1]), _HALVES[found[2] or found[3]]),
    ),
    (re.compile(r"H([12])[-/.]?(\d{4})年?"), lambda found: HalfYear(int(found[2]), int(found[1]))),
    (re.compile(r"(\d{4})(?:年度?|全年|年全年)?"), lambda found: Year(int(found[1]))),
    (re.compile(r"(\d{4})[-/.年](\d{1,2})(?:月份?)?"), lambda found: Month(int(found[1]), int(found[2]))),
    (re.compile(r"(\d{4})年?(\d{1,2})月份?"), lambda found: Month(int(found[1]), int(found[2]))),
    (re.compile(r"(\d{4})(0[1-9]|1[0-2])"), lambda found: Month(int(found[1]), int(found[2]))),
    (
        re.compile(rf"(\d{{4}})年({'|'.join(_MONTHS)})月份?"),
        lambda found: Month(int(found[1]), _MONTHS[found[2]]),
    ),
)
_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
# A single dash parts the figures of one date: between two it is only where a year or a whole date follows.
_BETWEEN = re.compile(r"\.{2,}|…+|至|到|~+|-{2,}|—+|(?<=[日月年])-|(?<=\d)-(?=\d{4}[-./]\d|\d{8}$)")
_MONTH_ONLY = re.compile(r"\d{1,2}月份?")


def read_period(text: str) -> Period:
    """Return the period that ``text`` names; two dates that are a whole month, quarter, half or year are that.

    Raises:
        PeriodError: it names none, or one that does not exist.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    for form, make in _FORMS:
        if found := form.fullmatch(plain):
            return make(found)
    parts = [part for part in _BETWEEN.split(plain) if part]
    if len(parts) in (1, 2):
        return between(*_ends(parts, text))
    raise _unread(text)


def between(first: date, last: date) -> Period:
    """Return the period from one day to another, both included, by its own name where the calendar has one.

    Raises:
        PeriodError: the last day is before the first.
    """
    own = (
        Month(first.year, first.month),
        Quarter(first.year, (first.month + 2) // 3),
        HalfYear(first.year, (first.month + 5) // 6),
        Year(first.year),
    )
    return next((each for each in own if (each.first_day, each.last_day) == (first, last)), Days(first, last))


def read_day(text: str) -> date:
    """Return the day that ``text`` names, with its year.

    Raises:
        PeriodError: it names none.
    """
    return _day("".join(unicodedata.normalize("NFKC", text).split()), None, text)


def _ends(parts: list[str], text: str) -> tuple[date, date]:
    """Return the first and the last day that two words mean: days, or months and longer, from start to end."""
    first = _whole(parts[0])
    start = first.first_day if first else _day(parts[0], None, text)
    last = _whole(f"{start.year}年{parts[-1]}" if _MONTH_ONLY.fullmatch(parts[-1]) else parts[-1])
    return start, last.last_day if last else _day(parts[-1], start.year, text)


def _whole(part: str) -> Period | None:
    return next((make(found) for form, make in _FORMS if (found := form.fullmatch(part))), None)


def _day(part: str, year: int | None, text: str) -> date:
    found = _DAY.fullmatch(part)
    said = found and (found[1] or found[4] or year)
    if not found or not said:
        raise _unread(text)
    try:
        return date(int(said), int(found[2] or found[5]), int(found[3] or found[6]))
    except ValueError as error:
        raise PeriodError(f"“{part}”不是日历上的日子", _HOW) from error


def _unread(text: str) -> PeriodError:
    return PeriodError(f"“{text}”看不出是哪个时段", _HOW)


def _quarter(digit: str) -> int:
    return NUMERALS.index(digit) + 1 if digit in NUMERALS else int(digit)
