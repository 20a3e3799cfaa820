"""Workdays: the State Council's calendar, the office's own table before it, and honesty about unknown years."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases import DayOff, WorkCalendar

PLAIN = WorkCalendar()
_KNOWN = st.dates(date(2005, 1, 1), date(2026, 12, 31))
_ANY = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def _year(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def test_2026_has_248_workdays() -> None:
    assert sum(PLAIN.is_workday(day) for day in _year(2026)) == 248


def test_2026_has_the_six_make_up_days_of_the_notice() -> None:
    made_up = [day for day in _year(2026) if PLAIN.kind(day).why == "调休上班"]

    assert made_up == [
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)
    ]  # fmt: skip
    assert all(PLAIN.is_workday(day) for day in made_up)


def test_2026_has_33_days_of_holidays_with_their_names() -> None:
    named = [PLAIN.kind(day).why for day in _year(2026) if not PLAIN.is_workday(day)]

    assert sum(not why.startswith("周") for why in named) == 33
    assert {why for why in named if not why.startswith("周")} == {
        "元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"
    }  # fmt: skip


def test_five_workdays_after_28_september_2026_end_on_the_make_up_saturday() -> None:
    assert PLAIN.after(date(2026, 9, 28), 5) == date(2026, 10, 10)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 1, 3), 1, date(2026, 1, 4)),
    ],
)
def test_the_count_begins_the_day_after(start: date, count: int, end: date) -> None:
    assert PLAIN.after(start, count) == end


def test_an_ordinary_workday_needs_no_word_and_a_weekend_says_which() -> None:
    assert PLAIN.kind(date(2026, 3, 5)).why == ""
    assert PLAIN.kind(date(2026, 3, 7)).why == "周六"
    assert PLAIN.kind(date(2026, 3, 8)).why == "周日"


def test_the_offices_table_goes_before_the_notice() -> None:
    table = {date(2026, 3, 5): DayOff(works=False, name="防汛停工"), date(2026, 10, 1): DayOff(works=True)}
    calendar = WorkCalendar(table)

    assert not calendar.is_workday(date(2026, 3, 5))
    assert calendar.kind(date(2026, 3, 5)).why == "防汛停工"
    assert calendar.is_workday(date(2026, 10, 1))
    assert calendar.kind(date(2026, 10, 1)).why == "调休上班"
    assert not calendar.is_workday(date(2026, 10, 2)), "the other days of the year stay as the notice has them"


def test_a_year_nobody_knows_counts_monday_to_friday_and_says_so() -> None:
    assert not PLAIN.knows(2027)
    assert PLAIN.is_workday(date(2027, 10, 1)), "a Friday"
    assert not PLAIN.is_workday(date(2027, 10, 2))
    assert PLAIN.kind(date(2027, 10, 2)).why == "周六"


def test_a_year_in_the_offices_table_is_known() -> None:
    off = {date(2027, 10, day): DayOff(works=False, name="国庆节") for day in range(1, 4)}
    spring = {date(2027, 2, day): DayOff(works=False, name="春节") for day in range(5, 12)}
    calendar = WorkCalendar({**off, **spring})

    assert calendar.knows(2027)
    assert not calendar.is_workday(date(2027, 10, 1))
    assert calendar.is_workday(date(2027, 10, 4)), "what the table leaves out is Monday to Friday"
    assert not calendar.knows(2028)


def test_a_single_row_counts_and_does_not_make_its_year_known() -> None:
    calendar = WorkCalendar({date(2027, 10, 1): DayOff(works=False, name="国庆节")})

    assert not calendar.is_workday(date(2027, 10, 1))
    assert not calendar.knows(2027), "the rest of the year is still a guess, and every answer says so"


def test_the_next_workday_of_a_workday_is_itself() -> None:
    assert PLAIN.next_workday(date(2026, 3, 5)) == date(2026, 3, 5)
    assert PLAIN.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_year_with_a_slip_is_counted_in_no_time() -> None:
    # 0204 for 2024: every job that shows days overdue counts them.
    began = time.process_time()
    count = WorkCalendar().between(date(1204, 1, 1), date(2026, 1, 1))

    assert count > 200_000
    assert time.process_time() - began < 2.0


@given(_ANY, st.integers(1, 60))
def test_after_and_between_are_inverse(start: date, count: int) -> None:
    assert PLAIN.between(start, PLAIN.after(start, count)) == count


@given(_ANY, st.integers(0, 60))
def test_one_workday_more_ends_later(start: date, count: int) -> None:
    sooner, later = PLAIN.after(start, count), PLAIN.after(start, count + 1)

    assert sooner < later
    assert PLAIN.is_workday(later)


@given(_KNOWN, st.integers(0, 200))
def test_between_counts_the_workdays_one_by_one(start: date, days: int) -> None:
    end = start + timedelta(days=days)

    assert PLAIN.between(start, end) == sum(
        PLAIN.is_workday(start + timedelta(days=number)) for number in range(1, days + 1)
    )
    assert PLAIN.between(end, start) == 0


@given(st.dictionaries(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.builds(DayOff, st.booleans()), max_size=20))
def test_the_table_is_never_contradicted(table: dict[date, DayOff]) -> None:
    calendar = WorkCalendar(table)

    assert {day: calendar.is_workday(day) for day in table} == {day: row.works for day, row in table.items()}
