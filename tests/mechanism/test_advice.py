"""What a mechanism gives for proposals: read, checked, and not asked for where it gives none."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import load
from toolkit.mechanism.advice import FILE, Advice, Measure, load_advice

GOOD = """
void = ["家电"]
[[duties]]
unit = "综合执法队"
source = "办法"
words = ["占道"]
[[duties]]
group = "社区"
source = "办法"
words = ["村道"]
also = ["村"]
[classes]
key = "专题走访"
plain = "日常走访"
enough = 2
[[signs]]
about = "投资额大"
source = "办法"
measure = "money"
near = ["投资"]
least = 1000
points = 2
[[signs]]
about = "人多"
source = "办法"
measure = "count"
of = ["人"]
least = 5
points = 1
[[cues]]
category = "X"
source = "办法"
words = ["招工"]
"""


def _advice(copy: Path, text: str) -> Advice:
    (copy / FILE).write_text(text, encoding="utf-8")
    return load_advice(load(copy))


def test_a_mechanism_without_the_file_gives_nothing(copy: Path) -> None:
    assert load_advice(load(copy)) == Advice()


def test_what_stands_in_the_file_is_read(copy: Path) -> None:
    advice = _advice(copy, GOOD)
    assert [(each.unit, each.group, each.words, each.also) for each in advice.duties] == [
        ("综合执法队", "", ("占道",), ()),
        ("", "社区", ("村道",), ("村",)),
    ]
    assert (advice.key, advice.plain, advice.enough, advice.void) == ("专题走访", "日常走访", 2, ("家电",))
    assert [(each.measure, each.words, each.least) for each in advice.signs] == [
        (Measure.MONEY, ("投资",), 1000),
        (Measure.COUNT, ("人",), 5),
    ]
    assert [(each.category, each.years) for each in advice.cues] == [("X", 0)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "专题走访"', 'key = "重点问题"', "没有问题分类“重点问题”"),
        ('category = "X"', 'category = "Q"', "没有问题类别“Q”"),
        ("least = 1000", "", "“投资额大”没有写 least"),
        ('group = "社区"', "", "既没有写 unit 也没有写 group"),
        ('measure = "money"', 'measure = "weight"', "写法不对"),
        ('near = ["投资"]', "", "缺少“near”"),
        ('source = "办法"', "", "缺少“source”"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(copy: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError, match=said) as raised:
        _advice(copy, GOOD.replace(old, new, 1))
    assert FILE in str(raised.value)
