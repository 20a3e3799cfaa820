"""Which version of the register lies there: ours, one with people's work, or an older one put in its place.

A kill may come between the swap and the journal's note of it; an editor that was open all the while may save what it
had read hours ago; a person may copy a backup back. None of these is a person deleting rows or clearing cells, and
none may be taken for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.events import Event, Kind
from toolkit.register.absorb import same
from toolkit.register.base import Base, Commit
from toolkit.register.view import SheetView

#: An old version saved over ours undoes a commit everywhere; a person undoing things does so on one sheet.
_SHEETS = 2


def landed(base: Base, views: Mapping[str, SheetView], digest: str) -> list[Commit]:
    """Return those unconfirmed commits that the register really holds.

    Args:
        base: what we last wrote.
        views: every sheet as it lies there.
        digest: the digest of the register's bytes.
    """
    return [each for each in base.unconfirmed if each.note["digest"] == digest or _may_stand(each, views)]


def _may_stand(commit: Commit, views: Mapping[str, SheetView]) -> bool:
    # Added rows are the better witness: a cell may come to hold the same by a person's hand.
    if commit.added:
        return any(key in _keys(views, sheet) for sheet, key in commit.added)
    return _stands(commit, views)


def older_version(events: Sequence[Event], base: Base, views: Mapping[str, SheetView], digest: str) -> int | None:
    """Return the last place of the journal that the register knows of, None where it is up to date.

    Args:
        events: the whole journal.
        base: what we last wrote.
        views: every sheet as it lies there.
        digest: the digest of the register's bytes.
    """
    if digest == base.digest or not base.commits:
        return None
    upto = place_of(events, digest)
    if upto is None:
        upto = _undone(base, views)
    return upto if upto is not None and base.commits[-1].seq > upto else None


def place_of(events: Sequence[Event], digest: str) -> int | None:
    """Return the place in the journal at which the register held these very bytes."""
    for event in reversed(events):
        if event.kind is Kind.COMMITTING:
            if event.data["digest"] == digest:
                return event.seq
            if event.data.get("started") == digest:
                return event.seq - 1
    return None


def _undone(base: Base, views: Mapping[str, SheetView]) -> int | None:
    """Return the place before the earliest commit of which no trace is left."""
    upto: int | None = None
    for commit in reversed(base.commits):
        if _stands(commit, views):
            break
        # Rows that went missing like this once before are missed by nobody: this time a person deleted them.
        if len(commit.cells) >= _SHEETS and commit.added - base.lost:
            upto = commit.seq - 1
    return upto


def _stands(commit: Commit, views: Mapping[str, SheetView]) -> bool:
    for sheet, rows in commit.cells.items():
        if sheet not in views:
            continue
        there = {row.key: row.values for row in views[sheet].rows}
        for key, values in rows.items():
            if key in there and any(value and same(there[key].get(column), value) for column, value in values.items()):
                return True
    return False


def _keys(views: Mapping[str, SheetView], sheet: str) -> set[tuple[str, ...]]:
    return {row.key for row in views[sheet].rows} if sheet in views else set()
