"""Sentences that name their own units: each is a task of its own, and the others stay together."""

from __future__ import annotations

import pytest

from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import break_down


@pytest.mark.parametrize(
    ("said", "tasks"),
    [
        (
            "市金融局负责年内授信总额达到50亿元；市财政局负责落实贴息资金3000万元。",
            [("市金融局负责年内授信总额达到50亿元", "市金融局"), ("市财政局负责落实贴息资金3000万元", "市财政局")],
        ),
        # Only one sentence names a unit; what another is responsible for is only spoken of.
        ("市金融局负责每季度对接；贴息要及时到位。", [("市金融局负责每季度对接；贴息要及时到位", "市金融局")]),
        ("市金融局负责每季度对接；市财政局负责的资金另行安排。", [("市金融局负责每季度对接；市财政局负责的资金另行安排", "市金融局")]),
        # A phrase that answers for all of it comes first.
        (
            "市金融局负责授信；市财政局负责落实贴息。（责任单位：市工商联）",
            [("市金融局负责授信；市财政局负责落实贴息", "市工商联")],
        ),
    ],
)  # fmt: skip
def test_each_sentence_with_units_of_its_own_is_a_task(said: str, tasks: list[tuple[str, str]]) -> None:
    plan = break_down([f"1.金融帮扶。{said}", "2.用工帮扶。开展培训。（市总工会负责）"], (), load_plan_words())
    found = [(each.text, "、".join(each.units.duty)) for each in plan.measures[0].tasks]
    assert [(text.rstrip("。"), units) for text, units in found] == tasks
