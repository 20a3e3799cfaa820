"""The files of a journal: read in order, resumed where a reader left off, appended to."""

from __future__ import annotations

import getpass
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from toolkit.files import append_line, safe_name
from toolkit.journal.damage import Damaged, damage
from toolkit.journal.line import Record, parsed, written

#: So much is read at a time of what is only to be compared.
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Position:
    """How far a journal was read or written.

    Attributes:
        files: the name of each of its files → so many bytes, and their checksum.
        last: the place in the order of the last record by then.
        spoiled, missing: what was lost by then; see :class:`Journal`.
    """

    files: Mapping[str, tuple[int, int]]
    last: int
    spoiled: Sequence[str] = ()
    missing: Sequence[tuple[int, int]] = ()


class Journal:
    """The journal of a workspace.

    Args:
        folder: where its files lie.
        clock: gives the time an event is written at; for people only.

    Attributes:
        spoiled: the beginnings of lines that could not be read.
        missing: the places in the order that no record has, first and last of each gap, as far as it was read.
        missed: whether records of others were passed over while writing, which only a lock that fails lets happen.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = datetime.now) -> None:
        self.folder = folder
        self._clock = clock
        self._last = 0
        self._held: list[Record] | None = None
        self._read: dict[Path, int] = {}
        self._sums: dict[Path, int] = {}
        self.spoiled: list[str] = []
        self.missing: list[tuple[int, int]] = []
        self.missed = False

    def records(self) -> Sequence[Record]:
        """Return every record, in order, those included that another PC has written; they are kept nowhere here."""
        self._read, self._sums, self._last, self.spoiled = {}, {}, 0, []
        self.__dict__.pop("damaged", None)
        # Each PC's own file is in order already, which this way of sorting turns to account.
        found = sorted(self._fresh(), key=itemgetter("seq"))
        self.missing = _gaps(0, found)
        return found

    @property
    def position(self) -> Position:
        """How far the journal was read or written; what only waits to be written is not counted."""
        files = {path.name: (end, self._sums.get(path, 0)) for path, end in self._read.items()}
        return Position(files, self._last, tuple(self.spoiled), tuple(self.missing))

    def resume(self, position: Position) -> Sequence[Record] | None:
        """Return the records behind a position, in order; None where they do not follow on what stood before it."""
        ends, sums = ({self.folder / name: each[n] for name, each in position.files.items()} for n in (0, 1))
        if any(_sum_of(path, end) != sums[path] for path, end in ends.items()):
            return None
        self._read, self._sums, self._last, self.spoiled = ends, sums, position.last, list(position.spoiled)
        fresh = sorted(self._fresh(), key=itemgetter("seq"))
        if fresh and fresh[0]["seq"] <= position.last:
            return None
        self.missing = [*position.missing, *_gaps(position.last, fresh)]
        return fresh

    def _fresh(self) -> list[Record]:
        """Return the records written since the last look, in the order of the files."""
        fresh: list[Record] = []
        for path in sorted(self.folder.glob("*.jsonl")):
            if path.stat().st_size != self._read.get(path, 0):
                fresh.extend(self._tail(path))
        self._last = max((record["seq"] for record in fresh), default=self._last)
        return fresh

    def _tail(self, path: Path) -> Iterator[Record]:
        start = self._read.get(path, 0)
        with path.open("rb") as stream:
            stream.seek(start)
            data = stream.read()
        # A line without its end is still being written, or was torn by a kill: it is looked at again next time.
        whole = data.rfind(b"\n") + 1
        self._read[path] = start + whole
        self._sums[path] = zlib.crc32(memoryview(data)[:whole], self._sums.get(path, 0))
        for line in data[:whole].splitlines():
            record = parsed(line)
            if record is not None:
                yield record
            elif line.strip():
                self.spoiled.append(f"{path.name}：{line[:60].decode('utf-8', 'replace')}")

    @cached_property
    def damaged(self) -> Sequence[Damaged]:
        """The lines that cannot be read, torn ones included; looked for once after each :meth:`records`."""
        return list(damage(self.folder))

    @property
    def last(self) -> int:
        """The place in the order of the last record that was read or written, 0 before the first."""
        return self._held[-1]["seq"] if self._held else self._last

    def append(self, records: Iterable[Record]) -> Sequence[Record]:
        """Write ``records`` and flush them to the disk; return them as written, with ``seq``, ``at`` and ``by``.

        The caller holds the workspace's lock. Between :meth:`hold` and :meth:`release` they only wait, numbered, for
        the next :meth:`flush`.

        Raises:
            OSError: the disk is full or the share is away; then none of them counts as having happened.
        """
        if self._held:
            last = self._held[-1]["seq"]
        else:
            self.missed |= bool(self._fresh())
            last = self._last
        at, by = self._clock().isoformat(timespec="seconds"), self._who
        numbered = [
            {"seq": last + count, "at": at, "by": by, **record} for count, record in enumerate(records, start=1)
        ]
        if self._held is None:
            self._write(numbered)
        else:
            self._held += numbered
        return numbered

    @property
    def is_holding(self) -> bool:
        """Whether what is appended waits to be written."""
        return self._held is not None

    def hold(self) -> None:
        """Let what is appended from now on wait, so that many records cost one flush."""
        self._held = self._held or []

    def flush(self) -> None:
        """Write what waits, all at once.

        Raises:
            OSError: the disk is full or the share is away; then none of what waited happened, and it waits no more.
        """
        if self._held:
            waiting, self._held = self._held, []
            self._write(waiting)

    def drop(self) -> None:
        """Forget what waits: what it depends on could not be written."""
        if self._held:
            self._held = []

    def release(self) -> None:
        """Write from now on at once again; what waits is written first, and raises like :meth:`flush`."""
        try:
            self.flush()
        finally:
            self._held = None

    def _write(self, records: Sequence[Record]) -> None:
        if not records:
            return
        path = self.folder / f"{safe_name(socket.gethostname())}-{self._clock():%Y%m}.jsonl"
        text = "".join(map(written, records))
        append_line(path, text)
        data = text.encode("utf-8")
        end = self._read.get(path, 0) + len(data)
        if path.stat().st_size == end:
            self._read[path], self._last = end, records[-1]["seq"]  # what we wrote ourselves need not be read
            self._sums[path] = zlib.crc32(data, self._sums.get(path, 0))
        else:
            self.missed |= len(self._fresh()) != len(records)

    @cached_property
    def _who(self) -> str:
        try:
            user = getpass.getuser()
        except (OSError, KeyError, ImportError):
            user = ""
        return f"{socket.gethostname()}/{user}"


def _gaps(before: int, found: Sequence[Record]) -> list[tuple[int, int]]:
    """Return the places in the order that are missing among records in order which follow on a place."""
    places = [before, *map(itemgetter("seq"), found)]
    return [(one + 1, other - 1) for one, other in pairwise(places) if other - one > 1]


def _sum_of(path: Path, end: int) -> int | None:
    """Return the checksum of the first ``end`` bytes of a file, None where it has not so many, or none at all."""
    found, left = 0, end
    try:
        with path.open("rb") as stream:
            while left and (block := stream.read(min(left, _BLOCK))):
                found, left = zlib.crc32(block, found), left - len(block)
    except FileNotFoundError:
        return None
    return None if left else found
