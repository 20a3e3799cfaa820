"""Word documents to plain cells: each paragraph a row of one cell, each table its cells, in the order of the page.

Read from the markup itself, because what people fill in hides where python-docx does not look: content controls,
Wingdings ticks, tracked insertions. Deleted text is passed over; text boxes, pictures and comments are told beside the
cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from toolkit.errors import Code, Problem
from toolkit.intake.formats.looks import PLAIN, Later
from toolkit.intake.formats.markup import custom_property, parse
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.formats.word_looks import comments, pictures, text_boxes, word_shown
from toolkit.intake.formats.word_unseen import take_unseen
from toolkit.intake.plain.grid import Book, CellValue, Grid, Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_W}del", f"{_W}txbxContent", f"{_W}moveFrom"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Wingdings and its second font: the low byte of the characters that show a ticked and an empty box.
_TICKED, _EMPTY = {0xFE, 0xFC, 0x52, 0x50}, {0xA8, 0x6F, 0x71, 0x72, 0xA3}
_COMMENTS = "word/comments.xml"
_STRIKE = re.compile(rb"<w:d?strike(?!\s+w:val=[\"'](?:0|false)[\"'])")
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_document(data: bytes, archive: zipfile.ZipFile | None = None) -> Book:
    """Return a Word document as one grid, with the mark in its properties.

    Args:
        data: the document.
        archive: the same where it has been opened already.

    Raises:
        UnreadableError: it has no text part, or one that is not well-formed.
    """
    try:
        archive = archive or zipfile.ZipFile(io.BytesIO(data))
        markup = archive.read("word/document.xml")
        root = parse(markup)
        mark = custom_property(archive)
        said = list(comments(parse(archive.read(_COMMENTS)))) if _COMMENTS in archive.namelist() else []
    except (KeyError, SyntaxError) as error:
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error
    unseen = list(take_unseen(root, markup))
    body = root.find(f"{_W}body")
    page = _Page()
    if body is not None:
        page.add(body)
    find = partial(word_shown, page.sources)
    grid = Grid(
        "",
        page.cells,
        tuple(page.merged),
        addressed=False,
        emphasis=Later(find, 0),
        struck=Later(find, 1) if _STRIKE.search(markup) else PLAIN,
        floats=(*text_boxes(root), *unseen, *said),
        pictures=pictures(root),
    )
    return Book((grid,), (mark,) if mark else ())


@dataclass(slots=True)
class _Page:
    """Where the next row goes, and what stands so far."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    sources: dict[tuple[int, int], list[etree._Element]] = field(default_factory=dict)
    row: int = 0

    def add(self, parent: etree._Element) -> None:
        for each in parent:
            if each.tag == f"{_W}p":
                self._put(self.row, 0, [each])
                self.row += 1
            elif each.tag == f"{_W}tbl":
                self._table(each)
            elif each.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
                self.add(each)

    def _put(self, row: int, column: int, paragraphs: list[etree._Element]) -> None:
        text = "\n".join(_text(each) for each in paragraphs)
        if text.strip():
            self.cells[row, column] = text.strip("\r\n")
            self.sources[row, column] = paragraphs

    def _table(self, table: etree._Element) -> None:
        # column → first row and width of the cell that reaches down to the row above
        open_: dict[int, tuple[int, int]] = {}
        for row in _children(table, "tr"):
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            still: dict[int, tuple[int, int]] = {}
            inner: list[etree._Element] = []
            cells = list(_children(row, "tc"))
            for cell in cells:
                width = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
                joins = cell.find(f"{_W}tcPr/{_W}vMerge")
                if joins is not None and joins.get(f"{_W}val", "continue") != "restart" and column in open_:
                    still[column] = open_[column]
                else:
                    still[column] = (self.row, width)
                    inner = self._cell(cell, column, alone=len(cells) == 1, last=cell is cells[-1])
                column += width
            self._close(open_, still)
            open_ = still
            self.row += 1
            if inner:
                self._close(open_, {})
                open_ = {}
            for each in inner:
                self._table(each)
        self._close(open_, {})

    def _cell(self, cell: etree._Element, column: int, *, alone: bool, last: bool) -> list[etree._Element]:
        """Put a cell and return the tables in it that are rows of their own: those of a cell that fills its row.

        A table of one row in a row's last cell stands beside what is left of it; any other is text.
        """
        tables = [each for each in cell.iter(f"{_W}tbl") if next(each.iterancestors(f"{_W}tc"), None) is cell]
        within = {one for each in tables for one in each.iter(f"{_W}p")}
        own = [each for each in cell.iter(f"{_W}p") if each not in within]
        if alone and tables:
            self._put(self.row, column, own)
            return tables
        rows = [row for each in tables for row in _children(each, "tr")]
        if last and len(rows) == 1 and not any(_text(each).strip() for each in own):
            for number, each in enumerate(_children(rows[0], "tc")):
                self._put(self.row, column + number, list(each.iter(f"{_W}p")))
            return []
        self._put(self.row, column, list(cell.iter(f"{_W}p")))
        return []

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
