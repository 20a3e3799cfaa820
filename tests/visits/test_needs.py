"""What firms need, and what only says that they need nothing."""

from __future__ import annotations

import pytest

from toolkit.mechanism import Visiting
from toolkit.visits import needs_in, says_nothing


@pytest.mark.parametrize(
    "text",
    ["", "无", "无。", "暂无", "没有", "—", "／", " 无 ", "无诉求", "暂无需求", "目前暂无资金需求。", "没有其他问题", "未提出诉求", "企业目前没有困难和问题", "暂无需要协调解决的事项", None],
)  # fmt: skip
def test_what_says_that_there_is_no_need_is_none(visiting: Visiting, text: str | None) -> None:
    assert says_nothing(visiting, text)


@pytest.mark.parametrize("text", ["用工缺口50人", "无法续贷", "没有停车位", "无证用地", "资金需求", "问题较多", "暂无厂房可租", "无，另：门口道路破损"])  # fmt: skip
def test_what_says_what_is_missing_is_a_need(visiting: Visiting, text: str) -> None:
    assert not says_nothing(visiting, text)


def test_the_needs_of_a_visit_are_those_whose_columns_say_something(visiting: Visiting) -> None:
    told = {"问题诉求": "无", "资金需求": "续贷困难", "配套需求": "暂无需求", "意见建议": "多办对接会"}
    assert [each.column for each in needs_in(visiting, told)] == ["资金需求"]
