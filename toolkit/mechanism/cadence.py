"""How often a mechanism's regular meeting is held (会期): each month, or once a quarter in one of its months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

_MONTHS = 12
_QUARTER = 3
_NUMERALS = "一二三四"


class Every(StrEnum):
    """What time there is one meeting in."""

    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often the meeting is held. A meeting is known by the month it is called for, whatever its day.

    Attributes:
        every: in what time there is one.
        month: of a quarter, for which of its months it is called, from 1.
    """

    every: Every = Every.MONTH
    month: int = 1

    def called_for(self, year: int, month: int) -> tuple[int, int]:
        """Return year and month for which the meeting of that month's time is called."""
        if self.every is Every.MONTH:
            return year, month
        return year, month - (month - 1) % _QUARTER + self.month - 1

    def following(self, year: int, month: int, steps: int = 1) -> tuple[int, int]:
        """Return year and month of the meeting so many after the one called for ``month``, before it below 0."""
        length = 1 if self.every is Every.MONTH else _QUARTER
        years, rest = divmod(year * _MONTHS + month - 1 + steps * length, _MONTHS)
        return years, rest + 1

    def words(self, year: int, month: int) -> str:
        """Return which meeting it is, as papers say it: ``2024年3月``, ``2024年第一季度``."""
        if self.every is Every.MONTH:
            return f"{year}年{month}月"
        return f"{year}年第{_NUMERALS[(month - 1) // _QUARTER]}季度"

    def time(self, year: int, month: int) -> tuple[date, date]:
        """Return the first and the last day of the time in which there is one meeting."""
        first, length = (month, 1) if self.every is Every.MONTH else (month - (month - 1) % _QUARTER, _QUARTER)
        last = first + length - 1
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def cadence(data: Mapping[str, Any]) -> Cadence:
    """Return the cadence that the data of a meeting give; monthly where they say nothing.

    Raises:
        ValueError: there is no such cadence, or no such month of a quarter.
    """
    found = Cadence(Every(data.get("every", Every.MONTH)), int(data.get("month", 1)))
    if not 1 <= found.month <= (1 if found.every is Every.MONTH else _QUARTER):
        raise ValueError(f"“month”写的是“{found.month}”，每季度一次的写 1、2 或 3，每月一次的不写")
    return found


#: A meeting each month.
MONTHLY = Cadence()
