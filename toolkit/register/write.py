"""Writing the register: the changes of all sheets into one new workbook, in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from toolkit.events import CellValue
from toolkit.ooxml import Workbook
from toolkit.register.merge import SheetChange

#: A cell holds 32,767 UTF-16 units; what is longer is cut here, and the note says where the rest is.
_LONGEST = 32_000
_CUT = "……（内容过长，全文见原件）"
#: What a workbook cannot hold; it would come back as something else and be taken for a person's edit.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = date(1900, 1, 1)


def changed(book: Workbook, changes: Mapping[str, SheetChange]) -> bytes:
    """Return the workbook with ``changes`` (sheet → what to write) in it; everything else byte for byte as it was.

    Raises:
        ToolkitError: a sheet is laid out so that it cannot be edited safely; the message says why.
    """
    for name, change in changes.items():
        if change:
            book.edit(name, change.cells, change.append)
    return book.to_bytes()


def fitting(value: CellValue) -> CellValue:
    """Return ``value`` as a cell can hold it and give it back."""
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, int):
        return value
    text = _NOT_XML.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    units = len(text.encode("utf-16-le")) // 2
    if units <= _LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore") + _CUT
