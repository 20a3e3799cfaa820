"""Measures: every one counted again by a few independent lines, on a small golden sample and on cases of chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from analysis_samples import CALENDAR, KEY, SHUNDE, Story, cases_of, golden, many
from hypothesis import given, settings
from hypothesis import strategies as st
from recount import recount, rows_at

from toolkit.analysis import Analysis, Quarter, PeriodError, analyse

Q1 = Quarter(2024, 1)
AFTER = date(2024, 6, 1)


def analysed(stories: list[Story], quarter: Quarter = Q1, as_of: date = AFTER) -> Analysis:
    return analyse(cases_of(stories), SHUNDE, quarter, as_of=as_of, calendar=CALENDAR)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("quarter", "as_of"), [(Q1, AFTER), (Q1, date(2024, 2, 15)), (Quarter(2023, 3), AFTER)])
def test_every_measure_is_what_a_clerk_counts_in_the_register(seed: int, quarter: Quarter, as_of: date) -> None:
    cases = cases_of(many(seed, 150))
    analysis = analyse(cases, SHUNDE, quarter, as_of=as_of, calendar=CALENDAR)
    counted = recount(rows_at(cases.values(), analysis.cutoff), quarter, analysis.cutoff)
    assert {each.key: (each.numerator, each.denominator) for each in analysis.measures} == counted


def test_the_golden_quarter_has_these_figures() -> None:
    figures = {each.key: each.text for each in analysed(golden()).measures}
    assert figures == {
        "accepted": "10件", "dispatched": "9件", "closed": "4件", "closed_rate": "40.0%", "on_time_rate": "50.0%",
        "on_time_original_rate": "50.0%", "overdue": "2件", "overdue_all": "3件", "opinion_rate": "50.0%",
        "solved_rate": "75.0%", "evaluated_rate": "75.0%", "satisfied_rate": "66.7%", "strictly_rate": "33.3%",
        "redone": "2件", "parked": "1件", "unevaluated_late": "0件", "closed_now": "5件",
        "carried": "2件", "in_hand": "6件", "redone_now": "2件", "evaluated_now": "3件",
        "evaluated_now_0": "1件", "evaluated_now_1": "1件", "evaluated_now_2": "1件",
    }  # fmt: skip


def test_a_measure_names_the_cases_it_counted() -> None:
    on_time = analysed(golden()).measure("on_time_rate")
    assert on_time.numbers == ("2024-001", "2024-003", "2024-008")
    assert on_time.denominator_numbers == ("2024-001", "2024-002", "2024-003", "2024-004", "2024-008", "2024-011")
    assert on_time.value == pytest.approx(0.5)


def test_every_measure_says_in_chinese_how_it_is_counted_by_the_registers_own_columns() -> None:
    measures = analysed(golden()).measures
    assert all("件数" in each.definition or "口径同" in each.definition for each in measures)
    assert not any("{" in each.definition + each.name for each in measures)
    by_key = {each.key: each for each in measures}
    assert "“办结日期”" in by_key["on_time_rate"].definition
    assert "“满意”“基本满意”" in by_key["satisfied_rate"].definition
    assert "未评价" in by_key["satisfied_rate"].definition


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 454))
def test_no_numerator_exceeds_its_denominator_and_no_case_counts_twice(seed: int, count: int, offset: int) -> None:
    as_of = date(2023, 1, 2) + timedelta(offset)
    quarter = Quarter(as_of.year, (as_of.month + 2) // 3)
    for each in analysed(many(seed, count), quarter, as_of).measures:
        assert len(set(each.numbers)) == len(each.numbers) == each.numerator
        if each.denominator is None:
            assert each.value == each.numerator
        else:
            assert set(each.numbers) <= set(each.denominator_numbers)
            assert len(each.denominator_numbers) == each.denominator
            assert each.value is None if not each.denominator else 0 <= (each.value or 0) <= 1


def test_on_the_due_date_itself_nothing_is_late() -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8))  # due 2024-02-08
    assert analysed([story], as_of=date(2024, 2, 8)).measure("overdue").numerator == 0
    late = analysed([story], as_of=date(2024, 2, 9))
    assert late.measure("overdue").numerator == 1
    assert late.overdue[0].workdays == 1


def test_workdays_late_leave_out_the_spring_festival_and_count_the_make_up_days() -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8))  # due 2024-02-08, holidays 10th to 17th
    # 9 February is worked, 10 to 17 are off, Sunday the 18th is worked in exchange.
    assert analysed([story], as_of=date(2024, 2, 18)).overdue[0].workdays == 2


def test_what_is_dated_after_the_cutoff_has_not_happened() -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), closed=date(2024, 2, 1),
                  evaluated=date(2024, 2, 6))  # fmt: skip
    before = analysed([story], as_of=date(2024, 1, 31))
    assert before.measure("closed").numerator == 0
    between = analysed([story], as_of=date(2024, 2, 5))
    assert (between.measure("closed").numerator, between.measure("satisfied_rate").denominator) == (1, 0)
    assert between.unevaluated == ("2024-001",)
    assert analysed([story]).measure("satisfied_rate").text == "100.0%"


def test_a_later_due_date_granted_counts_but_the_original_one_is_shown_beside_it() -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), closed=date(2024, 2, 20),
                  edits=[(date(2024, 1, 20), {"办结时限": date(2024, 3, 1), "特殊情况": "会议研定"})])  # fmt: skip
    analysis = analysed([story])
    assert analysis.measure("on_time_rate").text == "100.0%"
    assert analysis.measure("on_time_original_rate").text == "0.0%"


def test_a_case_without_a_day_of_submission_counts_from_the_day_it_came_in() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4))])
    del cases["2024-001"].values["提交日期"]
    assert analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR).measure("accepted").numerator == 1


def test_doubtful_cells_of_the_register_are_named_with_their_number() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4)), Story("2024-002", date(2024, 1, 4))])
    cases["2024-001"].values["满意度"] = "还行"
    cases["2024-002"].status = "已评价"
    notes = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR).notes
    assert any(note.startswith("2024-001：“满意度”不在选项之内") for note in notes)
    assert any(note.startswith("2024-002：状态已完结而“办结日期”未填") for note in notes)


def test_a_register_without_opinions_and_evaluation_days_still_gives_the_rest() -> None:
    roles = {
        meaning: column
        for meaning, column in SHUNDE.record.roles.items()
        if not meaning.startswith("opinion") and meaning not in ("evaluated", "evaluation_due", "due", "submitted")
    }
    other = replace(SHUNDE, record=replace(SHUNDE.record, roles=roles, clocks=()))
    story = Story("2024-001", date(2024, 1, 4), kind=KEY, dispatched=date(2024, 1, 8))
    analysis = analyse(cases_of([story], other), other, Q1, as_of=AFTER, calendar=CALENDAR)
    assert analysis.find("opinion_rate") is None
    assert analysis.measure("accepted").numerator == 1


def test_years_typed_wrongly_do_not_stop_the_analysis() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4)), Story("2024-002", date(2024, 1, 4))])
    cases["2024-001"].values["提交日期"] = date(204, 1, 4)
    cases["2024-002"].values["办结日期"] = date(9999, 1, 4)
    analysis = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    assert analysis.measure("accepted").numbers == ("2024-001", "2024-002")
    assert analysis.measure("closed").numerator == 0


@pytest.mark.parametrize("typed", [date(204, 1, 4), date(1999, 12, 31), date(2042, 1, 4)])
def test_an_implausible_day_of_submission_counts_by_the_day_the_case_was_opened_and_is_named(typed: date) -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4)), Story("2024-002", date(2024, 4, 4))])
    for case in cases.values():
        case.values["提交日期"] = typed
    analysis = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    assert analysis.measure("accepted").numbers == ("2024-001",)
    assert analysis.notes == ("2024-001：“提交日期”早于2000年或晚于截止日一年以上，按登记之日计入（1件）。",)


def test_a_day_of_submission_after_the_cutoff_of_a_case_opened_before_it_is_named() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4))])
    cases["2024-001"].values["提交日期"] = date(2024, 12, 4)
    analysis = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    assert analysis.measure("accepted").numerator == 0
    assert analysis.notes == ("2024-001：“提交日期”晚于截止日，而截止日前已登记，本季度未计入（1件）。",)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_in_hand_at_the_end_of_a_quarter_is_carried_into_the_next(seed: int) -> None:
    stories = many(seed, 200)
    for each in stories:
        each.edits = []
    cases = cases_of(stories)
    analysis = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    last_quarter = analysis.changes["in_hand"][0].before
    assert analysis.measure("carried").numbers == last_quarter.numbers
    assert analysis.measure("carried").numerator > 0


def test_what_happened_in_a_quarter_counts_whatever_the_quarter_of_receipt() -> None:
    early = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), closed=date(2024, 4, 2),
                  evaluated=date(2024, 4, 8), satisfaction="不满意")  # fmt: skip
    analysis = analysed([early], Quarter(2024, 2), date(2024, 7, 3))
    assert analysis.measure("accepted").numerator == 0
    for key in ("carried", "closed_now", "evaluated_now", "evaluated_now_2", "redone_now"):
        assert analysis.measure(key).numbers == ("2024-001",), key
    assert analysis.measure("evaluated_now_0").numerator == analysis.measure("in_hand").numerator == 0
    assert [each.numbers for each in analysis.findings if "不满意" in each.rule] == [("2024-001",)]
    before = analysed([early], Quarter(2024, 2), date(2024, 4, 7))
    assert before.measure("evaluated_now").numerator == before.measure("redone_now").numerator == 0


def test_a_quarter_that_has_not_begun_is_refused() -> None:
    with pytest.raises(PeriodError, match="还没有开始"):
        analysed(golden(), Quarter(2024, 3))


def test_what_counts_by_the_day_it_happened_says_which_round_it_counts() -> None:
    by_key = {each.key: each for each in analysed(golden()).measures}
    for key in ("closed_now", "evaluated_now"):
        assert "重新办理的按最近一轮计" in by_key[key].definition
