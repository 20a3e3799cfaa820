"""The signs between several answers of one text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.intake import Reading
from toolkit.intake.plain.parting import without_parting

SAID = {"报送单位": "北滘总商会", "企业名称": "甲公司", "提交日期": "2024-3-5", "问题类别": "B", "问题困难": "停电"}


@pytest.mark.parametrize("sign", ["；", ";", "，", "。"])
def test_a_form_in_one_paragraph_is_read_without_the_signs_that_part_it(
    sign: str, read_rows: Callable[..., Reading]
) -> None:
    text = sign.join(f"{label}：{said}" for label, said in SAID.items())
    (submission,) = read_rows([["民营企业反映问题情况表"], [f"{text}。"]]).submissions
    assert [submission.words(key) for key in ("报送单位", "企业名称", "问题困难")] == ["北滘总商会", "甲公司", "停电"]


@pytest.mark.parametrize(
    "said",
    [
        ["同意。", "已办结。"],
        ["甲公司；", "乙，丙", "停电。"],
        ["", "", "停电；"],
        ["甲公司；"],
        [],
    ],
)
def test_signs_that_do_not_part_every_answer_belong_to_the_answers(said: list[str]) -> None:
    assert list(without_parting(said)) == said
