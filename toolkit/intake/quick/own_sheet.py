"""Our own sheets: where every cell of a form stands as it went out, and which of them somebody filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from toolkit.forms import Field, FieldType, Form, Look
from toolkit.intake.formats.looks import Place
from toolkit.intake.meanings.ticks import is_mark
from toolkit.intake.plain.grid import CellValue, Grid
from toolkit.intake.quick.tame import Tame

#: Longer than any sentence of a category.
_CHOSEN = 80
#: Kept as they are written, for there are few ways to write them.
_CHOICES = frozenset((FieldType.CHOICE, FieldType.CATEGORY))


class Free(StrEnum):
    """A cell's answer of which only the kind matters: text, a date or a number of the spreadsheet's."""

    WORDS = "words"
    DATE = "date"
    FIGURE = "figure"


#: What stands in a cell: a kind of answer, its very words, or None for nothing.
Content = Free | tuple[str] | None
#: What tells the patterns of filled cells apart: the form, its mark, the sheet's name, and what stands in each cell.
Key = tuple[str, str, str, tuple[str, ...], tuple[Content, ...]]


class OwnSheet:
    """A form's own sheet."""

    def __init__(self, form: Form, tame: Tame) -> None:
        """Take a form that :meth:`suits`, and what its answers must not look like."""
        self.form = form
        self.tame = tame
        placed = [((each.row, each.column), each) for each in form.layout.placed()]
        self._spans = {
            (*place, each.last_row, each.last_column)
            for place, each in placed
            if place != (each.last_row, each.last_column)
        }
        self._printed = {place: _dense(each.cell.text) for place, each in placed if not each.cell.field}
        self._printed = {place: text for place, text in self._printed.items() if text}
        self._hints = {place: each.cell.text for place, each in placed if each.cell.field}
        #: The cells that take answers; of a tick box without its field.
        self.inputs: Mapping[Place, Field | None] = {
            place: None if each.cell.look is Look.BOX else form.field(each.cell.field)
            for place, each in placed
            if each.cell.field
        }

    @staticmethod
    def suits(form: Form) -> bool:
        """Return whether a form has a sheet of its own: each answer has a cell beside its label, or a box a choice."""
        placed = list(form.layout.placed())
        inputs = [each for each in placed if each.cell.field and each.cell.look is not Look.BOX]
        boxed = {each.cell.field for each in placed if each.cell.option}
        labels = {(each.row, each.last_column) for each in placed if each.cell.text and not each.cell.field}
        beside = all((each.row, each.column - 1) in labels for each in inputs)
        keys = [*(each.cell.field for each in inputs), *boxed]
        return not form.table and beside and sorted(keys) == sorted(each.key for each in form.fields)

    def key(self, grid: Grid, marked: str) -> Key | None:
        """Return the pattern of a sheet, None where it is not this one as it went out with nothing but answers in it.

        Args:
            grid: the sheet.
            marked: the form that the invisible mark names, "" where there is none.
        """
        cells = grid.cells
        printed: list[str] = []
        for place, text in self._printed.items():
            value = cells.get(place)
            if not isinstance(value, str) or (value != text and _dense(value) != text):
                return None
            printed.append(value)
        if set(grid.merged) != self._spans:
            return None
        contents: list[Content] = []
        for place in self._hints:
            value = cells.get(place)
            if value is None:
                contents.append(None)
            elif (content := self._content(place, value)) is not None:
                contents.append(content)
            else:
                return None
        if len(printed) + len(contents) - contents.count(None) != len(cells):
            return None
        return self.form.id, marked, grid.name, tuple(printed), tuple(contents)

    def _content(self, place: Place, value: CellValue) -> Content:
        """Return what stands in a cell, None where it may be anything."""
        if isinstance(value, str) and value == self._hints[place]:
            return (value,)
        asked = self.inputs[place]
        if asked is None:
            return (value,) if isinstance(value, str) and is_mark(value) else None
        if asked.type in _CHOICES:
            return (value,) if isinstance(value, str) and 0 < len(value.strip()) <= _CHOSEN else None
        if not self.tame.passes(asked, value):
            return None
        return Free.WORDS if isinstance(value, str) else Free.DATE if isinstance(value, date) else Free.FIGURE


def _dense(text: str) -> str:
    """Return a text without blanks and line breaks: programs set them as the cell's width asks."""
    return "".join(text.split())
