"""Due dates against a table worked out by hand and by other programs, and against plain counting from the notices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta

from toolkit.cases import DayOff, Pause, WorkCalendar, due_date
from toolkit.cases.notice import read_notice

from .notices import notice

_TABLE = Path(__file__).parent / "samples" / "due_dates.txt"
#: Days off and make-up workdays of each year, typed off the notices; those of 2027 are made up.
FACTS = {
    2024: ("0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007", "0204 0218 0407 0428 0511 0914 0929 1012"),
    2025: ("0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008", "0126 0208 0427 0928 1011"),
    2026: ("0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007", "0104 0214 0228 0509 0920 1010"),
    2027: ("0101-0103 0205-0213 0403-0405 0501-0505 0609 0915 1001-1007", "0131 0220 0508 0926 1009"),
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    start: date
    span: str
    end: date
    told: str

    @property
    def knows_2027(self) -> bool:
        return self.told.endswith(" 2027")

    @property
    def pauses(self) -> list[Pause]:
        found = re.search(r"停(\S+)至(\S+)$", self.told)
        return [Pause(date.fromisoformat(found[1]), date.fromisoformat(found[2]))] if found else []


def _rows() -> list[Row]:
    lines = [line.split(maxsplit=3) for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return [Row(date.fromisoformat(start), span, date.fromisoformat(end), told) for start, span, end, told in lines]


ROWS = _rows()


def _off(year: int, kind: int) -> set[date]:
    days: set[date] = set()
    for part in FACTS[year][kind].split():
        ends = [date(year, int(each[:2]), int(each[2:])) for each in part.split("-")]
        days |= {ends[0] + number * _DAY for number in range((ends[-1] - ends[0]).days + 1)}
    return days


def _worked(day: date, *, knows_2027: bool) -> bool:
    if day.year not in FACTS or (day.year == 2027 and not knows_2027):
        return day.weekday() < 5
    return day in _off(day.year, 1) or (day.weekday() < 5 and day not in _off(day.year, 0))


def counted_plainly(row: Row) -> date:
    """The due date, day by day, without a line of the toolkit."""
    number, unit = re.fullmatch(r"(\d+)(?:个)?(月|日|工作日)", row.span).groups()  # type: ignore[union-attr]
    rests = {each.first + n * _DAY for each in row.pauses for n in range((each.last - each.first).days + 1)}
    day, left = row.start, int(number)
    if unit == "月":
        left = (row.start + relativedelta(months=left) - row.start).days
    while left:
        day += _DAY
        left -= day not in rests and (unit != "工作日" or _worked(day, knows_2027=row.knows_2027))
    while day in rests or not _worked(day, knows_2027=row.knows_2027):
        day += _DAY
    return day


def calendar(row: Row) -> WorkCalendar:
    if not row.knows_2027:
        return WorkCalendar()
    return WorkCalendar({day: DayOff(works, name) for day, works, name in read_notice(notice(2027)).rows()})


def test_the_table_is_long_enough_and_names_no_case_twice() -> None:
    assert len(ROWS) >= 120
    assert sum(row.told.startswith("手工") for row in ROWS) >= 30
    assert len({(row.start, row.span, row.told) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.start}-{row.span}-{row.told}")
def test_a_due_date_is_the_one_in_the_table_and_the_one_counted_plainly(row: Row) -> None:
    due = due_date(row.start, row.span, calendar(row), pauses=row.pauses)

    assert due.day == row.end == counted_plainly(row)
    assert due.unsure == ((2027,) if due.day.year == 2027 and not row.knows_2027 else ())
