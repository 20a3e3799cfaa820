"""Where the answers of a form stand on its sheet: the one answer that drawing and filling share.

Cells are (row counted from 1, column counted from 0), as :class:`toolkit.ooxml.workbook.Workbook` takes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.forms import Form, Look

#: A tick box as printed, and ticked (each stands in a cell of its own).
EMPTY_BOX, TICKED_BOX = "□", "☑"

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def sheet_name(form: Form) -> str:
    """Return the name of the form's visible sheet: its title, as far as a sheet name can hold it."""
    return _NOT_IN_SHEET_NAME.sub("", form.title)[:_LONGEST_SHEET_NAME].strip("'")


def input_cell(form: Form, key: str) -> tuple[int, int]:
    """Return the (top left) cell that takes the answer to a field.

    Raises:
        KeyError: the form has no such field, or it is answered by ticking boxes (see :func:`box_cells`).
    """
    for placed in form.layout.placed():
        if placed.cell.field == key and placed.cell.look is not Look.BOX:
            return placed.row + 1, placed.column
    raise KeyError(key)


def box_cells(form: Form, key: str) -> Mapping[str, tuple[int, int]]:
    """Return the cells of a field's tick boxes by the choice each stands for; none where it has no boxes."""
    return {
        placed.cell.option: (placed.row + 1, placed.column)
        for placed in form.layout.placed()
        if placed.cell.field == key and placed.cell.look is Look.BOX
    }
