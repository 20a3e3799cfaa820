"""A block of cells and a chart put into a sheet: where nothing stands, or not at all."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest
import xlsxwriter

from toolkit.ooxml import BlockCell, Look, UneditableError, Workbook

from .builders import SHEET, by_hand, by_openpyxl, by_xlsxwriter, changed_parts, open_by_openpyxl, sheet_xml

CELLS = {(2, 20): BlockCell("今年", "", Look()), (3, 20): BlockCell("", "COUNTA(A:A)-1", Look(number=10))}
Faults = Callable[[bytes], Counter[str]]


def drawn() -> tuple[bytes, bytes]:
    """A drawing and its chart, as xlsxwriter makes them."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet(SHEET)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [SHEET, 2, 20, 2, 20]})
    sheet.insert_chart("V2", chart)
    book.close()
    with zipfile.ZipFile(stream) as parts:
        return parts.read("xl/drawings/drawing1.xml"), parts.read("xl/charts/chart1.xml")


@pytest.mark.parametrize("tool", [by_openpyxl, by_xlsxwriter])
def test_cells_stand_where_they_were_put_with_their_looks(tool: Callable[[], bytes], find_faults: Faults) -> None:
    before = tool()
    book = Workbook.read(before)
    book.block(SHEET, CELLS)
    after = book.to_bytes()
    sheet, was = open_by_openpyxl(after)[SHEET], open_by_openpyxl(before)[SHEET]
    assert (sheet["U2"].value, sheet["U3"].value) == ("今年", "=COUNTA(A:A)-1")
    assert sheet["U3"].number_format == "0.00%"
    assert [[cell.value for cell in row[:20]] for row in sheet.iter_rows()] == [
        [cell.value for cell in row] + [None] * (20 - len(row)) for row in was.iter_rows()
    ]
    assert not find_faults(after, known=before)


def test_a_cell_that_is_there_is_never_written_over_not_even_a_blank_one() -> None:
    data = by_hand(sheet_xml('<row r="2"><c r="T2" t="n"/><c s="0"/></row>'))
    book = Workbook.read(data)
    with pytest.raises(UneditableError, match="U2"):
        book.block(SHEET, CELLS)
    assert book.to_bytes() == data


def test_a_sheet_gets_a_chart_unless_there_is_a_drawing_on_it(find_faults: Faults) -> None:
    plain = by_hand(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    book = Workbook.read(plain)
    book.block(SHEET, CELLS, *drawn())
    after = book.to_bytes()
    assert len(open_by_openpyxl(after)[SHEET]._charts) == 1
    assert not find_faults(after, known=plain)
    theirs = by_xlsxwriter()
    book = Workbook.read(theirs)
    book.block(SHEET, CELLS, *drawn())
    assert not any("chart" in name or "drawing" in name for name in changed_parts(theirs, book.to_bytes()))
