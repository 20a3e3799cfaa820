"""OpenDocument texts (.odt) to plain cells: a paragraph a row of one cell, a table its cells, as for Word documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from toolkit.errors import Code, Problem
from toolkit.forms import identity
from toolkit.intake.formats.markup import parse
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.plain.grid import Book, CellValue, Grid, Span

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _META = (f"{_NAMES}{each}:1.0}}" for each in ("office", "text", "table", "meta"))
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
#: What stands around paragraphs without being seen itself.
_SHELLS = {f"{_TEXT}section", f"{_TEXT}list", f"{_TEXT}list-item", f"{_TEXT}list-header", f"{_TEXT}index-body"}
_ROWS = {f"{_TABLE}table-rows", f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group"}
#: Notes, earlier wording and the authors' remarks are no part of what the page says.
_SKIPPED = {f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"}
#: A Word table ends at 63 columns, and no form has a thousand equal rows.
_MOST_COLUMNS, _MOST_ROWS = 100, 1_000


def read_text_document(data: bytes) -> Book:
    """Return an OpenDocument text as one grid, with the mark in its properties.

    Raises:
        UnreadableError: it has no content, or one that is not well-formed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = parse(archive.read("content.xml"))
            mark = _mark(archive)
    except (KeyError, SyntaxError) as error:
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error
    page = _Page()
    for body in root.iter(f"{_OFFICE}text"):
        page.add(body)
    return Book((Grid("", page.cells, tuple(page.merged), addressed=False),), (mark,) if mark else ())


def _mark(archive: zipfile.ZipFile) -> str:
    if "meta.xml" in archive.namelist():
        for each in parse(archive.read("meta.xml")).iter(f"{_META}user-defined"):
            if identity.PROPERTY in each.attrib.values():
                return "".join(str(text) for text in each.itertext()).strip()
    return ""


@dataclass(slots=True)
class _Page:
    """Where the next row goes, and what stands so far."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    row: int = 0

    def add(self, parent: etree._Element) -> None:
        for each in parent:
            if each.tag in _PARAGRAPHS:
                self._put(self.row, 0, _text(each))
                self.row += 1
            elif each.tag == f"{_TABLE}table":
                self._table(each)
            elif each.tag in _SHELLS:
                self.add(each)

    def _put(self, row: int, column: int, text: str) -> None:
        if text.strip():
            self.cells[row, column] = text.strip("\r\n")

    def _table(self, table: etree._Element) -> None:
        for row in _rows(table):
            times = _count(row, "number-rows-repeated", _MOST_ROWS)
            for _ in range(times):
                self._row(row)
                self.row += 1

    def _row(self, row: etree._Element) -> None:
        column = 0
        for cell in row:
            times = _count(cell, "number-columns-repeated", _MOST_COLUMNS)
            if cell.tag == f"{_TABLE}table-cell":
                self._cell(cell, column)
            column += times

    def _cell(self, cell: etree._Element, column: int) -> None:
        lines = (_text(each) for each in cell.iter(*_PARAGRAPHS))
        self._put(self.row, column, "\n".join(lines))
        down = _count(cell, "number-rows-spanned", _MOST_ROWS)
        right = _count(cell, "number-columns-spanned", _MOST_COLUMNS)
        if down * right > 1:
            self.merged.append((self.row, column, self.row + down - 1, column + right - 1))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in table:
        if each.tag == f"{_TABLE}table-row":
            yield each
        elif each.tag in _ROWS:
            yield from _rows(each)


def _count(element: etree._Element, name: str, most: int) -> int:
    value = element.get(f"{_TABLE}{name}", "1")[:9]
    return min(max(int(value), 1), most) if value.isdecimal() else 1


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    if element.tag in _SKIPPED:
        return
    if element.tag == f"{_TEXT}s":
        blanks = element.get(f"{_TEXT}c", "1")[:4]
        yield " " * (int(blanks) if blanks.isdecimal() else 1)
    elif element.tag == f"{_TEXT}tab":
        yield "\t"
    elif element.tag == f"{_TEXT}line-break":
        yield "\n"
    yield element.text or ""
    for each in element:
        if isinstance(each.tag, str):
            yield from _pieces(each)
        yield each.tail or ""
