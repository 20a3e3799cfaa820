"""Rows by the ten thousand: a table's columns made into markup value by value, and only put together row by row.

A table of cases repeats itself: the same days, units and words stand in it over and over. What one value looks like in
one column is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from html import escape
from itertools import repeat
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

# Excel counts days from here on, and takes 1900 for a leap year: before its March a number means another day.
_DAY_ZERO, _FIRST_SURE_DAY = date(1899, 12, 30), date(1900, 3, 1)
#: No cell holds more than 32,767 characters, and some characters count twice.
_LONGEST = 32_767 // 2


class Column(NamedTuple):
    """A column of many rows.

    Attributes:
        kind: how its cells look, as :class:`~toolkit.analysis.sheets.sheet.Cell` names it.
        values: what they show, all of one sort; None or "" for an empty one.
        formula: what gives the first value, where a formula does; below it the same one, a row further down each.
    """

    kind: str
    values: Sequence[Any]
    formula: str = ""


def serial(day: date) -> int | str:
    """Return a day as the number that Excel keeps it as; the day in words where no number surely means it."""
    return day.isoformat() if day < _FIRST_SURE_DAY else (day - _DAY_ZERO).days


class Writer:
    """Makes rows of one sheet.

    Args:
        styles: kind → its number among the workbook's cell formats.
        place_of: gives a text's place among the workbook's shared strings.
        line_of: gives how many lines a text takes in a column, by the column's place and the text.
        height: gives the height in points of a row of so many lines.
    """

    def __init__(
        self,
        styles: Mapping[str, int],
        place_of: Callable[[str], int],
        line_of: Callable[[int, str], int],
        height: Callable[[int], float],
    ) -> None:
        self._styles, self._place_of, self._line_of, self._height = styles, place_of, line_of, height
        self._known: dict[tuple[int, str, bool], _Once] = {}
        self._lines: dict[int, _Once] = {}
        self._formulas = 0

    def rows(self, first: int, columns: Sequence[Column]) -> bytes:
        """Return the markup of rows, the first of them counted from 1; the columns are equally long."""
        marked = [self._cells(at, column, first, is_last=at + 1 == len(columns)) for at, column in enumerate(columns)]
        # Between two pieces of a row stands its number: that of the row itself and in each cell's reference.
        rows = zip(repeat('<row r="'), self._heads(columns), *marked, strict=False)
        return "".join([str(number).join(pieces) for number, pieces in enumerate(rows, first)]).encode()

    def _cells(self, at: int, column: Column, first: int, *, is_last: bool) -> list[str]:
        key = (at, column.kind, is_last)
        if key not in self._known:
            after = "</row>" if is_last else f'<c r="{xl_col_to_name(at + 1)}'
            self._known[key] = _Once(self._cell(f'" s="{self._styles[column.kind]}"', after))
        if column.formula:
            return self._worked_out(at, column, first, self._known[key])
        return list(map(self._known[key].__getitem__, column.values))

    def _cell(self, look: str, after: str) -> Callable[[Any], str]:
        def cell(value: Any) -> str:
            if isinstance(value, date):
                value = serial(value)
            if value is None or value == "":
                return f"{look}/>{after}"
            if isinstance(value, str):
                return f'{look} t="s"><v>{self._place_of(value[:_LONGEST])}</v></c>{after}'
            return f"{look}><v>{value}</v></c>{after}"

        return cell

    def _worked_out(self, at: int, column: Column, first: int, plain: _Once) -> list[str]:
        """Return the cells of a column of texts that a formula gives."""
        letter, share = xl_col_to_name(at), self._formulas
        self._formulas += 1
        look, after = plain[""].split("/>", 1)

        def cell(formula: str) -> Callable[[Any], str]:
            return lambda value: f'{look} t="str">{formula}<v>{escape(value, quote=False)}</v></c>{after}'

        span = f"{letter}{first}:{letter}{first + len(column.values) - 1}"
        # Written out once: it makes up nearly all of a long sheet otherwise.
        shared = f' t="shared" ref="{span}" si="{share}"' if len(column.values) > 1 else ""
        whole = f"<f{shared}>{escape(column.formula.removeprefix('='), quote=False)}</f>"
        below = _Once(cell(f'<f t="shared" si="{share}"/>'))
        return [*map(cell(whole), column.values[:1]), *map(below.__getitem__, column.values[1:])]

    def _heads(self, columns: Sequence[Column]) -> Iterable[str]:
        """Return what stands between the number of each row and that of its first cell: its height."""
        texts = [
            map(self._lines.setdefault(at, _Once(self._lines_at(at))).__getitem__, column.values)
            for at, column in enumerate(columns)
            if any(isinstance(value, str) for value in column.values)
        ]
        heads = _Once(lambda lines: f'" ht="{self._height(lines):g}" customHeight="1"><c r="A')
        count = len(columns[0].values)
        return map(heads.__getitem__, map(max, repeat(1, count), repeat(1, count), *texts))

    def _lines_at(self, at: int) -> Callable[[Any], int]:
        return lambda value: self._line_of(at, value) if isinstance(value, str) else 1


class _Once(dict[Any, Any]):
    """What a function gives, worked out once a value."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, value: Any) -> Any:
        found = self[value] = self._work(value)
        return found
