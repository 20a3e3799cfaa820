"""Workbooks in the XML of Excel 2003 (SpreadsheetML) to plain cells."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from toolkit.errors import Code, Problem
from toolkit.intake.formats.areas import MAX_MERGED
from toolkit.intake.formats.percents import as_percent, is_percent
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.plain.grid import Book, CellValue, Grid, Span

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
#: More cells than any form; how far apart they lie does not matter, only what is there is kept.
MAX_CELLS = 1_000_000
#: Places in a sheet that Excel has; what lies beyond is a lie.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_xml_book(data: bytes) -> Book:
    """Return the sheets of a workbook saved as XML by Excel 2003 or one of the programs that imitate it.

    Raises:
        UnreadableError: it is not well-formed, declares entities, or uses more of a sheet than any form.
    """
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise UnreadableError(Problem(Code.TOO_LARGE, {"reason": "含有不允许的 XML 声明"}))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data.lstrip(b"\r\n\t "), parser)
    except SyntaxError as error:  # lxml's own error is one
        raise UnreadableError(Problem(Code.BROKEN_FILE)) from error
    percents = frozenset(
        str(each.get(f"{_S}ID"))
        for each in root.iter(f"{_S}Style")
        for shown in each.iterfind(f"{_S}NumberFormat")
        if shown.get(f"{_S}Format") == "Percent" or is_percent(shown.get(f"{_S}Format") or "")
    )
    return Book(tuple(_sheet(each, percents) for each in root.iter(f"{_S}Worksheet")))


def _sheet(sheet: etree._Element, percents: frozenset[str]) -> Grid:
    cells: dict[tuple[int, int], CellValue] = {}
    errors: dict[tuple[int, int], str] = {}
    merged: list[Span] = []
    row = covered = 0
    for each in sheet.iterfind(f"{_S}Table/{_S}Row"):
        row = _place(each, row, _LAST_ROW)
        column = 0
        for cell in each.iterchildren(f"{_S}Cell"):
            column = _place(cell, column, _LAST_COLUMN)
            down, right = _number(cell, "MergeDown", _LAST_ROW), _number(cell, "MergeAcross", _LAST_COLUMN)
            if down or right:
                merged.append((row, column, row + down, column + right))
                covered += (down + 1) * (right + 1)
            _put(cell, (row, column), cells, errors)
            if cell.get(f"{_S}StyleID") in percents and (row, column) in cells:
                cells[row, column] = as_percent(cells[row, column])
            column += 1 + right
        row += 1
        if len(cells) > MAX_CELLS or covered > MAX_MERGED:
            raise UnreadableError(Problem(Code.TOO_LARGE, {"reason": "表格范围过大"}))
        row += _number(each, "Span", _LAST_ROW)
    hidden = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "").startswith("SheetHidden")
    hidden = hidden or sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "") == "SheetVeryHidden"
    return Grid(sheet.get(f"{_S}Name", ""), cells, tuple(merged), errors, hidden)


def _place(element: etree._Element, following: int, last: int) -> int:
    """Return where a row or cell stands, counted from 0: where it says, else after the one before."""
    said = _number(element, "Index", last)
    return said - 1 if said else min(following, last - 1)


def _number(element: etree._Element, name: str, most: int) -> int:
    value = (element.get(f"{_S}{name}") or "0").strip()[:9]
    return min(int(value), most) if value.isdecimal() else 0


def _put(
    cell: etree._Element,
    place: tuple[int, int],
    cells: dict[tuple[int, int], CellValue],
    errors: dict[tuple[int, int], str],
) -> None:
    data = cell.find(f"{_S}Data")
    if data is None:
        return
    text = "".join(str(each) for each in data.itertext())
    kind = data.get(f"{_S}Type", "String")
    if kind == "Error":
        errors[place] = text.strip() or "#?"
    elif text != "":
        cells[place] = _value(kind, text)


def _value(kind: str, text: str) -> CellValue:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return text
    return text.strip() == "1" if kind == "Boolean" else text
