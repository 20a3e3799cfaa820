"""Periods: read as people write them, with their days, neighbours and the words papers have for them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.periods.calendar_periods import HalfYear, Month, Quarter, Year, last_complete
from toolkit.analysis.periods.period import Days, Period, PeriodError
from toolkit.analysis.periods.written_periods import read_period
from toolkit.errors import ToolkitError

DAYS = st.dates(date(1950, 1, 1), date(2200, 12, 31))
PERIODS = st.one_of(
    st.builds(Month, st.integers(1950, 2200), st.integers(1, 12)),
    st.builds(Quarter, st.integers(1950, 2200), st.integers(1, 4)),
    st.builds(HalfYear, st.integers(1950, 2200), st.integers(1, 2)),
    st.builds(Year, st.integers(1950, 2200)),
    st.builds(lambda first, more: Days(first, first + timedelta(more)), DAYS, st.integers(0, 3000)),
)


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        (["2024Q1", "2024q1", "2024年第一季度", "2024-1季度", "2024年1季度", " 2024 Q1 ", "２０２４Ｑ１", "2024年第1季",
          "Q1 2024", "2024年度第一季度", "2024-Q1", "2024-01-01..2024-03-31", "2024年1月至3月"], Quarter(2024, 1)),
        (["2024-03", "2024-3", "2024年3月", "2024年三月", "2024/03", "2024.3", "202403", "2024年3月份",
          "2024-03-01至2024-03-31"], Month(2024, 3)),
        (["2024年十二月", "2024-12", "2024年12月"], Month(2024, 12)),
        (["2024H1", "2024上半年", "2024年上半年", "H1 2024", "2024-01-01至2024-06-30"], HalfYear(2024, 1)),
        (["2024H2", "2024年下半年"], HalfYear(2024, 2)),
        (["2024", "2024年", "2024年度", "2024全年", "2024Q1至2024Q4"], Year(2024)),
        (["2024-01-15..2024-03-20", "2024年1月15日至3月20日", "2024.1.15-2024.3.20", "20240115~20240320", "20240115-20240320", "2024-01-15-2024-03-20",
          "2024-01-15 到 2024-03-20", "2024/1/15—2024/3/20", "2024-01-15…2024-03-20", "2024年1月15日-2024年3月20日"],
         Days(date(2024, 1, 15), date(2024, 3, 20))),
        (["2024年11月至2025年2月"], Days(date(2024, 11, 1), date(2025, 2, 28))),
        (["2024-03-05"], Days(date(2024, 3, 5), date(2024, 3, 5))),
    ],
)  # fmt: skip
def test_a_period_is_read_however_it_is_written(texts: list[str], period: Period) -> None:
    assert {text: read_period(text) for text in texts} == dict.fromkeys(texts, period)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "看不出"), ("第一季度", "看不出"), ("24Q1", "看不出"), ("上个月", "看不出"), ("2024Q5", "看不出"),
        ("2024Q0", "看不出"), ("2024-1-2-3", "看不出"), ("1月15日至3月20日", "看不出"), ("2024-13", "没有2024年13月"),
        ("0000Q1", "没有0年第1季度"), ("2024-02-30..2024-03-01", "不是日历上的日子"),
        ("2024-03-20..2024-01-15", "2024年1月15日早于起日2024年3月20日"), ("9999", "没有9999年"),
    ],
)  # fmt: skip
def test_what_is_no_period_is_said_in_chinese_with_a_remedy(text: str, said: str) -> None:
    with pytest.raises(PeriodError, match=said) as caught:
        read_period(text)
    assert isinstance(caught.value, ToolkitError)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("period", "label", "this", "bases"),
    [
        (Month(2024, 1), "2024年1月", "本月", [("上月", "2023年12月"), ("上年同期", "2023年1月")]),
        (Quarter(2024, 1), "2024年第一季度", "本季度", [("上季度", "2023年第四季度"), ("上年同期", "2023年第一季度")]),
        (HalfYear(2024, 1), "2024年上半年", "上半年", [("上年下半年", "2023年下半年"), ("上年同期", "2023年上半年")]),
        (HalfYear(2024, 2), "2024年下半年", "下半年", [("上半年", "2024年上半年"), ("上年同期", "2023年下半年")]),
        (Year(2024), "2024年", "本年", [("上年", "2023年")]),
        (Days(date(2024, 1, 15), date(2024, 3, 20)), "2024年1月15日至3月20日", "本期",
         [("上期", "2023年11月10日至2024年1月14日"), ("上年同期", "2023年1月15日至3月20日")]),
        (Days(date(2024, 2, 29), date(2024, 2, 29)), "2024年2月29日", "本期",
         [("上期", "2024年2月28日"), ("上年同期", "2023年2月28日")]),
    ],
)  # fmt: skip
def test_papers_call_a_period_and_what_it_is_compared_with_as_clerks_do(
    period: Period, label: str, this: str, bases: list[tuple[str, str]]
) -> None:
    assert (period.label, period.this) == (label, this)
    assert [(base.word, base.period.label) for base in period.bases] == bases


@given(PERIODS)
def test_periods_follow_each_other_without_gap_and_are_read_as_they_are_written(period: Period) -> None:
    assert (period.first_day - period.previous.last_day).days == 1
    assert period.first_day in period
    assert period.last_day in period
    named = read_period(str(period))
    assert (named.first_day, named.last_day) == (period.first_day, period.last_day)
    assert read_period(period.label) == named
    assert type(period.previous) is type(period.last_year) is type(period)


@given(PERIODS)
def test_the_parts_of_a_period_are_the_whole_of_it(period: Period) -> None:
    days = [(part.first_day, part.last_day) for part in period.parts]
    assert days[0][0] == period.first_day
    assert days[-1][1] == period.last_day
    assert all(first <= last for first, last in days)
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(days))
    assert len({part.name for part in period.parts}) == len(days)


def test_a_month_is_shown_by_its_thirds_and_years_by_years() -> None:
    assert [(each.name, each.last_day.day) for each in Month(2024, 2).parts] == [
        ("上旬", 10),
        ("中旬", 20),
        ("下旬", 29),
    ]
    assert [each.name for each in read_period("2023-12-20..2024-01-05").parts] == ["2023年12月", "2024年1月"]
    assert [each.name for each in read_period("2020-06-01..2023-06-30").parts] == [
        "2020年",
        "2021年",
        "2022年",
        "2023年",
    ]


def test_the_cutoff_is_the_day_asked_for_or_the_last_day() -> None:
    quarter = Quarter(2024, 1)
    assert quarter.cutoff(date(2024, 2, 10)) == date(2024, 2, 10)
    assert quarter.cutoff(date(2024, 6, 1)) == date(2024, 3, 31)
    with pytest.raises(PeriodError, match="还没有开始"):
        quarter.cutoff(date(2023, 12, 31))


def test_the_quarter_meant_without_a_word_is_the_last_one_that_is_over() -> None:
    assert str(last_complete(date(2024, 4, 1))) == "2024Q1"
    assert str(last_complete(date(2024, 3, 31))) == "2023Q4"
    assert str(last_complete(date(2024, 12, 31))) == "2024Q3"


def test_reading_a_period_needs_no_pandas() -> None:
    code = (
        "import sys; from toolkit.analysis import read_period; assert read_period('2024Q1').label;"
        "assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
