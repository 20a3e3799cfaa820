"""Workdays (工作日) of the State Council's calendar, with make-up working days (调休).

The office's own table (节假日) counts first, then the State Council's notices as chinesecalendar carries them or, where
it is too old, our own copy. For a year nobody knows, Monday to Friday count and every answer says so: silence would
be a wrong deadline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from toolkit.cases.published import Arranged, published

_DAY = timedelta(days=1)
#: So many rows of one year are its whole arrangement (a notice has some thirty); fewer are single corrections.
_WHOLE_YEAR = 10
_WEEKDAYS = "一二三四五六日"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayOff:
    """A row of the office's table: whether one works on that day, and what the day is called."""

    works: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class DayKind:
    """What a day is: worked or not, and why in a word (周六, 国庆节, 调休上班, "" for an ordinary workday)."""

    works: bool
    why: str = ""


class WorkCalendar:
    """Says of each day whether it is worked.

    Args:
        table: the office's own 节假日 rows, which go before everything else.

    Attributes:
        counted: due days counted by it before and the unknown years they rest on, by what they were counted from:
            thousands of cases begin on the same few days.
    """

    def __init__(self, table: Mapping[date, DayOff] | None = None) -> None:
        self._table = dict(table or {})
        years = Counter(day.year for day in self._table)
        self._own_years = {year for year, rows in years.items() if rows >= _WHOLE_YEAR}
        self._sums: dict[int, Sequence[int]] = {}
        self._published: dict[int, Mapping[date, Arranged] | None] = {}
        self.counted: dict[tuple[object, ...], tuple[date, tuple[int, ...]]] = {}

    @property
    def own(self) -> Mapping[date, DayOff]:
        """The office's own rows."""
        return self._table

    def knows(self, year: int) -> bool:
        """Return whether the arrangement of that year's holidays is known from either source."""
        return year in self._own_years or self._notice(year) is not None

    def unknown(self, days: Iterable[date]) -> tuple[int, ...]:
        """Return the years of these days whose arrangement is not known: what rests on them is provisional."""
        return tuple(year for year in sorted({day.year for day in days}) if not self.knows(year))

    def _notice(self, year: int) -> Mapping[date, Arranged] | None:
        # Asked once a year: a date with a slip in its year (0204) must not cost a refusal for every day up to now.
        if year not in self._published:
            self._published[year] = published(year)
        return self._published[year]

    def kind(self, day: date) -> DayKind:
        """Return what ``day`` is."""
        own = self._table.get(day)
        if own is not None:
            return DayKind(own.works, own.name or ("调休上班" if own.works else "放假"))
        works, name = (self._notice(day.year) or {}).get(day, (day.weekday() < _SATURDAY, ""))
        if works:
            return DayKind(works=True, why="调休上班" if name else "")
        return DayKind(works=False, why=name or f"周{_WEEKDAYS[day.weekday()]}")

    def is_workday(self, day: date) -> bool:
        """Return whether ``day`` is worked."""
        return self.kind(day).works

    def next_workday(self, day: date) -> date:
        """Return ``day`` if it is worked, else the first workday after it."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def after(self, start: date, workdays: int) -> date:
        """Return the day ``workdays`` workdays after ``start``, the first day not counted."""
        day = start
        while workdays > 0:
            day += _DAY
            if self.is_workday(day):
                workdays -= 1
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many workdays lie after ``start`` up to and including ``end``; 0 where ``end`` is not later."""
        if end <= start:
            return 0
        whole = sum(self._worked_until(year)[-1] for year in range(start.year, end.year))
        return whole + self._until(end) - self._until(start)

    def _until(self, day: date) -> int:
        return self._worked_until(day.year)[day.timetuple().tm_yday - 1]

    def _worked_until(self, year: int) -> Sequence[int]:
        """Return for each day of a year how many workdays it has up to and including that day."""
        # Added up once a year: whatever shows days overdue asks it of every deadline.
        if year not in self._sums:
            days = (date(year, 1, 1) + number * _DAY for number in range(date(year, 12, 31).timetuple().tm_yday))
            self._sums[year] = list(accumulate(self.is_workday(day) for day in days))
        return self._sums[year]
