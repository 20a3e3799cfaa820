"""A few cells of every row, cut out of the bytes, say what the rows read whole say."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.ooxml import Value, Workbook

from .builders import SHEET, by_xlsxwriter

WIDTH = 4
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\n<&>_x000D_= "))
VALUES = TEXTS | st.integers(-(10**9), 10**9) | st.dates(date(1950, 1, 1), date(2100, 1, 1)) | st.booleans() | st.none()
TABLES = st.lists(st.lists(VALUES, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=8)
PLACES = st.lists(st.integers(0, WIDTH + 1), min_size=1, max_size=3, unique=True)


def by_openpyxl(table: list[list[Any]]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.title = SHEET
    for number, row in enumerate(table, start=1):
        for place, value in enumerate(row, start=1):
            cell = book.active.cell(number, place)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(stream)
    return stream.getvalue()


def by_us(table: list[list[Any]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet(SHEET)
    book.close()
    ours = Workbook.read(stream.getvalue())
    ours.edit(SHEET, {(number, place): value for number, row in enumerate(table, 1) for place, value in enumerate(row)})
    return ours.to_bytes()


def whole(book: Workbook, places: list[int]) -> list[tuple[int, list[Value]]]:
    rows = book.rows(SHEET)
    return [(row.number, [row.cells[each].value if each in row.cells else None for each in places]) for row in rows]


@given(TABLES, PLACES)
@settings(max_examples=80, deadline=None)
@pytest.mark.parametrize("write", [by_openpyxl, by_us])
def test_cells_cut_out_are_what_the_whole_rows_hold(write: Any, table: list[list[Any]], places: list[int]) -> None:
    book = Workbook.read(write(table))
    assert list(book.column_values(SHEET, places)) == whole(book, places)


def test_the_rows_asked_for_are_those_of_the_sheet() -> None:
    book = Workbook.read(by_xlsxwriter())
    assert list(book.some_rows(SHEET, {2, 4, 99})) == [row for row in book.rows(SHEET) if row.number in {2, 4}]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A2" s="', b'<!-- <c r="A2" t="n"><v>77</v></c> --><c r="A2" s="'),  # what looks like a cell
        (b'<c r="A2" s="', b'<c  r = "A2" s="'),  # as nobody we know writes
        (b'<c r="A3" s="', b'<c s="'),  # found by counting
        (b'<row r="4"', b"<row"),
    ],
)
def test_a_sheet_written_unusually_is_read_all_the_same(old: bytes, new: bytes) -> None:
    book = Workbook.read(by_xlsxwriter())
    part = book.sheet(SHEET).part
    data = book._package.part(part)
    assert old in data
    book._package.replace(part, data.replace(old, new, 1))
    fresh = Workbook.read(book.to_bytes())
    found = list(fresh.column_values(SHEET, [0, 2]))
    assert found == whole(fresh, [0, 2])
    assert found[1] == (2, ["2024-001", date(2024, 3, 1)])


def test_what_was_changed_is_seen_and_the_fresh_workbook_is_as_it_was_read() -> None:
    book = Workbook.read(by_xlsxwriter())
    before = list(book.column_values(SHEET, [1]))
    book.edit(SHEET, {(3, 1): "已办结"}, [{0: "2024-006", 1: "新"}])
    assert [values for _, values in book.column_values(SHEET, [1])][2:] == [["已办结"], *[["待交办"]] * 3, ["新"]]
    assert list(book.fresh().column_values(SHEET, [1])) == before
    assert book.fresh().to_bytes() == by_bytes(book)


def by_bytes(book: Workbook) -> bytes:
    return book._package.fresh().to_bytes()


def test_two_changes_begun_on_fresh_workbooks_know_nothing_of_each_other() -> None:
    book = Workbook.read(by_xlsxwriter())
    first, second = book.fresh(), book.fresh()
    first.edit(SHEET, {(2, 4): "一"})
    second.edit(SHEET, {(2, 3): datetime(2024, 3, 1, 12)})
    assert next(iter(second.some_rows(SHEET, {2}))).cells[4].value == "富文本"
    assert next(iter(first.some_rows(SHEET, {2}))).cells[4].value == "一"
