"""Word documents to plain cells: each paragraph a row of one cell, each table its cells, in the order of the page.

Read from the markup itself, because what people fill in hides where python-docx does not look: content controls,
Wingdings ticks, tracked insertions. Text boxes and deleted text are passed over.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from toolkit.errors import Code, Problem
from toolkit.intake.grid import Book, CellValue, Grid, Span
from toolkit.intake.markup import custom_property, parse
from toolkit.intake.unpack import UnreadableError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_W}del", f"{_W}txbxContent", f"{_W}moveFrom"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Wingdings and its second font: the low byte of the characters that show a ticked and an empty box.
_TICKED, _EMPTY = {0xFE, 0xFC, 0x52, 0x50}, {0xA8, 0x6F, 0x71, 0x72, 0xA3}
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_document(data: bytes) -> Book:
    """Return a Word document as one grid, with the mark in its properties.

    Raises:
        UnreadableError: it has no text part, or one that is not well-formed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = parse(archive.read("word/document.xml"))
            mark = custom_property(archive)
    except (KeyError, SyntaxError) as error:
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error
    body = root.find(f"{_W}body")
    page = _Page()
    if body is not None:
        page.add(body)
    grid = Grid("", page.cells, tuple(page.merged), addressed=False)
    return Book((grid,), (mark,) if mark else ())


@dataclass(slots=True)
class _Page:
    """Where the next row goes, and what stands so far."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    row: int = 0

    def add(self, parent: etree._Element) -> None:
        for each in parent:
            if each.tag == f"{_W}p":
                self._put(self.row, 0, _text(each))
                self.row += 1
            elif each.tag == f"{_W}tbl":
                self._table(each)
            elif each.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
                self.add(each)

    def _put(self, row: int, column: int, text: str) -> None:
        if text.strip():
            self.cells[row, column] = text.strip("\r\n")

    def _table(self, table: etree._Element) -> None:
        # column → first row and width of the cell that reaches down to the row above
        open_: dict[int, tuple[int, int]] = {}
        for row in _children(table, "tr"):
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            still: dict[int, tuple[int, int]] = {}
            for cell in _children(row, "tc"):
                width = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
                joins = cell.find(f"{_W}tcPr/{_W}vMerge")
                if joins is not None and joins.get(f"{_W}val", "continue") != "restart" and column in open_:
                    still[column] = open_[column]
                else:
                    still[column] = (self.row, width)
                    self._put(self.row, column, "\n".join(_text(each) for each in cell.iter(f"{_W}p")))
                column += width
            self._close(open_, still)
            open_ = still
            self.row += 1
        self._close(open_, {})

    def _close(self, before: dict[int, tuple[int, int]], after: dict[int, tuple[int, int]]) -> None:
        for column, (first, width) in before.items():
            if after.get(column, (-1, 0))[0] != first and (self.row - 1 > first or width > 1):
                self.merged.append((first, column, self.row - 1, column + width - 1))


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, content controls opened."""
    for each in parent:
        if each.tag == f"{_W}{name}":
            yield each
        elif each.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _children(each, name)


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    # A table of more columns than Word allows is a lie that would only cost memory.
    return min(int(value), 100) if value.isdigit() else default


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    for each in element:
        if each.tag in _SKIPPED or each.tag == _FALLBACK:
            continue
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in _SPACES:
            yield _SPACES[str(each.tag)]
        elif each.tag == f"{_W}sym":
            yield _symbol(each.get(f"{_W}char", ""))
        elif each.tag not in {f"{_W}pPr", f"{_W}rPr"}:
            yield from _pieces(each)


def _symbol(code: str) -> str:
    try:
        low = int(code, 16) & 0xFF
    except ValueError:
        return ""
    if low in _TICKED:
        return "☑"
    return "□" if low in _EMPTY else ""
