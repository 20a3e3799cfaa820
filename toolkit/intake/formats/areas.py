"""How much of a sheet is used, reckoned from the markup before a parser fills it in (rule R37, reliability notes).

A few bytes can say "this row a million times" or "one cell here and one in the last corner"; the fast reader makes a
cell of every place between. Emptiness to the end of the sheet, as LibreOffice writes it, counts for nothing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

MAX_AREA = 5_000_000
MAX_ROWS = 200_000
MAX_MERGED = 1_000_000
#: So many cells the slow reader, which is asked where they lie far apart, takes without eating the machine.
MAX_SCATTERED = 500_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
#: Records of the binary format: a row's number; the cells, each beginning with its column.
_ROW_RECORD, _CELL_RECORDS, _RICH_CELL = 0, range(1, 12), 62


@dataclass(slots=True)
class _Box:
    """The used part of one sheet."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    merged: int = 0

    @property
    def too_large(self) -> bool:
        wide = self.rows * self.columns > MAX_AREA
        return wide or self.filled > MAX_ROWS or self.merged > MAX_MERGED


def ods_too_large(archive: zipfile.ZipFile) -> bool:
    """Return whether a sheet of an OpenDocument book fills or spans more than a form ever could.

    False for one that is no readable XML: to say so is the reader's business.
    """
    if "content.xml" not in archive.namelist():
        return False
    try:
        with archive.open("content.xml") as stream:
            return _any_too_large(stream)
    except (SyntaxError, ValueError):  # lxml's own error is a SyntaxError; a number may be none
        return False


def _any_too_large(stream: object) -> bool:
    box, row = _Box(), 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    reading = etree.iterparse(
        stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=True
    )
    for event, each in reading:
        if each.tag == tags[0]:
            box, row = _Box(), 0
        elif event == "end":
            row += _add_row(box, each, row)
            if box.too_large:
                return True
            each.clear()
    return False


def _add_row(box: _Box, element: etree._Element, row: int) -> int:
    """Add a row to the used part and return how many rows it stands for."""
    times, column, used = count(element, "number-rows-repeated"), 0, 0
    for cell in element:
        if cell.tag in _CELLS:
            again = count(cell, "number-columns-repeated")
            column += again
            if len(cell) or any("office:1.0" in str(name) for name in cell.attrib):
                used = column
            spanned = count(cell, "number-rows-spanned") * count(cell, "number-columns-spanned")
            box.merged += spanned * again * times if spanned > 1 else 0
    if used:
        box.rows, box.columns = row + times, max(box.columns, used)
        box.filled += times
    return times


def count(element: etree._Element, name: str) -> int:
    """Return how often an OpenDocument row or cell repeats, or how far it spans: at least 1."""
    value = element.get(f"{_TABLE}{name}", "1")
    # Thirty digits are no count, but must not pass for one.
    return max(int(value[:12]), 1) if value.isdecimal() else 1


def xlsb_too_large(archive: zipfile.ZipFile) -> bool:
    """Return whether a sheet of a binary workbook uses more than the fast reader can fill in."""
    parts = [each for each in archive.namelist() if re.fullmatch(r"(?:.*/)?worksheets/[^/]+\.bin", each)]
    return any(_box_of_records(archive.read(each)).too_large for each in parts)


def _box_of_records(data: bytes) -> _Box:
    box, row = _Box(), 0
    for kind, at in _records(data):
        value = int.from_bytes(data[at : at + 4], "little")
        if kind == _ROW_RECORD:
            row = value
        elif kind in _CELL_RECORDS or kind == _RICH_CELL:
            box.rows, box.columns = max(box.rows, row + 1), max(box.columns, value + 1)
    return box


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each record's kind and where its content begins."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] << 7)
            at += 1
        size, shift = 0, 0
        while at < end and shift < 28:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at
        at += size


def too_scattered(archive: zipfile.ZipFile) -> bool:
    """Return whether an xlsx holds more cells than the slow reader should be asked for."""
    sheets = [each for each in archive.namelist() if each.endswith(".xml") and "/worksheets/" in each]
    return sum(len(re.findall(rb"<(?:\w+:)?c[\s/>]", archive.read(each))) for each in sheets) > MAX_SCATTERED
