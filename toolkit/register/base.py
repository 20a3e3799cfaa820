"""What we last wrote into the register (the base of the three-way merge), from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.events import CellValue, Event, Kind

#: sheet → key → column → value.
Cells = dict[str, dict[tuple[str, ...], dict[str, CellValue | None]]]

_JOIN = "\x1f"


@dataclass
class Base:
    """What we last wrote.

    Attributes:
        cells: every cell we ever wrote, with the value written last.
        doubtful: cells of a commit that was begun and never confirmed: a kill came between. They may stand in
            the register, so finding them there is no hand edit.
        digest: the register's digest after our last confirmed commit, "" before the first.
        gone: rows that a person deleted, by sheet: they are not written again.
        written: whether a register of this workspace was ever written.
    """

    cells: Cells = field(default_factory=dict)
    doubtful: Cells = field(default_factory=dict)
    gone: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    digest: str = ""
    written: bool = False

    def value(self, sheet: str, key: tuple[str, ...], column: str) -> CellValue | None:
        """Return what we last wrote into a cell, None where nothing."""
        return self.cells.get(sheet, {}).get(key, {}).get(column)

    def may_be_ours(self, sheet: str, key: tuple[str, ...], column: str, value: CellValue | None) -> bool:
        """Return whether a kill may have left this value of ours in the cell unconfirmed."""
        row = self.doubtful.get(sheet, {}).get(key, {})
        return column in row and row[column] == value

    def knows(self, sheet: str, key: tuple[str, ...]) -> bool:
        """Return whether that row stood in the register once."""
        return key in self.cells.get(sheet, {}) or key in self.gone.get(sheet, set())


def base_of(events: Iterable[Event]) -> Base:
    """Return what our commits, and the hand edits we have taken note of, add up to."""
    base = Base()
    for event in events:
        if event.kind is Kind.COMMITTING:
            _lay(base.doubtful, event.data["cells"])
            base.written = True
        elif event.kind is Kind.COMMITTED:
            _lay(base.cells, event.data["cells"])
            base.doubtful = {}
            base.digest = event.data["digest"]
        elif event.kind in {Kind.EDITED, Kind.OPENED} and "sheet" in event.data:
            _note(base, event)
    return base


def _note(base: Base, event: Event) -> None:
    """Take what a person did as standing in the register, so that it is not seen as a new edit again."""
    sheet, key = event.data["sheet"], (event.number,)
    gone = base.gone.setdefault(sheet, set())
    if event.data.get("removed"):
        base.cells.get(sheet, {}).pop(key, None)
        gone.add(key)
        return
    gone.discard(key)
    base.cells.setdefault(sheet, {}).setdefault(key, {}).update(event.data["after"])


def _lay(cells: Cells, written: Mapping[str, Mapping[str, Any]]) -> None:
    for sheet, rows in written.items():
        target = cells.setdefault(sheet, {})
        for key, values in rows.items():
            target.setdefault(tuple(key.split(_JOIN)), {}).update(values)


def for_journal(cells: Cells) -> dict[str, dict[str, dict[str, CellValue | None]]]:
    """Return ``cells`` as an event can hold them."""
    return {
        sheet: {_JOIN.join(key): dict(values) for key, values in rows.items()} for sheet, rows in cells.items() if rows
    }
