from __future__ import annotations

from datetime import date, datetime

import pytest

from toolkit.ooxml import BrokenPackageError, Cell, CellError, MissingSheetError, Workbook

from .builders import MAIN, SHEET, by_hand, by_openpyxl, by_xlsxwriter, sheet_xml, values


def test_every_kind_of_cell_is_read() -> None:
    rows = (
        '<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>5</v></c><c r="C2"><v>1.50</v></c>'
        '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#REF!</v></c><c r="F2" s="1"><v>45356</v></c>'
        '<c r="G2" s="1"><v>45356.5</v></c><c r="H2" t="str"><f>A1&amp;"x"</f><v>a&lt;b</v></c>'
        '<c r="I2" t="inlineStr"><is><t>_x0041_</t></is></c><c r="J2" s="2"/><c r="K2" t="d"><v>2024-03-05</v></c>'
        '<c r="L2"><f t="shared" si="0"/><v>7</v></c><c r="M2"><f>1+1</f></c></row>'
    )
    (row,) = Workbook.read(by_hand(sheet_xml(rows), strings="<si><t>文</t></si>")).rows(SHEET)
    assert (row.number, row.hidden) == (2, True)
    assert list(row.cells.values()) == [
        Cell("文", 0, None),
        Cell(5, 0, None),
        Cell(1.5, 0, None),
        Cell(True, 0, None),
        Cell(CellError("#REF!"), 0, None),
        Cell(date(2024, 3, 5), 1, None),
        Cell(datetime.fromisoformat("2024-03-05 12:00"), 1, None),
        Cell("a<b", 0, 'A1&"x"'),
        Cell("A", 0, None),
        Cell(None, 2, None),
        Cell(date(2024, 3, 5), 0, None),
        Cell(7, 0, ""),
        Cell(None, 0, "1+1"),
    ]
    assert row.cells[12].is_filled
    assert not row.cells[9].is_filled


def test_the_quick_way_and_the_parser_read_alike() -> None:
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45356</v></c><c r="C1" t="str"><f>A1</f><v></v></c>'
        '<c r="D1"><v></v></c><c r="E1" t="inlineStr"><is><t>&amp;_x000D_</t></is></c><c r="F1" t="e"><v>#N/A</v></c>'
        '<c r="G1"><v>abc&amp;</v></c>'
    )
    strings = "<si><t>文</t></si>"
    quick = values(by_hand(sheet_xml(f'<row r="1">{cells}</row>'), strings=strings))
    slow = values(by_hand(sheet_xml(f'<row r="1"> {cells}<!-- x --></row>'), strings=strings))
    prefixed = by_hand(
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
        + cells.replace("</", "</x:")
        .replace("<c", "<x:c")
        .replace("<v", "<x:v")
        .replace("<f", "<x:f")
        .replace("<is", "<x:is")
        .replace("<t>", "<x:t>")
        + "</x:row></x:sheetData></x:worksheet>",
        strings=strings,
    )
    assert quick == slow == values(prefixed)
    assert len(quick) == 6


def test_rows_and_cells_without_address_are_counted() -> None:
    rows = "<row><c><v>1</v></c><c r='C1'><v>2</v></c><c><v>3</v></c></row><row r='5'/><row><c><v>4</v></c></row>"
    assert values(by_hand(sheet_xml(rows))) == {(1, 0): 1, (1, 2): 2, (1, 3): 3, (6, 0): 4}


def test_rich_text_is_read_plain_and_its_reading_aid_left_out() -> None:
    strings = (
        "<si><r><rPr><b/></rPr><t>富</t></r><r><t xml:space='preserve'> 文本</t></r></si><si/><si><t/></si>"
        "<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si>"
    )
    rows = "<row r='1'>" + "".join(f"<c t='s'><v>{index}</v></c>" for index in range(4)) + "</row>"
    found = {(1, 0): "富 文本", (1, 1): "", (1, 2): "", (1, 3): "漢字"}
    assert values(by_hand(sheet_xml(rows), strings=strings)) == found
    assert values(by_hand(sheet_xml(rows), strings=strings + "<!-- x -->")) == found


def test_a_string_that_is_not_there_is_told() -> None:
    with pytest.raises(BrokenPackageError, match="不存在的文字"):
        values(by_hand(sheet_xml('<row r="1"><c r="A1" t="s"><v>3</v></c></row>')))


@pytest.mark.parametrize(
    "sheet",
    [
        f'<worksheet xmlns="{MAIN}"/>',
        f'<worksheet xmlns="{MAIN}"><sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c><v>1</c></row></sheetData></worksheet>',
        f'<!DOCTYPE a><worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    ],
)
def test_a_broken_sheet_is_told(sheet: str) -> None:
    with pytest.raises(BrokenPackageError):
        values(by_hand(sheet))


def test_a_missing_sheet_is_told_with_those_there_are() -> None:
    with pytest.raises(MissingSheetError, match=SHEET):
        Workbook.read(by_openpyxl()).rows("时限")


def test_dates_of_both_systems_are_the_same_days() -> None:
    for date1904 in (False, True):
        book = Workbook.read(by_xlsxwriter(date1904=date1904))
        assert book.date1904 is date1904
        row = list(book.rows(SHEET))[1]
        assert row.cells[2].value == date(2024, 3, 1)


def test_sheets_are_told_in_order_with_what_people_see_of_them() -> None:
    sheets = Workbook.read(by_xlsxwriter()).sheets
    assert [(sheet.name, sheet.part, sheet.state) for sheet in sheets] == [
        (SHEET, "xl/worksheets/sheet1.xml", "visible"),
        ("看板", "xl/worksheets/sheet2.xml", "visible"),
    ]


def test_merged_areas_are_told_with_both_ends() -> None:
    data = by_hand(sheet_xml("", after='<mergeCells count="1"><mergeCell ref="B2:D3"/></mergeCells>'))
    assert Workbook.read(data).merged(SHEET) == [(2, 1, 3, 3)]
    assert Workbook.read(by_openpyxl()).merged(SHEET) == []


def test_a_package_that_is_no_workbook_is_refused() -> None:
    data = by_hand(sheet_xml(""), more={"xl/workbook.xml": "<document/>"})
    with pytest.raises(BrokenPackageError, match="不是 Excel"):
        Workbook.read(data)
