"""Forms as people send them back: the blank filled, saved by another program, or retyped in Excel or Word."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import xlsxwriter
from docx import Document
from openpyxl import Workbook as Retyped
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms import Field, FieldType, Form, Look
from toolkit.forms.identity import write_mark
from toolkit.jobs.demo.story import Said
from toolkit.mechanism import Mechanism
from toolkit.ooxml import Workbook
from toolkit.templates import box_cells, build, fill, input_cell, sheet_name

Answers = Mapping[str, Said]
_TICKED, _EMPTY = "☑", "□"
_WIDE = 60


def write(shape: str, form: Form, mechanism: Mechanism, answers: Answers) -> bytes:
    """Return a form that a sender made from nothing but the answers; ``shape`` says how.

    Raises:
        KeyError: there is no such shape.
    """
    if shape == "filled":
        mark = write_mark(form.id, form.version)
        return fill(build(form, mechanism), form, mechanism, answers, mark=mark)
    if shape == "resaved":
        return resaved(write("filled", form, mechanism, answers))
    return _RETYPED[shape](form, answers)


def answer(shape: str, form: Form, issued: bytes, answers: Answers) -> bytes:
    """Return the form that we sent out, answered: filled in and saved, saved by another program, or retyped."""
    if shape in _RETYPED:
        return _RETYPED[shape](form, {**printed_on(form, issued), **answers})
    cells: dict[tuple[int, int], Said] = {}
    for key, said in answers.items():
        boxes = box_cells(form, key)
        if boxes:
            cells.update({boxes[option]: _TICKED for option in str(said).split("、")})
        else:
            cells[input_cell(form, key)] = said
    book = Workbook.read(issued)
    book.edit(sheet_name(form), cells)
    return resaved(book.to_bytes()) if shape == "resaved" else book.to_bytes()


def resaved(data: bytes, changes: Mapping[tuple[int, int], Said] | None = None) -> bytes:
    """Return a workbook as another program saves it: the same content, other bytes.

    Args:
        data: the workbook.
        changes: (row from 1, column from 0) of the first sheet → what is typed there before saving.
    """
    return typed_into(data, lambda sheet: _type(sheet, changes or {}))


def _type(sheet: Worksheet, changes: Mapping[tuple[int, int], Said]) -> None:
    for (row, column), said in changes.items():
        sheet.cell(row, column + 1).value = said


def typed_into(data: bytes, act: Callable[[Worksheet], None]) -> bytes:
    """Return a workbook after somebody typed into its first sheet in another program and saved it."""
    book = load_workbook(io.BytesIO(data))
    act(book.worksheets[0])
    return _saved(book.save)


def printed_on(form: Form, issued: bytes) -> dict[str, Said]:
    """Return what already stands in the inputs of a form that we sent out."""
    book = Workbook.read(issued)
    there = {
        (row.number, column): cell.value for row in book.rows(sheet_name(form)) for column, cell in row.cells.items()
    }
    found: dict[str, Said] = {}
    for each in form.fields:
        value = None if box_cells(form, each.key) else there.get(input_cell(form, each.key))
        if isinstance(value, str | date) and value not in ("", each.hint):
            found[each.key] = value
    return found


def _pairs(form: Form, answers: Answers, rank: int = 0) -> Iterator[tuple[Field, str, Said]]:
    """Yield each field with a label for it (0 the printed one, 1 its first other wording) and its answer."""
    boxed = {placed.cell.field for placed in form.layout.placed() if placed.cell.option}
    for each in form.fields:
        said = answers.get(each.key, "")
        if each.key in boxed:
            said = "  ".join((_TICKED if word in str(said).split("、") else _EMPTY) + word for word in each.choices)
        yield each, each.labels[min(rank, len(each.labels) - 1)], said


def _words(said: Said) -> str:
    return f"{said.year}年{said.month}月{said.day}日" if isinstance(said, date) else said


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    target = io.BytesIO()
    save(target)
    return target.getvalue()


def _grid(form: Form, answers: Answers) -> bytes:
    """Two questions a row, labels spaced out and with a colon, no merged cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    sheet.set_column(0, 3, 22)
    wrapped, day = book.add_format({"text_wrap": True, "border": 1}), book.add_format({"num_format": "yyyy/m/d"})
    sheet.write_string(0, 1, form.title)
    row, column = 2, 0
    for each, label, said in _pairs(form, answers):
        if each.type is FieldType.LONG and column:
            row, column = row + 1, 0
        sheet.write_string(row, column, f"{' '.join(label)}：", wrapped)
        if isinstance(said, date):
            sheet.write_datetime(row, column + 1, said, day)
        else:
            sheet.write_string(row, column + 1, said, wrapped)
        column += 2
        if column > 2 or each.type is FieldType.LONG:
            row, column = row + 1, 0
    book.close()
    return target.getvalue()


def _shifted(form: Form, answers: Answers) -> bytes:
    """The printed layout copied by hand: two rows lower, a column further right, nothing merged."""
    book = Retyped()
    sheet = book.worksheets[0]
    for placed in form.layout.placed():
        cell = placed.cell
        said: Said = answers.get(cell.field, cell.text) if cell.field else cell.text
        if cell.look is Look.TALL:
            said = "\n".join(cell.text)
        if said:
            sheet.cell(placed.row + 3, placed.column + 2).value = said
    return _saved(book.save)


def _column(form: Form, answers: Answers) -> bytes:
    """A list: labels in other words on the left, answers on the right."""
    book = Retyped()
    sheet = book.worksheets[0]
    sheet.append([form.title])
    for _, label, said in _pairs(form, answers, rank=1):
        sheet.append([label, said])
    sheet.column_dimensions["B"].width = _WIDE
    return _saved(book.save)


def _lines(form: Form, answers: Answers) -> bytes:
    """Label and answer together in one cell, a cell below the other."""
    book = Retyped()
    sheet = book.worksheets[0]
    sheet.append([form.title])
    for _, label, said in _pairs(form, answers):
        sheet.append([f"{label}：{_words(said)}"])
    sheet.column_dimensions["A"].width = _WIDE
    return _saved(book.save)


def _word(form: Form, answers: Answers) -> bytes:
    """A Word table, two questions a row, long answers across the page."""
    paper = Document()
    paper.add_paragraph(form.title)
    table = paper.add_table(rows=0, cols=4, style="Table Grid")
    waiting: list[str] = []
    for each, label, said in _pairs(form, answers):
        if each.type is FieldType.LONG:
            _row(table, waiting)
            waiting = []
            cells = table.add_row().cells
            cells[0].text = label
            cells[1].merge(cells[3]).text = _words(said)
            continue
        waiting += [label, _words(said)]
        if len(waiting) > 2:
            _row(table, waiting)
            waiting = []
    _row(table, waiting)
    return _saved(paper.save)


def _row(table: Any, texts: list[str]) -> None:
    if texts:
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = text


def _word_lines(form: Form, answers: Answers) -> bytes:
    """A Word letter: a paragraph a question."""
    paper = Document()
    paper.add_paragraph(form.title)
    for _, label, said in _pairs(form, answers):
        paper.add_paragraph(f"{label}：{_words(said)}")
    return _saved(paper.save)


_RETYPED: Mapping[str, Callable[[Form, Answers], bytes]] = {
    "grid": _grid,
    "shifted": _shifted,
    "column": _column,
    "lines": _lines,
    "word": _word,
    "word_lines": _word_lines,
}
