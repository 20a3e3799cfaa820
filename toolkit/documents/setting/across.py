"""Lists on A4 across (横排清单): how high their rows have to be, and how they are printed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from toolkit.documents.setting.words import width

_A4 = 9


def lines_in_row(cells: Iterable[tuple[str, float]]) -> int:
    """Return how many lines a row needs. Not every reader reckons that itself for a file that was never opened before.

    Args:
        cells: the text of each cell, and its column's width in Latin letters.
    """
    lines = 1
    for text, wide in cells:
        # A column's width counts Latin letters; a character takes two, and the last of a line may not fit.
        room = max(1.0, (wide - 2) / 2)
        lines = max(lines, sum(max(1, math.ceil(width(each) / room)) for each in text.split("\n")))
    return lines


def print_across(sheet: Any, header: int, last: int, end: int) -> None:
    """Have a list printed one page wide, its headings on each page and always in sight on the screen.

    Args:
        sheet: the XlsxWriter worksheet.
        header: the row of the headings, counted from 0.
        last: the last column, counted from 0.
        end: the last row, counted from 0.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, end, last)
    sheet.freeze_panes(header + 1, 3)
    sheet.set_footer("&C第 &P 页，共 &N 页")
