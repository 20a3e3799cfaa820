"""The three-way merge: base (what we last wrote), theirs (the register now), ours (what the events say).

A cell is written only where theirs is still what we wrote and ours is something else. Whatever a person changed
stands. A row that a person deleted stays deleted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from toolkit.events import CellValue
from toolkit.register.absorb import same
from toolkit.register.base import Base, Cells
from toolkit.register.schema import SheetSpec
from toolkit.register.view import Key, ViewRow

#: A cell holds so many UTF-16 units; what a person typed fits, and stays as it is.
_LONGEST = 32_767
#: What is longer, as forms may bring it, is cut here, and the note says where the rest is.
_KEPT = 32_000
_CUT = "……（内容过长，全文见原件）"
#: What a workbook cannot hold; it would come back as something else and be taken for a person's edit.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = date(1900, 1, 1)

#: key → column → value: what a sheet should show.
Wanted = Mapping[Key, Mapping[str, CellValue]]
#: key → column → a path from the register's folder on.
Links = Mapping[Key, Mapping[str, str]]
#: key → column → the comment of a cell, None to take ours away.
Notes = Mapping[Key, Mapping[str, str | None]]


@dataclass
class SheetChange:
    """What is to be written into one sheet.

    Attributes:
        cells: (row number, column place) → value, None to empty the cell.
        append: new rows, column place → value.
        written: the same by key and column, for the journal.
        links: (row number, column place) → where a cell that is written leads, a path from the register's folder on.
        append_links: the same of the new rows, by their place in ``append``.
        notes: (row number, column place) → the comment of a cell, None to take ours away.
        append_notes: the same of the new rows, by their place in ``append``.
        new: the sheet that is to be made first, None where it is there.
    """

    cells: dict[tuple[int, int], CellValue | None] = field(default_factory=dict)
    append: list[dict[int, CellValue]] = field(default_factory=list)
    written: Cells = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    append_links: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: dict[tuple[int, int], str | None] = field(default_factory=dict)
    append_notes: dict[tuple[int, int], str | None] = field(default_factory=dict)
    new: SheetSpec | None = None

    def __bool__(self) -> bool:
        return bool(self.cells or self.append or self.notes)


class Sheet(Protocol):
    """A sheet as it lies there, read whole or at a glance."""

    @property
    def spec(self) -> SheetSpec:
        """What the sheet should hold."""

    @property
    def places(self) -> Mapping[str, int]:
        """Column → its place, counted from 0."""

    @property
    def is_away(self) -> bool:
        """Whether the register does without it so far."""

    @property
    def loose(self) -> Sequence[ViewRow]:
        """The rows without a key."""

    @property
    def others(self) -> Collection[Key] | None:
        """The keys that stand there beside those of rows we know, None where that is not known."""

    def find(self, keys: Collection[Key]) -> dict[Key, ViewRow]:
        """Return those of the rows with these keys that there are."""


def merge(
    sheet: Sheet,
    wanted: Wanted,
    base: Base,
    typed: Mapping[int, Key] | None = None,
    links: Links | None = None,
    notes: Notes | None = None,
) -> SheetChange:
    """Return what must be written so that ``sheet`` shows ``wanted``, leaving all that people changed.

    Args:
        sheet: the sheet as it lies there.
        wanted: what the events say it should show.
        base: what we last wrote.
        typed: row number → key given to a row that a person typed in.
        links: where cells lead; heeded for the cells that are written.
        notes: the comments that cells are to have.

    Raises:
        RegisterError: a key stands twice.
    """
    change = SheetChange()
    name = sheet.spec.name
    if not sheet.is_away and len(sheet.places) < len(sheet.spec.columns):
        wanted = _placed(sheet, wanted)
    # A row that is to show what we last wrote needs nothing: either it shows it, or a person changed it, which stands.
    different = {key: values for key, values in wanted.items() if base.row(name, key) != values}
    if sheet.is_away:
        return _made(sheet, wanted if different and sheet.places else {}, base)
    others, concerned = sheet.others, {**different, **(notes or {})}
    # A sheet that nobody touched has a row that we never wrote only if it is among the others.
    asked = concerned if others is None else [key for key in concerned if base.knows(name, key) or key in others]
    rows = sheet.find(asked)
    by_number = {row.number: row for row in sheet.loose}
    rows.update({key: by_number[number] for number, key in (typed or {}).items() if number in by_number})
    done = change.written.setdefault(name, {})
    for key, values in different.items():
        row = rows.get(key)
        if row is not None:
            _fit(change, sheet, row, key, values, base)
        elif not base.knows(name, key):
            ours: dict[str, CellValue] = {column: fitting(value) for column, value in values.items()}
            _comment(change.append_notes, len(change.append), sheet, (notes or {}).get(key, {}))
            change.append.append({sheet.places[column]: value for column, value in ours.items()})
            done[key] = {**ours}
        if links and key in links:
            _link(change, sheet, row, key, links[key])
    for key, texts in (notes or {}).items():
        if key in rows:
            _comment(change.notes, rows[key].number, sheet, texts)
    return change


def _placed(sheet: Sheet, wanted: Wanted) -> Wanted:
    """Return what is wanted without the columns that came later and that this register does without so far."""
    return {key: {name: each for name, each in row.items() if name in sheet.places} for key, row in wanted.items()}


def _made(sheet: Sheet, wanted: Wanted, base: Base) -> SheetChange:
    """Return what makes a sheet that the register does without: all that is to stand there but rows people deleted.

    A sheet that people took away comes back when it is to show something new, and not before.
    """
    name = sheet.spec.name
    gone = base.gone.get(name, ())
    shown = {key: values for key, values in wanted.items() if values and key not in gone}
    written = {key: {column: fitting(value) for column, value in values.items()} for key, values in shown.items()}
    rows = [{sheet.places[column]: value for column, value in values.items()} for values in written.values()]
    return SheetChange(append=rows, written={name: {key: {**row} for key, row in written.items()}}, new=sheet.spec)


def _comment(notes: dict[tuple[int, int], str | None], row: int, sheet: Sheet, texts: Mapping[str, str | None]) -> None:
    notes.update({(row, sheet.places[column]): text for column, text in texts.items()})


def _link(change: SheetChange, sheet: Sheet, row: ViewRow | None, key: Key, targets: Mapping[str, str]) -> None:
    name = sheet.spec.name
    for column, target in targets.items():
        place = sheet.places[column]
        if change.written[name].get(key, {}).get(column) is None:
            continue  # a cell that a person wrote leads where they like
        if row is not None:
            change.links[row.number, place] = target
        else:
            change.append_links[len(change.append) - 1, place] = target


def _fit(change: SheetChange, sheet: Sheet, row: ViewRow, key: Key, ours: Mapping[str, CellValue], base: Base) -> None:
    name, theirs = sheet.spec.name, row.values
    for column, place in sheet.places.items():
        whole, there = ours.get(column), theirs.get(column)
        if same(whole, there):  # what a person's program could write stays whole, were it longer than we would write
            continue
        want = None if whole is None else fitting(whole)
        if same(want, there):
            continue
        if same(there, base.value(name, key, column)):
            change.cells[row.number, place] = want
            change.written[name].setdefault(key, {})[column] = want


def fitting(value: CellValue) -> CellValue:
    """Return ``value`` as a cell can hold it and give it back."""
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, int):
        return value
    text = _NOT_XML.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) <= _LONGEST // 2:  # two units a letter at most
        return text
    if len(text.encode("utf-16-le")) // 2 <= _LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * _KEPT].decode("utf-16-le", "ignore") + _CUT
