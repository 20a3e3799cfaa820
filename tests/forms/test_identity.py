"""The mark by which a form we issued says which one it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.forms.identity import read_mark, write_mark

_PART = st.text(st.characters(blacklist_characters="|", blacklist_categories=["Cs"]))


@given(_PART, _PART, _PART, _PART, st.from_regex(r"\A[一-龥]{0,9}\Z"))
def test_a_mark_is_read_back_as_written(form: str, version: str, number: str, round_: str, unit: str) -> None:
    assert read_mark(write_mark(form, version, number, round_, unit)) == [form, version, number, round_, unit, ""]


def test_a_part_cannot_break_the_mark() -> None:
    mark = write_mark("annex3", "1", "2024-001", "1", "甲|乙")

    assert read_mark(mark) == ["annex3", "1", "2024-001", "1", "甲／乙", ""]


@pytest.mark.parametrize(
    "text", ["", "annex3|1|||", "联络协作表单|annex3", "联络协作表单|a|b|c|d|e|f|g", "别的|a|b|c|d|e"]
)
def test_what_is_no_mark_of_ours_is_none(text: str) -> None:
    assert read_mark(text) is None
