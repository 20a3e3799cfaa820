"""Filled forms bound into one workbook (合订本), a sheet each: to be read and printed, not to be filled in."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from toolkit.forms import Form, Look, PlacedCell
from toolkit.forms.identity import write_mark
from toolkit.mechanism import Mechanism
from toolkit.submission import Value
from toolkit.templates.blank import draw, lay_page
from toolkit.templates.book import Draft
from toolkit.templates.looks import Frame
from toolkit.templates.places import EMPTY_BOX, TICKED_BOX
from toolkit.templates.values import chosen, printed

_LONGEST_NAME = 31
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
#: How wide a character and how high a line is in an answer, in millimetres and points, with some room to spare.
_CHARACTER, _LINE = 4.6, 18.0


def bind(form: Form, mechanism: Mechanism, filled: Sequence[tuple[str, Mapping[str, Value]]]) -> bytes:
    """Return a workbook (xlsx) with a filled form a sheet; equal input gives equal bytes.

    Args:
        form: the form.
        mechanism: whose words a category is printed by.
        filled: for each sheet its name, and field key → answer. Of equal names the later ones are numbered.

    Raises:
        ValueError: there is nothing to bind, or the form has no layout.
        KeyError: a key is no field of the form.
    """
    if not filled or not form.layout.rows:
        raise ValueError(f"nothing to bind of form {form.id}")
    names = list(_sheet_names(name for name, _ in filled))
    draft = Draft(form, write_mark(form.id, form.version), names[0])
    for place, (name, (_, values)) in enumerate(zip(names, filled, strict=True)):
        if place:
            draft.turn(name)
        _sheet(draft, form, {key: printed(mechanism, form.field(key), value) for key, value in values.items()})
    return draft.finish()


def _sheet(draft: Draft, form: Form, values: Mapping[str, Value]) -> None:
    lay_page(draft, form)
    frame = Frame.of(form.layout)
    for placed in form.layout.placed():
        answer = _answer(placed, values)
        draw(draft, form, placed, frame, answer)
        asked = _height(form, placed, answer)
        if placed.row == placed.last_row and asked > form.layout.rows[placed.row].height:
            draft.sheet.set_row(placed.row, asked)


def _answer(placed: PlacedCell, values: Mapping[str, Value]) -> str:
    value = values.get(placed.cell.field)
    if placed.cell.look is Look.BOX:
        return TICKED_BOX if placed.cell.option in chosen(value) else EMPTY_BOX
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value or ""


def _height(form: Form, placed: PlacedCell, answer: str) -> float:
    """Return how high a row must be for an answer to be read whole, in points."""
    width = sum(form.layout.widths[placed.column : placed.last_column + 1])
    fits = max(1, int(width / _CHARACTER))
    return _LINE * sum(max(1, math.ceil(len(line) / fits)) for line in answer.split("\n"))


def _sheet_names(wanted: Iterable[str]) -> Iterator[str]:
    """Yield names that a workbook can have for its sheets, no two alike."""
    taken = set[str]()
    for name in wanted:
        bare = _NOT_IN_NAME.sub("", name)[:_LONGEST_NAME]
        numbered = (f"{bare[: _LONGEST_NAME - 4]}（{count}）" for count in itertools.count(2))
        own = next(each for each in itertools.chain([bare], numbered) if each and each.lower() not in taken)
        taken.add(own.lower())
        yield own
