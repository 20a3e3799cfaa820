"""The goals of a plan as a whole: who tells of each, and which figures are none."""

from __future__ import annotations

import pytest

from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks.accepting import Line
from toolkit.tasks.goals import goals

from .test_accepting import UNITS, figure

WORDS = load_plan_words()


def goal(clause: str, low: float, *, unit: str = "%", bound: str = "至少", told_by: str = "") -> Line:
    return figure(措施编号="总体目标", 项="", 原文=clause, 数值=low, 单位=unit, 怎样算=bound, 牵头或负责单位=told_by)


def test_goals_are_told_by_the_unit_beside_them_else_by_the_office() -> None:
    rows = [goal("增加值年均增长15%以上", 15, told_by="市财政局"), goal("超50万户", 50, unit="万户")]
    found, flaws = goals("01", "某市方案", rows, UNITS, "某办", WORDS)
    assert [(each.key, each.answering, each.is_goal) for each in found] == [
        ("01-目标-1", ("市财政局",), True), ("01-目标-2", ("某办",), True),
    ]  # fmt: skip
    assert flaws == []


@pytest.mark.parametrize(
    ("clause", "figures", "aims"),
    [
        ("占全市GDP比重从2006年的34.6%提高到40%以上", [(34.6, ""), (40, "至少")], [40]),  # seed 004, 二（一）
        ("由24.4%提高到33%", [(24.4, ""), (33, "")], [33]),
        ("年营业收入10亿元以上民营工商业企业达到50户", [(10, "至少"), (50, "")], [50]),
        ("利润10%以上、产值20%以上", [(10, "至少"), (20, "至少")], [10, 20]),
        ("比重从低到高，达到33%", [(33, "")], [33]),
    ],
)
def test_from_where_a_goal_starts_and_of_what_kind_it_is_are_no_goals(
    clause: str, figures: list[tuple[float, str]], aims: list[float]
) -> None:
    unit = "亿元" if "亿元" in clause else "%"
    rows = [goal(clause, low, bound=bound, unit=unit) for low, bound in figures]
    found, _ = goals("01", "某市方案", rows, UNITS, "某办", WORDS)
    assert [each.figures[0].low for each in found] == aims
