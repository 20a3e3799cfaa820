"""How each kind of cell looks on paper: fonts, alignment, borders, and where a long label is broken.

Chinese papers use no bold: 黑体 stands for emphasis, 仿宋 for running text. The fonts are named, never shipped;
every office computer has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.forms import Field, FieldType, Layout, Look, PlacedCell
from toolkit.templates.book import DATE_FORMAT, TEXT_FORMAT

HEI, FANG = "黑体", "仿宋"
# The one font of Windows that draws □ and ☑ alike; elsewhere the program takes another that has both.
_BOXES = "Segoe UI Symbol"
# 中文 (GB2312): tells a program that lacks the font to take another Chinese one.
_CHINESE = 134

_THIN, _MEDIUM = 1, 2
_LABEL_POINTS = 12
# A category's words are long; they have to fit a cell made for a letter.
_POINTS = {FieldType.CATEGORY: 10.5}
_MM_PER_POINT = 25.4 / 72
# Excel keeps about two and a half pixels free on either side of a cell.
_PADDING_MM = 1.4
# From this width on an answer reads better from the left than from the middle.
_WIDE_MM = 90.0

_PLAIN: dict[str, Any] = {"font_charset": _CHINESE, "valign": "vcenter", "align": "left"}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"font_name": HEI, "font_size": 20, "align": "center"},
    Look.ATTACHMENT: {"font_name": HEI, "font_size": 14},
    Look.LABEL: {"font_name": HEI, "font_size": _LABEL_POINTS, "align": "center", "text_wrap": True},
    # 270 is xlsxwriter's word for characters that stand upright, one above the other.
    Look.TALL: {"font_name": HEI, "font_size": _LABEL_POINTS, "align": "center", "rotation": 270},
    Look.LINE: {"font_name": FANG, "font_size": 12},
    Look.INPUT: {"font_name": FANG, "font_size": 12, "text_wrap": True},
    Look.BOX: {"font_name": FANG, "font_size": 12},
    Look.NOTE: {"font_name": FANG, "font_size": 10.5, "text_wrap": True, "valign": "top"},
    Look.BLANK: {"font_name": FANG, "font_size": 12},
}
_NUMBER_FORMATS = {
    FieldType.DATE: DATE_FORMAT,
    FieldType.PHONE: TEXT_FORMAT,
    FieldType.NUMBER: TEXT_FORMAT,
}
_SIDES = {"l": "left", "r": "right", "t": "top", "b": "bottom"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of the table on the sheet: first and last row and column with a border."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, layout: Layout) -> Frame:
        """Return the outline of a layout's bordered cells; of one without any, an outline that nothing touches."""
        ruled = [each for each in layout.placed() if each.cell.borders]
        return cls(
            min((each.row for each in ruled), default=-1),
            min((each.column for each in ruled), default=-1),
            max((each.last_row for each in ruled), default=-1),
            max((each.last_column for each in ruled), default=-1),
        )

    def borders(self, placed: PlacedCell) -> dict[str, int]:
        """Return the borders of a cell: thin inside the table, medium on its outline."""
        outer = {
            "l": placed.column == self.left,
            "r": placed.last_column == self.right,
            "t": placed.row == self.top,
            "b": placed.last_row == self.bottom,
        }
        return {_SIDES[side]: _MEDIUM if outer[side] else _THIN for side in placed.cell.borders}


def look(placed: PlacedCell, field: Field | None, width: float, frame: Frame) -> dict[str, Any]:
    """Return the format of a cell as xlsxwriter's properties.

    Args:
        placed: the cell.
        field: the field whose answer it takes, None for a printed text.
        width: how wide it is, in millimetres.
        frame: the outline of the table.
    """
    cell = placed.cell
    properties = {**_PLAIN, **_LOOKS[cell.look], **frame.borders(placed), **_answer(field, cell.look, width)}
    if cell.align:
        properties["align"] = cell.align
    return properties


def _answer(field: Field | None, kind: Look, width: float) -> dict[str, Any]:
    """Return what distinguishes a cell that people fill in."""
    if field is None:
        return {}
    properties: dict[str, Any] = {"locked": False}
    if kind is Look.BOX:
        return {**properties, "font_name": _BOXES}
    if field.type in _NUMBER_FORMATS:
        properties["num_format"] = _NUMBER_FORMATS[field.type]
    if field.type in _POINTS:
        properties["font_size"] = _POINTS[field.type]
    if kind is Look.LINE or field.type is FieldType.DATE:
        # One line, and no more: a long name gets smaller instead of being cut, a date instead of turning into ####.
        properties |= {"shrink": True, "text_wrap": False}
    if kind is Look.LINE:
        return properties
    if field.type is FieldType.LONG:
        properties["valign"] = "top"
    elif width < _WIDE_MM:
        properties["align"] = "center"
    return properties


def broken(text: str, width: float) -> str:
    """Return a label with line breaks where it does not fit the width in millimetres, as a typist would set them.

    The lines are about equally long, so that no single character is left over; and the first ones have an even
    number of characters, because most Chinese words have two and should not be cut.
    """
    fits = max(1, int((width - _PADDING_MM) / (_LABEL_POINTS * _MM_PER_POINT)))
    if len(text) <= fits:
        return text
    lines = -(-len(text) // fits)
    length = -(-len(text) // lines)
    if length % 2 and length < fits:
        length += 1
    return "\n".join(text[start : start + length] for start in range(0, len(text), length))
