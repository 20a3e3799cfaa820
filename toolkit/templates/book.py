"""An office workbook in the making: one visible sheet, the hidden mark beside it, and bytes that never vary.

A blank form is checked in and compared with what the declaration draws today, on any machine; so nothing that
depends on the day, the system or the deflate library may reach the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from toolkit.forms import Form, identity
from toolkit.templates.places import sheet_name

_CREATED = datetime(2024, 1, 1, tzinfo=UTC)
_VISIBLE_PART = "xl/worksheets/sheet1.xml"
_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# Column A carries the mark, B stays free for people who look for it; lists start behind them.
_FIRST_LIST_COLUMN = 2
_LONGEST_INLINE_LIST = 255

# What people type must stay what they typed: no text becomes a formula, a link or a number on our way.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Column widths count digits of the workbook's own font. Every Chinese desktop has this one or another whose digits
    # are half a character wide; a font that a domestic Linux lacks would make the columns a third wider there.
    "default_format_properties": {"font_name": "宋体", "font_size": 11, "font_charset": 134, "font_scheme": "none"},
}

# A digit of that font is 8 pixels wide; xlsxwriter reckons with the 7 of its own.
_PIXELS_PER_MM = 96 / 25.4 * 7 / 8

#: The number format of a date, as papers write it.
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
#: The number format of text: numbers keep their leading zeros, and 2024-001 does not become a date.
TEXT_FORMAT = "@"


class Draft:
    """A workbook of one form while it is drawn.

    Attributes:
        sheet: the visible sheet that is drawn (xlsxwriter's worksheet).
    """

    def __init__(self, form: Form, mark: str, name: str = "") -> None:
        """Begin a workbook; its visible sheet is called ``name``, by default as the form is."""
        self._bytes = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._bytes, _OPTIONS)
        self._book.set_properties({"title": form.title, "created": _CREATED})
        self._book.set_custom_property(identity.PROPERTY, mark)
        self.sheet: Any = self._book.add_worksheet(name or sheet_name(form))
        self._hidden: Any = self._book.add_worksheet(identity.SHEET)
        self._hidden.very_hidden()
        self._hidden.write_string(0, 0, mark)
        self._lists: dict[tuple[str, ...], str] = {}
        self._grows_from: int | None = None

    def turn(self, name: str) -> None:
        """Go on with a further visible sheet of that name."""
        self.sheet = self._book.add_worksheet(name)

    def style(self, properties: dict[str, Any]) -> Any:
        """Return xlsxwriter's format with these properties."""
        return self._book.add_format(properties)

    def widths(self, millimetres: Sequence[float]) -> None:
        """Set the widths of the visible sheet's columns."""
        for column, width in enumerate(millimetres):
            self.sheet.set_column_pixels(column, column, round(width * _PIXELS_PER_MM))

    def put(self, area: tuple[int, int, int, int], text: str, style: Any) -> None:
        """Write a text into an area (rows and columns counted from 0), merged where it is more than one cell."""
        row, column, last_row, last_column = area
        if (row, column) != (last_row, last_column):
            self.sheet.merge_range(row, column, last_row, last_column, text, style)
        elif text:
            self.sheet.write_string(row, column, text, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def rows_grow(self, first_row: int) -> None:
        """Let the rows from ``first_row`` (counted from 0) on grow with what is typed into them.

        Otherwise a row of a set height keeps it, and hides what does not fit.
        """
        self._grows_from = first_row

    def choices(self, words: Sequence[str]) -> str | list[str]:
        """Return what a drop-down offers these words by: themselves, or a range of the hidden sheet.

        Excel takes a list of 255 characters and splits it at commas; what does not fit stands on the hidden sheet.
        """
        if len(",".join(words).encode("utf-16-le")) // 2 <= _LONGEST_INLINE_LIST and not any(
            "," in word for word in words
        ):
            return list(words)
        known = self._lists.get(tuple(words))
        if known is None:
            column = _FIRST_LIST_COLUMN + len(self._lists)
            self._hidden.write_column(0, column, words)
            known = f"='{identity.SHEET}'!{xl_range_abs(0, column, len(words) - 1, column)}"
            self._lists[tuple(words)] = known
        return known

    def finish(self) -> bytes:
        """Return the finished file. Nothing can be drawn afterwards."""
        self._book.worksheets()[0].activate()
        self._book.close()
        return _settled(self._bytes.getvalue(), self._grows_from)


def _settled(data: bytes, grows_from: int | None) -> bytes:
    """Return the same parts in a zip that is equal everywhere.

    Python notes the system it runs on in every member, and deflate libraries pack the same bytes differently; so the
    members are stored as they are. A form is small, and git and mail pack it anyway.
    """
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.create_system = 0
            content = source.read(name)
            if name == _VISIBLE_PART and grows_from is not None:
                content = _ROW.sub(lambda row: _growing(row, grows_from), content)
            target.writestr(member, content)
    return settled.getvalue()


def _growing(row: re.Match[bytes], grows_from: int) -> bytes:
    """Return a row's start tag without the word that its height is a person's wish; xlsxwriter always says so."""
    return row[0].replace(b' customHeight="1"', b"") if int(row[1]) > grows_from else row[0]
