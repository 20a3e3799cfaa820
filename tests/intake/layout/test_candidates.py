"""No form is left aside whose labels would have been found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.variants import ANSWERS, SHEETS
from toolkit.forms import Form
from toolkit.intake.layout.candidates import at_most, words_of
from toolkit.intake.layout.labels import find_labels
from toolkit.intake.layout.page import Page
from toolkit.intake.layout.table import header_row
from toolkit.intake.layout.vocabulary import vocabulary
from toolkit.intake.plain.grid import CellValue, Grid
from toolkit.mechanism import Mechanism, load

TINY = load(Path(__file__).parents[2] / "mechanisms" / "tiny")
SHIPPED = load("shunde")
WORDS = sorted({word for form in SHIPPED.forms for field in (*form.fields, *form.table) for word in field.labels})
CHOICES = sorted({choice for form in SHIPPED.forms for field in form.fields for choice in field.choices})
LETTERS = sorted({letter for word in WORDS for letter in word})


def found(form: Form, page: Page) -> float:
    """Return the share of a form that really is found on a page."""
    if not form.table:
        return find_labels(page, vocabulary(form)).coverage
    header = header_row(form, page)
    return header.coverage if header is not None else 0.0


def texts() -> st.SearchStrategy[CellValue]:
    """Return cells as a page of labels, retyped in any way, may hold them."""
    label = st.sampled_from(WORDS)
    decorated = st.builds(
        lambda before, word, behind: before + word + behind,
        st.sampled_from(["", "1.", "（二）", "* ", "【", "甲 "]),
        st.one_of(label, label.map(" ".join), label.map("\n".join)),
        st.sampled_from(["", "：", "：甲", "2", "】", "（必填）", "  编号：2024-1", "：甲  职务：乙"]),
    )
    marked = st.builds("{}{}{}".format, st.sampled_from(["", "□", "☑"]), st.sampled_from(CHOICES), st.just("□"))
    return st.one_of(decorated, marked, st.sampled_from(LETTERS), st.just("张三"), st.just(3.0), st.dates())


def pages() -> st.SearchStrategy[Page]:
    cells = st.dictionaries(st.tuples(st.integers(0, 11), st.integers(0, 4)), texts(), min_size=1, max_size=40)
    spans = st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2))
    merged = st.lists(spans.map(lambda span: (span[0], span[1], span[0] + span[2], span[1] + span[3])), max_size=3)
    return st.builds(lambda held, over: Page(Grid("表", held, tuple(over))), cells, merged)


@settings(max_examples=300, deadline=None)
@given(pages())
@pytest.mark.parametrize("mechanism", [SHIPPED, TINY], ids=["shipped", "tiny"])
def test_what_is_possible_is_never_less_than_what_is_found(mechanism: Mechanism, page: Page) -> None:
    words = words_of(page)
    for form in mechanism.forms:
        assert at_most(form, words) >= found(form, page)


@pytest.mark.parametrize("shape", SHEETS)
@pytest.mark.parametrize("form_id", ANSWERS)
def test_a_filled_form_in_any_shape_may_be_that_form(shape: str, form_id: str) -> None:
    form = SHIPPED.form(form_id)
    page = Page(SHEETS[shape](form, ANSWERS[form_id]).grid())
    assert at_most(form, words_of(page)) >= found(form, page) > 0.5


def test_a_page_of_other_words_is_set_aside_without_looking_for_labels() -> None:
    page = Page(Grid.of_rows([["商品", "数量", "单价"], ["螺丝", 3.0, 0.5], ["入库日期", date(2024, 3, 5), ""]]))
    assert [at_most(form, words_of(page)) for form in SHIPPED.forms] == [0.0] * len(SHIPPED.forms)
