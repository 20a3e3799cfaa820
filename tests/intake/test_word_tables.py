"""Tables inside the cells of Word tables."""

from __future__ import annotations

import io

from docx import Document
from docx.table import _Cell

from toolkit.intake.formats.word import read_document


def document(place: str) -> bytes:
    paper = Document()
    table = paper.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "企业名称", "甲公司"
    cell: _Cell = table.cell(1, 0).merge(table.cell(1, 1)) if place == "whole row" else table.cell(1, 1)
    if place == "beside":
        table.cell(1, 0).text = "基本情况"
    inner = cell.add_table(1, 4)
    for number, text in enumerate(("企业联系人", "李明", "联系电话", "13800138000")):
        inner.cell(0, number).text = text
    table.cell(2, 0).text, table.cell(2, 1).text = "问题困难", "路难走"
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def test_a_table_that_fills_its_row_is_rows_of_its_own() -> None:
    (grid,) = read_document(document("whole row")).grids
    rows = {row: [grid.text(*place) for place in sorted(grid.cells) if place[0] == row] for row, _ in grid.cells}
    assert list(rows.values()) == [
        ["企业名称", "甲公司"], ["企业联系人", "李明", "联系电话", "13800138000"], ["问题困难", "路难走"],
    ]  # fmt: skip
    inner = next(row for row, texts in rows.items() if "李明" in texts)
    assert not any(top <= inner <= bottom for top, _, bottom, _ in grid.merged)


def test_a_row_of_cells_in_a_last_cell_stands_beside_what_is_left_of_it() -> None:
    (grid,) = read_document(document("beside")).grids
    assert [grid.text(1, column) for column in range(5)] == [
        "基本情况",
        "企业联系人",
        "李明",
        "联系电话",
        "13800138000",
    ]
