"""Tables written as text (CSV, tab-separated) to plain cells, whatever name and encoding they have."""

from __future__ import annotations

import csv
import re

from toolkit.errors import Code, Problem
from toolkit.intake.formats.areas import MAX_AREA, MAX_ROWS
from toolkit.intake.formats.decoding import decode
from toolkit.intake.formats.kinds import delimiter_of, rows_of
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.plain.grid import Book, Grid

#: More text than this holds more cells than any reader here is asked for.
MAX_TEXT = 30 << 20
#: How programs keep Excel from taking a number for one: ="00123".
_AS_TEXT = re.compile(r"=\"((?:[^\"]|\"\")*)\"\Z")


def read_delimited(data: bytes) -> Book:
    """Return a table written as text as one sheet of text cells.

    Raises:
        UnreadableError: it has more cells than any form, or is no table after all.
    """
    if len(data) > MAX_TEXT:
        raise _too_large()
    text = decode(data)
    try:
        rows = rows_of(text, delimiter_of(text) or ",")
    except csv.Error as error:
        raise UnreadableError(Problem(Code.UNKNOWN_KIND, {"kind": "文本"})) from error
    if len(rows) > MAX_ROWS or len(rows) * max(map(len, rows), default=0) > MAX_AREA:
        raise _too_large()
    return Book((Grid.of_rows([[_cell(each) for each in row] for row in rows]),))


def _cell(text: str) -> str:
    quoted = _AS_TEXT.match(text.strip())
    return quoted[1].replace('""', '"') if quoted else text.replace("\r\n", "\n").strip(" \t")


def _too_large() -> UnreadableError:
    return UnreadableError(Problem(Code.TOO_LARGE, {"reason": "表格范围过大"}))
