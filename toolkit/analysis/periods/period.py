"""Periods (时段): a month, quarter, half year, year or two dates, with their days, neighbours and names on paper.

What a paper calls a period and those it is compared with stands here, so that no sentence says 季度 of a month. The
words follow what clerks write: 环比 is against the period of the same kind before, 同比 against the same one a year
ago; a year has only the one. Knows nothing of tables.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from toolkit.errors import ToolkitError

_MONTHS = 12
_LEAP_DAY = (2, 29)
#: Longer periods are shown by years and not by months.
_MOST_MONTHS = 36
LAST_YEAR = "上年同期"
_DAY = timedelta(days=1)


class PeriodError(ToolkitError):
    """A period that cannot be read, or has not begun."""


class Part(NamedTuple):
    """A part of a period: its name, its first and its last day."""

    name: str
    first_day: date
    last_day: date


class Base(NamedTuple):
    """What a period is compared with: the word papers have for it (上季度, 上年同期), and which one it is."""

    word: str
    period: Period


class Period(ABC):
    """A span of days that is reported on; see its kinds below.

    Attributes:
        earlier: what stands before 受理 for all that came before it: 以前季度.
        close: how its end is called: 季末.
        opening: how its first day is called: 季度首日.
    """

    __slots__ = ()

    earlier: str
    close: str
    opening: str

    @property
    @abstractmethod
    def this(self) -> str:
        """Return how a sentence calls the period itself: 本季度, 本月, 上半年."""

    @property
    @abstractmethod
    def first_day(self) -> date:
        """Return the day it begins on."""

    @property
    @abstractmethod
    def last_day(self) -> date:
        """Return the day it ends on, itself included."""

    @property
    @abstractmethod
    def previous(self) -> Period:
        """Return the one of the same kind before (环比)."""

    @property
    @abstractmethod
    def last_year(self) -> Period:
        """Return the same one of the year before (同比)."""

    @property
    @abstractmethod
    def before(self) -> str:
        """Return the word for the one before: 上季度."""

    @property
    @abstractmethod
    def label(self) -> str:
        """Return how papers write it: ``2024年第一季度`` (公文取汉字序数)."""

    @property
    def bases(self) -> tuple[Base, ...]:
        """Return what it is compared with, 环比 first."""
        return Base(self.before, self.previous), Base(LAST_YEAR, self.last_year)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the months it is shown by in tables and charts, cut to the period; the thirds of a single month."""
        return _parts(self.first_day, self.last_day)

    def parts_until(self, cutoff: date) -> tuple[Part, ...]:
        """Return those of its parts that have begun on a day; of a month to come nothing can be said."""
        return tuple(each for each in self.parts if each.first_day <= cutoff)

    @property
    def parts_by(self) -> str:
        """Return what its parts are called in a title: ``分月``."""
        return "分年" if _months(self.first_day, self.last_day) > _MOST_MONTHS else "分月"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def cutoff(self, as_of: date) -> date:
        """Return the day the figures stand at (截止日): ``as_of`` or the last day, whichever is earlier.

        Raises:
            PeriodError: on ``as_of`` it has not begun.
        """
        if as_of < self.first_day:
            raise PeriodError(f"{self.label}还没有开始，没有数据可以分析", "请核对要分析的时段")
        return min(as_of, self.last_day)


def must_be(year: int, number: int, most: int, name: str) -> None:
    if not (1 <= number <= most and date.min.year < year < date.max.year):
        raise PeriodError(f"没有{name}", "请核对年份和数字；写法如 2024Q1、2024-03、2024H1、2024")


@dataclass(frozen=True, slots=True, order=True)
class Days(Period):
    """Any days in a row, from one date to another, both included; compared with as many days before.

    Raises:
        PeriodError: the last day is before the first, or nothing can lie before it.
    """

    first_day: date
    last_day: date

    this = "本期"
    earlier = "此前"
    close = "期末"
    opening = "期间首日"
    before = "上期"

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise PeriodError(
                f"止日{_written(self.last_day)}早于起日{_written(self.first_day)}", "请把早的日期写在前面"
            )
        must_be(self.first_day.year, 1, 1, _written(self.first_day))

    @property
    def previous(self) -> Days:
        length = self.last_day - self.first_day
        return Days(self.first_day - _DAY - length, self.first_day - _DAY)

    @property
    def last_year(self) -> Days:
        return Days(_a_year_before(self.first_day), _a_year_before(self.last_day))

    @property
    def label(self) -> str:
        first, last = self.first_day, self.last_day
        if first == last:
            return _written(first)
        return f"{_written(first)}至{_written(last).removeprefix(f'{first.year}年')}"

    def __str__(self) -> str:
        return f"{self.first_day}..{self.last_day}"


def _parts(first: date, last: date) -> tuple[Part, ...]:
    """Return the months of some days, cut to them; years where there are many; with the year where there are two."""
    many = _months(first, last) > _MOST_MONTHS
    parts, day = list[Part](), first
    while day <= last:
        end = min(last, date(day.year, _MONTHS, 31) if many else month_end(day.year, day.month))
        year = f"{day.year}年" if many or first.year != last.year else ""
        parts.append(Part(year if many else f"{year}{day.month}月", day, end))
        day = end + _DAY
    return tuple(parts)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * _MONTHS + last.month - first.month + 1


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _a_year_before(day: date) -> date:
    # 29 February has no like a year before: the month's last day stands for it.
    return (
        day.replace(year=day.year - 1, day=28) if (day.month, day.day) == _LEAP_DAY else day.replace(year=day.year - 1)
    )


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
