"""Writing the register: the changes of all sheets into one new workbook, in place."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.ooxml import Workbook
from toolkit.register.merge import SheetChange


def changed(book: Workbook, changes: Mapping[str, SheetChange]) -> bytes:
    """Return the workbook with ``changes`` (sheet → what to write) in it; everything else byte for byte as it was.

    Raises:
        ToolkitError: a sheet is laid out so that it cannot be edited safely; the message says why.
    """
    for name, change in changes.items():
        if change:
            book.edit(name, change.cells, change.append)
    return book.to_bytes()
