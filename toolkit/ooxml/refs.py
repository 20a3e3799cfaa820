"""Cell addresses: ``B3`` ↔ row 3 (counted from 1) and column 1 (counted from 0), and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_383
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Area(NamedTuple):
    """A rectangle of cells, both ends included; rows count from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = cell_ref(self.first_row, self.first_column)
        last = cell_ref(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Return whether the cell lies inside."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.first_column, self.last_column + 1)

    def meets_rows(self, first: int, last: int) -> bool:
        """Return whether any of the rows from ``first`` to ``last`` is its own."""
        return self.first_row <= last and first <= self.last_row

    def down_to(self, row: int) -> Area:
        """Return the same columns, ending at ``row``."""
        return self._replace(last_row=row)

    def around(self, cells: Iterable[tuple[int, int]]) -> Area:
        """Return the smallest rectangle that holds this one and all the cells."""
        rows, columns = {self.first_row, self.last_row}, {self.first_column, self.last_column}
        for row, column in cells:
            rows.add(row)
            columns.add(column)
        return Area(min(rows), min(columns), max(rows), max(columns))


def column_index(letters: str) -> int:
    """Return the column counted from 0: ``A`` is 0, ``AA`` is 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


class _Columns(dict[str, int]):
    """The index of each column's letters, worked out once."""

    def __missing__(self, letters: str) -> int:
        index = self[letters] = column_index(letters)
        return index


#: Letters → index, for whoever asks often.
COLUMNS = _Columns()


@cache
def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0."""
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def cell_ref(row: int, column: int) -> str:
    """Return the address of a cell: ``cell_ref(3, 1)`` is ``B3``."""
    return f"{column_letters(column)}{row}"


def parse_cell(ref: str) -> tuple[int, int] | None:
    """Return (row, column) of ``B3`` or ``$B$3``, or None for anything else."""
    match = _CELL.fullmatch(ref)
    return (int(match[2]), column_index(match[1])) if match else None


def parse_area(ref: str) -> Area | None:
    """Return the rectangle of ``A1:C3`` or ``B2``, or None for whole columns, whole rows and anything else."""
    first, _, last = ref.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Area(rows[0], columns[0], rows[1], columns[1])
