"""A sheet put before all others: lines of text and links to cells of the workbook, looking like an office paper."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from toolkit.ooxml.formats import Formats, Look, solid
from toolkit.ooxml.markup import escape
from toolkit.ooxml.refs import MAX_ROW, Area, cell_ref
from toolkit.ooxml.values import cell_xml
from toolkit.ooxml.vml import wide

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_BORDER = f"<border>{_SIDES}<diagonal/></border>"
_TAB = "FFFFC000"
# A line of text in points, and the room above and below it.
_LINE, _ROOM, _HIGHEST = 1.35, 7.0, 409.0


def _font(name: str, points: int, more: str = "", before: str = "") -> str:
    return f'<font>{before}<sz val="{points}"/>{more}<name val="{name}"/><charset val="134"/></font>'


def _aligned(across: str, down: str = "center") -> str:
    return f'<alignment horizontal="{across}" vertical="{down}" wrapText="1"/>'


_LINK_FONT = _font("宋体", 11, '<color rgb="FF0563C1"/>', "<u/>")


class FrontLook(Enum):
    """How a cell of the front sheet looks; the value is the format and the size of its letters in points."""

    TITLE = (Look(_font("黑体", 18), "", "", _aligned("center")), 18)
    LINE = (Look(_font("宋体", 12), "", "", _aligned("left")), 12)
    SIGNED = (Look(_font("宋体", 12), "", "", _aligned("right")), 12)
    HEAD = (Look(_font("黑体", 11), solid("FFF2F2F2"), _BORDER, _aligned("center")), 11)
    NUMBER = (Look(_font("宋体", 11), "", _BORDER, _aligned("center")), 11)
    TEXT = (Look(_font("宋体", 11), "", _BORDER, _aligned("left")), 11)
    LINK = (Look(_LINK_FONT, "", _BORDER, _aligned("left")), 11)

    @property
    def look(self) -> Look:
        """The format."""
        return self.value[0]

    @property
    def points(self) -> int:
        """The size of its letters."""
        return self.value[1]


class FrontCell(NamedTuple):
    """A cell: its text, its look, and the cell of the workbook it leads to: sheet and address, or None."""

    text: str
    look: FrontLook = FrontLook.TEXT
    target: tuple[str, str] | None = None


#: A row; a row of one cell goes over all columns.
FrontRow = Sequence[FrontCell]


def front_part(rows: Sequence[FrontRow], widths: Sequence[float], formats: Formats) -> bytes:
    """Return the sheet's part.

    Args:
        rows: what stands in it, from A1 on.
        widths: of its columns, in characters.
        formats: the workbook's, to which those of the sheet are added.

    Raises:
        ValueError: there are more rows than a sheet has, or a text longer than a cell takes.
    """
    if not 0 < len(rows) <= MAX_ROW:
        raise ValueError(f"a sheet of {len(rows)} rows")
    styles = {look: formats.own(look.look) for look in {cell.look for row in rows for cell in row}}
    last = len(widths) - 1
    lines = [_row(number, row, widths, styles) for number, row in enumerate(rows, 1)]
    merged = [Area(number, 0, number, last) for number, row in enumerate(rows, 1) if len(row) == 1 and last]
    columns = (f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, 1))
    view = '<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/>'
    pieces = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{_MAIN}">',
        f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        f'<dimension ref="{Area(1, 0, len(rows), last)}"/><sheetViews>{view}</sheetViews>',
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{"".join(columns)}</cols>',
        f"<sheetData>{''.join(lines)}</sheetData>",
        _list("mergeCells", [f'<mergeCell ref="{area}"/>' for area in merged]),
        _list("hyperlinks", list(_links(rows)), counted=False),
        '<printOptions horizontalCentered="1"/>',
        '<pageMargins left="0.7" right="0.7" top="0.8" bottom="0.8" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="portrait" fitToHeight="0"/></worksheet>',
    ]
    return "".join(pieces).encode()


def _row(number: int, row: FrontRow, widths: Sequence[float], styles: dict[FrontLook, int]) -> str:
    alone = len(row) == 1
    cells = [cell_xml(cell_ref(number, at), styles[cell.look], cell.text) for at, cell in enumerate(row)]
    if alone:  # the merged cells behind it have its look, so that a border goes round all of them
        cells += [cell_xml(cell_ref(number, at), styles[row[0].look], None) for at in range(1, len(widths))]
    wanted = [
        _height(cell, sum(widths) if alone else width) for cell, width in zip(row, widths, strict=False) if cell.text
    ]
    height = min(max(wanted, default=12.0), _HIGHEST)
    return f'<row r="{number}" ht="{height:.1f}" customHeight="1">{b"".join(cells).decode()}</row>'


def _height(cell: FrontCell, width: float) -> float:
    """Return how high a row must be for a text: programs do not work it out for merged cells, nor before a click."""
    fits = max(2.0, width * 11 / cell.look.points - 2)
    lines = sum(max(1, -(-wide(line) // int(fits))) for line in cell.text.split("\n"))
    return lines * cell.look.points * _LINE + _ROOM


def _links(rows: Sequence[FrontRow]) -> list[str]:
    found = []
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell.target is not None:
                sheet, ref = cell.target
                location = escape(f"'{sheet.replace(chr(39), chr(39) * 2)}'!{ref}")
                found.append(
                    f'<hyperlink ref="{cell_ref(number, column)}" location="{location}" tooltip="点击跳到该处"/>'
                )
    return found


def _list(name: str, items: Sequence[str], *, counted: bool = True) -> str:
    count = f' count="{len(items)}"' if counted else ""
    return f"<{name}{count}>{''.join(items)}</{name}>" if items else ""
