"""What new rows take from those above: formulas, heights, sparklines, and names that stand for the rows."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from toolkit.ooxml import Workbook

from .builders import SHEET, by_hand, open_by_openpyxl, part, sheet_xml, values

SHEET_PART = "xl/worksheets/sheet1.xml"


def _row(number: int, *cells: str, told: str = "") -> str:
    inside = "".join(f'<c r="{"ABCDEF"[at]}{number}">{cell}</c>' for at, cell in enumerate(cells))
    return f'<row r="{number}"{told}>{inside}</row>'


def _formulas(data: bytes, row: int) -> dict[int, str]:
    found = next(each for each in Workbook.read(data).rows(SHEET) if each.number == row)
    return {column: cell.formula for column, cell in found.cells.items() if cell.formula is not None}


def _added(rows: str, append: list[dict[int, Any]], **more: Any) -> bytes:
    book = Workbook.read(by_hand(sheet_xml(rows, **more)))
    book.edit(SHEET, {}, append, header=1)
    return book.to_bytes()


HEAD = _row(1, "<v>1</v>", "<v>2</v>", "<v>3</v>")


def test_a_formula_filled_down_goes_on_and_a_value_of_ours_goes_before_it() -> None:
    rows = HEAD + _row(2, "<v>5</v>", "<f>A2*$A$1</f><v>5</v>") + _row(3, "<v>6</v>", "<f>A3*$A$1</f><v>6</v>")
    out = _added(rows, [{0: 7}, {0: 8, 1: "手填"}, {0: 9}])
    assert [_formulas(out, row) for row in (4, 5, 6)] == [{1: "A4*$A$1"}, {}, {1: "A6*$A$1"}]
    assert '<c r="B4"><f>A4*$A$1</f></c>' in part(out, SHEET_PART), "no result: each program works it out"
    assert 'fullCalcOnLoad="1"' in part(out, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("second", "third", "wanted"),
    [
        ("<f>A2*2</f><v>1</v>", "<f>A3*3</f><v>1</v>", {}),
        ("<v>1</v>", "<f>A3*3</f><v>1</v>", {}),
        ("<f>A2*2</f><v>1</v>", "<v>1</v>", {}),
        ('<f t="array" ref="B2">A2*2</f><v>1</v>', '<f t="array" ref="B3">A3*2</f><v>1</v>', {}),
        (
            '<f>IF(A2="A2",台账!A2,"")</f><v>1</v>',
            '<f>IF(A3="A2",台账!A3,"")</f><v>1</v>',
            {1: 'IF(A4="A2",台账!A4,"")'},
        ),
        ("<f>A1&amp;A2</f><v>1</v>", "<f>A2&amp;A3</f><v>1</v>", {1: "A3&A4"}),
        ("<f>SUM(A$2:A2)</f><v>1</v>", "<f>SUM(A$2:A3)</f><v>1</v>", {1: "SUM(A$2:A4)"}),
    ],
)
def test_only_what_was_filled_down_goes_on(second: str, third: str, wanted: dict[int, str]) -> None:
    out = _added(HEAD + _row(2, "<v>5</v>", second) + _row(3, "<v>6</v>", third), [{0: 7}])
    assert _formulas(out, 4) == wanted


def test_a_formula_shared_by_its_column_goes_on_as_one_of_its_own() -> None:
    shared = ['<f t="shared" ref="B2:B4" si="3">A2*2</f><v>1</v>', *['<f t="shared" si="3"/><v>1</v>'] * 2]
    rows = HEAD + "".join(_row(row, "<v>5</v>", formula) for row, formula in enumerate(shared, 2))
    out = _added(rows, [{0: 7}, {0: 8}])
    assert [_formulas(out, row) for row in (5, 6)] == [{1: "A5*2"}, {1: "A6*2"}]
    assert part(out, SHEET_PART).count("shared") == 3


def test_a_formula_shared_along_the_row_does_not() -> None:
    first = '<f t="shared" ref="B2:C3" si="0">A2*2</f><v>1</v>'
    follows = '<f t="shared" si="0"/><v>1</v>'
    rows = HEAD + _row(2, "<v>5</v>", first, follows) + _row(3, "<v>5</v>", follows, follows)
    assert _formulas(_added(rows, [{0: 7}]), 4) == {1: "A4*2"}


def test_the_only_row_of_data_has_what_it_has_filled_down() -> None:
    assert _formulas(_added(HEAD + _row(2, "<v>5</v>", "<f>A2*2</f><v>1</v>"), [{0: 7}]), 3) == {1: "A3*2"}
    assert _formulas(_added(_row(1, "<v>5</v>", "<f>A1*2</f><v>1</v>"), [{0: 7}]), 2) == {}


def test_a_prepared_row_keeps_its_own_formula_and_a_blank_cell_takes_one() -> None:
    rows = HEAD + _row(2, "<v>5</v>", "<f>A2*2</f><v>1</v>") + _row(3, "<v>5</v>", "<f>A3*2</f><v>1</v>")
    prepared = '<row r="4"><c r="B4" s="2"/></row><row r="5"><c r="B5" t="str"><f>IF(A5="","",9)</f><v></v></c></row>'
    out = _added(rows + prepared, [{0: 7}, {0: 8}])
    assert '<c r="B4" s="2"><f>A4*2</f></c>' in part(out, SHEET_PART)
    assert _formulas(out, 5) == {1: 'IF(A5="","",9)'}


def test_a_row_takes_the_height_a_person_gave_the_one_above() -> None:
    high = HEAD + _row(2, "<v>5</v>", told=' ht="33.5" customHeight="1"')
    assert '<row r="3" ht="33.5" customHeight="1">' in part(_added(high, [{0: 7}]), SHEET_PART)
    grown = HEAD + _row(2, "<v>5</v>", told=' ht="33.5"')
    assert '<row r="3">' in part(_added(grown, [{0: 7}]), SHEET_PART)


NAMES = {
    ("_xlnm.Print_Area", "0", f"{SHEET}!$A$1:$C$3"): f"{SHEET}!$A$1:$C$5",
    ("_xlnm.Print_Titles", "0", f"{SHEET}!$A:$B,{SHEET}!$1:$1"): f"{SHEET}!$A:$B,{SHEET}!$1:$1",
    ("数据", "", f"'{SHEET}'!$A$2:$A$3,其他!$A$2:$A$3"): f"'{SHEET}'!$A$2:$A$5,其他!$A$2:$A$3",
    ("带标题", "", f"{SHEET}!$B$1:$B$3"): f"{SHEET}!$B$1:$B$5",
    ("半截", "", f"{SHEET}!$A$3:$B$3"): f"{SHEET}!$A$3:$B$3",
    ("一格", "", f"{SHEET}!$A$3"): f"{SHEET}!$A$3",
    ("标题", "", f"{SHEET}!$A$1:$C$1"): f"{SHEET}!$A$1:$C$1",
    ("相对", "", f"{SHEET}!A2:A3"): f"{SHEET}!A2:A3",
    ("公式", "", f"SUM({SHEET}!$A$2:$A$3)"): f"SUM({SHEET}!$A$2:$A$3)",
    ("别表", "7", f"{SHEET}!$A$2:$A$3"): f"{SHEET}!$A$2:$A$3",
    ("另一表", "", "其他!$A$2:$A$3"): "其他!$A$2:$A$3",
}


def test_print_area_and_names_of_columns_grow_and_other_names_stay() -> None:
    listed = "".join(
        f'<definedName name="{name}"' + (f' localSheetId="{local}"' if local else "") + f">{text}</definedName>"
        for name, local, text in NAMES
    )
    data = by_hand(sheet_xml(HEAD + _row(2, "<v>5</v>") + _row(3, "<v>5</v>")))
    book = Workbook.read(data)
    main = part(data, "xl/workbook.xml").replace("</sheets>", f"</sheets><definedNames>{listed}</definedNames>")
    book._package.replace("xl/workbook.xml", main.encode())
    book.edit(SHEET, {}, [{0: 7}, {0: 8}], header=1)
    out = part(book.to_bytes(), "xl/workbook.xml")
    assert re.findall(r"<definedName [^>]*>(.*?)</definedName>", out) == list(NAMES.values())


def _with_sparklines(rows: int = 5) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet(SHEET)
    sheet.write_row(0, 0, ["编号", "一季", "二季", "走势"])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, [f"2024-{row:03}", row, row * 2])
    along = {
        "location": [f"D{row}" for row in range(2, rows + 2)],
        "range": [f"B{row}:C{row}" for row in range(2, rows + 2)],
    }
    sheet.add_sparkline("D2", along)
    sheet.add_sparkline("H1", {"range": f"{SHEET}!B2:B{rows + 1}"})
    book.close()
    return stream.getvalue()


def test_sparklines_of_every_row_go_on_and_one_down_the_column_sees_the_new_rows(
    find_faults: Callable[..., Counter[str]],
) -> None:
    data = _with_sparklines()
    book = Workbook.read(data)
    book.edit(SHEET, {}, [{0: "2024-006", 1: 1}, {0: "2024-007", 1: 2}])
    out = book.to_bytes()
    pairs = re.findall(r"<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", part(out, SHEET_PART))
    assert (f"{SHEET}!B2:B8", "H1") in pairs
    assert sorted(place for _, place in pairs) == ["D2", "D3", "D4", "D5", "D6", "D7", "D8", "H1"]
    assert {place: what for what, place in pairs}["D8"] == f"{SHEET}!B8:C8"
    assert find_faults(out, known=data) == Counter()


def _with_table() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet(SHEET)
    columns = [
        {"header": "编号"},
        {"header": "数"},
        {"header": "倍", "formula": "=台账[[#This Row],[数]]*2"},
        {"header": "又", "formula": "=B2+1"},
    ]
    sheet.add_table(0, 0, 3, 3, {"name": "台账", "columns": columns})
    for row in range(1, 4):
        sheet.write_row(row, 0, [f"2024-{row:03}", row])
    book.close()
    return stream.getvalue()


def test_the_computed_columns_of_a_table_go_on(
    find_faults: Callable[..., Counter[str]], soffice: Callable[..., dict[str, bytes]]
) -> None:
    data = _with_table()
    book = Workbook.read(data)
    book.edit(SHEET, {(4, 2): 100}, [{0: "2024-004", 1: 21}])
    out = book.to_bytes()
    assert _formulas(out, 5)[2] == "台账[[#This Row],[数]]*2", "though somebody typed over the last one"
    assert open_by_openpyxl(out)[SHEET].tables["台账"].ref == "A1:D5"
    assert find_faults(out, known=data) == Counter()
    assert values(soffice({"a.xlsx": out}, "xlsx")["a.xlsx"])[5, 2] == 42
