"""What we last wrote into the register (the base of the three-way merge), from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from toolkit.events import CellValue, Event, Kind

#: sheet → key → column → value.
Cells = dict[str, dict[tuple[str, ...], dict[str, CellValue | None]]]
#: A row anywhere in the register: its sheet and its key.
RowKey = tuple[str, tuple[str, ...]]

_JOIN = "\x1f"


@dataclass(frozen=True, slots=True)
class Commit:
    """One of our commits.

    Attributes:
        seq: the journal's place of its announcement.
        note: what the announcement says: digest, started, cells.
        cells: what it wrote.
        added: the rows it added.
    """

    seq: int
    note: Mapping[str, Any]
    cells: Cells
    added: Set[RowKey]


@dataclass
class Base:
    """What we last wrote.

    Attributes:
        cells: every cell we ever wrote, with the value written last.
        unconfirmed: commits that were announced and never confirmed: a kill came between. What they wrote may stand
            in the register or not.
        commits: the confirmed ones, in order.
        digest: the register's digest after our last confirmed commit, "" before the first.
        gone: rows that a person deleted, by sheet: they are not written again.
        lost: rows that an older version of the register, put in its place, had taken with it once already.
        written: whether a register of this workspace was ever written.
    """

    cells: Cells = field(default_factory=dict)
    unconfirmed: list[Commit] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    gone: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    lost: set[RowKey] = field(default_factory=set)
    digest: str = ""
    written: bool = False

    def value(self, sheet: str, key: tuple[str, ...], column: str) -> CellValue | None:
        """Return what we last wrote into a cell, None where nothing."""
        return self.cells.get(sheet, {}).get(key, {}).get(column)

    def knows(self, sheet: str, key: tuple[str, ...]) -> bool:
        """Return whether that row stood in the register once."""
        return key in self.cells.get(sheet, {}) or key in self.gone.get(sheet, set())


def base_of(events: Iterable[Event]) -> Base:
    """Return what our commits, and the hand edits we have taken note of, add up to."""
    base = Base()
    past: list[Event] = []
    for event in events:
        if event.kind is Kind.COMMITTING:
            base.unconfirmed.append(_commit(base, event))
            base.written = True
        elif event.kind is Kind.COMMITTED and "back_to" in event.data:
            base = _back(base, past, event)
        elif event.kind is Kind.COMMITTED:
            _confirm(base, event)
        elif event.kind in {Kind.EDITED, Kind.OPENED} and "sheet" in event.data:
            _note(base, event)
        past.append(event)
    return base


def _commit(base: Base, event: Event) -> Commit:
    cells: Cells = {}
    _lay(cells, event.data["cells"])
    added = {(sheet, key) for sheet, rows in cells.items() for key in rows if not base.knows(sheet, key)}
    return Commit(event.seq, event.data, cells, added)


def _confirm(base: Base, event: Event) -> None:
    digest = event.data["digest"]
    known = next((each for each in base.unconfirmed if each.note["digest"] == digest), None)
    base.commits.append(known or _commit(base, event))
    base.unconfirmed = []
    base.digest = digest
    _lay(base.cells, event.data["cells"])


def _back(base: Base, past: list[Event], event: Event) -> Base:
    """Return the base of the older version that somebody put in the register's place."""
    upto = event.data["back_to"]
    older = base_of(each for each in past if each.seq <= upto)
    older.gone = {sheet: older.gone.get(sheet, set()) | base.gone.get(sheet, set()) for sheet in base.cells}
    older.lost = base.lost.union(*(each.added for each in base.commits if each.seq > upto))
    older.unconfirmed = []
    older.digest = event.data["digest"]
    older.written = True
    return older


def _note(base: Base, event: Event) -> None:
    """Take what a person did as standing in the register, so that it is not seen as a new edit again."""
    sheet, key = event.data["sheet"], (event.number,)
    gone = base.gone.setdefault(sheet, set())
    if event.data.get("removed"):
        base.cells.get(sheet, {}).pop(key, None)
        gone.add(key)
        return
    gone.discard(key)
    base.cells.setdefault(sheet, {}).setdefault(key, {}).update(event.data.get("standing", event.data["after"]))


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
