"""Web pages to plain cells: a table that calls itself .xls, a workbook saved as a single web page (MHTML).

Paragraphs are rows of one cell and tables follow them, the way Excel and WPS show such a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from lxml import etree

from toolkit.errors import Code, Problem
from toolkit.intake.formats.areas import MAX_AREA, MAX_MERGED, MAX_ROWS
from toolkit.intake.formats.mail_headers import parameters
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.formats.webpage import page_source, page_text, parse_page
from toolkit.intake.plain.grid import Book, CellValue, Grid, Span

#: As browsers do: a cell that spans more is a mistake or an attack.
MAX_COLUMNS_SPANNED, MAX_ROWS_SPANNED = 1_000, 65_534
MAX_COLUMNS = 16_384
_NAME = re.compile(r"<x:ExcelWorksheet>.{0,500}?<x:Name>(.{0,200}?)</x:Name>", re.DOTALL)
_HEAD = 200_000
_SCIENTIFIC = re.compile(r"[\d.]+E\+\d+\Z")
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "center", "caption", "td", "th", "br", "tr"}
_UNSEEN = {"script", "style", "head", "title", "noscript", "template"}


def read_page(data: bytes) -> Book:
    """Return a web page as one sheet.

    Raises:
        UnreadableError: it is too large, or a table of it spans more than any form.
    """
    return Book(tuple(_grids([page_source(data)])))


def read_saved_page(data: bytes) -> Book:
    """Return a workbook saved as a single web page: a sheet for each page of it that has a table.

    Raises:
        UnreadableError: it holds no page with a table, or one that is too large.
    """
    message = BytesParser(policy=compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    sources = [_source(part) for part in message.walk() if part.get_content_type() == "text/html"]
    grids = tuple(_grids(sources))
    if not grids:
        raise UnreadableError(Problem(Code.UNKNOWN_KIND, {"kind": "网页"}))
    return Book(grids)


def _source(part: Message) -> str:
    payload = part.get_payload(decode=True)
    said = parameters(part, "Content-Type").get("charset", "")
    return page_source(payload, said) if isinstance(payload, bytes) else ""


def _grids(sources: list[str]) -> Iterator[Grid]:
    """Yield a grid for each page with a table; its name is told on that page or, sheet by sheet, on the first."""
    names = [name for each in sources for name in _NAME.findall(each[:_HEAD])]
    pages = [each for each in sources if "<table" in each.lower()]
    for number, source in enumerate(pages):
        root = parse_page(source.encode("utf-8", "replace"), "utf-8")
        page = _Page()
        if root is not None:
            page.fill(root)
        yield Grid(names[number].strip() if number < len(names) else "", page.cells, tuple(page.merged))


@dataclass(slots=True)
class _Page:
    """Where the next row goes, and what stands so far."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    row: int = 0
    said: list[str] = field(default_factory=list)
    #: the places covered by all spans together
    covered: int = 0

    def fill(self, root: etree._Element) -> None:
        """Take in a page: its paragraphs and tables in order. A table around tables is mere layout."""
        layout = _around_tables(root)
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, each in walker:
            tag = each.tag if isinstance(each.tag, str) else ""
            if event == "end":
                self._paragraph(tag)
                self.said.append(each.tail or "")
            elif tag in _UNSEEN or (tag == "table" and each not in layout):
                walker.skip_subtree()
                self._paragraph("p")
                if tag == "table":
                    self._table(each)
            else:
                self._paragraph(tag)
                self.said.append((each.text or "") if tag else "")
        self._paragraph("p")

    def _paragraph(self, tag: str) -> None:
        """End the paragraph where one ends with this tag."""
        text = " ".join("".join(self.said).split()) if tag in _BLOCKS else ""
        if text:
            self.cells[self.row, 0] = text
            self.row += 1
        if tag in _BLOCKS:
            self.said.clear()

    def _table(self, table: etree._Element) -> None:
        taken: dict[int, int] = {}  # column → the first row below a cell that reaches down there
        first, columns = self.row, 0
        for row in table.iter("tr"):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while taken.get(column, 0) > self.row:
                    column += 1
                column = self._cell(cell, column, taken)
            columns = max(columns, column)
            self.row += 1
            if columns > MAX_COLUMNS or self.row > MAX_ROWS or (self.row - first) * columns > MAX_AREA:
                raise _too_wide()

    def _cell(self, cell: etree._Element, column: int, taken: dict[int, int]) -> int:
        """Place a cell and return the column after it."""
        down, right = _span(cell, "rowspan", MAX_ROWS_SPANNED), _span(cell, "colspan", MAX_COLUMNS_SPANNED)
        text = _shown(cell)
        if text:
            self.cells[self.row, column] = text
        # A text that only runs over its empty neighbours is saved as a span, too.
        flows = "mso-ignore:colspan" in cell.get("style", "").replace(" ", "").lower()
        if down * right > 1 and not flows:
            self.covered += down * right
            if self.covered > MAX_MERGED:
                raise _too_wide()
            self.merged.append((self.row, column, self.row + down - 1, column + right - 1))
        for each in range(column, column + right):
            taken[each] = self.row + down
        return column + right


def _around_tables(root: etree._Element) -> set[etree._Element]:
    """Return the tables that hold other tables."""
    found: set[etree._Element] = set()
    open_: list[etree._Element] = []
    for event, table in etree.iterwalk(root, events=("start", "end"), tag="table"):
        if event == "end":
            open_.pop()
        else:
            found.update(open_[-1:])
            open_.append(table)
    return found


def _span(cell: etree._Element, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()[:9]
    return min(max(int(value), 1), most) if value.isdecimal() else 1


def _shown(cell: etree._Element) -> str:
    """Return what a cell shows; of a long number shown as 1.38E+10, the number itself, which Excel saves beside it."""
    text = page_text(cell)
    number = next((str(value) for name, value in cell.attrib.items() if name in {"x:num", "num", "sdval"}), "")
    return number if number and _SCIENTIFIC.match(text) else text


def _too_wide() -> UnreadableError:
    return UnreadableError(Problem(Code.TOO_LARGE, {"reason": "表格范围过大"}))
