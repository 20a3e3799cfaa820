"""What has to grow when rows are added: filters, tables, validations, conditional formats, the sheet's own extent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.refs import Area, parse_area
from toolkit.ooxml.sparklines import grow_sparklines

_RULES = re.compile(rb"<(?:conditionalFormatting|dataValidation)(?=\s)" + markup.TAG_REST + rb">")
# The newer kinds of rule live in extensions; a sparkline has an xm:sqref as well, but of one cell: its own place.
_NEW_RULES = re.compile(rb"<(\w+:(?:conditionalFormatting|dataValidation))(?=[\s>]).*?</\1>", re.DOTALL)
_NEW_AREAS = re.compile(rb"(<\w+:sqref(?:\s[^<>]*)?>)([^<]*)(</\w+:sqref>)")


@dataclass(frozen=True, slots=True)
class Growth:
    """Rows ``first`` to ``last`` were filled, directly below what was the last row with anything in it.

    Attributes:
        first: the first new row.
        last: the last new row.
        header: the last row of headings, 0 where there is none.
        columns: the columns that were given values.
    """

    first: int
    last: int
    header: int
    columns: frozenset[int]

    def area(self, area: Area) -> Area:
        """Return the area, down to the last new row where it ended just above or among the new ones."""
        grows = area.first_row < self.first <= area.last_row + 1 <= self.last
        return area.down_to(self.last) if grows else area

    def filtered(self, area: Area) -> Area:
        """Return a filter's area, down to the last new row where it begins with the headings.

        Rows that people typed below it since, or left empty, are no reason to leave the new ones outside.
        """
        whole = area.first_row == self.header and area.last_row < self.last
        return area.down_to(self.last) if whole else self.area(area)

    def areas(self, text: str) -> str:
        """Return a ``sqref`` list with those of its areas grown that hold data rows, not headings."""
        parts = text.split()
        grown = []
        for part in parts:
            area = parse_area(part)
            new = area if area is None or not self._holds_data(area, alone=len(parts) == 1) else self.area(area)
            grown.append(part if new == area else str(new))
        return " ".join(grown)

    def _holds_data(self, area: Area, *, alone: bool) -> bool:
        if area.last_row <= self.header:
            return False
        # A rule for one cell of the last row only is about that row, unless that row is all the data there was.
        one_row = area.first_row == area.last_row
        return not (one_row and alone) or area.first_row == self.header + 1


def header_row(frame: Frame, tables: Iterable[Area]) -> int:
    """Return the last row of headings as the sheet's own marks tell it: filter, tables, frozen panes; 0 without any."""
    rows = [0, *(table.first_row for table in tables)]
    filtered = filter_area(frame)
    if filtered is not None:
        rows.append(filtered.first_row)
    for element in _descend(frame, b"sheetViews", b"sheetView"):
        pane = markup.child(frame.data, element, b"pane")
        told = markup.attributes(frame.data, pane) if pane else {}
        if told.get("state", "").startswith("frozen"):
            rows.append(int(float(told.get("ySplit", "0"))))
    return max(rows)


def filter_area(frame: Frame) -> Area | None:
    """Return the area of the sheet's own filter, or None."""
    found = _tail_child(frame, b"autoFilter")
    return parse_area(markup.attributes(frame.data, found).get("ref", "").replace("$", "")) if found else None


def merged_areas(frame: Frame) -> list[Area]:
    """Return the merged areas, in the order of the file."""
    found = _tail_child(frame, b"mergeCells")
    if found is None:
        return []
    inside = markup.children(frame.data, found.inner, found.close)
    areas = (parse_area(markup.attributes(frame.data, element).get("ref", "")) for element in inside)
    return [area for area in areas if area is not None]


def grow_sheet(frame: Frame, growth: Growth) -> bytes:
    """Return the part with its filter and its rules grown."""
    data = frame.data
    tail = _RULES.sub(lambda match: _grown_rule(match[0], growth), data[frame.tail :])
    tail = _NEW_RULES.sub(lambda match: _grown_new_rule(match[0], growth), tail)
    tail = grow_sparklines(tail, growth.first, growth.last, growth.header)
    if tail != data[frame.tail :]:
        data = data[: frame.tail] + tail
    found = _tail_child(frame, b"autoFilter")
    if found is None:
        return data
    # The filter stands before all rules, so what was changed behind it has not moved it.
    area = filter_area(frame)
    grown = area and growth.filtered(area)
    return data if grown == area else _with_attribute(data, found, "ref", str(grown))


def grow_extent(frame: Frame, cells: Iterable[tuple[int, int]]) -> bytes:
    """Return the part with ``<dimension>`` wide enough for the cells; a sheet that tells none is left so."""
    for found in markup.children(frame.data, frame.root.inner, frame.head):
        if found.name == b"dimension":
            area = parse_area(markup.attributes(frame.data, found).get("ref", ""))
            if area is not None:
                return _with_attribute(frame.data, found, "ref", str(area.around(cells)))
    return frame.data


def table_area(data: bytes) -> Area | None:
    """Return the area of a table part, headings included."""
    return parse_area(markup.attributes(data, markup.root_element(data)).get("ref", ""))


def header_rows(data: bytes) -> int:
    """Return how many rows of headings a table part has."""
    return int(markup.attributes(data, markup.root_element(data)).get("headerRowCount", "1"))


def grow_table(data: bytes, growth: Growth) -> bytes:
    """Return a table part grown, with its own filter, where the new rows continue it; else the part as it was.

    Raises:
        UneditableError: the table ends with a row of totals, below which nothing can be added.
    """
    root = markup.root_element(data)
    told, area = markup.attributes(data, root), table_area(data)
    if area is None or not growth.columns & set(area.columns):
        return data
    if growth.area(area) == area:
        return data
    if told.get("totalsRowCount", "0") != "0":
        raise UneditableError(f"表格“{told.get('displayName', '')}”末尾有汇总行，不能在它下面追加")
    inner = markup.child(data, root, b"autoFilter")
    if inner is not None:
        data = _with_ref(data, inner, growth)
    return _with_ref(data, markup.root_element(data), growth)


def _grown_rule(tag: bytes, growth: Growth) -> bytes:
    areas = markup.tag_attributes(tag).get("sqref", "")
    grown = growth.areas(areas)
    return tag if grown.split() == areas.split() else markup.with_attribute(tag, "sqref", grown)


def _grown_new_rule(rule: bytes, growth: Growth) -> bytes:
    def grown(match: re.Match[bytes]) -> bytes:
        return match[1] + growth.areas(match[2].decode()).encode() + match[3]

    return _NEW_AREAS.sub(grown, rule)


def _with_ref(data: bytes, element: markup.Element, growth: Growth) -> bytes:
    area = parse_area(markup.attributes(data, element).get("ref", ""))
    if area is None or growth.area(area) == area:
        return data
    return _with_attribute(data, element, "ref", str(growth.area(area)))


def _with_attribute(data: bytes, element: markup.Element, name: str, value: str) -> bytes:
    tag = data[element.start : element.inner]
    whole = memoryview(data)  # a sheet can be hundreds of megabytes: it is copied once, not once a slice
    return b"".join((whole[: element.start], markup.with_attribute(tag, name, value), whole[element.inner :]))


def _tail_child(frame: Frame, name: bytes) -> markup.Element | None:
    inside = markup.children(frame.data, frame.tail, frame.root.close)
    return next((found for found in inside if found.name == name), None)


def _descend(frame: Frame, outer: bytes, inner: bytes) -> Iterator[markup.Element]:
    """Yield the elements ``inner`` of the element ``outer`` before the sheet data."""
    for found in markup.children(frame.data, frame.root.inner, frame.head):
        if found.name == outer:
            inside = markup.children(frame.data, found.inner, found.close)
            yield from (element for element in inside if element.name == inner)
