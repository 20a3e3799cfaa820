"""What a person is asked about one task: a whole year in its words beside another day by which it is to be done."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import Breakdown, break_down


def _read(task: str, by: str) -> Breakdown:
    lines = ["某市2022年工作方案", f"1.办好招聘。{task}（责任单位：市商务局；完成时限：{by}）"]
    return break_down(lines, (), load_plan_words())


@pytest.mark.parametrize(
    ("task", "by", "due"),
    [
        ("全年开展培训12场。", "2022年11月底", date(2022, 11, 30)),
        ("3月底前招聘20场；全年开展培训12场。", "2022年11月底", date(2022, 11, 30)),
        ("全年开展培训12场。", "2022年12月底前", date(2022, 12, 31)),
        ("全年开展培训12场。", "长期坚持", date(2022, 12, 31)),
        # A day named apart from the year as a whole is later than the one told: both stand, and a person is asked.
        ("12月底前开展培训12场。", "2022年11月底", date(2022, 12, 31)),
    ],
)
def test_the_time_told_counts_more_than_a_whole_year_in_the_words(task: str, by: str, due: date) -> None:
    assert _read(task, by).measures[0].tasks[0].due == due


@pytest.mark.parametrize(
    ("task", "by", "asked"),
    [
        ("全年开展培训12场。", "2022年11月底", ["这个数字写的是“全年”，任务的届满日是11月30日，请看按哪一天算"]),
        ("6月底前到位，当年发放贷款6亿元。", "2022年6月底", ["这个数字写的是“当年”，任务的届满日是6月30日，请看按哪一天算"]),
        ("全年开展培训12场。", "2022年12月底", []),
        ("开展培训12场。", "2022年11月底", []),
    ],
)  # fmt: skip
def test_a_target_of_a_whole_year_in_a_task_due_before_is_asked_about(task: str, by: str, asked: list[str]) -> None:
    assert [each.why for each in _read(task, by).doubts] == asked


def test_a_day_of_the_first_month_of_each_quarter_is_told_with_it() -> None:
    moments = _read("每季度第一个月10日前报送进展。", "长期坚持").measures[0].tasks[0].moments
    assert [each.words for each in moments] == ["每季度第一个月10日前", "长期坚持"]
