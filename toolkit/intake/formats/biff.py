"""Old workbooks (xls, et) through xlrd: what calamine does not tell of them, and their cells where calamine fails.

xlrd keeps only the cells that are there. Calamine fills the whole used rectangle, and four cells in the corners of a
sheet of 40 KB cost it more than a gigabyte; such sheets are read here alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import olefile
import xlrd

from toolkit.forms import identity
from toolkit.intake.formats.markup import Extras
from toolkit.intake.formats.percents import xls_percents
from toolkit.intake.formats.xls_looks import has_strikes, xls_shown
from toolkit.intake.plain.grid import CellValue, Grid


def open_xls(data: bytes) -> Any:
    """Return the workbook as xlrd sees it.

    Raises:
        Exception: whatever xlrd stumbles over in a damaged file.
    """
    # Its notes on odd files would go to the pipe that carries our answers.
    return xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())


def used_area(book: Any) -> int:
    """Return the largest used rectangle of its sheets, in cells."""
    return max((sheet.nrows * sheet.ncols for sheet in book.sheets()), default=0)


def xls_grids(book: Any) -> Iterator[Grid]:
    """Yield its sheets as plain cells."""
    for sheet in book.sheets():
        cells: dict[tuple[int, int], CellValue] = {}
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if cell.ctype == xlrd.XL_CELL_DATE:
                    cells[row, column] = xlrd.xldate_as_datetime(cell.value, book.datemode)
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    cells[row, column] = bool(cell.value)
                elif cell.ctype in {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER} and cell.value != "":
                    cells[row, column] = cell.value
        yield Grid(sheet.name, cells, hidden=sheet.visibility != 0)


def xls_extras(book: Any | None, data: bytes) -> Extras:
    """Return merged ranges, error cells and the mark of an old workbook; the mark alone where xlrd cannot open it."""
    extras = Extras(mark=_property(data))
    extras.strikes = book is not None and has_strikes(book)
    for sheet in book.sheets() if book is not None else ():
        extras.shown[sheet.name] = partial(xls_shown, book, sheet)
        extras.percents[sheet.name] = xls_percents(book, sheet)
        # xlrd's ranges end one past the last row and column.
        spans = sheet.merged_cells
        extras.merged[sheet.name] = tuple((top, left, end - 1, right - 1) for top, end, left, right in spans)
        extras.errors[sheet.name] = {
            (row, column): xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#?")
            for row in range(sheet.nrows)
            for column, kind in enumerate(sheet.row_types(row))
            if kind == xlrd.XL_CELL_ERROR
        }
    return extras


def _property(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            found = compound.get_userdefined_properties("\x05DocumentSummaryInformation")
    except Exception:  # noqa: BLE001 - properties are a second witness; without them the file still reads
        return ""
    for each in found:
        name, value = (_decoded(each.get(key)) for key in ("property_name", "value"))
        if name == identity.PROPERTY:
            return value
    return ""


def _decoded(value: Any) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8").rstrip("\x00")
        except UnicodeDecodeError:
            return value.decode("gb18030", "replace").rstrip("\x00")
    return str(value or "").rstrip("\x00")
