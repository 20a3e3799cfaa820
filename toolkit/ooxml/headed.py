"""A sheet with a row of heads and nothing below it yet, looking like the others of an office's register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.ooxml.formats import Formats, Look, solid
from toolkit.ooxml.markup import escape
from toolkit.ooxml.refs import Area, cell_ref
from toolkit.ooxml.values import cell_xml

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Number formats every program has: whole numbers, and text, which keeps 2024-001 from becoming a day.
_WHOLE, _TEXT = 1, 49
_LINE, _HEAD_HEIGHT = 15.0, 32.0
#: Columns from this width on hold texts of several lines.
_LONG = 20.0


def _border(colour: str) -> str:
    sides = (f'<{side} style="thin"><color {colour}/></{side}>' for side in ("left", "right", "top", "bottom"))
    return f"<border>{''.join(sides)}<diagonal/></border>"


def _font(name: str) -> str:
    return f'<font><sz val="10.5"/><name val="{name}"/><charset val="134"/></font>'


_HEAD = Look(
    _font("黑体"), solid("FFDDEBF7"), _border('auto="1"'),
    '<alignment horizontal="center" vertical="center" wrapText="1"/>',
)  # fmt: skip
_BODY_BORDER = _border('rgb="FFBFBFBF"')


class Head(NamedTuple):
    """A column: what stands above it, its width in characters, whether it holds whole numbers."""

    text: str
    width: float
    is_number: bool = False


def headed_part(heads: Sequence[Head], lines: int, formats: Formats, font: str) -> bytes:
    """Return the sheet's part; the heads stay in sight and can be filtered by, the columns have their formats.

    Args:
        heads: its columns.
        lines: how many lines of text a row shows.
        formats: the workbook's, to which those of the sheet are added.
        font: of what will stand below the heads.
    """
    top = formats.own(_HEAD)
    styles = [formats.own(_body(font, each)) for each in heads]
    columns = (
        f'<col min="{at}" max="{at}" width="{each.width}" style="{style}" customWidth="1"/>'
        for at, (each, style) in enumerate(zip(heads, styles, strict=True), 1)
    )
    cells = b"".join(cell_xml(cell_ref(1, at), top, each.text) for at, each in enumerate(heads)).decode()
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    row = f'<row r="1" ht="{_HEAD_HEIGHT}" customHeight="1">{cells}</row>'
    area = Area(1, 0, 1, len(heads) - 1)
    pieces = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{area}"/>',
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>',
        f'<sheetFormatPr defaultRowHeight="{lines * _LINE}" customHeight="1"/><cols>{"".join(columns)}</cols>',
        f'<sheetData>{row}</sheetData><autoFilter ref="{escape(str(area))}"/>',
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>",
    ]
    return "".join(pieces).encode()


def _body(font: str, head: Head) -> Look:
    across = ' horizontal="center"' if head.is_number else ""
    # Long texts begin at the top, so that a row of fixed height shows their start.
    aligned = f'<alignment{across} vertical="{"top" if head.width >= _LONG else "center"}" wrapText="1"/>'
    return Look(_font(font), "", _BODY_BORDER, aligned, _WHOLE if head.is_number else _TEXT)
