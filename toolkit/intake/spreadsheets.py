"""Workbooks to plain cells: calamine first, a second reader where it fails, and what it hides looked up beside it.

Calamine turns error cells into empty ones, so a broken formula would read as "not filled"; merged ranges of ods it
does not tell. Both come from the file's own markup, which costs little for a form of a few kilobytes.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import olefile
import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from toolkit.errors import Code, Problem
from toolkit.forms import identity
from toolkit.intake.grid import Book, CellValue, Grid, Span
from toolkit.intake.markup import Extras, ods_extras, xlsx_extras
from toolkit.intake.unpack import Kind, UnreadableError

#: From this many cells on in the used rectangle calamine may abort; such sheets are read cell by cell.
MAX_AREA = 5_000_000


def read_workbook(kind: Kind, data: bytes) -> Book:
    """Return the sheets of a workbook as plain cells, with the marks found in it.

    Raises:
        UnreadableError: neither reader can open it.
    """
    extras = _extras(kind, data)
    grids = _second_reader(_openpyxl, data) if extras.area > MAX_AREA else _first_reader(kind, data)
    if kind is Kind.XLS:
        extras = _xls_extras(data)
    grids = [_with_extras(each, extras) for each in grids]
    marks = [each.text(0, 0) for each in grids if each.name == identity.SHEET]
    if extras.mark:
        marks.append(extras.mark)
    return Book(tuple(each for each in grids if each.name != identity.SHEET), tuple(marks))


def _extras(kind: Kind, data: bytes) -> Extras:
    if kind is Kind.XLS:
        return Extras()
    look = xlsx_extras if kind is Kind.XLSX else ods_extras
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return look(archive)
    except (KeyError, ValueError, SyntaxError) as error:
        # lxml's syntax error is a SyntaxError; a missing part is a KeyError.
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error


def _with_extras(grid: Grid, extras: Extras) -> Grid:
    found = extras.errors.get(grid.name, {})
    errors = {place: text for place, text in found.items() if grid.cells.get(place, "") in {"", text}}
    return replace(
        grid,
        cells={place: value for place, value in grid.cells.items() if place not in errors},
        merged=grid.merged or extras.merged.get(grid.name, ()),
        errors=errors,
        hidden=grid.hidden or grid.name in extras.hidden,
    )


def _first_reader(kind: Kind, data: bytes) -> list[Grid]:
    try:
        return list(_calamine(data))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A Rust panic reaches Python as a BaseException that is no Exception.
        second = {Kind.XLS: _xlrd, Kind.XLSX: _openpyxl}.get(kind)
        if second is None:
            raise UnreadableError(Problem(Code.BROKEN_FILE)) from error
        return _second_reader(second, data)


def _second_reader(reader: Any, data: bytes) -> list[Grid]:
    try:
        return list(reader(data))
    except MemoryError:
        raise
    except Exception as error:
        # Broken files make these readers raise whatever they stumble over.
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error


def _calamine(data: bytes) -> Iterator[Grid]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        cells = {
            (number, column): _plain(value)
            for number, row in enumerate(sheet.to_python(skip_empty_area=False))
            for column, value in enumerate(row)
            if value != ""
        }
        merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
        yield Grid(meta.name, cells, merged, hidden=meta.visible != SheetVisibleEnum.Visible)


def _plain(value: Any) -> CellValue:
    if isinstance(value, bool | str | date):
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def _openpyxl(data: bytes) -> Iterator[Grid]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and rarely asked

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        # Walking its rows would fill the whole used rectangle; only what is there is wanted.
        present: Mapping[tuple[int, int], Any] = sheet._cells  # noqa: SLF001
        cells = {
            (row - 1, column - 1): _plain(cell.value)
            for (row, column), cell in sorted(present.items())
            if cell.value is not None and cell.value != "" and cell.data_type != "e"
        }
        ranges = sheet.merged_cells.ranges
        merged: tuple[Span, ...] = tuple(
            (each.min_row - 1, each.min_col - 1, each.max_row - 1, each.max_col - 1) for each in ranges
        )
        yield Grid(sheet.title, cells, merged, hidden=sheet.sheet_state != "visible")


def _open_xls(data: bytes) -> Any:
    # Its notes on odd files would go to the pipe that carries our answers.
    return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())


def _xlrd(data: bytes) -> Iterator[Grid]:
    book = _open_xls(data)
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


def _xls_extras(data: bytes) -> Extras:
    """Return merged ranges, error cells and the mark of an old workbook; nothing where the second reader fails."""
    extras = Extras(mark=_xls_property(data))
    try:
        book = _open_xls(data)
    except Exception:  # noqa: BLE001 - it raises whatever it stumbles over, and the first reader has read the file
        return extras
    for sheet in book.sheets():
        # xlrd's ranges end one past the last row and column.
        spans = sheet.merged_cells
        extras.merged[sheet.name] = tuple((top, left, end - 1, right - 1) for top, end, left, right in spans)
        extras.errors[sheet.name] = {
            (row, column): xlrd.error_text_from_code.get(cell.value, "#?")
            for row in range(sheet.nrows)
            for column, cell in enumerate(sheet.row(row))
            if cell.ctype == xlrd.XL_CELL_ERROR
        }
    return extras


def _xls_property(data: bytes) -> str:
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
