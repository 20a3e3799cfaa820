"""A blank form with answers already in it (预填表), as it goes out with a case: only the answers' cells change."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.forms import Form, identity
from toolkit.mechanism import Mechanism
from toolkit.ooxml import Workbook
from toolkit.submission import Value
from toolkit.templates.places import TICKED_BOX, box_cells, input_cell, sheet_name
from toolkit.templates.values import chosen, printed


def fill(blank: bytes, form: Form, mechanism: Mechanism, values: Mapping[str, Value], *, mark: str) -> bytes:
    """Return the blank workbook with these answers and this mark; everything else in it stays as it was.

    Args:
        blank: the blank workbook, as :func:`toolkit.templates.build` drew it or the office restyled it.
        form: the form it is.
        mechanism: whose words a category is printed by.
        values: field key → answer as the register keeps it; None leaves the cell as the blank has it, its hint too.
            Of a tick-box answer, words that are no choice of the form have no box and leave no trace.
        mark: which case and round the form is for (:func:`toolkit.forms.identity.write_mark`).

    Raises:
        KeyError: ``values`` names a field that the form does not have.
        BrokenPackageError: ``blank`` is no sound workbook.
        MissingSheetError: ``blank`` lacks the form's sheet or the hidden one.
        ValueError: a value does not fit into a cell.
    """
    cells: dict[tuple[int, int], Value] = {}
    for key, value in values.items():
        shown = printed(mechanism, form.field(key), value)
        if shown is not None:
            cells.update(_answer(form, key, shown))
    book = Workbook.read(blank)
    book.edit(sheet_name(form), cells)
    book.edit(identity.SHEET, {(1, 0): mark})
    book.set_properties({identity.PROPERTY: mark})
    return book.to_bytes()


def _answer(form: Form, key: str, shown: Value) -> Mapping[tuple[int, int], Value]:
    """Return what an answer puts into which cells."""
    boxes = box_cells(form, key)
    if not boxes:
        return {input_cell(form, key): shown}
    return {boxes[option]: TICKED_BOX for option in chosen(shown) if option in boxes}
