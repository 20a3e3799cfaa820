"""OpenDocument books to plain cells, read from the markup: the second reader, asked where the fast one gives up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from toolkit.intake.formats.areas import count
from toolkit.intake.formats.markup import parse
from toolkit.intake.plain.grid import CellValue, Grid

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = (f"{_NAMES}{each}:1.0}}" for each in ("office", "text", "table"))
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


def ods_grids(data: bytes) -> Iterator[Grid]:
    """Yield the sheets of an OpenDocument book that has passed the gate; merged ranges and errors are told elsewhere.

    Raises:
        KeyError: it has no content.
        SyntaxError: its content is not well-formed.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = parse(archive.read("content.xml"))
    for table in root.iter(f"{_TABLE}table"):
        yield Grid(table.get(f"{_TABLE}name", ""), dict(_cells(table)))


def _cells(table: etree._Element) -> Iterator[tuple[tuple[int, int], CellValue]]:
    row = 0
    for each in table.iter(f"{_TABLE}table-row"):
        times = count(each, "number-rows-repeated")
        filled = list(_row(each))
        # The gate has seen that what is filled is not repeated without end; the empty rest need not be walked.
        for below in range(times if filled else 0):
            yield from (((row + below, column), value) for column, value in filled)
        row += times


def _row(row: etree._Element) -> Iterator[tuple[int, CellValue]]:
    column = 0
    for cell in row:
        if cell.tag in _CELLS:
            times = count(cell, "number-columns-repeated")
            value = _value(cell)
            for beside in range(times if value != "" else 0):
                yield column + beside, value
            column += times


def _value(cell: etree._Element) -> CellValue:
    kind = cell.get(f"{_OFFICE}value-type", "")
    try:
        if kind in {"float", "currency", "percentage"}:
            return float(cell.get(f"{_OFFICE}value", ""))
        if kind == "date":
            return datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", ""))
    except ValueError:  # what is shown counts then
        pass
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    return "\n".join("".join(str(text) for text in each.itertext()) for each in cell.iterchildren(f"{_TEXT}p"))
