"""The board's figures of the year put into a register that was made before there were any: right of the list."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from itertools import count, product
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from toolkit.mechanism import Mechanism, Visiting
from toolkit.ooxml import BlockCell, Look, MissingSheetError, Workbook, solid
from toolkit.register import schema
from toolkit.register.board_visits import VISIT_HEADS, figures_of_visits, former_figures
from toolkit.register.board_year import (
    MONTH_HEADS,
    MONTHS_AT,
    RATE,
    YEAR_HEADS,
    Whole,
    draw_chart,
    figures_of_the_year,
    months_of_the_year,
)
from toolkit.register.merge import Sheet

#: The row of the heads, counted from 0; how many rows and columns the block takes, its chart beside it.
_HEAD, _ROWS, _COLUMNS = 2, 16, 15
#: From the first column of the block: where the words and the figures of the year stand, and where the chart begins.
_WORDS_STEP, _YEAR_STEP, _CHART_STEP = 4, 6, 8
#: How many columns the figures of visits take: their words go on over the second, the third is empty beside the next.
_VISITS_WIDE = 3
_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_BORDER = f"<border>{_SIDES}<diagonal/></border>"
_CENTRED = '<alignment horizontal="center" vertical="center"/>'
_FONT = '<font><sz val="11"/><name val="{}"/><charset val="134"/></font>'
_PLAIN = Look(_FONT.format("宋体"), "", _BORDER, _CENTRED)
_HEADING = Look(_FONT.format("黑体"), solid("FFDDEBF7"), _BORDER, _CENTRED)
#: Columns are as wide as they are: words go on over the next one, in which nothing stands.
_WORDS = Look(_FONT.format("宋体"))
_PER_CENT = _PLAIN._replace(number=10)


def has_figures(book: Workbook, head: str = MONTH_HEADS[0]) -> bool:
    """Return whether the board has figures already, wherever people moved them, or the office took it away.

    Args:
        book: the register.
        head: the head of the figures; else that of the months.
    """
    try:
        rows = book.rows(schema.BOARD)
    except MissingSheetError:
        return True
    return any(cell.value == head for row in rows for cell in row.cells.values())


def add_figures(book: Workbook, mechanism: Mechanism, places: Mapping[str, int]) -> None:
    """Put the figures and the chart on the board, where nothing stands; a record that tells no day has no figures.

    Args:
        book: the register.
        mechanism: whose columns and choices.
        places: the columns of the record's sheet, by header, counted from 0.

    Raises:
        UneditableError: the sheet is laid out so that it cannot be added to.
    """
    sheet = mechanism.record.sheet

    def whole(name: str) -> str:
        letter = xl_col_to_name(places[name])
        return f"'{sheet}'!${letter}:${letter}"

    at = _free(book)
    cells = _cells(mechanism, whole, at)
    if cells:
        book.block(schema.BOARD, cells, *_chart(at))


def add_visits(book: Workbook, visiting: Visiting, sheets: Mapping[str, Sheet]) -> None:
    """Put the figures of visits on the board, where nothing stands.

    Args:
        book: the register.
        visiting: the mechanism's data of visits.
        sheets: the register's sheets by name, with the places of their columns.

    Raises:
        UneditableError: the sheet is laid out so that it cannot be added to.
    """
    figures = figures_of_visits(visiting, _places(sheets))
    at = _free(book, len(figures) + 1, _VISITS_WIDE + 1) + 1  # an empty column lies between them and what is there
    value = at + _VISITS_WIDE - 1
    cells = {
        (_HEAD + 1, at): BlockCell(VISIT_HEADS[0], "", _WORDS),
        (_HEAD + 1, value): BlockCell(VISIT_HEADS[1], "", _HEADING),
    }
    for row, (name, formula) in enumerate(figures.items(), _HEAD + 2):
        cells[row, at] = BlockCell(name, "", _WORDS)
        cells[row, value] = BlockCell("", formula.removeprefix("="), _PLAIN)
    book.block(schema.BOARD, cells)


def renew_visits(book: Workbook, visiting: Visiting, sheets: Mapping[str, Sheet]) -> None:
    """Let the board's figures of visits count the rows that count; what the office wrote into these cells stays.

    Args:
        book: the register.
        visiting: the mechanism's data of visits.
        sheets: the register's sheets by name, with the places of their columns.
    """
    new, old = figures_of_visits(visiting, _places(sheets)), former_figures(visiting, _places(sheets))
    book.renew(schema.BOARD, {old[name].removeprefix("="): new[name].removeprefix("=") for name in old})


def _places(sheets: Mapping[str, Sheet]) -> Callable[[str, str], str]:
    """Return what gives a column of a sheet as a formula names it."""

    def place(sheet: str, name: str) -> str:
        letter = xl_col_to_name(sheets[sheet].places[name])
        return f"'{sheet}'!${letter}:${letter}"

    return place


def _free(book: Workbook, high: int = _ROWS, wide: int = _COLUMNS) -> int:
    """Return the first column, right of what is printed, from which on a block of so many rows and columns is empty."""
    rows, columns = range(_HEAD + 1, _HEAD + 1 + high), range(wide)
    taken = {(row.number, column) for row in book.rows(schema.BOARD) for column in row.cells}
    for top, left, bottom, right in book.merged(schema.BOARD):
        taken |= set(product(range(top, min(bottom, rows.stop) + 1), range(left, right + 1)))
    return next(at for at in count(MONTHS_AT) if not any((row, at + step) in taken for row in rows for step in columns))


def _cells(mechanism: Mechanism, whole: Whole, at: int) -> dict[tuple[int, int], BlockCell]:
    words, year = at + _WORDS_STEP, at + _YEAR_STEP
    first_two = (xl_rowcol_to_cell(_HEAD + 1, year), xl_rowcol_to_cell(_HEAD + 2, year))
    figures = figures_of_the_year(mechanism, whole, first_two)
    if not figures:
        return {}
    cells = {(_HEAD + 1, column): BlockCell(text, "", _HEADING) for column, text in enumerate(MONTH_HEADS, at)}
    cells[_HEAD + 1, words] = BlockCell(YEAR_HEADS[0], "", _WORDS)
    cells[_HEAD + 1, year] = BlockCell(YEAR_HEADS[1], "", _HEADING)
    for row, (name, formulas) in enumerate(months_of_the_year(mechanism, whole), _HEAD + 2):
        cells[row, at] = BlockCell(name, "", _PLAIN)
        for column, formula in enumerate(formulas, at + 1):
            cells[row, column] = BlockCell("", formula.removeprefix("="), _PLAIN)
    for row, (name, formula) in enumerate(figures.items(), _HEAD + 2):
        cells[row, words] = BlockCell(name, "", _WORDS)
        cells[row, year] = BlockCell("", formula.removeprefix("="), _PER_CENT if name == RATE else _PLAIN)
    return cells


def _chart(at: int) -> tuple[bytes, bytes]:
    """Return drawing and chart of the months, the very ones that a new register has."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    draw_chart(book, book.add_worksheet(schema.BOARD), _HEAD, at, at + _CHART_STEP)
    book.close()
    with ZipFile(out) as parts:
        return parts.read("xl/drawings/drawing1.xml"), parts.read("xl/charts/chart1.xml")
