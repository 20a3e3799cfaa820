"""Names in xl/workbook.xml that stand for rows of a sheet: its filter's, its print area, and ranges people named."""

from __future__ import annotations

import re

from toolkit.ooxml import markup
from toolkit.ooxml.growth import Growth
from toolkit.ooxml.refs import Area, parse_area
from toolkit.ooxml.sheets import SheetInfo

_FILTER, _PRINT = "_xlnm._FilterDatabase", "_xlnm.Print_Area"
_PIECE = re.compile(r"(?:'(?:[^']|'')*'|[^',])+")


def grow_names(workbook: bytes, sheet: SheetInfo, filtered: Area | None, growth: Growth) -> bytes:
    """Return xl/workbook.xml with the names grown whose rows ended just above the new ones.

    The print area grows, the hidden name that repeats the sheet's filter, and any name for whole columns of data: a
    range from the headings or the first row below them to the last row. Formulas and single cells stay.

    Args:
        workbook: the part.
        sheet: the sheet that got rows.
        filtered: the area of its filter before.
        growth: the rows.
    """
    root = markup.root_element(workbook)
    names = markup.child(workbook, root, b"definedNames")
    pieces, at = [], 0
    for found in markup.children(workbook, names.inner, names.close) if names else ():
        told = markup.attributes(workbook, found)
        name, local = told.get("name", ""), told.get("localSheetId") in (None, str(sheet.index))
        text = markup.unescape(workbook[found.inner : found.close].decode("utf-8", "replace"))
        grown = _grown(name, text, sheet.name, filtered, growth) if local else text
        if grown != text:
            pieces += [workbook[at : found.inner], markup.escape(grown).encode()]
            at = found.close
    return b"".join([*pieces, workbook[at:]]) if pieces else workbook


def _grown(name: str, text: str, sheet: str, filtered: Area | None, growth: Growth) -> str:
    ranges = _PIECE.findall(text)
    if ",".join(ranges) != text:
        return text
    return ",".join(_grown_range(name, each, sheet, filtered, growth) for each in ranges)


def _grown_range(name: str, text: str, sheet: str, filtered: Area | None, growth: Growth) -> str:
    where, _, ref = text.rpartition("!")
    area = parse_area(ref)
    if area is None or _unquoted(where) != sheet or not _concerned(name, ref, area, filtered, growth):
        return text
    grown = growth.filtered(area) if name == _FILTER else growth.area(area)
    return text if grown == area else text.removesuffix(ref) + re.sub(r"[0-9]+$", str(grown.last_row), ref)


def _concerned(name: str, ref: str, area: Area, filtered: Area | None, growth: Growth) -> bool:
    if name == _FILTER:
        return area == filtered
    if name == _PRINT:
        return True
    # A whole column of data, told for good: what is relative means another thing in every cell.
    columns = ":" in ref and ref.count("$") == 4
    return columns and area.first_row <= growth.header + 1 and area.last_row > growth.header


def _unquoted(sheet: str) -> str:
    if sheet.startswith("'") and sheet.endswith("'"):
        return sheet[1:-1].replace("''", "'")
    return sheet
