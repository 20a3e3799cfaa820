"""The past (既往): what the journal had added up to at some point, kept on this PC so that it need not be read again.

A file of the local cache folder, never of the share. Whoever deletes it loses time and nothing else: what it cannot
give is made anew from the journal.
"""

from __future__ import annotations

import logging
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from toolkit.cases import WorkCalendar
from toolkit.events import Event
from toolkit.jobs.desk.cache import clear_out
from toolkit.jobs.desk.frozen import frozen, thawed
from toolkit.jobs.desk.known import Raised
from toolkit.journal import Position
from toolkit.mechanism import Record
from toolkit.register import Base

_LOG = logging.getLogger(__name__)
_TABLES = """
CREATE TABLE kept (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE terms (kind TEXT, term TEXT, number TEXT, PRIMARY KEY (kind, term, number)) WITHOUT ROWID;
"""
#: Entries of a kilobyte or two lie closer in pages of so many bytes: the file is half as large.
_PAGE = 16_384
#: What reading a spoiled file may raise, the unpickling of what stands in it included.
SPOILED = (
    sqlite3.Error,
    pickle.UnpicklingError,
    ValueError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    TypeError,
)
#: Kind, term, number: how a case is found by something it says.
Term = tuple[str, str, str]


@dataclass
class Meta:
    """What the past was made of, and what few events tell.

    Attributes:
        made_by: the rules that added it up: program, mechanism and calendars.
        settings: the office's own units and holidays by then.
        position: how far the journal had been read.
        count: how many events stood by then.
        calendar: by which the deadlines were counted.
        as_of: the latest day it was reckoned for.
        raised: questions, answers, meetings.
        withdrawn: what was taken back (undo).
        base: what we had last written, without its cells; ``sheets`` are those that have some.
        pending: the cases whose rows the register does not show as they are.
        waiting: the rows of 收件日志 likewise.
        strays: sheet → the keys in the register that are none of ours, where that is known.
    """

    made_by: str
    settings: str
    calendar: WorkCalendar
    position: Position
    count: int
    as_of: date
    raised: Raised
    withdrawn: list[Event]
    base: Base
    sheets: list[str]
    pending: set[str] = field(default_factory=set)
    waiting: dict[int, Event] = field(default_factory=dict)
    strays: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)


class Source(Protocol):
    """What makes the same from the journal."""

    @property
    def terms(self) -> Mapping[tuple[str, str], list[str]]:
        """Kind and term → the numbers of the cases that have it."""

    def entries(self, kind: str) -> Mapping[str, Any]:
        """Return the entries of a kind."""


class Past:
    """The past as a file tells it, or where the file fails, as ``anew`` makes it from the journal.

    Args:
        path: the file.
        record: the kind of record that its cases are.

    Attributes:
        meta: what it is made of.
        anew: makes the same from the journal; to be set before anything is asked.
        spoiled: whether the file failed to give what it should have.

    Raises:
        sqlite3.Error, ValueError, …: one of :data:`SPOILED`, where there is none that can be used.
    """

    anew: Source

    def __init__(self, path: Path, record: Record) -> None:
        self.path, self._record = path, record
        self.spoiled = False
        self._file = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1.0)
        try:
            self._file.execute("BEGIN")  # one look at it for all questions, not a lock for each
            meta = self._get("meta", "")
            if not isinstance(meta, Meta):
                raise ValueError("no description")  # noqa: TRY301, TRY004 - as for all that is spoiled
            self.meta = meta
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _get(self, kind: str, key: str) -> Any:
        row = self._file.execute("SELECT value FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return None if row is None else thawed(row[0], self._record)

    def get(self, kind: str, key: str) -> Any:
        """Return an entry, None where there is none; each time a new object."""
        if not self.spoiled:
            try:
                return self._get(kind, key)
            except SPOILED:
                self._fall_back()
        return _copy(self.anew.entries(kind).get(key), self._record)

    def keys(self, kind: str, prefix: str = "") -> Sequence[str]:
        """Return the keys of a kind that begin like this, sorted."""
        if not self.spoiled:
            try:
                ask = "SELECT key FROM kept WHERE kind = ? AND key >= ? AND key < ? ORDER BY key"
                return [row[0] for row in self._file.execute(ask, (kind, prefix, prefix + "\U0010ffff"))]
            except SPOILED:
                self._fall_back()
        return sorted(key for key in self.anew.entries(kind) if key.startswith(prefix))

    def all(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Yield all entries of a kind, by key."""
        if not self.spoiled:
            try:
                rows = self._file.execute("SELECT key, value FROM kept WHERE kind = ? ORDER BY key", (kind,)).fetchall()
                yield from [(key, thawed(value, self._record)) for key, value in rows]
            except SPOILED:
                self._fall_back()
            else:
                return
        yield from [(key, _copy(value, self._record)) for key, value in sorted(self.anew.entries(kind).items())]

    def numbers(self, kind: str, term: str, most: int = -1) -> list[str]:
        """Return the numbers, sorted, of the cases that have this term; at most so many."""
        if not self.spoiled:
            try:
                ask = "SELECT number FROM terms WHERE kind = ? AND term = ? ORDER BY number LIMIT ?"
                return [row[0] for row in self._file.execute(ask, (kind, term, most))]
            except SPOILED:
                self._fall_back()
        found = sorted(self.anew.terms.get((kind, term), ()))
        return found if most < 0 else found[:most]

    def numbers_below(self, kind: str, term: str) -> set[str]:
        """Return the numbers of the cases that have a lesser term of this kind."""
        if not self.spoiled:
            try:
                ask = "SELECT number FROM terms WHERE kind = ? AND term < ?"
                return {row[0] for row in self._file.execute(ask, (kind, term))}
            except SPOILED:
                self._fall_back()
        terms = self.anew.terms.items()
        return {number for (one, other), found in terms if one == kind and other < term for number in found}

    def _fall_back(self) -> None:
        _LOG.info("the past in %s cannot be read and is made anew", self.path)
        self.spoiled = True

    def add(
        self, entries: Mapping[str, Mapping[str, Any]], out: Iterable[Term], terms: Iterable[Term], meta: Meta
    ) -> None:
        """Bring the file up to date, all of it or nothing.

        Args:
            entries: kind → key → entry, None for one that is gone.
            out: terms that hold no longer.
            terms: terms that hold now.
            meta: what it is made of now.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        file = self._file
        file.execute("COMMIT")
        file.execute("BEGIN IMMEDIATE")
        try:
            _write(file, entries, out, terms, meta)
            file.execute("COMMIT")
        except BaseException:
            file.execute("ROLLBACK")
            raise


def create(path: Path, entries: Mapping[str, Mapping[str, Any]], terms: Iterable[Term], meta: Meta) -> None:
    """Make the file anew, in place of any there is.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".neu")
    beside.unlink(missing_ok=True)
    with closing(sqlite3.connect(beside, isolation_level=None)) as file:
        # It is nobody's before it has its name: a kill leaves nothing that could be taken for it.
        file.executescript(
            f"PRAGMA page_size = {_PAGE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_TABLES}"
        )
        _write(file, entries, (), _in_order(terms), meta)
        file.execute("COMMIT")
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    beside.replace(path)
    clear_out(path.parent)


def _in_order(terms: Iterable[Term]) -> Iterator[Term]:
    """Yield terms in their order; a million of them are sorted faster by what they have in common."""
    alike: dict[tuple[str, str], list[str]] = {}
    for kind, term, number in terms:
        alike.setdefault((kind, term), []).append(number)
    for (kind, term), numbers in sorted(alike.items()):
        yield from ((kind, term, number) for number in sorted(numbers))


def _write(
    file: sqlite3.Connection, entries: Mapping[str, Mapping[str, Any]], out: Iterable[Term], terms: Iterable[Term],
    meta: Meta,
) -> None:  # fmt: skip
    for kind, rows in entries.items():
        put = sorted((kind, key, frozen(value)) for key, value in rows.items() if value is not None)
        file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", put)
        file.executemany(
            "DELETE FROM kept WHERE kind = ? AND key = ?", [(kind, k) for k, v in rows.items() if v is None]
        )
    file.executemany("DELETE FROM terms WHERE kind = ? AND term = ? AND number = ?", out)
    file.executemany("INSERT OR IGNORE INTO terms VALUES (?, ?, ?)", terms)
    file.execute("INSERT OR REPLACE INTO kept VALUES ('meta', '', ?)", (frozen(meta),))


def _copy(value: Any, record: Record) -> Any:
    return None if value is None else thawed(frozen(value), record)
