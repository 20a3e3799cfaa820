"""A unit is told why what it wrote as reached is not taken, in words that fit what it wrote."""

from __future__ import annotations

import pytest

from toolkit.errors import Problem
from toolkit.jobs.following.task_returns import CODES, facts_of
from toolkit.tasks import Bound, Figure
from toolkit.tasks.reaching import Doubt, said_of

MONEY = Figure("年担保额超过15亿元", 15, 15, "亿元", Bound.LEAST)
DAYS = Figure("压缩至3个工作日以内", 3, 3, "个工作日", Bound.MOST)
RISEN = Figure("占比由2.1%提高到2.6%", 2.6, 2.6, "%", Bound.LEAST)


def test_every_doubt_has_its_words() -> None:
    assert set(CODES) == set(Doubt)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("12.5-15亿元", MONEY, "“完成数”写的“12.5-15亿元”是一个范围，没有登记。请填一个数，单位是亿元。"),
        ("十二亿元", MONEY, "“完成数”写的“十二亿元”不是数字，没有登记。请只填数字，单位是亿元。"),
        ("4小时", DAYS, "“完成数”写的“4小时”，它的单位和要求的“个工作日”对不上，没有登记。请换算后按要求的单位填写。"),
        (
            "0.3个百分点", RISEN,
            "“完成数”写的“0.3个百分点”看不出是升降了多少，还是现在是多少，没有登记。"
            "请对照要求“占比由2.1%提高到2.6%”，只填和它对应的百分数，不写“个百分点”和正负号。",
        ),
        ("0.2", RISEN, "“完成数”写的“0.2”看不出是0.2%还是20%，没有登记。请连百分号一起写。"),
        ("82000", MONEY, "“完成数”写的“82000”看不出是不是82000亿元，没有登记。请连单位一起写，如 82000元。"),
        ("-1", DAYS, "“完成数”写的“-1”是负数，没有登记。请核对后填写实际完成的数。"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_taken_is_told_with_what_to_do(text: str, figure: Figure, words: str) -> None:
    said = said_of(text, figure)
    assert said.doubt is not None
    facts = {"label": "完成数", "text": text, **facts_of(said, figure, text)}
    assert str(Problem(CODES[said.doubt], facts)) == words
