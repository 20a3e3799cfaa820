from __future__ import annotations

import re

import pytest

from toolkit.ooxml import UneditableError, Workbook

from .builders import MAIN, SHEET, by_hand, by_openpyxl, part, sheet_xml, values

SHEET_PART = "xl/worksheets/sheet1.xml"


def _edited(sheet: str, cells: dict[tuple[int, int], object], append: object = (), **more: object) -> str:
    book = Workbook.read(by_hand(sheet, **more))  # type: ignore[arg-type]
    book.edit(SHEET, cells, append)  # type: ignore[arg-type]
    return part(book.to_bytes(), SHEET_PART)


def test_only_the_bytes_of_the_cell_change() -> None:
    rows = "<row r='1' ht=\"20\"  spans='1:3'><c  s='2' r='A1'><v>1</v></c>\n<c r='C1' t='b'><v>1</v></c></row>"
    out = _edited(sheet_xml(rows), {(1, 0): "新"})
    assert out == sheet_xml(
        rows.replace("<c  s='2' r='A1'><v>1</v></c>", '<c r="A1" s="2" t="inlineStr"><is><t>新</t></is></c>')
    )


def test_cells_and_rows_are_put_in_order() -> None:
    rows = '<row r="2" spans="2:2"><c r="B2"><v>1</v></c><extLst/></row><row r="5"/>'
    out = _edited(sheet_xml(rows), {(2, 0): 1, (2, 2): 2, (1, 0): 3, (3, 0): 4, (5, 27): 5, (9, 0): 6})
    assert out == sheet_xml(
        '<row r="1"><c r="A1"><v>3</v></c></row>'
        '<row r="2" spans="1:3"><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c><extLst/></row>'
        '<row r="3"><c r="A3"><v>4</v></c></row><row r="5"><c r="AB5"><v>5</v></c></row>'
        '<row r="9"><c r="A9"><v>6</v></c></row>'
    )


def test_an_empty_sheet_is_opened_for_its_first_row() -> None:
    for rows in ("", " "):
        out = _edited(sheet_xml(rows), {}, [{1: "首行"}])
        assert '<row r="1"><c r="B1" t="inlineStr">' in out


def test_emptying_a_cell_keeps_its_format_and_makes_none() -> None:
    rows = '<row r="1"><c r="A1" s="2" t="s"><v>0</v></c></row>'
    out = _edited(sheet_xml(rows), {(1, 0): None, (1, 5): None, (7, 0): ""})
    assert out == sheet_xml('<row r="1"><c r="A1" s="2"/></row>')


def test_cells_found_by_counting_stay_where_they_were() -> None:
    data = by_hand(sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    book = Workbook.read(data)
    book.edit(SHEET, {(1, 1): 9, (1, 3): 8})
    assert values(book.to_bytes()) == {(1, 0): 1, (1, 1): 9, (1, 3): 8, (2, 0): 3}


def test_a_new_cell_takes_the_format_of_its_row_or_column() -> None:
    before = '<cols><col min="2" max="3" style="2" width="9"/></cols>'
    rows = '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>'
    out = _edited(sheet_xml(rows, before=before), {(1, 1): "x", (2, 1): "x", (3, 2): "x", (3, 0): "x"})
    assert re.findall(r'<c r="(\w+)"(?: s="(\d)")?', out) == [("B1", "1"), ("B2", "2"), ("A3", ""), ("C3", "2")]


def test_a_value_takes_the_place_of_a_formula_and_other_formulas_stay() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>B1</f><v>x</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    out = _edited(sheet_xml(rows), {(1, 0): 5})
    assert '<c r="A1"><v>5</v></c><c r="B1"><f>1+1</f><v>2</v></c>' in out


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ('<c r="A1"><f t="shared" ref="A1:A3" si="0">B1</f><v>1</v></c>', "共用"),
        ('<c r="A1"><f t="array" ref="A1">SUM(B1:B2)</f><v>1</v></c>', "数组公式"),
        ('<c r="A1"><v>1</v></c><c r="B1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c>', "数组公式"),
        ('<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>', "顺序"),
    ],
)
def test_what_a_change_would_break_is_refused(cells: str, reason: str) -> None:
    with pytest.raises(UneditableError, match=reason):
        _edited(sheet_xml(f'<row r="1">{cells}</row>'), {(1, 0): 5})


def test_a_follower_of_a_shared_formula_may_take_a_value() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    assert '<c r="A2"><v>5</v></c>' in _edited(sheet_xml(rows), {(2, 0): 5})
    alone = '<row r="1"><c r="A1"><f t="shared" ref="A1" si="0">B1</f></c></row>'
    assert '<c r="A1"><v>5</v></c>' in _edited(sheet_xml(alone), {(1, 0): 5})


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>', "前缀"),
        (sheet_xml('<row r="1"/><!-- <row r="2"> -->'), "注释"),
        (sheet_xml('<row r="2"/><row r="1"/>'), "行号"),
        (sheet_xml('<row r="2"/><row r="2"/>'), "行号"),
        (sheet_xml('<row r="2000000"/>'), "行号"),
    ],
)
def test_a_sheet_written_in_an_odd_way_is_refused_whole(sheet: str, reason: str) -> None:
    data = by_hand(sheet)
    book = Workbook.read(data)
    for cells, append in (({(1, 0): "x"}, []), ({}, [{0: "x"}])):
        with pytest.raises(UneditableError, match=reason):
            book.edit(SHEET, cells, append)
    assert book.to_bytes() == data


def test_a_cell_under_a_merged_one_is_refused_and_its_first_cell_is_not() -> None:
    sheet = sheet_xml("", after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    assert '<c r="A1"><v>1</v></c>' in _edited(sheet, {(1, 0): 1, (1, 1): None})
    with pytest.raises(UneditableError, match="A1:B2"):
        _edited(sheet, {(2, 1): 1})


def test_a_tables_heading_is_refused() -> None:
    book = Workbook.read(by_openpyxl(table=True))
    with pytest.raises(UneditableError, match="标题行"):
        book.edit(SHEET, {(1, 0): "序号"})


@pytest.mark.parametrize("place", [(0, 0), (1, -1), (1_048_577, 0), (1, 16_384)])
def test_an_address_outside_the_sheet_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside"):
        _edited(sheet_xml(""), {place: 1})


def test_a_refused_value_leaves_the_whole_file_as_it_was() -> None:
    data = by_openpyxl()
    book = Workbook.read(data)
    with pytest.raises(ValueError, match="does not fit"):
        book.edit(SHEET, {(2, 0): "好"}, [{0: "长" * 40_000}])
    with pytest.raises(ValueError, match="nothing"):
        book.edit(SHEET, {(2, 0): "好"}, [{0: ""}])
    assert book.to_bytes() == data
    assert book.edit(SHEET, {}) == range(0)
    assert book.to_bytes() == data
