"""What is remembered (所记) of a state, entry by entry: made from the journal alone, or from a desk that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from toolkit.cases import Case, fold
from toolkit.events import Event, Kind
from toolkit.jobs.desk.alike import terms
from toolkit.jobs.desk.known import Known
from toolkit.jobs.desk.memory import events_until, known_of
from toolkit.jobs.desk.misdated import typed_term
from toolkit.jobs.desk.past import Meta, Term
from toolkit.jobs.desk.shelf import Shelf, joined
from toolkit.mechanism import Mechanism, Phase
from toolkit.register import Base, base_of

#: The kinds of term that tell when the earliest deadline of a case ends that still runs, that a case is not over, and
#: on which days a day typed into one that is cannot be.
DUE, OPEN, TYPED = "d", "o", "y"
_LATE_IN = frozenset({Phase.HANDLING, Phase.ANSWERED, Phase.PARKED})
_OVER = frozenset({Phase.CLOSED, Phase.WITHDRAWN})


def case_terms(case: Case, place: str) -> set[Term]:
    """Return all terms of a case: by what it says it is found, when it falls due, and whether it is still open."""
    if case.removed:
        return set()
    found = {(kind, term, case.number) for kind, term in terms(case, place)}
    if case.phase in _LATE_IN:
        clocks = (*case.clocks.values(), *case.side.values())
        days = [each.current for each in clocks if each.round == case.round and each.met is None]
        found |= {(DUE, min(days).isoformat(), case.number)} if days else set()
    asked = [each.decision for each in case.asks.values()] + [each.decision for each in case.requests.values()]
    if case.phase not in _OVER or not all(asked):
        found.add((OPEN, "", case.number))
    elif typed := typed_term(case):
        found.add((TYPED, typed, case.number))
    return found


def known_entries(known: Known) -> dict[str, dict[str, Any]]:
    """Return the entries of the look-ups; of those on shelves, only what was put there."""
    kept: dict[str, Mapping[Any, Any]] = {
        "received": known.received,
        "name": known.names,
        "part": known.parts,
        "entered": known.entered,
        "attached": known.attached,
        "folder": known.folders,
        "printed": known.printed,
        "replied": known.replied,
    }
    found = {kind: _entries(entries) for kind, entries in kept.items()}
    # The event is in the journal; that it happened is what is asked a thousand times.
    found["part"] = {key: each.seq if isinstance(each, Event) else each for key, each in found["part"].items()}
    return found


def _entries(entries: Mapping[Any, Any]) -> dict[str, Any]:
    if isinstance(entries, Shelf):
        return entries.changes()
    return {key if isinstance(key, str) else joined(key): value for key, value in entries.items()}


def row_entries(base: Base, keys: Iterable[tuple[str, tuple[str, ...]]] | None = None) -> dict[str, dict[str, Any]]:
    """Return the entries of what we last wrote: of these rows, or of all; None for a row that is none of ours."""
    if keys is None:
        return {f"row {sheet}": {joined(key): row for key, row in rows.items()} for sheet, rows in base.cells.items()}
    found: dict[str, dict[str, Any]] = {}
    for sheet, key in keys:
        found.setdefault(f"row {sheet}", {})[joined(key)] = base.row(sheet, key)
    return found


def rows_told(events: Iterable[Event], base: Base) -> set[tuple[str, tuple[str, ...]]]:
    """Return the rows of which events tell what we wrote or took note of.

    Args:
        events: the events.
        base: what stood before them: a commit announced then may have been confirmed by them.
    """
    told = {(sheet, key) for each in base.unconfirmed for sheet, rows in each.cells.items() for key in rows}
    for event in events:
        if event.kind in {Kind.COMMITTING, Kind.COMMITTED}:
            cells = event.data.get("cells", {})
            told.update((sheet, tuple(key.split("\x1f"))) for sheet, rows in cells.items() for key in rows)
        elif event.kind in {Kind.EDITED, Kind.OPENED} and "sheet" in event.data:
            told.add((event.data["sheet"], tuple(event.data.get("key", (event.number,)))))
    return told


class Anew:
    """All that is remembered, made from the journal's beginning, kind by kind when it is asked for.

    Args:
        folder: where the journal lies.
        mechanism: by whose rules.
        meta: how far, and by which calendar.
    """

    def __init__(self, folder: Path, mechanism: Mechanism, meta: Meta) -> None:
        self._folder, self._mechanism, self._meta = folder, mechanism, meta
        self._made: dict[str, dict[str, Any]] = {}

    @cached_property
    def _events(self) -> list[Event]:
        return events_until(self._folder, self._meta.position)

    @cached_property
    def terms(self) -> dict[tuple[str, str], list[str]]:
        """Kind and term → the numbers of the cases that have it."""
        found: dict[tuple[str, str], list[str]] = {}
        for case in self.entries("case").values():
            for kind, term, number in case_terms(case, self._mechanism.place):
                found.setdefault((kind, term), []).append(number)
        return found

    def entries(self, kind: str) -> Mapping[str, Any]:
        """Return the entries of a kind."""
        if kind not in self._made:
            if kind == "case":
                self._made[kind] = fold(self._events, self._mechanism.record, self._meta.calendar)
            elif kind.startswith("row "):
                self._made |= row_entries(base_of(self._events))
            else:
                self._made |= known_entries(known_of(self._events, None))
        return self._made.setdefault(kind, {})
