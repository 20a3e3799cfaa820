"""Signs that nobody sees, and ticks that lost their font."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from toolkit.intake import Book, Grid, Reading, read
from toolkit.intake.formats.tidy import tidy
from toolkit.mechanism import Mechanism

CHOICES = ("满意", "基本满意", "不满意", "电话", "走访")
Read = Callable[..., Reading]


def tidied(text: str) -> object:
    return tidy(Grid.of_rows([[text]]), CHOICES).cells.get((0, 0))


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\ufeff", "\u00ad", "\u2060"])
def test_signs_without_width_go_wherever_they_stand(sign: str, read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            [f"民营企业{sign}反映问题情况表"],
            [f"企业{sign}名称", f"甲{sign}公司", "提交日期", f"2024{sign}-3-5"],
            [f"联系{sign}人", "李明", f"电{sign}话", f"138{sign}00138000"],
            [f"问题{sign}困难", f"路{sign}难走"],
        ]
    ).submissions
    assert [submission.words(each) for each in ("企业名称", "企业联系人", "联系电话", "问题困难")] == [
        "甲公司", "李明", "13800138000", "路难走",
    ]  # fmt: skip
    assert submission.words("提交日期") == "2024-03-05"


def test_a_cell_of_nothing_but_such_signs_is_empty() -> None:
    assert tidied("\u200b\ufeff") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R满意 £基本满意 £不满意", "☑满意 □基本满意 □不满意"),
        ("满意£ 基本满意R 不满意£", "满意□ 基本满意☑ 不满意□"),
        ("¨满意 þ基本满意 ¨不满意", "□满意 ☑基本满意 □不满意"),
        ("\uf0a8满意 \uf0fe不满意", "□满意 ☑不满意"),
        ("意见：好\nR满意 £不满意", "意见：好\n☑满意 □不满意"),
    ],
)
def test_letters_before_every_choice_are_the_boxes_they_were(text: str, expected: str) -> None:
    assert tidied(text) == expected


@pytest.mark.parametrize(
    "text", ["我们对R公司满意，对P公司不满意", "R满意", "Q电话", "VIP满意 客户满意", "S电话 T走访"]
)
def test_other_letters_are_letters(text: str) -> None:
    assert tidied(text) == text


def test_a_grid_with_nothing_to_do_is_the_same_one() -> None:
    grid = Grid.of_rows([["企业名称", "甲公司"], ["编号", 3.0]])
    assert tidy(grid, CHOICES) is grid


def test_a_hidden_row_with_an_earlier_copy_is_told_and_not_taken(
    parsed: Callable[[bytes], Book], mechanism: Mechanism
) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["民营企业反映问题情况表"],
        ["企业名称", "旧公司"],
        ["企业名称", "甲公司"],
        ["联系人", "李明"],
        ["问题困难", "路难走"],
    ):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[4].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    (submission,) = read(parsed(stream.getvalue()), mechanism, day=date(2024, 3, 8)).submissions
    assert submission.words("企业名称") == "甲公司"
    assert submission.words("企业联系人") == "李明"
    assert any("旧公司" in each for each in submission.loose)
