"""Due dates as the Civil Code (民法典 第二百零一条至第二百零三条) counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cases import DayOff, Span, SpanError, WorkCalendar, due_date, read_span
from toolkit.cases.deadlines import add_months, due_day

PLAIN = WorkCalendar()
_DAYS = st.dates(date(2004, 1, 1), date(2030, 12, 31))
_SPANS = st.builds(Span, st.integers(1, 60), st.sampled_from(["月", "日", "工作日"]))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 29), 1, date(2024, 2, 29)),
        (date(2026, 1, 29), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 3, date(2026, 6, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_date_or_on_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_a_month_from_31_january_2026_ends_on_the_make_up_saturday_28_february() -> None:
    due = due_date(date(2026, 1, 31), "1个月", PLAIN)

    assert due.day == date(2026, 2, 28)
    assert due.warnings == []


def test_a_last_day_in_the_national_holiday_moves_to_the_next_workday() -> None:
    due = due_date(date(2026, 9, 3), "1个月", PLAIN)

    assert due.day == date(2026, 10, 8)
    assert [each.why for each in due.strip][1:] == ["期满日为国庆节，顺延"] * 5 + ["顺延至此日期满"]


def test_a_last_day_on_a_make_up_sunday_stays() -> None:
    # 20 September 2026 is a Sunday that is worked.
    assert due_date(date(2026, 8, 20), "1个月", PLAIN).day == date(2026, 9, 20)


def test_a_last_day_on_an_ordinary_sunday_moves_to_monday() -> None:
    assert due_date(date(2026, 2, 8), "1个月", PLAIN).day == date(2026, 3, 9)


def test_five_workdays_over_the_national_holiday() -> None:
    due = due_date(date(2026, 9, 28), "5工作日", PLAIN)

    assert due.day == date(2026, 10, 10)
    assert str(due.strip[0]) == "2026-09-28 周一  不计（当日不计）"
    assert str(due.strip[-1]) == "2026-10-10 周六  第5个工作日（调休上班）"


def test_the_offices_own_day_off_moves_the_due_date() -> None:
    calendar = WorkCalendar({date(2026, 4, 7): DayOff(works=False, name="停工")})

    assert due_date(date(2026, 3, 7), "1个月", calendar).day == date(2026, 4, 8)


def test_a_due_date_in_a_year_nobody_knows_says_so() -> None:
    due = due_date(date(2026, 12, 1), "3个月", PLAIN)

    assert due.day == date(2027, 3, 1)
    assert len(due.warnings) == 1
    assert "2027年放假安排尚未录入" in due.warnings[0]
    assert "节假日" in due.warnings[0]


def test_a_year_the_office_entered_needs_no_warning() -> None:
    table = {date(2027, 2, day): DayOff(works=False, name="春节") for day in range(5, 14)}
    calendar = WorkCalendar({**table, date(2027, 3, 1): DayOff(works=False, name="元宵节")})
    due = due_date(date(2026, 12, 1), "3个月", calendar)

    assert due.day == date(2027, 3, 2)
    assert due.warnings == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15工作日", Span(15, "工作日")),
        ("15个工作日", Span(15, "工作日")),
        ("1个月", Span(1, "月")),
        ("1 月", Span(1, "月")),
        (" 3个月内 ", Span(3, "月")),
        ("10日", Span(10, "日")),
        ("10天", Span(10, "日")),
        ("１５个工作日", Span(15, "工作日")),
    ],
)
def test_a_span_is_read_as_people_write_it(text: str, span: Span) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("十五个工作日", Span(15, "工作日")), ("15 个 工作日以内", Span(15, "工作日")), ("二十工作日内", Span(20, "工作日")),
        ("两个月", Span(2, "月")), ("一个月", Span(1, "月")), ("半年", Span(6, "月")), ("半年内", Span(6, "月")),
        ("一年", Span(12, "月")), ("一年半", Span(18, "月")), ("2个季度", Span(6, "月")), ("一周", Span(7, "日")),
        ("两个星期", Span(14, "日")), ("三十日", Span(30, "日")), ("一百二十天", Span(120, "日")),
    ],
)  # fmt: skip
def test_a_span_may_be_written_in_words(text: str, span: Span) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("十五", "没有写是月、日还是工作日"),
        ("三个礼拜天", "认不出“礼拜天”"),
        ("尽快", "没有看到“几个”"),
        ("零个月", "数目是 0"),
        ("一千年", "太大"),
    ],
)
def test_what_is_not_understood_of_a_span_is_said(text: str, told: str) -> None:
    with pytest.raises(SpanError, match=told):
        read_span(text)


@pytest.mark.parametrize("text", ["", "月", "0日", "0个工作日", "00月", "-1月", "半个月", "15", "1000日", "1个月半"])
def test_what_is_no_span_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(SpanError) as caught:
        read_span(text)

    assert f"“{text}”不是期限" in str(caught.value)
    assert "15工作日" in caught.value.remedy


@pytest.mark.parametrize("span", ["1个月", "10日", "15工作日"])
def test_a_span_past_the_end_of_the_calendar_is_refused_in_words(span: str) -> None:
    with pytest.raises(SpanError, match="超出了日历"):
        due_date(date.max, span, PLAIN)


@given(_SPANS)
def test_a_span_is_read_back_as_it_is_written(span: Span) -> None:
    assert read_span(str(span)) == span


@given(_DAYS, _SPANS)
def test_a_due_date_is_always_a_workday_and_never_before_the_naive_end(start: date, span: Span) -> None:
    due = due_date(start, span, PLAIN)
    naive = {
        "月": lambda: add_months(start, span.count),
        "日": lambda: start + timedelta(days=span.count),
        "工作日": lambda: start + timedelta(days=span.count),
    }[span.unit]()

    assert PLAIN.is_workday(due.day)
    assert due.day >= naive
    assert due.day > start


@given(_DAYS, st.integers(1, 60))
def test_the_strip_of_workdays_adds_up(start: date, count: int) -> None:
    due = due_date(start, Span(count, "工作日"), PLAIN)
    days = [each.day for each in due.strip]

    assert days == [start + timedelta(days=number) for number in range(len(days))]
    assert [each.count for each in due.strip if each.count is not None] == list(range(1, count + 1))
    assert [each.day for each in due.strip if each.count is not None] == [
        day for day in days[1:] if PLAIN.is_workday(day)
    ]
    assert days[-1] == due.day == PLAIN.after(start, count)


@given(_DAYS, st.integers(1, 60), st.sampled_from(["月", "日"]))
def test_the_strip_of_months_shows_every_day_it_moved_over(start: date, count: int, unit: str) -> None:
    due = due_date(start, Span(count, unit), PLAIN)
    moved = [each.day for each in due.strip[1:-1]]

    assert due.strip[0].day == start
    assert due.strip[-1].day == due.day
    assert not any(PLAIN.is_workday(day) for day in moved)
    assert moved == [due.day - timedelta(days=back) for back in range(len(moved), 0, -1)]


@given(_DAYS, st.integers(1, 59), st.sampled_from(["月", "日", "工作日"]))
def test_a_longer_span_never_ends_sooner(start: date, count: int, unit: str) -> None:
    assert due_date(start, Span(count, unit), PLAIN).day <= due_date(start, Span(count + 1, unit), PLAIN).day


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.sampled_from(["15工作日", "1个月", "3个月", "10日"]))
@settings(deadline=None)
def test_a_due_day_remembered_is_the_one_that_is_counted(start: date, span: str) -> None:
    calendar = WorkCalendar()
    due = due_date(start, span, calendar)
    assert due_day(start, span, calendar) == due_day(start, span, calendar) == (due.day, due.unsure)


def test_a_due_day_after_the_last_day_of_all_is_refused_each_time() -> None:
    calendar = WorkCalendar()
    for _ in range(2):
        with pytest.raises(SpanError):
            due_day(date(9999, 12, 31), "1个月", calendar)
