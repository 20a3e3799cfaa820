"""The day of the monthly meeting (政企面对面)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases import WorkCalendar, beside_rule, meeting_day
from toolkit.cases.meetings import workdays_before
from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism, default_name, load

PLAIN = WorkCalendar()
MEETING = load(default_name()).meeting


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2026, 1, date(2026, 1, 4)),  # a Sunday made up for the New Year
        (2026, 3, date(2026, 3, 2)),
        (2026, 5, date(2026, 5, 6)),
        (2026, 6, date(2026, 6, 1)),
        (2026, 8, date(2026, 8, 3)),
    ],
)
def test_it_is_the_first_workday_of_the_first_seven_days(year: int, month: int, day: date) -> None:
    held = meeting_day(year, month, MEETING, PLAIN)

    assert held.day == day
    assert held.warning == ""


def test_where_the_first_week_is_all_holiday_it_moves_and_warns() -> None:
    held = meeting_day(2026, 10, MEETING, PLAIN)

    assert held.day == date(2026, 10, 8)
    assert held.warning == "2026年10月1日至7日没有工作日，会议顺延到10月8日"


def test_a_mechanism_may_meet_late_in_a_short_month() -> None:
    late = replace(MEETING, first_day=29, last_day=31)

    assert meeting_day(2026, 2, late, PLAIN).day == date(2026, 2, 28)
    assert meeting_day(2026, 2, late, PLAIN).warning == ""


def test_a_mechanism_without_a_meeting_says_so(tiny: Mechanism) -> None:
    with pytest.raises(ConfigError, match="没有定期会议"):
        _ = tiny.meeting


@given(st.integers(2004, 2030), st.integers(1, 12))
def test_it_is_a_workday_and_warned_of_exactly_when_it_is_late(year: int, month: int) -> None:
    held = meeting_day(year, month, MEETING, PLAIN)

    assert PLAIN.is_workday(held.day)
    assert held.day >= date(year, month, 1)
    assert bool(held.warning) == (held.day > date(year, month, 7))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 3, 4), ""),  # within the first week, a Monday
        (date(2024, 3, 12), "会议日期 2024-03-12 不在2024年3月1日至7日之间（方案第三条第（二）项）"),
        (date(2024, 3, 2), "会议日期 2024-03-02 不是工作日（周六）"),
        (
            date(2024, 3, 9),
            "会议日期 2024-03-09 不在2024年3月1日至7日之间（方案第三条第（二）项），也不是工作日（周六）",
        ),
    ],
)
def test_a_day_the_office_chose_is_measured_by_the_rule(day: date, words: str) -> None:
    assert beside_rule(day, 2024, 3, MEETING, PLAIN) == words


@pytest.mark.parametrize(
    ("workdays", "day"),
    [
        (0, date(2024, 3, 1)),
        (2, date(2024, 2, 28)),
        (5, date(2024, 2, 23)),
        (10, date(2024, 2, 18)),  # a Sunday made up for the Spring Festival
    ],
)
def test_workdays_are_counted_back_over_the_holidays(workdays: int, day: date) -> None:
    assert workdays_before(date(2024, 3, 1), workdays, PLAIN) == day
