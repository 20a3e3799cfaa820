"""Pages made to be slow: dumps of a form's words, endless blanks, ranges laid over one another; each is soon done with.

Every one of these took from ten seconds to hours before; a limit of some seconds tells that apart on any machine.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest

from toolkit.forms import FieldType
from toolkit.intake.plain.grid import Book, CellValue, Grid, Span
from toolkit.intake.read import Reading, read
from toolkit.mechanism import load

SHIPPED = load("shunde")
DAY = date(2024, 3, 8)
FORM = SHIPPED.form_that("opens")
LABELS = [each.label for each in FORM.fields]
LONG = next(row for row, each in enumerate(FORM.fields, 1) if each.type is FieldType.LONG)
SECONDS = 8.0

Cells = dict[tuple[int, int], CellValue]


def soon(cells: Mapping[tuple[int, int], CellValue], merged: tuple[Span, ...] = ()) -> Reading:
    """Return what is read from a page, and fail where it took long."""
    start = time.process_time()
    reading = read(Book((Grid("表", cells, merged),)), SHIPPED, day=DAY)
    assert time.process_time() - start < SECONDS
    return reading


def form_with(more: Cells) -> Cells:
    """Return a filled form with something more on its page, below it or instead of its answers."""
    rows: Cells = {(row, 0): label for row, label in enumerate(LABELS, 1)}
    return {(0, 0): FORM.title} | rows | {(row, 1): f"答{row}" for row, _ in rows} | more


@pytest.mark.parametrize("letters", ["企业名称联系人", "企", "企业"])
def test_letters_one_below_the_other_to_the_end_of_the_page(letters: str) -> None:
    soon({(row, column): letters[(row + column) % len(letters)] for row, column in product(range(4900), range(10))})


@pytest.mark.parametrize("columns", [1, 10, 200])
def test_a_dump_of_labels(columns: int) -> None:
    places = product(range(40_000 // columns), range(columns))
    soon({place: LABELS[number * 7 % len(LABELS)] for number, place in enumerate(places)})


def test_a_form_with_its_labels_a_thousand_times_in_one_text() -> None:
    text = "；".join(f"{label}：甲 " for label in LABELS) * 1000
    assert soon(form_with({(len(LABELS) + 2, 0): text})).submissions
    assert soon(form_with({(LONG, 1): text})).submissions


@pytest.mark.parametrize("blanks", [" ", "\n", "\u3000", "\t"])
def test_endless_blanks_in_every_place(blanks: str) -> None:
    run = blanks * 20_000
    below = len(LABELS) + 2
    more: Cells = {
        (below, 0): f"{LABELS[0]}{run}x：",
        (below + 1, 0): f"{LABELS[0][0]}{run}：x",
        (below + 2, 1): f"[{run}x",
    }
    assert soon(form_with(more)).submissions
    typed = f"A{run}B{run}甲"
    assert soon(form_with({(row, 1): typed for row in range(1, len(LABELS) + 1)})).submissions


def test_a_form_above_a_list_of_forty_thousand_cells() -> None:
    places = product(range(len(LABELS) + 3, 5000), range(8))
    assert soon(form_with({place: f"第{place[0]}行{place[1]}" for place in places})).submissions


def test_long_labels_beside_one_another_above_a_column_of_text() -> None:
    label = LABELS[LONG - 1]
    below: Cells = {(100 + row, 3): label for row in range(400)}
    below.update({(100 + row, 4): f"答{row}" for row in range(400)})
    below.update({(600 + row, 0): f"正文{row}" for row in range(20_000)})
    soon(form_with(below))


def test_merged_ranges_laid_over_one_another() -> None:
    merged = tuple((row, 0, row + 400, 5) for row in range(40_000))
    soon({(row, 0): LABELS[0] for row in range(40_000)}, merged)
