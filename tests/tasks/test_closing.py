"""What frames a plan is told apart from its measures: since when it holds, and who signed it."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import Breakdown, break_down

_CLOSING = "本清单自2022年3月1日起施行，有效期至2023年12月31日。"


def _read(*lines: str) -> Breakdown:
    return break_down(list(lines), (), load_plan_words())


@pytest.mark.parametrize("between", [(), ("",)])
def test_a_closing_paragraph_is_no_part_of_the_units_before_it(between: tuple[str, ...]) -> None:
    label = "责任单位：各县（市、区）人民政府、市高新区管委会、市财政局、市工业和信息化局"
    plan = _read("1.报送进展。", label, *between, _CLOSING)
    units = ("各县(市、区)人民政府", "市高新区管委会", "市财政局", "市工业和信息化局")
    assert plan.measures[0].tasks[0].units.duty == units
    assert plan.validity is not None
    assert (plan.validity.first, plan.validity.last) == (date(2022, 3, 1), date(2023, 12, 31))
    assert [each.text for each in plan.others] == [_CLOSING]
    assert plan.corrections == []


def test_a_blank_line_behind_units_ends_their_paragraph() -> None:
    label = "责任单位：各县（市、区）人民政府、市高新区管委会、市财政局、市工业和信息化局"
    plan = _read("1.报送进展。", label, "", "各单位要高度重视。")
    assert plan.measures[0].tasks[0].units.duty[-1] == "市工业和信息化局"
    assert "各单位要高度重视。" in [each.text for each in plan.others]


def test_a_last_measure_that_names_nobody_is_listed_and_asked_about_without_the_closing_words() -> None:
    plan = _read("一、清理欠款。（市商务局负责）", "二、加强督查。各县每半年报告一次。", _CLOSING)
    assert [task.text for each in plan.measures for task in each.tasks] == ["清理欠款", "各县每半年报告一次"]
    assert [each.why for each in plan.doubts] == ["没有写明责任单位"]
    assert [each.text for each in plan.others] == [_CLOSING]


def test_a_last_section_that_names_nobody_is_asked_about_though_closing_words_follow() -> None:
    plan = _read(
        "一、任务", "（一）清理欠款。（市商务局负责）", "二、保障", "（二）加强督查。每半年督查一次。", _CLOSING
    )
    assert [each.words for each in plan.doubts] == ["（二）加强督查。每半年督查一次。"]
