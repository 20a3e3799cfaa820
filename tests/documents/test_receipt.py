"""The receipt: what its receiver can read on it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.receipt import ReceiptContent, write_receipt
from toolkit.errors import ConfigError
from toolkit.mechanism import default_name, load

MECHANISM = load(default_name())
CONTENT = ReceiptContent(
    to="北滘总商会",
    form="民营企业反映问题情况表",
    number="2024-003",
    received=date(2024, 1, 10),
    again=False,
    answers=(("企业名称", "顺德甲电器有限公司"), ("问题困难", "厂区门口道路破损\n雨天积水")),
    next_step="领导小组办公室正在对问题分类。",
)


def opened(content: ReceiptContent) -> Any:
    return Document(io.BytesIO(write_receipt(content, MECHANISM)))


def words(content: ReceiptContent) -> str:
    return "\n".join(each.text for each in opened(content).paragraphs)


def cells(content: ReceiptContent) -> list[list[str]]:
    (table,) = opened(content).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_names_whom_it_is_for_the_form_the_number_and_the_day() -> None:
    said = words(CONTENT)

    assert "北滘总商会：" in said
    assert "《民营企业反映问题情况表》已于2024年1月10日收到，已登记，编号 2024-003" in said
    assert said.endswith(f"{MECHANISM.issuers['receipt'].name}\n2024年1月10日")


def test_it_shows_what_was_read_line_by_line() -> None:
    assert cells(CONTENT) == [
        ["栏目", "读到的内容"],
        ["企业名称", "顺德甲电器有限公司"],
        ["问题困难", "厂区门口道路破损\n雨天积水"],
        ["下一步", "领导小组办公室正在对问题分类。"],
    ]


def test_a_form_that_added_to_a_case_is_not_told_as_a_new_one() -> None:
    assert "已补入事项 2024-003" in words(replace(CONTENT, again=True))


def test_deadlines_are_told_once_they_are_known() -> None:
    dues = (("意见", date(2024, 1, 31)), ("办结", date(2024, 4, 10)))

    assert ["时限", "意见 2024年1月31日，办结 2024年4月10日"] in cells(replace(CONTENT, dues=dues))


def test_material_that_came_along_is_counted() -> None:
    assert "随附材料2份已一并归档" in words(replace(CONTENT, enclosed=2))
    assert "随附材料" not in words(CONTENT)


def test_without_a_known_sender_it_greets() -> None:
    assert "您好：" in words(replace(CONTENT, to=""))


@given(st.text(min_size=1, max_size=60))
def test_whatever_was_typed_stands_on_it_and_breaks_nothing(typed: str) -> None:
    shown = cells(replace(CONTENT, answers=(("备注", typed),), next_step=""))

    assert len(shown) == 2
    kept = "".join(each for each in typed if each.isalnum() and each.isprintable())
    assert kept in "".join(each for each in shown[1][1] if each.isalnum()) or not kept


def test_an_office_that_names_no_issuer_for_receipts_is_told_where_to() -> None:
    silent = replace(MECHANISM, issuers={})

    with pytest.raises(ConfigError, match="receipt"):
        write_receipt(CONTENT, silent)
