"""Changing cells in a sheet part: the rows concerned are taken apart, all other bytes are copied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.frame import Frame, Span
from toolkit.ooxml.refs import cell_ref, column_index, parse_area
from toolkit.ooxml.styles import Styles
from toolkit.ooxml.values import Value, cell_xml, formula_xml, is_empty, needs_quote


@dataclass(slots=True)
class RowPlan:
    """What is to become of one row.

    Attributes:
        values: the new values by column.
        styles: the format of a cell that is not there yet, by column; a row with no cells gets a blank one for each.
        show: whether a hidden row is shown, because something new stands in it.
        formulas: formulas by column, for cells that stay without a value.
        height: the attributes that tell the height of a row that is not there yet.
    """

    values: Mapping[int, Value]
    styles: Mapping[int, int] = field(default_factory=dict)
    show: bool = False
    formulas: Mapping[int, str] = field(default_factory=dict)
    height: bytes = b""


class SheetPatch:
    """Applies plans to a sheet.

    Attributes:
        lost: the addresses of cells whose formula gave way to a value.
    """

    def __init__(self, frame: Frame, styles: Styles, *, date1904: bool) -> None:
        self._frame = frame
        self._styles = styles
        self._date1904 = date1904
        self._column_styles = _column_styles(frame)
        self._known_styles: dict[tuple[int, type, bool], int] = {}
        self.lost: list[str] = []

    def apply(self, plans: Mapping[int, RowPlan]) -> bytes:
        """Return the part with the plans carried out.

        Raises:
            UneditableError: the sheet, or a cell concerned, is written in a way that a change would harm.
            ValueError: a value does not fit into a cell.
            TypeError: a value is of a kind that a cell does not know.
        """
        frame, data = self._frame, self._frame.data
        spans = frame.editable_spans()
        numbers = [span.number for span in spans]
        whole = memoryview(data)  # a sheet can be hundreds of megabytes: it is copied once, not once a slice
        empty = frame.first == frame.tail  # <sheetData/> has to be opened first
        pieces: list[bytes | memoryview] = [whole[: frame.head], b"<sheetData>"] if empty else [whole[: frame.first]]
        at = frame.first
        for number in sorted(plans):
            place = bisect_left(numbers, number)
            there = place < len(spans) and numbers[place] == number
            if there:
                span = spans[place]
            else:
                start = spans[place].start if place < len(spans) else (spans[-1].end if spans else frame.first)
                span = Span(number, start, start, start, start)
            pieces.append(whole[at : span.start])
            pieces.append(self._old_row(span, plans[number]) if there else self._new_row(number, plans[number]))
            at = span.end
        pieces += [whole[at : frame.last], b"</sheetData>", whole[frame.tail :]] if empty else [whole[at:]]
        return b"".join(pieces)

    def _new_row(self, number: int, plan: RowPlan) -> bytes:
        cells = self._new_cells(number, plan, [])
        if not cells:
            return b""
        tag = b'<row r="%d"%b>' % (number, plan.height)
        return tag + b"".join(cells[column] for column in sorted(cells)) + b"</row>"

    def _new_cells(
        self, number: int, plan: RowPlan, present: list[int], row_style: int | None = None
    ) -> dict[int, bytes]:
        """Return the cells to be added to a row: those with a value, and blank styled ones where it had no cells."""
        cells = {}
        blanks = [] if present else [column for column, style in plan.styles.items() if style]
        for column in {*plan.values, *plan.formulas, *blanks} - set(present):
            value = plan.values.get(column)
            if is_empty(value) and column not in (*plan.formulas, *blanks):
                continue
            usual = self._column_styles.get(column, 0) if row_style is None else row_style
            style = self._style(plan.styles.get(column, usual), value)
            ref = cell_ref(number, column)
            if is_empty(value) and column in plan.formulas:
                cells[column] = formula_xml(ref, style, plan.formulas[column])
            else:
                cells[column] = cell_xml(ref, style, value, date1904=self._date1904)
        return cells

    def _style(self, like: int, value: Value) -> int:
        """Return the format for a value, worked out once for all values of its kind."""
        kind = (like, type(value), needs_quote(value))
        if kind not in self._known_styles:
            self._known_styles[kind] = self._styles.for_value(like, value)
        return self._known_styles[kind]

    def _old_row(self, span: Span, plan: RowPlan) -> bytes:
        data = self._frame.data
        tag = data[span.start : span.inner]
        told = markup.tag_attributes(tag)
        elements = list(markup.children(data, span.inner, span.close))
        columns = columns_of(data, elements)
        row_style = int(told.get("s", "0")) if told.get("customFormat") in ("1", "true") else None
        added = self._new_cells(span.number, plan, [column for column in columns if column >= 0], row_style)
        waiting = sorted(added, reverse=True)
        pieces, at = [], span.inner
        for element, column in zip(elements, columns, strict=True):
            pieces.append(data[at : element.start])
            while waiting and (column < 0 or waiting[-1] < column):
                pieces.append(added[waiting.pop()])
            pieces.append(self._old_cell(element, span.number, column, plan))
            at = element.end
        pieces += [added[column] for column in reversed(waiting)]
        pieces.append(data[at : span.close])
        tag = _row_tag(tag, told, span.number, added)
        if plan.show and told.get("hidden") in ("1", "true"):
            tag = markup.with_attribute(tag, "hidden", "0")
        return tag.removesuffix(b"/>").removesuffix(b">").rstrip() + b">" + b"".join(pieces) + b"</row>"

    def _old_cell(self, element: markup.Element, row: int, column: int, plan: RowPlan) -> bytes:
        """Return a cell of a row that is being changed: with its new value, or as it was but for its address told."""
        data = self._frame.data
        raw = data[element.start : element.end]
        if column < 0:
            return raw
        ref, told = cell_ref(row, column), markup.attributes(data, element)
        if column in plan.formulas and element.inner == element.close:
            return formula_xml(ref, int(told.get("s", "0")), plan.formulas[column])
        if column not in plan.values:
            # A neighbour put in before it must not move a cell that was found by counting.
            tag = data[element.start : element.inner]
            return raw if "r" in told else markup.with_attribute(tag, "r", ref) + raw[len(tag) :]
        self._give_up_formula(element, ref)
        value = plan.values[column]
        style = told.get("s", "")
        index = int(style) if style.isdecimal() else 0
        # An emptied cell is given back as it was; it is not for us to say what comes into it next.
        index = index if is_empty(value) else self._style(index, value)
        return cell_xml(ref, index, value, date1904=self._date1904)

    def _give_up_formula(self, element: markup.Element, ref: str) -> None:
        data = self._frame.data
        formula = markup.child(data, element, b"f")
        if formula is None:
            return
        told = markup.attributes(data, formula)
        kind, area = told.get("t", "normal"), parse_area(told.get("ref", ref))
        if kind in ("array", "dataTable"):
            raise UneditableError(f"{ref} 是数组公式")
        # The first cell of a shared formula holds its text for all the others.
        if kind == "shared" and area is not None and str(area) != ref:
            raise UneditableError(f"{ref} 的公式由 {area} 共用")
        self.lost.append(ref)


def _row_tag(tag: bytes, told: Mapping[str, str], number: int, added: Mapping[int, bytes]) -> bytes:
    """Return the start tag with its number told and its ``spans`` wide enough for the cells added."""
    if "r" not in told:
        tag = markup.with_attribute(tag, "r", str(number))
    ends = [int(end) for pair in told.get("spans", "").split() for end in pair.split(":") if end.isdecimal()]
    if ends and added and (min(added) + 1 < min(ends) or max(added) + 1 > max(ends)):
        first, last = min(min(added) + 1, *ends), max(max(added) + 1, *ends)
        tag = markup.with_attribute(tag, "spans", f"{first}:{last}")
    return tag


def columns_of(data: bytes, elements: list[markup.Element]) -> list[int]:
    """Return the column of each cell, found by counting where it is not told; -1 for what is no cell.

    Raises:
        UneditableError: the cells are not in order.
    """
    columns, last = [], -1
    for element in elements:
        if element.name != b"c":
            columns.append(-1)
            continue
        letters = markup.attributes(data, element).get("r", "").rstrip("0123456789")
        column = column_index(letters) if letters.isalpha() and letters.isascii() else last + 1
        if column <= last:
            raise UneditableError("一行中的单元格顺序不对")
        columns.append(column)
        last = column
    return columns


def _column_styles(frame: Frame) -> dict[int, int]:
    """Return the format of each column that has one (``<cols>``)."""
    data = frame.data
    styles: dict[int, int] = {}
    for part in markup.children(data, frame.root.inner, frame.head):
        for found in markup.children(data, part.inner, part.close) if part.name == b"cols" else ():
            told = markup.attributes(data, found)
            style = int(told.get("style", "0"))
            if style:
                styles |= dict.fromkeys(range(int(told.get("min", "1")) - 1, int(told.get("max", "1"))), style)
    return styles
