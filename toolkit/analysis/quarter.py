"""Quarters (季度): read as people write them, with their days and their neighbours. Knows nothing of tables."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from toolkit.errors import ToolkitError

_NUMERALS = "一二三四"
_MONTHS = 3
_QUARTERS = 4
# A quarter must be marked as one (Q or 季): 2024-1 alone would as well be a month.
_YEAR_FIRST = re.compile(r"^(\d{4})年?度?[-/.]?(?:Q([1-4])|第?([1-4一二三四])季度?)$")
_QUARTER_FIRST = re.compile(r"^Q([1-4])[-/.]?(\d{4})年?$")


class QuarterError(ToolkitError):
    """A quarter that cannot be read, or has not begun."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year.

    Attributes:
        year: four digits.
        number: 1 to 4.

    Raises:
        QuarterError: there is no such quarter.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= _QUARTERS and date.min.year < self.year < date.max.year):
            raise QuarterError(f"没有{self.year}年第{self.number}季度", "季度是 1 至 4，请写成 2024Q1 的样子")

    @property
    def months(self) -> tuple[int, int, int]:
        """Return its months, 1 to 12."""
        first = (self.number - 1) * _MONTHS + 1
        return (first, first + 1, first + 2)

    @property
    def first_day(self) -> date:
        """Return the day it begins on."""
        return date(self.year, self.months[0], 1)

    @property
    def last_day(self) -> date:
        """Return the day it ends on, itself included."""
        month = self.months[-1]
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def previous(self) -> Quarter:
        """Return the quarter before (上季度, 环比)."""
        return Quarter(self.year - 1, _QUARTERS) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def last_year(self) -> Quarter:
        """Return the same quarter of the year before (上年同期, 同比)."""
        return Quarter(self.year - 1, self.number)

    @property
    def label(self) -> str:
        """Return how papers write it: ``2024年第一季度`` (公文取汉字序数)."""
        return f"{self.year}年第{_NUMERALS[self.number - 1]}季度"

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def cutoff(self, as_of: date) -> date:
        """Return the day the figures stand at (截止日): ``as_of`` or the last day, whichever is earlier.

        Raises:
            QuarterError: on ``as_of`` the quarter has not begun.
        """
        if as_of < self.first_day:
            raise QuarterError(f"{self.label}还没有开始，没有数据可以分析", "请核对要分析的季度")
        return min(as_of, self.last_day)


def read_quarter(text: str) -> Quarter:
    """Return the quarter that ``text`` names: ``2024Q1``, ``2024年第一季度``, ``2024-1季度``, ``Q1 2024``.

    Raises:
        QuarterError: it names none.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if match := _YEAR_FIRST.match(plain):
        return Quarter(int(match[1]), _number(match[2] or match[3]))
    if match := _QUARTER_FIRST.match(plain):
        return Quarter(int(match[2]), int(match[1]))
    raise QuarterError(f"“{text}”不是季度", "请写成 2024Q1 或 2024年第一季度 的样子")


def _number(digit: str) -> int:
    return _NUMERALS.index(digit) + 1 if digit in _NUMERALS else int(digit)
