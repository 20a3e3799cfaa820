"""Filled forms bound into one workbook: a sheet each, rows as high as what stands in them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from toolkit.mechanism import load
from toolkit.templates import bind

MECHANISM = load("putian")
FORM = MECHANISM.form("visit")


def test_each_form_has_a_sheet_of_its_own_that_says_what_was_filled_in() -> None:
    sheets = [("甲：鞋/业", {"走访人": "林某", "走访日期": date(2026, 1, 8)}), ("甲：鞋/业", {"走访人": "陈某"})]
    book = openpyxl.load_workbook(io.BytesIO(bind(FORM, MECHANISM, sheets)))
    visible = [each for each in book.worksheets if each.sheet_state == "visible"]
    assert [each.title for each in visible] == ["甲：鞋业", "甲：鞋业（2）"]
    assert [each["B4"].value for each in visible] == ["林某", "陈某"]
    assert visible[0]["F3"].value == "2026年1月8日"
    assert all(each.sheet_properties.pageSetUpPr.fitToPage for each in visible)


def test_a_long_answer_makes_its_row_higher_and_a_short_one_leaves_it() -> None:
    sheets = [("长", {"生产经营情况": "订单充足。" * 100}), ("短", {"生产经营情况": "订单充足。"})]
    book = openpyxl.load_workbook(io.BytesIO(bind(FORM, MECHANISM, sheets)))
    assert book["短"].row_dimensions[6].height == 87.75  # as the form has it, in whole pixels
    assert book["长"].row_dimensions[6].height > 200  # five hundred characters, about thirty a line, are many lines


def test_equal_input_gives_equal_bytes_and_nothing_is_bound_of_nothing() -> None:
    sheets = [("甲", {"走访人": "林某"})]
    assert bind(FORM, MECHANISM, sheets) == bind(FORM, MECHANISM, sheets)
    with pytest.raises(ValueError, match="nothing to bind"):
        bind(FORM, MECHANISM, [])
