"""What a new row takes from the one above besides its formats: formulas that were filled down, and a row's height."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.formula import moved, stays
from toolkit.ooxml.frame import Frame, Span
from toolkit.ooxml.growth import Growth, table_area
from toolkit.ooxml.patch import RowPlan
from toolkit.ooxml.refs import Area, column_index
from toolkit.ooxml.restyle import cells_in
from toolkit.ooxml.values import Value, is_empty

_MASTER = re.compile(rb'<c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*><f\s([^<>]*)>([^<]+)</f>')
_TRUE = ("1", "true")


class Formula(NamedTuple):
    """A formula as a cell has it: what is shared with others is told by the first of them only."""

    text: str
    shared: str = ""


#: Returns, by the number of a shared formula, the row and column of its first cell, and its text.
Masters = Callable[[Collection[str]], Mapping[str, tuple[int, int, str]]]


@dataclass(frozen=True)
class Above:
    """What rows to be added below the last one go by.

    Attributes:
        last: the last row with anything in it, 0 where there is none.
        header: the last row of headings.
        styles: the formats of the last row of data, by column.
        formulas: the formulas it was filled with, as they read in it.
        height: the attributes that give it its height.
    """

    last: int
    header: int
    styles: Mapping[int, int] = field(default_factory=dict)
    formulas: Mapping[int, str] = field(default_factory=dict)
    height: bytes = b""

    def plan(self, row: int, values: Mapping[int, Value], formulas: Mapping[int, str]) -> RowPlan:
        """Return what is to become of a row to be added; a value goes before a formula."""
        here = ((column, moved(text, row - self.last)) for column, text in formulas.items())
        filled = {column: text for column, text in here if text is not None and is_empty(values.get(column))}
        return RowPlan(values, self.styles, show=True, formulas=filled, height=self.height)


def height_of(frame: Frame, span: Span) -> bytes:
    """Return the attributes that give a row the height a person gave it, b"" where nobody did."""
    told = markup.tag_attributes(frame.data[span.start : span.inner])
    if told.get("customHeight") not in _TRUE or "ht" not in told:
        return b""
    return f' ht="{markup.escape(told["ht"])}" customHeight="1"'.encode()


def filled_down(
    frame: Frame, last: Span, before: Span | None, *, alone: bool, arrays: Iterable[Area], masters: Masters
) -> dict[int, str]:
    """Return the formulas that the column of each was filled with down to a row, as they read in that row.

    A column was filled down where the row before has the same formula, moved. What belongs to an array formula, and
    what is shared across columns, is left out.

    Args:
        frame: the sheet.
        last: the last row with anything in it.
        before: the row right above it, None where there is none with data.
        alone: whether it is the only row of data: then what it has is taken for filled down.
        arrays: the areas of array formulas.
        masters: finds shared formulas.
    """
    there = _formulas(frame, last)
    above = _formulas(frame, before) if before else {}
    found = masters({each.shared for each in (*there.values(), *above.values()) if each.shared and not each.text})
    inside = [area for area in arrays if area.meets_rows(last.number, last.number)]
    formulas = {}
    for column, formula in there.items():
        text = _text(formula, last.number, column, found)
        if text is None or any(area.holds(last.number, column) for area in inside):
            continue
        other = above.get(column)
        over = _text(other, last.number - 1, column, found) if other else None
        if alone or (over is not None and moved(over, 1) == text):
            formulas[column] = text
    return formulas


def table_formulas(data: bytes, growth: Growth) -> dict[int, str]:
    """Return the formulas of the computed columns of a table that grows, where they read the same in every row."""
    area = table_area(data)
    if area is None or growth.area(area) == area or not growth.columns & set(area.columns):
        return {}
    columns = markup.child(data, markup.root_element(data), b"tableColumns")
    formulas = {}
    inside = markup.children(data, columns.inner, columns.close) if columns else ()
    for place, found in enumerate(each for each in inside if each.name == b"tableColumn"):
        formula = markup.child(data, found, b"calculatedColumnFormula")
        if formula is not None and "array" not in markup.attributes(data, formula):
            text = markup.unescape(data[formula.inner : formula.close].decode("utf-8", "replace"))
            if text and stays(text):
                formulas[area.first_column + place] = text
    return formulas


def masters_in(texts: Iterable[bytes], wanted: Collection[str]) -> dict[str, tuple[int, int, str]]:
    """Return where shared formulas are told, and what they say there.

    Args:
        texts: the rows of a sheet, piece by piece.
        wanted: the numbers of the formulas.
    """
    found: dict[str, tuple[int, int, str]] = {}
    for text in texts:
        for match in _MASTER.finditer(text) if b"shared" in text else ():
            told = markup.tag_attributes(match[3])
            if told.get("t") == "shared" and told.get("si", "") in wanted:
                formula = markup.unescape(match[4].decode("utf-8", "replace"))
                found[told["si"]] = (int(match[2]), column_index(match[1].decode()), formula)
        if len(found) == len(wanted):
            break
    return found


def _text(formula: Formula, row: int, column: int, masters: Mapping[str, tuple[int, int, str]]) -> str | None:
    """Return how a formula reads in its cell, None where that is not known."""
    if formula.text:
        return formula.text
    master = masters.get(formula.shared)
    return moved(master[2], row - master[0]) if master and master[1] == column else None


def _formulas(frame: Frame, span: Span) -> dict[int, Formula]:
    found = {}
    for element, column in cells_in(frame.data, span):
        formula = markup.child(frame.data, element, b"f") if column >= 0 else None
        if formula is None:
            continue
        told = markup.attributes(frame.data, formula)
        if told.get("t", "normal") in ("normal", "shared"):
            text = markup.unescape(frame.data[formula.inner : formula.close].decode("utf-8", "replace"))
            found[column] = Formula(text, told.get("si", "") if told.get("t") == "shared" else "")
    return found
