from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.ooxml import CellError, Workbook
from toolkit.ooxml.values import Value

from .builders import (
    SHEET,
    by_hand,
    by_judges,
    by_openpyxl,
    by_xlsxwriter,
    changed_parts,
    part,
    raw_members,
    sheet_xml,
    values,
)

CHANGED = {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"}
CELLS: dict[tuple[int, int], Value] = {
    (2, 1): "已办结",
    (3, 4): '=HYPERLINK("http://x")',
    (4, 2): None,
    (5, 0): date(2025, 5, 6),
    (6, 3): -7,
}
NEW: list[dict[int, Value]] = [{0: "2025-001", 2: date(2025, 1, 2), 4: " 多行\n文本 "}]


def _edited(data: bytes) -> bytes:
    book = Workbook.read(data)
    book.edit(SHEET, CELLS, NEW)
    return book.to_bytes()


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_every_part_not_concerned_stays_byte_for_byte(make: Callable[[], bytes]) -> None:
    data = make()
    assert changed_parts(data, _edited(data)) == CHANGED


def test_pictures_shapes_charts_sparklines_and_comments_stay() -> None:
    data = by_xlsxwriter()
    out = _edited(data)
    names = {"xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/comments1.xml", "xl/charts/chart1.xml"}
    assert names <= set(raw_members(out)) - changed_parts(data, out)
    old, new = part(data, "xl/worksheets/sheet1.xml"), part(out, "xl/worksheets/sheet1.xml")
    for start, end in (
        ("<x14:sparklineGroups", "</x14:sparklineGroups>"),
        ("<drawing", "/>"),
        ("<legacyDrawing", "/>"),
    ):
        kept = old[old.index(start) : old.index(end, old.index(start))]
        # A sparkline down a column sees the new rows as well.
        assert _without_last_row(kept) in _without_last_row(new)


def _without_last_row(text: str) -> str:
    return re.sub(r"(<xm:f>[^<]*:D)\d+(?=<)", r"\1", text)


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_the_validator_finds_nothing_new(make: Callable[..., bytes], find_faults: Callable[..., Counter[str]]) -> None:
    for data in (make(), make(table=True)):
        assert not find_faults(_edited(data), known=data)


def test_a_file_saved_by_libreoffice_is_edited_the_same(
    by_libreoffice: bytes, find_faults: Callable[..., Counter[str]]
) -> None:
    out = _edited(by_libreoffice)
    assert changed_parts(by_libreoffice, out) == CHANGED
    assert not find_faults(out, known=by_libreoffice)
    assert values(out)[7, 2] == date(2025, 1, 2)
    assert values(by_libreoffice) == values(by_xlsxwriter())


@pytest.mark.parametrize("source", ["xlsxwriter", "openpyxl", "libreoffice"])
def test_two_independent_readers_see_what_was_written(source: str, request: pytest.FixtureRequest) -> None:
    made = {"xlsxwriter": by_xlsxwriter, "openpyxl": by_openpyxl}
    data = made[source]() if source in made else request.getfixturevalue("by_libreoffice")
    out = _edited(data)
    assert by_judges(out, SHEET, 2, 1) == ("已办结", "已办结")
    assert by_judges(out, SHEET, 3, 4) == (CELLS[3, 4], CELLS[3, 4])
    assert by_judges(out, SHEET, 4, 2) == (None, "")
    assert by_judges(out, SHEET, 6, 3) == (-7, -7)
    assert by_judges(out, SHEET, 7, 4) == (NEW[0][4], NEW[0][4])
    for row, column, day in ((5, 0, date(2025, 5, 6)), (7, 2, date(2025, 1, 2))):
        by_openpyxl_read, by_calamine = by_judges(out, SHEET, row, column)
        assert isinstance(by_openpyxl_read, datetime)
        assert by_openpyxl_read.date() == by_calamine == day
    before, after = values(data), values(out)
    touched = {*CELLS, *((7, column) for column in range(5))}
    assert {place: value for place, value in before.items() if place not in touched} == {
        place: value for place, value in after.items() if place not in touched
    }


def test_text_that_looks_like_a_formula_or_an_escape_stays_text() -> None:
    texts = ["=1+1", "+86 757", "-", "@某", "\t缩进", "_x0041_", "#N/A", "123", "TRUE", "a\rb", "&lt;", "😀", "'引号"]
    book = Workbook.read(by_openpyxl())
    book.edit(SHEET, {(20 + index, 0): text for index, text in enumerate(texts)})
    out = book.to_bytes()
    read = values(out)
    assert [read[20 + index, 0] for index in range(len(texts))] == texts
    styles = {row.number: row.cells[0].style for row in Workbook.read(out).rows(SHEET) if row.number >= 20}
    assert [styles[20 + index] != 0 for index in range(len(texts))] == [True] * 5 + [False] * (len(texts) - 5)
    for index in (0, 1, 2, 3, 6, 7, 8, 10, 11, 12):
        assert by_judges(out, SHEET, 20 + index, 0) == (texts[index], texts[index])


def test_dates_are_written_in_the_workbooks_own_system() -> None:
    for date1904 in (False, True):
        book = Workbook.read(by_xlsxwriter(date1904=date1904))
        book.edit(SHEET, {(2, 0): date(2025, 5, 6)})
        seen = by_judges(book.to_bytes(), SHEET, 2, 0)
        assert [str(value)[:10] for value in seen] == ["2025-05-06"] * 2


_MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("1904-01-01"), max_value=datetime.fromisoformat("9999-12-30")
).map(lambda moment: moment.replace(microsecond=0, second=0) + timedelta(minutes=1))
_VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32)),
    st.text("_x0041=\t\n\r &<>\"' 中"),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(min_value=date(1904, 1, 1)),
    _MOMENTS,
    st.none(),
    st.sampled_from([CellError("#REF!"), CellError("#N/A")]),
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.tuples(st.integers(1, 12), st.integers(0, 7)), _VALUES, max_size=12), st.booleans())
def test_whatever_is_written_anywhere_is_read_back(cells: dict[tuple[int, int], Value], date1904: bool) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"><v>5</v></c><c r="C{row}" s="2"><v>6</v></c></row>' for row in (2, 3, 7)
    )
    flag = '<workbookPr date1904="1"/>' if date1904 else ""
    data = by_hand(sheet_xml(rows), workbook=flag)
    book = Workbook.read(data)
    book.edit(SHEET, cells)
    wanted = values(data) | cells
    read = values(book.to_bytes())
    kept = {}
    for place, value in wanted.items():
        if isinstance(value, datetime) and value.time() == value.min.time():
            value = value.date()  # noqa: PLW2901 - midnight and the day are one number
        if value is not None and value != "":
            kept[place] = value
    assert read == kept
    assert {place: type(value) for place, value in read.items()} == {
        place: type(value) for place, value in kept.items()
    }


@settings(deadline=None, max_examples=30)
@given(st.lists(st.dictionaries(st.integers(0, 5), st.integers(0, 99), min_size=1), min_size=1, max_size=5))
def test_rows_added_at_once_or_one_by_one_say_the_same(rows: list[dict[int, Value]]) -> None:
    data = by_openpyxl()
    at_once, one_by_one = Workbook.read(data), Workbook.read(data)
    at_once.edit(SHEET, {}, rows)
    for row in rows:
        one_by_one.edit(SHEET, {}, [row])
    assert values(at_once.to_bytes()) == values(one_by_one.to_bytes())


def test_a_large_register_is_changed_fast() -> None:
    cells = "".join(f'<c r="{chr(65 + column)}9" t="inlineStr"><is><t>企业名称</t></is></c>' for column in range(20))
    rows = "".join(f'<row r="{row}">{cells}</row>'.replace('9" t', f'{row}" t') for row in range(1, 5001))
    data = by_hand(sheet_xml(rows))
    start = time.process_time()
    book = Workbook.read(data)
    book.edit(SHEET, {(row, 3): "改" for row in range(100, 110)}, [{0: "新"}] * 10)
    book.to_bytes()
    # Measured at 0.1 s; the bound only catches work that grows with the square of the rows.
    assert time.process_time() - start < 5
