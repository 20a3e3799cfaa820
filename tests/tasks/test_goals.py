"""The goals of a plan as a whole: who tells of each, and which figures are none."""

from __future__ import annotations

import pytest

from toolkit.tasks.accepting import Line
from toolkit.tasks.goals import goals

from .test_accepting import UNITS, figure


def goal(
    clause: str, low: float, *, unit: str = "%", bound: str = "至少", told_by: str = "", kind: str = "目标"
) -> Line:
    return figure(
        措施编号="总体目标", 项="", 原文=clause, 种类=kind, 数值=low, 单位=unit, 怎样算=bound, 牵头或负责单位=told_by
    )  # fmt: skip


def test_goals_are_told_by_the_unit_beside_them_else_by_the_office() -> None:
    rows = [goal("增加值年均增长15%以上", 15, told_by="市财政局"), goal("超50万户", 50, unit="万户")]
    found, flaws = goals("01", "某市方案", rows, UNITS, "某办")
    assert [(each.key, each.answering, each.is_goal) for each in found] == [
        ("01-目标-1", ("市财政局",), True), ("01-目标-2", ("某办",), True),
    ]  # fmt: skip
    assert flaws == []


@pytest.mark.parametrize("kind", ["条件", "现状", "标准", "待定"])
def test_what_is_no_target_is_no_goal_either(kind: str) -> None:
    rows = [goal("从34.6%提高到40%以上", 34.6, kind=kind), goal("从34.6%提高到40%以上", 40)]
    found, _ = goals("01", "某市方案", rows, UNITS, "某办")
    assert [each.figures[0].low for each in found] == [40]
