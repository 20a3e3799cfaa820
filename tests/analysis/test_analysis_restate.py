"""Restatement: a figure that was reported otherwise is told with the cases that make the difference, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of, many

from toolkit.analysis import Analysis, Period, Quarter, Restatement, analyse
from toolkit.analysis.figures.restate import Reported, figures
from toolkit.analysis.figures.timeline import Otherwise
from toolkit.analysis.report.corrections import correction_lines
from toolkit.cases import Case

Q1, Q2 = Quarter(2024, 1), Quarter(2024, 2)
AFTER = date(2024, 7, 3)


@dataclass
class Told:
    """A report of a period, and what was known when it was written."""

    reported: Reported
    cases: Mapping[str, Case]

    def said(self, period: Period, cutoff: date) -> Reported | None:
        return self.reported if (str(period), cutoff) == (self.reported.period, self.reported.cutoff) else None

    def known(self, _reported: Reported) -> tuple[Mapping[str, Case], Otherwise]:
        return self.cases, lambda _: {}


def analysed(cases: Mapping[str, Case], period: Period, archive: Told | None = None) -> Analysis:
    return analyse(cases, SHUNDE, period, as_of=AFTER, calendar=CALENDAR, archive=archive)


def reported(cases: Mapping[str, Case], period: Period = Q1) -> Told:
    said = analysed(cases, period)
    kept = figures(said.measures)
    return Told(Reported(str(period), said.cutoff, date(2024, 4, 2), 100, kept), cases)


def stories() -> list[Story]:
    """Six matters of the first quarter, five of them closed within their month."""
    day = date
    return [
        Story(f"2024-00{at}", day(2024, 1, 4), dispatched=day(2024, 1, 8),
              closed=day(2024, 1, 19) if at < 6 else None) for at in range(1, 7)
    ]  # fmt: skip


def changed(change: Callable[[list[Story]], None], period: Period = Q1) -> dict[str, Restatement]:
    """What is told after the register of a report was changed, by measure."""
    before = reported(cases_of(stories()))
    now = stories()
    change(now)
    return {each.key: each for each in analysed(cases_of(now), period, before).restatements}


def _late_answer(now: list[Story]) -> None:
    now[5].closed = date(2024, 2, 5)


def test_an_answer_that_came_in_late_is_told_with_its_case_and_the_column() -> None:
    found = changed(_late_answer)
    rate = found["closed_rate"]
    assert (rate.then, rate.now) == ("83.3%（5÷6）", "100.0%（6÷6）")
    assert [(each.number, each.counts) for each in rate.reasons] == [("2024-006", "数值有变")]
    assert rate.reasons[0].why.startswith("“办结日期”由空白改为2024年2月5日，“处理情况”由空白改为已解决")
    assert [(each.number, each.counts) for each in found["overdue"].reasons] == [("2024-006", "不再计入")]
    assert [(each.number, each.counts) for each in found["closed"].reasons] == [("2024-006", "新计入")]
    assert "accepted" not in found


def test_the_next_quarter_tells_that_its_base_is_not_what_was_reported() -> None:
    found = changed(_late_answer, Q2)
    assert found["closed_rate"].period == "2024年第一季度"
    assert found["closed_rate"].now == "100.0%（6÷6）"


def test_a_matter_registered_later_or_withdrawn_is_told_as_that() -> None:
    def change(now: list[Story]) -> None:
        now.append(Story("2024-007", date(2024, 3, 29)))
        now[5].edits = [(date(2024, 4, 8), {"状态": "已撤销"})]

    found = changed(change)
    # As many as before: nothing is said of a figure that did not change.
    assert "accepted" not in found
    assert [(each.number, each.why) for each in found["dispatched"].reasons] == [
        ("2024-006", "“状态”由办理中改为已撤销")
    ]
    now = stories()
    now.append(Story("2024-007", date(2024, 3, 29)))
    more = analysed(cases_of(now), Q1, reported(cases_of(stories()))).restatements[0]
    assert (more.key, more.then, more.now) == ("accepted", "6件", "7件")
    assert [(each.number, each.counts, each.why) for each in more.reasons] == [("2024-007", "新计入", "报告之后登记")]
    moved = stories()
    moved[5].edits = [(date(2024, 4, 8), {"提交日期": date(2024, 4, 4)})]
    fewer = analysed(cases_of(moved), Q1, reported(cases_of(stories()))).restatements[0]
    assert [(each.number, each.why) for each in fewer.reasons] == [
        ("2024-006", "“提交日期”由2024年1月4日改为2024年4月4日")
    ]
    gone = cases_of(stories())
    del gone["2024-006"]
    fewer = analysed(gone, Q1, reported(cases_of(stories()))).restatements[0]
    assert [(each.number, each.why) for each in fewer.reasons] == [("2024-006", "已从台账删去")]


def test_the_reason_is_what_stands_in_the_cell_though_it_counts_as_nothing() -> None:
    def change(now: list[Story]) -> None:
        now[0].edits = [(date(2024, 4, 8), {"办结日期": date(2042, 1, 19)})]
        now[1].edits = [(date(2024, 4, 8), {"满意度": "很满意"})]

    before = stories()
    now = stories()
    for each in (before[1], now[1]):
        each.evaluated = date(2024, 1, 22)
    change(now)
    found = analysed(cases_of(now), Q1, reported(cases_of(before))).restatements
    why = {reason.number: reason.why for each in found for reason in each.reasons}
    assert why == {
        "2024-001": "“办结日期”由2024年1月19日改为2042年1月19日",
        "2024-002": "“满意度”由满意改为很满意",
    }


def test_a_figure_that_papers_print_as_before_is_no_correction() -> None:
    now = stories()
    # 6 closed, each within 9 workdays: the middle one is printed as it was, of more cases than then.
    now[5].closed = date(2024, 1, 19)
    found = analysed(cases_of(now), Q1, reported(cases_of(stories()))).restatements
    assert {each.key for each in found} == {"closed", "closed_rate", "on_time_rate", "on_time_original_rate",
                                            "overdue", "overdue_all", "in_hand", "closed_now"}  # fmt: skip
    assert all(each.then != each.now for each in found)


def test_until_when_a_firm_may_evaluate_is_told_in_words_and_only_where_no_column_changed() -> None:
    before, now = stories(), stories()
    # Asked on 22 January, the firm owes its evaluation by 8 February, a month after the dispatch.
    now[0].surveyed = date(2024, 1, 22)
    (late,) = analysed(cases_of(now), Q1, reported(cases_of(before))).restatements
    assert (late.key, late.then, late.now) == ("unevaluated_late", "0件", "1件")
    assert late.reasons[0].why == "企业最迟应评价的日期由空白改为2024年2月8日"


def test_two_lines_tell_how_many_figures_and_each_case_once() -> None:
    assert correction_lines(()) == ()
    first, second = correction_lines(tuple(changed(_late_answer).values()))
    assert first == "2024年4月2日报出的2024年第一季度指标有9个与按现在的台账计算的不同，以现在的为准。"
    assert second.startswith("原因：2024-006“办结日期”由空白改为2024年2月5日，")
    assert second.count("2024-006") == 1
    many_more = stories()
    for each in many_more:
        each.edits = [(date(2024, 4, 8), {"状态": "已撤销"})]
    told = "".join(correction_lines(analysed(cases_of(many_more), Q1, reported(cases_of(stories()))).restatements))
    assert told.count("改为已撤销") == 5
    assert told.endswith("2024-005“状态”由待评价改为已撤销；等6件。")


def test_a_day_put_right_moves_the_average_and_the_middle_of_those_it_changes() -> None:
    def change(now: list[Story]) -> None:
        now[0].closed = date(2024, 1, 12)

    found = changed(change)
    # 9 workdays each from Monday 8 to Friday 19 January; one of them 4 now. The middle one stays 9.
    assert (found["mean_workdays"].then, found["mean_workdays"].now) == ("9.0个工作日（45÷5）", "8.0个工作日（40÷5）")
    assert [each.number for each in found["mean_workdays"].reasons] == ["2024-001"]
    assert found["mean_workdays"].reasons[0].why == "“办结日期”由2024年1月19日改为2024年1月12日"
    assert set(found) == {"mean_workdays"}


def test_another_way_of_counting_is_said_to_be_that_and_no_case_is_blamed() -> None:
    told = reported(cases_of(stories()))
    kept = {**told.reported.figures, "closed_rate": [4, 6], "unknown": [1, None]}
    other = Told(Reported("2024Q1", Q1.last_day, date(2024, 4, 2), 100, kept), told.cases)
    found = analysed(told.cases, Q1, other).restatements
    assert [(each.key, each.reasons) for each in found] == [("closed_rate", ())]
    assert (found[0].then, found[0].now) == ("66.7%（4÷6）", "83.3%（5÷6）")
    assert correction_lines(found)[1] == "1个因统计口径或放假安排有调整。"


@pytest.mark.parametrize("seed", range(2))
def test_what_has_not_changed_is_not_told(seed: int) -> None:
    cases = cases_of(many(seed, 120))
    assert not analysed(cases, Q1, reported(cases)).restatements
    assert not analysed(cases, Q1).restatements
