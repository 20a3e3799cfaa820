"""The three-way merge: base (what we last wrote), theirs (the register now), ours (what the events say).

A cell is written only where theirs is still what we wrote and ours is something else. Whatever a person changed
stands. A row that a person deleted stays deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.events import CellValue
from toolkit.register.absorb import same
from toolkit.register.base import Base, Cells
from toolkit.register.view import SheetView

#: key → column → value: what a sheet should show.
Wanted = Mapping[tuple[str, ...], Mapping[str, CellValue]]


@dataclass
class SheetChange:
    """What is to be written into one sheet.

    Attributes:
        cells: (row number, column place) → value, None to empty the cell.
        append: new rows, column place → value.
        written: the same by key and column, for the journal.
    """

    cells: dict[tuple[int, int], CellValue | None] = field(default_factory=dict)
    append: list[dict[int, CellValue]] = field(default_factory=list)
    written: Cells = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.cells or self.append)


def merge(
    sheet: SheetView, wanted: Wanted, base: Base, typed: Mapping[int, tuple[str, ...]] | None = None
) -> SheetChange:
    """Return what must be written so that ``sheet`` shows ``wanted``, leaving all that people changed.

    Args:
        sheet: the sheet as it lies there.
        wanted: what the events say it should show.
        base: what we last wrote.
        typed: row number → key given to a row that a person typed in.
    """
    change = SheetChange()
    name = sheet.spec.name
    rows = sheet.by_key()
    by_number = {row.number: row for row in sheet.loose}
    rows.update({key: by_number[number] for number, key in (typed or {}).items() if number in by_number})
    done = change.written.setdefault(name, {})
    for key, values in wanted.items():
        row = rows.get(key)
        if row is not None:
            _fit(change, sheet, row.number, key, row.values, values, base)
        elif not base.knows(name, key):
            change.append.append({sheet.places[column]: value for column, value in values.items()})
            done[key] = dict(values)
    return change


def _fit(
    change: SheetChange,
    sheet: SheetView,
    number: int,
    key: tuple[str, ...],
    theirs: Mapping[str, CellValue],
    ours: Mapping[str, CellValue],
    base: Base,
) -> None:
    name = sheet.spec.name
    for column, place in sheet.places.items():
        want, there = ours.get(column), theirs.get(column)
        if same(want, there):
            continue
        if same(there, base.value(name, key, column)):
            change.cells[number, place] = want
            change.written[name].setdefault(key, {})[column] = want
