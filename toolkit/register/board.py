"""The list on the board (看板): what waits for whom today, written anew each time, and only in its own rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.events import CellValue
from toolkit.files import sha256
from toolkit.mechanism import Column, ColumnType
from toolkit.ooxml import MissingSheetError, Row, Workbook
from toolkit.register import schema
from toolkit.register.merge import SheetChange, fitting
from toolkit.register.view import read_cell

#: What stands above the list; by it the list is found wherever people move it.
COLUMNS = (
    Column("序", ColumnType.NUMBER, width=6),
    Column("事由", width=14),
    Column("编号", width=12),
    Column("企业名称", width=30),
    Column("谁来办", width=26),
    Column("期限", ColumnType.DATE, width=13),
    Column("超期工作日", ColumnType.NUMBER, width=12),
    Column("下一步", width=48),
)
#: So many rows below its heads belong to the list, however many of them it fills.
LINES = 60
#: A list's line, column → value.
Line = Mapping[str, CellValue]


@dataclass(frozen=True, slots=True)
class Board:
    """The list as it lies there.

    Attributes:
        header: the row of its heads.
        places: column → its place, counted from 0.
        lines: row number → what stands in the list's columns.
    """

    header: int
    places: Mapping[str, int]
    lines: Mapping[int, Line]

    @property
    def lines_filled(self) -> dict[int, Line]:
        """The rows of the list in which anything stands."""
        return {number: line for number, line in self.lines.items() if line}

    @property
    def digest(self) -> str:
        """By what the list is known again: the same for the same words in the same order."""
        return digest_of_lines([self.lines.get(self.header + count, {}) for count in range(1, LINES + 1)])

    def change(self, wanted: Sequence[Line]) -> SheetChange:
        """Return what has to be written so that the list reads as ``wanted``, a line a row; the rest is emptied."""
        change = SheetChange()
        for count in range(LINES):
            number = self.header + count + 1
            there = self.lines.get(number, {})
            want = wanted[count] if count < len(wanted) else {}
            for column, place in self.places.items():
                value = fitting(want[column]) if column in want else None
                if value != there.get(column):
                    change.cells[number, place] = value
        return change


def read_board(book: Workbook) -> Board | None:
    """Return the list on the board; None where the office took the sheet, or the list's heads, away."""
    try:
        rows = list(book.rows(schema.BOARD))
    except MissingSheetError:
        return None
    for row in rows:
        places = _heads(row)
        if places is not None:
            ours = {each.number: _line(each, places) for each in rows if row.number < each.number <= row.number + LINES}
            return Board(row.number, places, ours)
    return None


def digest_of_lines(lines: Sequence[Line]) -> str:
    """Return by what these lines are known again; empty ones at the end do not count."""
    told = [{column: str(value) for column, value in line.items() if value not in (None, "")} for line in lines]
    while told and not told[-1]:
        told.pop()
    return sha256(repr([sorted(each.items()) for each in told]).encode("utf-8", "replace"))[:16]


def _heads(row: Row) -> dict[str, int] | None:
    """Return column → its place in a row that holds all the list's heads side by side."""
    names = [column.name for column in COLUMNS]
    for place, cell in row.cells.items():
        if cell.value == names[0]:
            said = [row.cells[place + step].value if place + step in row.cells else None for step in range(len(names))]
            if said == names:
                return {name: place + step for step, name in enumerate(names)}
    return None


def _line(row: Row, places: Mapping[str, int]) -> dict[str, CellValue]:
    line: dict[str, CellValue] = {}
    for column in COLUMNS:
        cell = row.cells.get(places[column.name])
        value = read_cell(cell.value, column) if cell is not None else None
        if value is not None:
            line[column.name] = value
    return line


def line_of(
    count: int, kind: str, number: str, firm: str, unit: str, due: date | None, late: int | None, todo: str
) -> dict[str, CellValue]:
    """Return one line of the list, empty cells left out."""
    values = (count, kind, number, firm, unit, due, late, todo)
    return {column.name: value for column, value in zip(COLUMNS, values, strict=True) if value not in (None, "")}
