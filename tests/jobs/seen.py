"""What a workbook shows, seen by other readers than ours: calamine, and where it would not show all, openpyxl."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

import openpyxl
from lxml import etree
from python_calamine import CalamineWorkbook

#: Formulas and errors, of which calamine shows what was last worked out, or nothing.
_NOT_PLAIN = (b"<f>", b"<f ", b't="e"')


def grid(data: bytes, name: str) -> list[list[Any]]:
    """A sheet's values, "" where there is none, days without a time; calamine is there a hundred times sooner."""
    part = _part(data, name)
    if any(word in part for word in _NOT_PLAIN):
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[name]
        sheet.reset_dimensions()  # they are only what the writer said
        return [["" if value is None else _plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    found = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name)
    return [[_plain(value) for value in row] for row in found.to_python(skip_empty_area=False)]


def _part(data: bytes, name: str) -> bytes:
    """What stands in the package for a sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter("{*}sheet")
        named = next(each for each in sheets if each.get("name") == name)
        wanted = next(value for key, value in named.items() if key.endswith("}id"))
        related = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        target = next(each.get("Target", "") for each in related if each.get("Id") == wanted)
        return archive.read(posixpath.join("xl", target).removeprefix("/"))


def _plain(value: Any) -> Any:
    """A day for a moment, and a whole number as such."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.date() if hasattr(value, "date") else value
