"""Workbooks to plain cells: calamine first, a second reader where it fails, and what it hides looked up beside it.

Calamine turns error cells into empty ones, so a broken formula would read as "not filled"; merged ranges of ods it
does not tell. Both come from the file's own markup, which costs little for a form of a few kilobytes.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from toolkit.errors import Code, Problem
from toolkit.forms import identity
from toolkit.intake.formats.areas import too_scattered
from toolkit.intake.formats.floating import floating
from toolkit.intake.formats.looks import PLAIN, Floating, Later, Shown
from toolkit.intake.formats.markup import Extras, custom_property, ods_extras, xlsx_extras
from toolkit.intake.formats.ods_book import ods_grids
from toolkit.intake.formats.percents import as_percent
from toolkit.intake.formats.unpack import Kind, UnreadableError
from toolkit.intake.formats.xlsx_looks import xlsx_shown
from toolkit.intake.plain.grid import Book, CellValue, Grid, Span

#: From this many cells on in the used rectangle calamine may abort; such sheets are read cell by cell.
MAX_AREA = 5_000_000
#: The same for old workbooks, whose second reader has them open anyway.
MAX_OLD_AREA = 500_000


_STRIKE = re.compile(rb"<(?:\w+:)?strike(?!\s+val\s*=\s*[\"'](?:0|false)[\"'])")
_STYLED = ("xl/styles.xml", "xl/sharedStrings.xml")


def read_workbook(kind: Kind, data: bytes, archive: zipfile.ZipFile | None = None) -> Book:
    """Return the sheets of a workbook as plain cells, with the marks found in it.

    Args:
        kind: what it is.
        data: the workbook.
        archive: the same where it is a zip that has been opened already.

    Raises:
        UnreadableError: neither reader can open it.
    """
    if kind is Kind.XLS:
        grids, extras = _old_workbook(data)
    else:
        extras = _extras(kind, archive or zipfile.ZipFile(io.BytesIO(data)))
        grids = _second_reader(_openpyxl, data) if extras.area > MAX_AREA else _first_reader(kind, data)
    grids = [_with_extras(each, extras) for each in grids]
    marks = [each.text(0, 0) for each in grids if each.name == identity.SHEET]
    if extras.mark:
        marks.append(extras.mark)
    return Book(tuple(each for each in grids if not _is_ours(each)), tuple(marks))


def _is_ours(grid: Grid) -> bool:
    """Return whether a sheet is not the sender's: the hidden mark, or our list of what to mend."""
    return grid.name == identity.SHEET or identity.is_front(grid.name, grid.text(0, 0))


def _old_workbook(data: bytes) -> tuple[list[Grid], Extras]:
    from toolkit.intake.formats.biff import open_xls, used_area, xls_extras, xls_grids  # noqa: PLC0415 - rarely asked

    try:
        book = open_xls(data)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises whatever it stumbles over, and the first reader may yet read the file
        book = None
    scattered = book is not None and used_area(book) > MAX_OLD_AREA
    grids = list(xls_grids(book)) if scattered else _first_reader(Kind.XLS, data)
    return grids, xls_extras(book, data)


def _extras(kind: Kind, archive: zipfile.ZipFile) -> Extras:
    look = {Kind.XLSX: xlsx_extras, Kind.ODS: ods_extras}.get(kind, _mark_only)
    try:
        extras = look(archive)
        if extras.area > MAX_AREA and too_scattered(archive):
            raise UnreadableError(Problem(Code.TOO_LARGE, {"reason": "表格范围过大"}))
        extras.strikes = extras.strikes or _has_strikes(archive)
        for name, path in extras.parts.items():
            extras.over[name] = floating(archive, path)
            extras.shown[name] = partial(_shown, archive, path)
    except (KeyError, ValueError, SyntaxError) as error:
        # lxml's syntax error is a SyntaxError; a missing part is a KeyError.
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error
    return extras


def _has_strikes(archive: zipfile.ZipFile) -> bool:
    """Return whether anything in a workbook is struck out; every answer is asked, and hardly any file has it."""
    parts = (archive.read(part) for part in _STYLED if part in archive.NameToInfo)
    return any(b"strike" in part and _STRIKE.search(part) for part in parts)


def _shown(archive: zipfile.ZipFile, path: str) -> Shown:
    """Return what stands out on a sheet; nothing where that cannot be told, for no answer needs it."""
    try:
        return xlsx_shown(archive, path)
    except (KeyError, ValueError, SyntaxError):
        return PLAIN, PLAIN


def _mark_only(archive: zipfile.ZipFile) -> Extras:
    return Extras(mark=custom_property(archive))


def _with_extras(grid: Grid, extras: Extras) -> Grid:
    found = extras.errors.get(grid.name, {})
    errors = {place: text for place, text in found.items() if grid.cells.get(place, "") in {"", text}}
    over = extras.over.get(grid.name, Floating())
    find, percents = extras.shown.get(grid.name), extras.percents.get(grid.name, frozenset())
    return replace(
        grid,
        emphasis=Later(find, 0) if find else PLAIN,
        struck=Later(find, 1) if find and extras.strikes else PLAIN,
        circled=over.circled,
        floats=over.texts,
        pictures=over.pictures,
        cells={
            place: as_percent(value) if place in percents else value
            for place, value in grid.cells.items()
            if place not in errors
        },
        merged=grid.merged or extras.merged.get(grid.name, ()),
        errors=errors,
        hidden=grid.hidden or grid.name in extras.hidden,
        unseen=extras.unseen.get(grid.name, frozenset()),
    )


def _first_reader(kind: Kind, data: bytes) -> list[Grid]:
    try:
        return list(_calamine(data))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A Rust panic reaches Python as a BaseException that is no Exception.
        second = {Kind.XLS: _xlrd, Kind.XLSX: _openpyxl, Kind.ODS: ods_grids}.get(kind)
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
    if isinstance(value, (str, bool, date)):
        return value
    return float(value) if isinstance(value, (int, float)) else str(value)


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


def _xlrd(data: bytes) -> Iterator[Grid]:
    from toolkit.intake.formats.biff import open_xls, xls_grids  # noqa: PLC0415 - as above

    return xls_grids(open_xls(data))
