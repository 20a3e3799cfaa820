"""The boxes of cell comments: drawn in VML, an old language that Excel writes so loosely that no parser reads it.

So shapes are found by their tags and put in or taken out whole; nothing else of such a part is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from unicodedata import east_asian_width

from toolkit.ooxml import markup
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.refs import MAX_COLUMN, MAX_ROW, Area

_SPACES = {"v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office"}
_SPACES["x"] = "urn:schemas-microsoft-com:office:excel"
_KIND = "_x0000_t202"  # a text box, in every program's list of shapes
# Programs write these elements with whatever prefixes they like.
_SHAPE = re.compile(rb"<((?:\w+:)?shape)\s[^<>]*(?<!/)>.*?</\1>\s*", re.DOTALL)
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_CELL = [re.compile(rb"<(?:\w+:)?" + name + rb"(?:\s[^<>]*)?>\s*(\d+)\s*<") for name in (b"Row", b"Column")]
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_BLOCKS = re.compile(rb"<(?:\w+:)?idmap\s[^>]*data\s*=\s*[\"']([\d,\s]+)[\"']")
_BLOCK = 1024  # the numbers of shapes that one drawing may give
# In pixels: a character of nine points, a line, the margins of a box.
_CHARACTER, _LINE, _MARGIN = 12, 17, 14
_WIDTHS, _LONG_TEXT, _TALLEST = (252, 348), 160, 560
_GAP = 12
_FARTHEST = 300  # columns or rows that a box may cross: hidden ones have no size


class Box(NamedTuple):
    """The box of one comment: the cell it belongs to (row from 1, column from 0), and where it is drawn."""

    row: int
    column: int
    anchor: str


class Ruler:
    """How wide the columns and how high the rows of a sheet are, in pixels.

    Args:
        frame: the sheet.
        rows: whether the height of each row counts; in a sheet of many rows it takes its time, and matters little.
    """

    def __init__(self, frame: Frame, *, rows: bool = True) -> None:
        self._columns: list[tuple[int, int, int]] = []
        self._rows: dict[int, int] = {}
        self._width, self._height = 72, 20
        data = frame.data
        for part in markup.children(data, frame.root.inner, frame.head):
            told = markup.attributes(data, part)
            if part.name == b"sheetFormatPr":
                self._width = _pixels(told.get("defaultColWidth"), 8) or self._width
                self._height = _pixels(told.get("defaultRowHeight"), 4 / 3) or self._height
            for found in markup.children(data, part.inner, part.close) if part.name == b"cols" else ():
                self._columns.append(_column(markup.attributes(data, found)))
        for span in frame.spans() if rows else ():
            told = markup.tag_attributes(data[span.start : span.inner])
            if "ht" in told or "hidden" in told:
                self._rows[span.number] = 0 if told.get("hidden") in ("1", "true") else _pixels(told.get("ht"), 4 / 3)

    def box(self, area: Area, text: str) -> Box:
        """Return the box of a comment: right of its cell (or merged cells), as large as the text needs."""
        width = _WIDTHS[len(text) > _LONG_TEXT]
        lines = sum(-(-max(1, wide(line)) * _CHARACTER // (2 * (width - _MARGIN))) for line in text.split("\n"))
        height = min(lines * _LINE + _MARGIN, _TALLEST)
        left = min(area.last_column + 1, MAX_COLUMN - 4)
        top = max(area.first_row - 2, 0)
        right, into_right = self._walk(left, _GAP + width, self._column_width)
        bottom, into_bottom = self._walk(top, 6 + height, lambda row: self._rows.get(row + 1, self._height))
        anchor = f"{left}, {_GAP}, {top}, 6, {right}, {into_right}, {min(bottom, MAX_ROW - 1)}, {into_bottom}"
        return Box(area.first_row, area.first_column, anchor)

    def _column_width(self, column: int) -> int:
        return next((width for first, last, width in self._columns if first <= column <= last), self._width)

    @staticmethod
    def _walk(start: int, distance: int, size: Callable[[int], int]) -> tuple[int, int]:
        """Return in which column or row a distance from ``start`` on ends, and how far into it."""
        at, left = start, distance
        while left >= size(at) and at < start + _FARTHEST:
            left -= size(at)
            at += 1
        return at, min(left, size(at))


def drawing(block: int) -> bytes:
    """Return an empty drawing whose shapes have the numbers of this block."""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    return f"<xml {spaces}>{layout}</xml>".encode()


def blocks(data: bytes) -> set[int]:
    """Return the blocks of numbers that a drawing has taken."""
    return {int(each) for found in _BLOCKS.findall(data) for each in found.split(b",") if each.strip().isdigit()}


def with_boxes(data: bytes, boxes: Iterable[Box]) -> bytes:
    """Return the drawing with these boxes; one that a cell has already is drawn anew."""
    new = list(boxes)
    data = without_boxes(data, {(box.row, box.column) for box in new})
    root = markup.root_element(data)
    told = markup.attributes(data, root)
    spaces = "".join(
        f' xmlns:{name}="{space}"' for name, space in _SPACES.items() if told.get(f"xmlns:{name}") != space
    )
    taken = max(map(int, _NUMBER.findall(data)), default=0)
    number = max(taken, min(blocks(data), default=1) * _BLOCK)
    added = b"" if f'id="{_KIND}"'.encode() in data else _kind(spaces).encode()
    added += b"".join(_shape(number + count, box, spaces).encode() for count, box in enumerate(new, 1))
    return markup.append_child(data, root, added)


def without_boxes(data: bytes, cells: set[tuple[int, int]]) -> bytes:
    """Return the drawing without the comment boxes of these cells."""
    return _SHAPE.sub(lambda shape: b"" if _cell(shape[0]) in cells else shape[0], data)


def _cell(shape: bytes) -> tuple[int, int] | None:
    row, column = (place.search(shape) for place in _CELL)
    if row is None or column is None or not _NOTE.search(shape):
        return None
    return int(row[1]) + 1, int(column[1])


def _kind(spaces: str) -> str:
    outline = 'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"'
    inside = '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    return f'<v:shapetype{spaces} id="{_KIND}" {outline}>{inside}</v:shapetype>'


def _shape(number: int, box: Box, spaces: str) -> str:
    style = "position:absolute;margin-left:60pt;margin-top:2pt;width:180pt;height:60pt;z-index:1;visibility:hidden"
    look = '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    text = '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    where = f"<x:Anchor>{box.anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    cell = f"<x:Row>{box.row - 1}</x:Row><x:Column>{box.column}</x:Column>"
    note = f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>{where}{cell}</x:ClientData>'
    attributes = f'id="_x0000_s{number}" type="#{_KIND}" style="{style}" fillcolor="#ffffe1" o:insetmode="auto"'
    return f"<v:shape{spaces} {attributes}>{look}{text}{note}</v:shape>"


def wide(text: str) -> int:
    """Return how many half-width characters wide a text is."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _pixels(text: str | None, each: float) -> int:
    try:
        return round(float(text or 0) * each)
    except (ValueError, OverflowError):
        return 0


def _column(told: dict[str, str]) -> tuple[int, int, int]:
    width = 0 if told.get("hidden") in ("1", "true") else _pixels(told.get("width"), 8)
    return int(told.get("min", "1")) - 1, int(told.get("max", "1")) - 1, width
