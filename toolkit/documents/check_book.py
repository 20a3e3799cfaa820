"""A workbook to be checked (核对表): lists of what was found, some with a yellow column to be filled in."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from toolkit.documents.setting.across import lines_in_row
from toolkit.documents.setting.package import midnight
from toolkit.documents.setting.words import clean, width

_FACE, _HEAD_FACE = "仿宋", "黑体"
_A4 = 9
_YELLOW, _GREY = "#FFF2CC", "#DDEBF7"
_FIRST = "说明"
#: A line of the first sheet: its height in points, and how many Chinese characters it takes.
_LINE, _ACROSS = 17.0, 50
#: The height of a line in a list, in points.
_ROW = 14.5
#: A list of choices longer than this does not fit into a cell's drop-down.
_CHOICES = 250


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet.

    Attributes:
        name: its name.
        note: the line above the table: what it is and what to do with it.
        head: the headers.
        widths: the columns' widths, in characters.
        rows: what stands below.
        answer: the place of the column to be filled in, None where there is none.
        choices: what it offers.
        hidden: the place of a column by which the program knows the row again, None where there is none.
        tall: whether rows are made as high as their text, and the headers repeated on each printed page.
    """

    name: str
    note: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[Sequence[str | float | date]]
    answer: int | None = None
    choices: tuple[str, ...] = ()
    hidden: int | None = None
    tall: bool = False


def write_check_book(title: str, lines: Sequence[str], pages: Sequence[Page], day: date, author: str) -> bytes:
    """Return the workbook: first what was found, in sentences, then its pages.

    Args:
        title: what it is about.
        lines: the sentences of the first sheet.
        pages: the other sheets.
        day: the day it is made.
        author: whose it is.
    """
    raw = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(raw, safe)
    book.set_properties({"title": title, "author": author, "created": midnight(day)})
    formats = _Formats(book)
    first = book.add_worksheet(_FIRST)
    first.set_column(0, 0, 110)
    first.write_string(0, 0, clean(title), formats.title)
    for place, line in enumerate(lines, 2):
        first.write_string(place, 0, clean(line), formats.line)
        first.set_row(place, _LINE * max(1, math.ceil(width(line) / _ACROSS)))
    _print(first, len(lines) + 2, 0)
    for page in pages:
        _write(book.add_worksheet(page.name), page, formats)
    book.close()
    return raw.getvalue()


class _Formats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": _FACE, "font_size": 10.5, "valign": "top", "text_wrap": True}
        cell = {**base, "border": 1, "border_color": "#BFBFBF"}
        self.title = book.add_format({"font_name": _HEAD_FACE, "font_size": 16})
        self.line = book.add_format({**base, "font_size": 12})
        self.head = book.add_format(
            {**cell, "font_name": _HEAD_FACE, "align": "center", "valign": "vcenter", "bg_color": _GREY}
        )
        self.cell = book.add_format({**cell, "num_format": "@"})
        self.day = book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "center"})
        self.answer = book.add_format({**cell, "num_format": "@", "bg_color": _YELLOW})


def _write(sheet: Any, page: Page, formats: _Formats) -> None:
    last = len(page.head) - 1
    sheet.merge_range(0, 0, 0, last, clean(page.note), formats.line)
    sheet.set_row(0, 48)
    for place, (name, wide) in enumerate(zip(page.head, page.widths, strict=True)):
        sheet.set_column(place, place, wide, None, {"hidden": place == page.hidden})
        sheet.write_string(1, place, name, formats.head)
    for number, row in enumerate(page.rows, 2):
        if page.tall:
            texts = ((each, wide) for each, wide in zip(row, page.widths, strict=True) if isinstance(each, str))
            sheet.set_row(number, _ROW * lines_in_row(texts) + 4)
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, formats.day)
            elif isinstance(value, (int, float)):
                sheet.write_number(number, place, value, formats.cell)
            else:
                sheet.write_string(
                    number, place, clean(value), formats.answer if place == page.answer else formats.cell
                )
    if page.answer is not None and page.rows and page.choices and len(",".join(page.choices)) < _CHOICES:
        sheet.data_validation(
            2, page.answer, len(page.rows) + 1, page.answer,
            {"validate": "list", "source": list(page.choices), "error_type": "warning", "ignore_blank": True},
        )  # fmt: skip
    if page.tall:
        sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(len(page.rows), 1) + 1, last)
    _print(sheet, len(page.rows) + 2, last)


def _print(sheet: Any, rows: int, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, max(rows, 1), last)
    sheet.set_footer("&C第 &P 页，共 &N 页")
