"""Periods of the calendar (月、季度、半年、年): how each is called, and which come before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from toolkit.analysis.periods.period import Base, Part, Period, month_end, must_be

NUMERALS = "一二三四"
_MONTHS = 12
#: A month is shown by its thirds (旬), which begin and end on these days.
_THIRDS = (("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 31))


@dataclass(frozen=True, slots=True, order=True)
class _Division(Period):
    """What a calendar year falls into evenly: a year and which of them, counted from 1.

    Raises:
        PeriodError: there is no such one.
    """

    year: int
    number: int

    #: How many a year has, and how one is named where there is none such.
    in_a_year: ClassVar[int]
    named: ClassVar[str]

    def __post_init__(self) -> None:
        must_be(self.year, self.number, self.in_a_year, self.named.format(self.year, self.number))

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * self._months + 1, 1)

    @property
    def last_day(self) -> date:
        return month_end(self.year, self.number * self._months)

    @property
    def previous(self) -> Self:
        earlier = (self.year - 1, self.in_a_year) if self.number == 1 else (self.year, self.number - 1)
        return type(self)(*earlier)

    @property
    def last_year(self) -> Self:
        return type(self)(self.year - 1, self.number)

    @property
    def _months(self) -> int:
        return _MONTHS // self.in_a_year


class Month(_Division):
    """A month (月份): year and number, 1 to 12."""

    __slots__ = ()

    in_a_year = _MONTHS
    named = "{}年{}月"
    this = "本月"
    earlier = "以前月份"
    close = "月末"
    opening = "当月首日"
    parts_by = "分旬"
    before = "上月"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def parts(self) -> tuple[Part, ...]:
        last = self.last_day
        return tuple(
            Part(name, last.replace(day=first), last.replace(day=min(end, last.day))) for name, first, end in _THIRDS
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


class Quarter(_Division):
    """A quarter (季度) of a calendar year: year and number, 1 to 4."""

    __slots__ = ()

    in_a_year = 4
    named = "{}年第{}季度"
    this = "本季度"
    earlier = "以前季度"
    close = "季末"
    opening = "季度首日"
    before = "上季度"

    @property
    def label(self) -> str:
        return f"{self.year}年第{NUMERALS[self.number - 1]}季度"

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


class HalfYear(_Division):
    """A half year (半年): year and number, 1 for 上半年, 2 for 下半年."""

    __slots__ = ()

    in_a_year = 2
    named = "{}年第{}个半年"
    earlier = "此前"
    close = "期末"
    opening = "期间首日"

    @property
    def this(self) -> str:
        return "上半年" if self.number == 1 else "下半年"

    @property
    def before(self) -> str:
        return "上年下半年" if self.number == 1 else "上半年"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.this}"

    def __str__(self) -> str:
        return f"{self.year}H{self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Year(Period):
    """A calendar year (全年); the year before is all it is compared with.

    Raises:
        PeriodError: there is no such year.
    """

    year: int

    this = "本年"
    earlier = "以前年度"
    close = "年末"
    opening = "年度首日"
    before = "上年"

    def __post_init__(self) -> None:
        must_be(self.year, 1, 1, f"{self.year}年")

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, _MONTHS, 31)

    @property
    def previous(self) -> Year:
        return Year(self.year - 1)

    @property
    def last_year(self) -> Year:
        return self.previous

    @property
    def bases(self) -> tuple[Base, ...]:
        return (Base(self.before, self.previous),)

    @property
    def label(self) -> str:
        return f"{self.year}年"

    def __str__(self) -> str:
        return str(self.year)


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) * Quarter.in_a_year // _MONTHS + 1)


def last_complete(as_of: date) -> Quarter:
    """Return the last quarter that was over before ``as_of``."""
    return quarter_of(as_of).previous
