"""How a sheet of the analysis workbook looks and prints: fonts, formats, page, tables and charts. Knows no measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from toolkit.analysis.figures.many_rows import Column, Writer, serial
from toolkit.analysis.sheets.looks import BASE, BODY_FONT, HEAD_FONT, KINDS, LINKED, axes, font, series_look
from toolkit.analysis.sheets.origin import Origin
from toolkit.analysis.sheets.page import Page, with_rows

_A4 = 9
_MM = 1 / 25.4
#: The height of a line of body text, in points; of a row nobody set, in pixels.
_LINE, _ROW_PIXELS = 15, 20
_LINK_TIP = "点击查看所计事项"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a sheet.

    Attributes:
        value: what it shows.
        kind: how, one of :data:`~toolkit.analysis.sheets.looks.KINDS`.
        formula: what gives the value, where a formula does.
        origin: the list behind the figure, and whether the figure is its numerator only; None for what is no figure.
    """

    value: str | float | date | None
    kind: str = "text"
    formula: str | None = None
    origin: tuple[Origin, bool] | None = None


class Book:
    """A workbook in the making and the formats it uses."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self.file = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self.formats = {kind: self.file.add_format({**BASE, **look}) for kind, look in KINDS.items()}
        self.links = {kind: self.file.add_format({**BASE, **look}) for kind, look in LINKED.items()}
        #: The figures that will be links as soon as it is known where their lists lie.
        self.linked: list[tuple[Sheet, int, int, Cell, tuple[Origin, bool]]] = []

    def sheet(self, name: str, widths: Sequence[float]) -> Sheet:
        """Add a sheet with these column widths, in characters."""
        return Sheet(self, name, widths)

    def styles(self) -> dict[str, int]:
        """Return the number of each format in the workbook."""
        return {kind: each._get_xf_index() for kind, each in self.formats.items()}  # noqa: SLF001 - rows of our own

    def place_of(self, text: str) -> int:
        """Return the place of a text among those that the workbook's sheets share."""
        return int(self.file.str_table._get_shared_string_index(text))  # noqa: SLF001 - rows of our own

    def close(self) -> bytes:
        """Return the workbook's bytes."""
        self.file.close()
        return with_rows(self._buffer.getvalue(), self.file.worksheets())


class Sheet:
    """A sheet, A4 across and one page wide, filled from the top down."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.name = book, name
        self.page = book.file.add_worksheet(name, Page)
        self.row = 0
        self._widths = tuple(widths)
        self._many = Writer(book.styles(), book.place_of, self._lines, _row_height)
        for at, width in enumerate(widths):
            self.page.set_column(at, at, width)
        self.page.hide_gridlines(2)
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.pages(1, 0)
        self.page.set_margins(left=15 * _MM, right=15 * _MM, top=18 * _MM, bottom=18 * _MM)
        self.page.center_horizontally()
        self.page.set_footer(f'&L&"{BODY_FONT}"&9&A&C&"{BODY_FONT}"&9第 &P 页，共 &N 页')

    def pages(self, wide: int, tall: int) -> None:
        """Print on this many pages across and down; 0 down is as many as it takes."""
        self.page.fit_to_pages(wide, tall)

    def title(self, text: str) -> None:
        """Write the sheet's title."""
        self.page.set_row(self.row, 28)
        self.put(self.row, 0, Cell(text, "title"))
        self.row += 1

    def note(self, text: str, *, height: float | None = None) -> None:
        """Write a line over the whole width; where it wraps, ``height`` in points must be said."""
        if height is not None:
            self.page.set_row(self.row, height)
        self.page.merge_range(self.row, 0, self.row, len(self._widths) - 1, text, self.book.formats["note"])
        self.row += 1

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, freeze: int = 0, filtered: bool = False
    ) -> range:
        """Write a table and return its rows of data, counted from 0.

        With ``freeze`` its head and that many columns stay in sight. So, or with ``filtered``, its rows can be
        filtered: one table of a sheet can be.
        """
        first = self._head(header, len(rows), freeze, filtered=filtered)
        for cells in rows:
            self.line(cells)
        return range(first, self.row)

    def long_table(
        self, header: Sequence[str], columns: Sequence[Column], *, freeze: int = 0, filtered: bool = False
    ) -> None:
        """Write a table of many rows, as :meth:`table` does; none of its cells is a figure with a list."""
        self._head(header, len(columns[0].values), freeze, filtered=filtered)
        self.rows(columns)

    def rows(self, columns: Sequence[Column]) -> None:
        """Write many rows, each as high as its texts need."""
        if count := len(columns[0].values):
            markup = self._many.rows(self.row + 1, columns)
            self.page.add_block(self.row, self.row + count - 1, len(columns), markup)
            self.row += count

    def _head(self, header: Sequence[str], rows: int, freeze: int, *, filtered: bool) -> int:
        """Write a table's head for so many rows, and return the first of them."""
        self.page.set_row(self.row, 32)
        for at, text in enumerate(header):
            self.put(self.row, at, Cell(text, "head"))
        if freeze:
            self.page.freeze_panes(self.row + 1, freeze)
            self.page.repeat_rows(self.row)
        if freeze or filtered:
            self.page.autofilter(self.row, 0, self.row + max(rows, 1), len(header) - 1)
        self.row += 1
        return self.row

    def line(self, cells: Sequence[Cell]) -> None:
        """Write one row, as high as its texts need."""
        self.page.set_row(self.row, self._height(cells))
        for at, cell in enumerate(cells):
            self.put(self.row, at, cell)
        self.row += 1

    def _height(self, cells: Sequence[Cell]) -> float:
        lines = (self._lines(at, cell.value) for at, cell in enumerate(cells) if isinstance(cell.value, str))
        return _row_height(max(1, *lines, 1))

    def _lines(self, column: int, text: str) -> int:
        """Return how many lines a text takes in a column."""
        if column >= len(self._widths):
            return 1
        return -(-_characters(text) // max(int(self._widths[column]) - 2, 1))

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Write one cell. A text is only ever a text, whatever sign it begins with."""
        if cell.origin is not None and cell.origin[0].part(is_top=cell.origin[1]):
            self.book.linked.append((self, row, column, cell, cell.origin))
        self._write(row, column, cell, self.book.formats[cell.kind])

    def link(self, row: int, column: int, cell: Cell, to: tuple[str, int, int, int]) -> None:
        """Write one cell so that a click on it goes to rows of a sheet: its name, first, last row and last column."""
        name, first, last, width = to
        look = self.book.links[cell.kind]
        place = f"internal:'{name}'!{xl_range(first, 0, last, width)}"
        self.page.write_url(row, column, place, look, "", _LINK_TIP)
        self._write(row, column, cell, look)  # a link comes with a text of its own: the figure goes over it

    def _write(self, row: int, column: int, cell: Cell, look: Any) -> None:
        value = cell.value
        if cell.formula is not None:
            self.page.write_formula(row, column, cell.formula, look, "" if value is None else value)
        elif value is None or value == "":
            self.page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.page.write_string(row, column, value, look)
        elif isinstance(value, date):
            self._write(row, column, Cell(serial(value)), look)
        else:
            self.page.write_number(row, column, value, look)

    def chart(
        self,
        kind: str,
        title: str,
        names: range,
        series: Mapping[int, str],
        *,
        at: tuple[int, int],
        size: tuple[int, int],
    ) -> None:
        """Draw a native chart of rows of this sheet.

        Args:
            kind: ``bar``, ``column``, ``line`` or ``pie``.
            title: stands above it.
            names: the rows, counted from 0; the names are in the first column.
            series: column → name of the series.
            at: row and column of its upper left corner.
            size: width and height in pixels.
        """
        chart = self.book.file.add_chart({"type": kind})
        first, last = names[0], names[-1]
        for order, (column, name) in enumerate(series.items()):
            chart.add_series(
                {
                    "name": name,
                    "categories": [self.name, first, 0, last, 0],
                    "values": [self.name, first, column, last, column],
                    **series_look(kind, order, len(names)),
                }
            )
        chart.set_title({"name": title, "overlay": False, "name_font": font(HEAD_FONT, 12)})
        chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": font(BODY_FONT, 10)})
        if kind != "pie":
            axes(chart, kind)
        chart.set_size({"width": size[0], "height": size[1]})
        self.page.insert_chart(*at, chart, {"object_position": 2, "description": title})

    def leave(self, pixels: int) -> None:
        """Go on below something that high."""
        self.row += pixels // _ROW_PIXELS + 2


def _row_height(lines: int) -> float:
    """Return how high a row of so many lines must be, in points; not every program works that out on opening."""
    return _LINE * lines + 5


def _characters(text: str) -> int:
    """Return how wide a text is, in the digits that column widths are measured in; a Chinese character is two."""
    return len(text.encode("gb18030", "replace"))
