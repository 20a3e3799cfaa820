"""What we last wrote into the register (the base of the three-way merge), from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from toolkit.events import CellValue, Event, Kind

#: key → column → value, and the same by sheet.
Rows = MutableMapping[tuple[str, ...], dict[str, CellValue | None]]
Cells = dict[str, Rows]
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
        settled: whether a register with this very digest holds, in every row it has, what stands here and what people
            had written by then: so it is from a commit that went through until the next hand edit or announcement.
    """

    cells: Cells = field(default_factory=dict)
    unconfirmed: list[Commit] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    gone: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    lost: set[RowKey] = field(default_factory=set)
    digest: str = ""
    written: bool = False
    settled: bool = False

    def row(self, sheet: str, key: tuple[str, ...]) -> Mapping[str, CellValue | None] | None:
        """Return what we last wrote into a row, None where we never did."""
        return self.cells.get(sheet, {}).get(key)

    def value(self, sheet: str, key: tuple[str, ...], column: str) -> CellValue | None:
        """Return what we last wrote into a cell, None where nothing."""
        return self.cells.get(sheet, {}).get(key, {}).get(column)

    def knows(self, sheet: str, key: tuple[str, ...]) -> bool:
        """Return whether that row stood in the register once."""
        return key in self.cells.get(sheet, {}) or key in self.gone.get(sheet, set())


class BaseKeeper:
    """Keeps the base up to date with a list of events that only grows, so that nothing is added up twice.

    Args:
        events: the list; whoever takes events off it needs a new keeper.
        base: what the first ``seen`` of them add up to.
        seen: how many of them are added up already.
    """

    def __init__(self, events: Sequence[Event], base: Base | None = None, seen: int = 0) -> None:
        self.events = events
        self._base = base or Base()
        self._seen = seen

    def now(self) -> Base:
        """Return the base after all events there are; the one returned before may have changed along."""
        for event in self.events[self._seen :]:
            self._seen += 1
            if event.kind in _CONCERNED:
                self._base = self._after(event)
        return self._base

    def _after(self, event: Event) -> Base:
        base = self._base
        if event.kind is Kind.COMMITTING:
            base.unconfirmed.append(_commit(base, event))
            base.written, base.settled = True, False
        elif event.kind is Kind.COMMITTED and "back_to" in event.data:
            return _back(base, self.events[: self._seen - 1], event)
        elif event.kind is Kind.COMMITTED:
            if event.data.get("rebuilt"):
                _start_over(base)
            _confirm(base, event)
        elif event.kind is Kind.NOTED:
            rows = base.cells[event.data["sheet"]] = {}
            _lay({event.data["sheet"]: rows}, _cells({event.data["sheet"]: event.data["rows"]}))
        elif "sheet" in event.data:
            _note(base, event)
            base.settled = False
        return base


_CONCERNED = frozenset({Kind.COMMITTING, Kind.COMMITTED, Kind.EDITED, Kind.OPENED, Kind.NOTED})


def base_of(events: Iterable[Event]) -> Base:
    """Return what our commits, and the hand edits we have taken note of, add up to."""
    return BaseKeeper(list(events)).now()


def _commit(base: Base, event: Event) -> Commit:
    cells = _cells(event.data.get("cells", {}))
    added = {(sheet, key) for sheet, rows in cells.items() for key in rows if not base.knows(sheet, key)}
    return Commit(event.seq, event.data, cells, added)


def _confirm(base: Base, event: Event) -> None:
    """Take a commit as done: the one announced under its digest, or the one the event itself tells of."""
    digest = event.data["digest"]
    known = next((each for each in base.unconfirmed if each.note["digest"] == digest), None)
    commit = known or _commit(base, event)
    for each in _led_up_to(base, commit):
        base.commits.append(each)
        _lay(base.cells, each.cells)
    base.commits.append(commit)
    # Only the run that wrote it says no more than that it is done; one that found it done did not see how it began.
    base.settled = known is not None and "cells" not in event.data
    base.unconfirmed = []
    base.digest = digest
    written = commit.cells if base.settled else _cells(event.data.get("cells", {}))
    _lay(base.cells, written)
    for sheet, rows in written.items():  # a row that was deleted and is written again may be deleted again
        base.gone.get(sheet, set()).difference_update(rows)
    _drop_emptied(base, written)


def _led_up_to(base: Base, commit: Commit) -> list[Commit]:
    """Return the commits that a later one started from and whose own confirmation is lost: they went through."""
    by_digest = {each.note["digest"]: each for each in base.unconfirmed if each is not commit}
    found: list[Commit] = []
    before = by_digest.pop(commit.note.get("started", ""), None)
    while before is not None:
        found.insert(0, before)
        before = by_digest.pop(before.note.get("started", ""), None)
    return found


def _drop_emptied(base: Base, written: Cells) -> None:
    """Forget rows that a commit emptied (undo): nobody deleted them, and they may be written anew."""
    for sheet, rows in written.items():
        for key, values in rows.items():
            if all(value is None for value in values.values()):
                row = base.cells[sheet][key]
                if all(value is None for value in row.values()):
                    del base.cells[sheet][key]
                    base.lost.add((sheet, key))


def _start_over(base: Base) -> None:
    """Forget what stood in a register that was lost: the one made in its place holds what its commit says, no more."""
    base.cells = {}
    base.commits = []
    base.lost = set()


def _back(base: Base, past: Sequence[Event], event: Event) -> Base:
    """Return the base of the older version that somebody put in the register's place."""
    upto = event.data["back_to"]
    older = base_of(each for each in past if each.seq <= upto)
    older.gone = {sheet: older.gone.get(sheet, set()) | base.gone.get(sheet, set()) for sheet in base.cells}
    older.lost = base.lost.union(*(each.added for each in base.commits if each.seq > upto))
    older.unconfirmed = []
    older.digest = event.data["digest"]
    older.written = True
    older.settled = False
    return older


def _note(base: Base, event: Event) -> None:
    """Take what a person did as standing in the register, so that it is not seen as a new edit again."""
    sheet, key = event.data["sheet"], tuple(event.data.get("key", (event.number,)))
    gone = base.gone.setdefault(sheet, set())
    if event.data.get("removed"):
        base.cells.get(sheet, {}).pop(key, None)
        gone.add(key)
        return
    gone.discard(key)
    _lay(base.cells, {sheet: {key: event.data.get("standing", event.data["after"])}})


def _cells(noted: Mapping[str, Mapping[str, Any]]) -> Cells:
    """Return cells as an event tells them; the rows are the event's own and are not to be changed."""
    return {sheet: {tuple(key.split(_JOIN)): row for key, row in rows.items()} for sheet, rows in noted.items()}


def _lay(cells: Cells, written: Cells) -> None:
    """Lay ``written`` over ``cells``; a row is replaced, never changed, for an event may hold it as well."""
    for sheet, rows in written.items():
        target = cells.setdefault(sheet, {})
        for key, values in rows.items():
            old = target.get(key)
            target[key] = {**old, **values} if old else values


def for_journal(cells: Cells) -> dict[str, dict[str, dict[str, CellValue | None]]]:
    """Return ``cells`` as an event can hold them."""
    return {
        sheet: {_JOIN.join(key): dict(values) for key, values in rows.items()} for sheet, rows in cells.items() if rows
    }
