"""期限说明: day by day what was counted, what was not, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases import Pause, RunningClock, Span, WorkCalendar, due_date
from toolkit.cases.explanation import Explanation, explain, holidays_within, strip_lines
from toolkit.mechanism import CIVIL_CODE, Mechanism

PLAIN = WorkCalendar()


def clock(start: date, span: str, told: date, current: date | None = None, **more: str) -> RunningClock:
    return RunningClock(1, "办结", "区招商局", start, span, told, current or told, **more)


def test_the_strip_over_the_national_holiday_reads_as_a_department_counts(shunde: Mechanism) -> None:
    text = str(
        explain(clock(date(2026, 9, 22), "15工作日", date(2026, 10, 20)), PLAIN, shunde.record.counting)
    ).splitlines()

    assert text[:-1] == [
        "期限说明：办结时限 2026年10月20日（自2026年9月22日起15个工作日）",
        "2026年9月22日（周二）　不计（当日不计）",
        "9月23日（周三）至24日（周四）　第1—2个工作日",
        "9月25日（周五）至27日（周日）　不计（中秋节）",
        "9月28日（周一）至30日（周三）　第3—5个工作日",
        "10月1日（周四）至7日（周三）　不计（国庆节）",
        "10月8日（周四）至9日（周五）　第6—7个工作日",
        "10月10日（周六）　第8个工作日（调休上班）",
        "10月11日（周日）　不计（周日）",
        "10月12日（周一）至16日（周五）　第9—13个工作日",
        "10月17日（周六）至18日（周日）　不计（周末）",
        "10月19日（周一）至20日（周二）　第14—15个工作日",
    ]
    assert "民法典第二百零一条" in text[-1]


def test_a_month_that_ends_in_a_holiday_shows_how_it_moved(shunde: Mechanism) -> None:
    told = explain(clock(date(2026, 9, 3), "1个月", date(2026, 10, 8)), PLAIN, shunde.record.counting)

    assert [(each.days, each.counted, each.why) for each in told.lines] == [
        ("2026年9月3日（周四）", "不计", "当日不计"),
        ("10月3日（周六）至7日（周三）", "顺延", "国庆节"),
        ("10月8日（周四）", "顺延至此日期满", ""),
    ]
    assert "民法典第二百零三条" in told.notes[-1]


def test_a_weekend_that_moves_the_last_day_stands_on_one_line(shunde: Mechanism) -> None:
    told = explain(clock(date(2026, 1, 7), "1个月", date(2026, 2, 9)), PLAIN, shunde.record.counting)
    assert (told.lines[1].days, told.lines[1].counted, told.lines[1].why) == (
        "2月7日（周六）至8日（周日）",
        "顺延",
        "周末",
    )


def test_a_month_without_that_date_says_so(shunde: Mechanism) -> None:
    told = explain(clock(date(2026, 1, 31), "1个月", date(2026, 2, 28)), PLAIN, shunde.record.counting)

    assert told.lines[-1].counted == "期满"
    assert told.lines[-1].why == "调休上班"
    assert "2026年2月没有31日，以月末日为期满日" in told.notes


def test_paused_days_are_named_with_their_reason(shunde: Mechanism) -> None:
    pauses = [Pause(date(2026, 3, 10), date(2026, 3, 14), "企业补充材料")]
    told = explain(clock(date(2026, 3, 2), "15工作日", date(2026, 3, 27)), PLAIN, shunde.record.counting, pauses)

    assert ("3月10日（周二）至13日（周五）", "不计", "暂停：企业补充材料") in [
        (each.days, each.counted, each.why) for each in told.lines
    ]
    assert "经批准暂停的日子不计入" in told.notes[-1]


def test_a_year_that_is_not_published_is_said_to_be_provisional() -> None:
    told = explain(clock(date(2026, 12, 1), "3个月", date(2027, 3, 1)), PLAIN, CIVIL_CODE)
    assert told.notes[-1].startswith("2027年放假安排尚未公布")
    assert "另行告知" in told.notes[-1]


def test_a_date_that_was_told_and_stands_is_said_to_stand() -> None:
    told = explain(clock(date(2026, 9, 3), "1个月", date(2026, 10, 3)), PLAIN, CIVIL_CODE)
    assert told.title.startswith("办结时限 2026年10月3日")
    assert told.notes[0].endswith("交办时推算并告知的是2026年10月3日，仍以告知的为准")


def test_a_date_that_an_old_ledger_set_is_not_said_to_have_been_counted() -> None:
    kept = replace(clock(date(2023, 3, 6), "1个月", date(2023, 4, 20)), rule="按旧台账")
    assert str(explain(kept, PLAIN, CIVIL_CODE)) == "期限说明：办结时限 2023年4月20日（按旧台账）"
    moved = replace(kept, current=date(2023, 5, 8), reason="人工改定")
    assert explain(moved, PLAIN, CIVIL_CODE).notes == ("旧台账上是2023年4月20日（人工改定）",)


def test_a_date_that_was_moved_says_by_whom() -> None:
    moved = clock(
        date(2026, 9, 3), "1个月", date(2026, 10, 8), date(2026, 11, 30), reason="用地手续复杂", approved="2026-10 会议"
    )
    told = explain(moved, PLAIN, CIVIL_CODE)
    assert told.notes == ("按规则推算为2026年10月8日；现期限2026年11月30日（用地手续复杂，2026-10 会议）",)


def strip(told: Explanation) -> list[tuple[str, str, str]]:
    return [(each.days, each.counted, each.why) for each in told.lines]


def test_the_strip_of_a_date_that_was_granted_goes_on_to_it() -> None:
    """A month from 28 August 2026 is 28 September; granted until 10 October, a Saturday that is worked (调休)."""
    moved = clock(
        date(2026, 8, 28), "1个月", date(2026, 9, 28), date(2026, 10, 10), reason="延期：勘查", approved="办公室"
    )
    told = explain(moved, PLAIN, CIVIL_CODE)
    assert told.title == "办结时限 2026年10月10日（原为2026年9月28日，延期）"
    assert strip(told) == [
        ("2026年8月28日（周五）", "不计", "当日不计"),
        ("9月28日（周一）", "按规则期满", ""),
        ("9月29日（周二）至10月9日（周五）", "延长", "延期：勘查"),
        ("10月10日（周六）", "期满", "调休上班"),
    ]


def test_a_pause_after_the_decision_is_shown_as_not_counted() -> None:
    """Granted until 12 October, paused from the 8th to the 9th: two days more."""
    moved = clock(date(2026, 8, 28), "1个月", date(2026, 9, 28), date(2026, 10, 14), reason="延期：勘查；暂停：等批复")
    told = explain(moved, PLAIN, CIVIL_CODE, later=[Pause(date(2026, 10, 8), date(2026, 10, 9), "等批复")])
    assert strip(told)[2:] == [
        ("9月29日（周二）至10月7日（周三）", "延长", "延期：勘查；暂停：等批复"),
        ("10月8日（周四）至9日（周五）", "不计", "暂停：等批复"),
        ("10月10日（周六）至13日（周二）", "延长", "延期：勘查；暂停：等批复"),
        ("10月14日（周三）", "期满", ""),
    ]
    assert "2026年10月8日（周四）至9日（周五）暂停：等批复，2日不计入，现期限已相应后延" in told.notes


def test_the_strip_of_a_date_that_was_brought_forward_ends_there() -> None:
    moved = clock(date(2026, 9, 22), "15工作日", date(2026, 10, 20), date(2026, 9, 30), reason="人工改定")
    told = explain(moved, PLAIN, CIVIL_CODE)
    assert told.title == "办结时限 2026年9月30日（原为2026年10月20日，人工改定）"
    assert strip(told)[-2:] == [
        ("9月28日（周一）至29日（周二）", "第3—4个工作日", ""),
        ("9月30日（周三）", "改为此日期满", "人工改定"),
    ]


def test_a_date_with_a_pause_in_it_names_the_one_before() -> None:
    pauses = [Pause(date(2026, 3, 10), date(2026, 3, 14), "企业补充材料")]
    moved = clock(date(2026, 3, 2), "15工作日", date(2026, 3, 23), date(2026, 3, 27), reason="暂停：企业补充材料")
    told = explain(moved, PLAIN, CIVIL_CODE, pauses)
    assert told.title == "办结时限 2026年3月27日（自2026年3月2日起15个工作日，原为2026年3月23日）"


def test_what_decided_it_is_told_in_a_few_words() -> None:
    assert holidays_within(due_date(date(2026, 9, 3), "1个月", PLAIN)) == "期满日10月3日（周六）为国庆节，顺延"
    assert holidays_within(due_date(date(2026, 9, 28), "5工作日", PLAIN)) == "其间国庆节占去周一至周五5天、调休上班1天"
    assert holidays_within(due_date(date(2026, 3, 2), "1个月", PLAIN)) == ""


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(1, 60))
def test_no_day_of_a_strip_is_left_out(start: date, count: int) -> None:
    due = due_date(start, Span(count, "工作日"), PLAIN)
    told = " ".join(each.days for each in strip_lines(due))
    numbers = [each.counted for each in strip_lines(due) if each.counted != "不计"]

    # Lines follow one another without a gap: each begins the day after the one before ends.
    days = [start + timedelta(days=n) for n in range((due.day - start).days + 1)]
    shown = [each.days for each in strip_lines(due)]
    for line in shown:
        first, _, last = line.partition("至")
        begin, end = days[0], days[0]
        assert f"{begin.month}月{begin.day}日（" in first
        while last and f"{end.day}日（" not in last:
            end = days[days.index(end) + 1]
        days = days[days.index(end) + 1 :]
    assert days == []
    assert numbers[-1].endswith(f"{count}个工作日")
    assert f"{due.day.day}日（" in told
