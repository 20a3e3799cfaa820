"""How a sheet of the analysis workbook looks and prints: fonts, formats, page, tables and charts. Knows no measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from toolkit.analysis.origin import Origin

#: Fonts every Windows, WPS and domestic Linux desktop has (reference/word.md 3.2).
BODY_FONT, HEAD_FONT = "仿宋", "黑体"
_A4 = 9
# Excel counts days from here on, and takes 1900 for a leap year: before its March a number means another day.
_DAY_ZERO, _FIRST_SURE_DAY = date(1899, 12, 30), date(1900, 3, 1)
_MM = 1 / 25.4
#: The height of a line of body text, in points; of a row nobody set, in pixels.
_LINE, _ROW_PIXELS = 15, 20
_INK, _BAND, _RULE = "#1F2D3D", "#DCE6F1", "#8EA9C8"
#: A figure that opens its list when it is clicked on.
_LINK, _LINK_TIP = "#0B4FA8", "点击查看所计事项"
#: Colours apart in lightness as well, so that a grey print can still be read.
COLOURS = ("#2F5D8C", "#C0732B", "#7FA650", "#8A8A8A", "#A94A4A", "#5B4A8A")
_KINDS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 16, "valign": "vcenter"},
    "note": {"font_color": "#555555", "font_size": 10, "valign": "top", "text_wrap": True},
    "head": {
        "font_name": HEAD_FONT, "bg_color": _BAND, "border": 1,
        "align": "center", "valign": "vcenter", "text_wrap": True,
    },
    "text": {"text_wrap": True, "valign": "vcenter", "border": 1, "indent": 1},
    "centre": {"align": "center", "valign": "vcenter", "border": 1, "text_wrap": True},
    "count": {"num_format": "0", "align": "center", "valign": "vcenter", "border": 1},
    "rate": {"num_format": "0.0%", "align": "center", "valign": "vcenter", "border": 1},
    "days": {"num_format": "0.0", "align": "center", "valign": "vcenter", "border": 1},
    "date": {"num_format": "yyyy-mm-dd", "align": "center", "valign": "vcenter", "border": 1},
    "day": {"num_format": "yyyy年m月d日", "align": "left", "valign": "vcenter"},
    "label": {"font_name": HEAD_FONT, "valign": "vcenter"},
    "line": {"font_color": "#555555", "font_size": 10, "valign": "vcenter"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a sheet.

    Attributes:
        value: what it shows.
        kind: how, one of :data:`_KINDS`.
        formula: what gives the value, where a formula does.
        origin: the list behind the figure, and whether the figure is its numerator only; None for what is no figure.
    """

    value: str | float | date | None
    kind: str = "text"
    formula: str | None = None
    origin: tuple[Origin, bool] | None = None


class _Page(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet that takes formulas as they are: ours use none of the new functions that would be looked for."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")


class Book:
    """A workbook in the making and the formats it uses."""

    def __init__(self, buffer: Any) -> None:
        self.file = xlsxwriter.Workbook(buffer, {"in_memory": True})
        base = {"font_name": BODY_FONT, "font_size": 11, "font_color": _INK, "border_color": _RULE}
        self.formats = {kind: self.file.add_format({**base, **look}) for kind, look in _KINDS.items()}
        self.links = {
            kind: self.file.add_format({**base, **_KINDS[kind], "font_color": _LINK})
            for kind in ("count", "rate", "days", "centre")
        }
        #: The figures that will be links as soon as it is known where their lists lie.
        self.linked: list[tuple[Sheet, int, int, Cell, tuple[Origin, bool]]] = []

    def sheet(self, name: str, widths: Sequence[float]) -> Sheet:
        """Add a sheet with these column widths, in characters."""
        return Sheet(self, name, widths)


class Sheet:
    """A sheet, A4 across and one page wide, filled from the top down."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.name = book, name
        self.page = book.file.add_worksheet(name, _Page)
        self.row = 0
        self._widths = tuple(widths)
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
        self.page.set_row(self.row, 32)
        for at, text in enumerate(header):
            self.put(self.row, at, Cell(text, "head"))
        if freeze:
            self.page.freeze_panes(self.row + 1, freeze)
            self.page.repeat_rows(self.row)
        if freeze or filtered:
            self.page.autofilter(self.row, 0, self.row + max(len(rows), 1), len(header) - 1)
        first = self.row + 1
        self.row = first
        for cells in rows:
            self.line(cells)
        return range(first, self.row)

    def line(self, cells: Sequence[Cell]) -> None:
        """Write one row, as high as its texts need."""
        self.page.set_row(self.row, self._height(cells))
        for at, cell in enumerate(cells):
            self.put(self.row, at, cell)
        self.row += 1

    def _height(self, cells: Sequence[Cell]) -> float:
        """Return how high a row must be for its texts, in points; not every program works that out on opening."""
        lines = (
            -(-_characters(cell.value) // max(int(width) - 2, 1))
            for cell, width in zip(cells, self._widths, strict=False)
            if isinstance(cell.value, str)
        )
        return _LINE * max(1, *lines, 1) + 5

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
            self._put_day(row, column, value, look)
        else:
            self.page.write_number(row, column, value, look)

    def _put_day(self, row: int, column: int, day: date, look: Any) -> None:
        if day < _FIRST_SURE_DAY:
            self.page.write_string(row, column, day.isoformat(), look)
        else:
            self.page.write_number(row, column, (day - _DAY_ZERO).days, look)

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
                    **_series_look(kind, order, len(names)),
                }
            )
        chart.set_title({"name": title, "overlay": False, "name_font": _font(HEAD_FONT, 12)})
        chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": _font(BODY_FONT, 10)})
        if kind != "pie":
            _axes(chart, kind)
        chart.set_size({"width": size[0], "height": size[1]})
        self.page.insert_chart(*at, chart, {"object_position": 2, "description": title})

    def leave(self, pixels: int) -> None:
        """Go on below something that high."""
        self.row += pixels // _ROW_PIXELS + 2


def _characters(text: str) -> int:
    """Return how wide a text is, in the digits that column widths are measured in; a Chinese character is two."""
    return len(text.encode("gb18030", "replace"))


def _font(name: str, size: int) -> dict[str, Any]:
    return {"name": name, "size": size, "bold": False, "color": _INK}


def _series_look(kind: str, order: int, points: int) -> dict[str, Any]:
    colour = COLOURS[order % len(COLOURS)]
    labels = {"value": True, "font": _font(BODY_FONT, 10)}
    if kind == "pie":
        fills = [{"fill": {"color": COLOURS[at % len(COLOURS)]}, "border": {"color": "white"}} for at in range(points)]
        return {
            "points": fills,
            "data_labels": {**labels, "percentage": True, "category": True, "position": "outside_end"},
        }
    if kind == "line":
        marker = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        return {
            "line": {"color": colour, "width": 2.25},
            "marker": marker,
            "data_labels": {**labels, "position": "below" if order else "above"},
        }
    return {"fill": {"color": colour}, "gap": 80, "data_labels": labels}


def _axes(chart: Any, kind: str) -> None:
    names = {"num_font": _font(BODY_FONT, 10), "line": {"color": _RULE}}
    # Cases are whole: an axis with 0.5 on it is nonsense.
    values = {
        "num_font": _font(BODY_FONT, 10), "num_format": "0", "min": 0, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E3E3E3"}},
    }  # fmt: skip
    if kind == "bar":
        # Lying bars: the first unit on top; the labels say the values, so the axis that would go up with it is hidden.
        chart.set_y_axis({**names, "reverse": True})
        chart.set_x_axis({**values, "visible": False, "major_gridlines": {"visible": False}})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
