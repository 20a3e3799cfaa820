"""Tick boxes in the ways people tick."""

from __future__ import annotations

import pytest

from toolkit.intake.meanings.ticks import GAP, read_ticks

WAYS = ("电话", "走访", "其他方式", "未沟通")
MARKS = ("满意", "基本满意", "不满意")


def cells(*texts: str) -> str:
    return GAP.join(texts)


@pytest.mark.parametrize(
    ("text", "choices", "ticked"),
    [
        ("电话☑ 走访□ 其他方式□ 未沟通□", WAYS, ("电话",)),
        ("☑电话 □走访 ☑其他方式 □未沟通", WAYS, ("电话", "其他方式")),
        ("电话√ 走访 其他方式 未沟通", WAYS, ("电话",)),
        ("√电话 走访 其他方式 未沟通", WAYS, ("电话",)),
        ("电话 走访 √其他方式 未沟通", WAYS, ("其他方式",)),
        (cells("电话", "□", "走访", "☑", "其他方式", "□", "未沟通", "□"), WAYS, ("走访",)),
        (cells("电话", "R", "走访", "", "其他方式", "", "未沟通", ""), WAYS, ("电话",)),
        (cells("电话", "", "走访", "√"), WAYS, ("走访",)),
        ("电话■走访□其他方式□未沟通□", WAYS, ("电话",)),
        ("[x]电话 [ ]走访", WAYS, ("电话",)),
        ("电话、走访", WAYS, ("电话", "走访")),
        ("走访", WAYS, ("走访",)),
        ("电 话☑  走 访□", WAYS, ("电话",)),
        ("满意（√）基本满意（ ）不满意（ ）", MARKS, ("满意",)),
        ("满意□ 基本满意☑ 不满意□", MARKS, ("基本满意",)),
        (cells("□满意", "□基本满意", "☑不满意"), MARKS, ("不满意",)),
        ("基本满意", MARKS, ("基本满意",)),
        ("满意□ √基本满意 □不满意", MARKS, ("基本满意",)),
        (cells("满意", "□", "基本满意", "基本满意", "不满意", "□"), MARKS, ("基本满意",)),
        (cells("满意", "基本满意", "基本满意", "不满意"), MARKS, ("基本满意",)),
        (cells("满意", "□", "基本满意", "□", "不满意", "□", "不满意"), MARKS, ("不满意",)),
        (cells("电话", "☑", "走访", "□", "其他方式", "其他方式", "未沟通", "□"), WAYS, ("电话", "其他方式")),
        (cells("电话", "电话", "走访", "走访", "其他方式", "未沟通"), WAYS, ("电话", "走访")),
        ("☑满意", MARKS, ("满意",)),
        ("基本", MARKS, ("基本满意",)),
        ("满意口 基本满意√ 不满意口".replace("口", "□"), MARKS, ("基本满意",)),
    ],
)
def test_a_tick_is_read(text: str, choices: tuple[str, ...], ticked: tuple[str, ...]) -> None:
    assert read_ticks(text, choices).ticked == ticked


@pytest.mark.parametrize(
    "text", ["满意□ 基本满意□ 不满意□", cells("满意", "□", "基本满意", "□"), "满意 基本满意 不满意", "满意□"]
)
def test_boxes_as_printed_say_nothing(text: str) -> None:
    reading = read_ticks(text, MARKS)
    assert (reading.ticked, reading.strange) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        "不太满意",
        "非常满意",
        "满意×",
        cells("满意", "×", "基本满意", "√"),
        cells("满意", "□", "☑", "不满意", "□"),
        cells("满意", "□", "☑", "不满意"),
        "满意□ 基本满意○ 不满意□",
        "满意√基本满意 不满意",
        "好",
        "满意度一般",
    ],
)
def test_what_is_neither_choice_nor_tick_is_never_guessed(text: str) -> None:
    reading = read_ticks(text, MARKS)
    assert (reading.ticked, reading.strange) == ((), True)
