"""Cells that hold a share of a hundred (百分数): what is kept as 0.35 and shown as 35% reads as 35%, as it was typed.

Excel turns a cell into one of these as soon as somebody types 35% in it; the value alone is a hundred times too small.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from toolkit.intake.formats.areas import count
from toolkit.intake.formats.looks import Place
from toolkit.intake.plain.grid import CellValue

_STYLES = "xl/styles.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
#: The formats 0% and 0.00%, which no workbook writes out (ECMA-376 part 1, 18.8.30).
_BUILT_IN = {9, 10}
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_FORMATS_OF_CELLS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT_OF_CELL = re.compile(rb"<(?:\w+:)?xf[\s/>][^>]*>?")
_NUMBER = re.compile(rb"\bnumFmtId\s*=\s*[\"'](\d{1,6})[\"']")
_CODE = re.compile(r"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d{1,6})[\"']")
#: What a format shows as it stands, without reckoning: text in quotation marks, and a sign behind a backslash.
_AS_IT_STANDS = re.compile(r'"[^"]*"|&quot;.*?&quot;|\\.')


def is_percent(code: str) -> bool:
    """Return whether a number format shows a hundred times the value with a percent sign: ``0.0%``, not ``0"%"``."""
    return "%" in _AS_IT_STANDS.sub("", code)


def as_percent(value: CellValue) -> CellValue:
    """Return a number as such a cell shows it, with all its digits: 0.009 is ``0.9%``; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, float):
        return value
    return f"{100 * value:.12g}%"


def percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Return which of a workbook's cell formats show per cent, by their places; mostly none."""
    if _STYLES not in archive.NameToInfo:
        return frozenset()
    markup = archive.read(_STYLES)
    numbers = _BUILT_IN | set(_own(markup))
    cells = _FORMATS_OF_CELLS.search(markup)
    found = (_NUMBER.search(each) for each in _FORMAT_OF_CELL.findall(cells[0])) if cells else ()
    return frozenset(place for place, each in enumerate(found) if each is not None and int(each[1]) in numbers)


def _own(markup: bytes) -> Iterator[int]:
    """Yield the numbers of the workbook's own formats that show per cent."""
    for each in _FORMAT.findall(markup) if b"%" in markup else ():
        number, code = _NUMBER.search(each), _CODE.search(each.decode("utf-8", "replace"))
        if number is not None and code is not None and is_percent(code[1] or code[2] or ""):
            yield int(number[1])


def percent_references(markup: bytes, styles: frozenset[int]) -> Iterator[str]:
    """Yield the cells of a sheet that have one of these formats, as the sheet names them (``C5``)."""
    for cell in _CELL.findall(markup) if styles else ():
        style, place = _STYLE.search(cell), _PLACE.search(cell)
        if style is not None and place is not None and int(style[1]) in styles:
            yield place[1].decode()


def ods_percents(cells: Mapping[Place, etree._Element]) -> Iterator[Place]:
    """Yield the cells of an OpenDocument sheet that show per cent; one that is repeated is several."""
    for (row, column), cell in cells.items():
        if cell.get(f"{_OFFICE}value-type") == "percentage":
            yield from ((row, column + beside) for beside in range(count(cell, "number-columns-repeated")))


def xls_percents(book: Any, sheet: Any) -> frozenset[Place]:
    """Return the cells of an old workbook's sheet that show per cent; it has been opened with its formats."""
    shown = {
        number
        for number, each in enumerate(book.xf_list)
        if is_percent(book.format_map[each.format_key].format_str if each.format_key in book.format_map else "")
    }
    return frozenset(
        (row, column)
        for row in (range(sheet.nrows) if shown else ())
        for column, cell in enumerate(sheet.row(row))
        if cell.xf_index in shown
    )
