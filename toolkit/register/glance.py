"""A sheet that nobody has touched since we wrote it: of its rows only those are read that are asked for.

What stands in all the others is known from the journal; reading them would say the same once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from toolkit.ooxml import Row, Workbook
from toolkit.register.schema import SheetSpec
from toolkit.register.view import (
    HEADER_WITHIN,
    Key,
    ViewRow,
    header_of,
    key_of,
    places_to_be,
    sheet_rows,
    twice,
    values_of,
)


@dataclass(frozen=True)
class Glance:
    """A sheet's columns, and its rows when asked.

    Attributes:
        spec: what the sheet should hold.
        places: column → its place, counted from 0.
        loose: none: rows typed in were given their keys by the commit that wrote these bytes.
        others: the keys that stand there beside those of rows we know, None where that is not known.
        passed: all keys that stand there, if a search passed them all; kept only where ``others`` are not known.
        is_away: whether the register does without the sheet, as in a view.
    """

    spec: SheetSpec
    places: Mapping[str, int]
    book: Workbook
    header: int
    loose: tuple[ViewRow, ...] = ()
    others: Collection[Key] | None = None
    passed: set[Key] = field(default_factory=set, compare=False)
    is_away: bool = False

    def find(self, keys: Collection[Key]) -> dict[Key, ViewRow]:
        """Return those of the rows with these keys that there are.

        Raises:
            RegisterError: one of the keys stands twice; the message says in which rows.
        """
        if not keys or self.is_away:
            return {}
        wanted, numbers = set(keys), dict[int, Key]()
        first: dict[Key, int] = {}
        for number, key in self._keys():
            if key in wanted:
                if key in first:
                    raise twice(self.spec, key, first[key], number)
                first[key], numbers[number] = number, key
            if key and self.others is None:
                self.passed.add(key)
        return {numbers[row.number]: self._row(row, numbers[row.number]) for row in self._rows(numbers)}

    def _keys(self) -> Iterator[tuple[int, Key]]:
        """Yield for each row its number and its key, () where it has none."""
        columns = [self.places[name] for name in self.spec.keys]
        kinds = [self.spec.column(name) for name in self.spec.keys]
        for number, cells in self.book.column_values(self.spec.name, columns):
            yield number, key_of(cells, kinds) if number > self.header else ()

    def _rows(self, numbers: Collection[int]) -> list[Row]:
        return list(self.book.some_rows(self.spec.name, numbers)) if numbers else []

    def _row(self, row: Row, key: Key) -> ViewRow:
        return ViewRow(row.number, key, values_of(row, self.spec, self.places))


def glance(book: Workbook, spec: SheetSpec, others: Collection[Key] | None = None) -> Glance:
    """Return one sheet whose rows the journal knows.

    Args:
        book: the register.
        spec: what the sheet should hold.
        others: the keys of rows that are none of ours, where they are known.

    Raises:
        RegisterError: the sheet or one of its columns is missing, or a header stands twice.
    """
    to_be = places_to_be(book, spec)
    if to_be is not None:
        return Glance(spec, to_be, book, 0, others=(), is_away=True)
    header, places = header_of(list(islice(sheet_rows(book, spec), HEADER_WITHIN)), spec)
    return Glance(spec, places, book, header, others=others)
