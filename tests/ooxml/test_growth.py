from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import pytest

from toolkit.ooxml import Row, UneditableError, Workbook
from toolkit.ooxml.growth import Growth

from .builders import SHEET, by_hand, by_openpyxl, by_xlsxwriter, open_by_openpyxl, part, sheet_xml, values

SHEET_PART = "xl/worksheets/sheet1.xml"
NEW = [{0: "2025-001", 2: date(2025, 1, 2)}, {0: "2025-002", 3: 4.5}]


def _rows(data: bytes) -> list[Row]:
    return list(Workbook.read(data).rows(SHEET))


def _styles(data: bytes, row: int) -> list[int]:
    found = next(found for found in _rows(data) if found.number == row)
    return [cell.style for cell in found.cells.values()]


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_filter_rules_and_extent_grow_with_the_rows(make: Callable[[], bytes]) -> None:
    book = Workbook.read(make())
    assert book.edit(SHEET, {}, NEW) == range(7, 9)
    out = book.to_bytes()
    sheet = open_by_openpyxl(out)[SHEET]
    assert sheet.auto_filter.ref == "A1:E8"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["B2:B8"]
    assert {str(rule.sqref) for rule in sheet.conditional_formatting} == {"D2:D8"}
    assert re.search(r'<dimension ref="A1:[EG]8"/>', part(out, SHEET_PART))
    assert re.search(r"_FilterDatabase.*\$A\$1:\$E\$8</definedName>", part(out, "xl/workbook.xml"))


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_the_filter_takes_in_what_was_typed_below_it_and_the_rows_after_that(make: Callable[[], bytes]) -> None:
    book = open_by_openpyxl(make())
    book[SHEET]["A9"] = "合计"
    stream = io.BytesIO()
    book.save(stream)
    again = Workbook.read(stream.getvalue())
    assert again.edit(SHEET, {}, NEW) == range(10, 12)
    out = again.to_bytes()
    assert open_by_openpyxl(out)[SHEET].auto_filter.ref == "A1:E11"
    assert re.search(r"_FilterDatabase.*\$A\$1:\$E\$11</definedName>", part(out, "xl/workbook.xml"))


def test_newer_rules_grow_and_sparklines_stay() -> None:
    book = Workbook.read(by_xlsxwriter())
    book.edit(SHEET, {}, NEW)
    found = re.findall(r"<xm:sqref>(.*?)</xm:sqref>", part(book.to_bytes(), SHEET_PART))
    assert sorted(found) == ["D2:D8", "G2"]


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_a_table_and_its_filter_grow(make: Callable[..., bytes]) -> None:
    book = Workbook.read(make(table=True))
    book.edit(SHEET, {}, NEW)
    out = book.to_bytes()
    table = open_by_openpyxl(out)[SHEET].tables["台账"]
    assert table.ref == "A1:E8"
    assert table.autoFilter is None or table.autoFilter.ref == "A1:E8"


def test_a_table_beside_the_columns_filled_stays() -> None:
    book = Workbook.read(by_openpyxl(table=True))
    book.edit(SHEET, {}, [{6: "旁边"}])
    assert 'ref="A1:E6"' in part(book.to_bytes(), "xl/tables/table1.xml")


def test_a_table_with_totals_is_not_written_below() -> None:
    data = by_openpyxl(table=True)
    book = Workbook.read(data)
    name = "xl/tables/table1.xml"
    book._package.replace(name, book._package.part(name).replace(b"<table ", b'<table totalsRowCount="1" ', 1))
    before = book.to_bytes()
    with pytest.raises(UneditableError, match="汇总行"):
        book.edit(SHEET, {}, NEW)
    assert book.to_bytes() == before


@pytest.mark.parametrize("make", [by_xlsxwriter, by_openpyxl])
def test_new_rows_look_like_the_one_above(make: Callable[[], bytes]) -> None:
    book = Workbook.read(make())
    book.edit(SHEET, {}, NEW)
    out = book.to_bytes()
    looks = [{column: cell.style for column, cell in row.cells.items() if cell.style} for row in _rows(out)]
    assert looks[6] == looks[5] != {}
    assert values(out)[7, 2] == date(2025, 1, 2)


def test_rows_prepared_below_are_filled_and_keep_their_looks() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>1</v></c><c r="B2" s="2"/></row>'
        '<row r="3" ht="30" hidden="1"><c r="A3" s="2"/><c r="B3" s="2"><f>A3</f><v></v></c></row>'
        '<row r="4" ht="30"/>'
    )
    empty = rows.replace("<f>A3</f><v></v>", "")
    book = Workbook.read(by_hand(sheet_xml(empty)))
    assert book.edit(SHEET, {}, [{0: "甲"}, {0: "乙"}]) == range(3, 5)
    assert part(book.to_bytes(), SHEET_PART).endswith(
        '<row r="3" ht="30" hidden="0"><c r="A3" s="2" t="inlineStr"><is><t>甲</t></is></c><c r="B3" s="2"></c></row>'
        '<row r="4" ht="30"><c r="A4" s="1" t="inlineStr"><is><t>乙</t></is></c><c r="B4" s="2"/></row>'
        "</sheetData></worksheet>"
    )
    # A formula nobody has worked out yet may be somebody's: its row is not taken for an empty one.
    assert Workbook.read(by_hand(sheet_xml(rows))).edit(SHEET, {}, [{0: "甲"}]) == range(4, 5)


def test_a_formula_that_shows_nothing_leaves_its_row_free() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2" t="str"><f>IF(A2="","",1)</f><v></v></c></row>'
    book = Workbook.read(by_hand(sheet_xml(rows)))
    assert book.edit(SHEET, {}, [{0: "甲"}]) == range(2, 3)
    assert "<f>IF(A2=" in part(book.to_bytes(), SHEET_PART)


def test_the_look_of_headings_is_not_copied_to_the_first_row() -> None:
    before = '<cols><col min="1" max="1" style="2"/></cols>'
    rows = '<row r="1"><c r="A1" s="1"><v>1</v></c></row>'
    book = Workbook.read(by_hand(sheet_xml(rows, before=before)))
    book.edit(SHEET, {}, [{0: "甲", 1: "乙"}])
    assert _styles(book.to_bytes(), 2) == [2, 0]


@pytest.mark.parametrize(
    ("before", "after", "header"),
    [
        ('<sheetViews><sheetView><pane ySplit="2" state="frozen"/></sheetView></sheetViews>', "", None),
        ("", '<autoFilter ref="A2:B2"/>', None),
        ("", "", 2),
    ],
)
def test_headings_are_known_by_frozen_rows_filter_or_the_caller(before: str, after: str, header: int | None) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>1</v></c></row>'
    rule = '<dataValidations count="1"><dataValidation sqref="A2"/></dataValidations>'
    book = Workbook.read(by_hand(sheet_xml(rows, before=before, after=after + rule)))
    assert book.edit(SHEET, {}, [{0: "甲"}], header=header) == range(3, 4)
    assert _styles(book.to_bytes(), 3) == [0]
    out = part(book.to_bytes(), SHEET_PART)
    assert 'sqref="A2"' in out
    assert 'ref="A2:B3"' in out or not after


def test_a_sheet_with_nothing_in_it_is_begun_below_its_headings() -> None:
    book = Workbook.read(by_hand(sheet_xml("")))
    assert book.edit(SHEET, {}, [{0: "甲"}], header=3) == range(4, 5)


def test_panes_frozen_below_all_data_leave_no_gap() -> None:
    before = '<sheetViews><sheetView><pane ySplit="9" state="frozen"/></sheetView></sheetViews>'
    book = Workbook.read(by_hand(sheet_xml('<row r="2"><c r="A2"><v>1</v></c></row>', before=before)))
    assert book.edit(SHEET, {}, [{0: "甲"}]) == range(3, 4)


def test_areas_grow_only_where_they_end_at_the_data() -> None:
    growth = Growth(first=7, last=9, header=1, columns=frozenset({0}))
    assert growth.areas("A2:A6") == "A2:A9"
    assert growth.areas("A2:A8") == "A2:A9"
    assert growth.areas("A2:A9") == "A2:A9"
    assert growth.areas("A2:A100 B:B 5:6") == "A2:A100 B:B 5:6"
    assert growth.areas("A2:A5") == "A2:A5"
    assert growth.areas("A1:C1") == "A1:C1"
    assert growth.areas("A6") == "A6"
    assert growth.areas("A2:A5 A6") == "A2:A5 A6:A9"
    assert growth.areas("A8:A8") == "A8:A8"
    assert Growth(first=3, last=9, header=1, columns=frozenset()).areas("A2") == "A2:A9"


def test_editing_cells_alone_widens_the_extent_only() -> None:
    book = Workbook.read(by_openpyxl())
    assert book.edit(SHEET, {(20, 8): "远处"}) == range(0)
    out = part(book.to_bytes(), SHEET_PART)
    assert '<dimension ref="A1:I20"/>' in out
    assert '<autoFilter ref="A1:E6"' in out
