"""The journal (日志): everything that happened, one JSON line each with a checksum, only ever appended to.

Each PC writes files of its own, so that two never write into one line; the order is a number counted up under the
workspace's lock. A torn last line, or a line somebody spoiled, is passed over and counted: nothing after it is lost.
"""

from __future__ import annotations

import getpass
import json
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.files import append_line, safe_name

Record = Mapping[str, Any]


class Journal:
    """The journal of a workspace.

    Args:
        folder: where its files lie.
        clock: gives the time an event is written at; for people only.

    Attributes:
        spoiled: the beginnings of lines that could not be read.
        missing: the places in the order that no record has, first and last of each gap; as of :meth:`records`.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = datetime.now) -> None:
        self.folder = folder
        self._clock = clock
        self._last = 0
        self._held: list[Record] | None = None
        self._read: dict[Path, int] = {}
        self.spoiled: list[str] = []
        self.missing: list[tuple[int, int]] = []

    def records(self) -> Sequence[Record]:
        """Return every record, in order, those included that another PC has written; they are kept nowhere here."""
        self._read, self._last, self.spoiled = {}, 0, []
        self.__dict__.pop("damaged", None)
        # Each PC's own file is in order already, which this way of sorting turns to account.
        found = sorted(self._fresh(), key=itemgetter("seq"))
        places = [0, *map(itemgetter("seq"), found)]
        self.missing = [(one + 1, other - 1) for one, other in pairwise(places) if other - one > 1]
        return found

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
        for line in data[:whole].splitlines():
            record = _parse(line)
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
            self._fresh()
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
        text = "".join(map(_line, records))
        append_line(path, text)
        end = self._read.get(path, 0) + len(text.encode("utf-8"))
        if path.stat().st_size == end:
            self._read[path], self._last = end, records[-1]["seq"]  # what we wrote ourselves need not be read
        else:
            self._fresh()

    @cached_property
    def _who(self) -> str:
        try:
            user = getpass.getuser()
        except (OSError, KeyError, ImportError):
            user = ""
        return f"{socket.gethostname()}/{user}"


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ENCODE_ASCII = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_DECODE = json.JSONDecoder().decode


def _line(record: Record) -> str:
    body = _ENCODE(record)
    try:
        data = body.encode("utf-8")
    except UnicodeEncodeError:  # half a character, from a damaged file name: only an escape can hold it
        body = _ENCODE_ASCII(record)
        data = body.encode("utf-8")
    return f'{{"sum":"{zlib.crc32(data):08x}",{body[1:]}\n'


#: How a line begins: the checksum of all that follows.
_HEAD = len('{"sum":"00000000",')


#: The checksum of the brace that the rest of a line is checked with.
_BRACE = zlib.crc32(b"{")


def _parse(line: bytes) -> Record | None:
    try:
        data: dict[str, Any] = _DECODE(line.decode("utf-8"))
        if data.pop("sum") != f"{zlib.crc32(line[_HEAD:], _BRACE):08x}" or not isinstance(data["seq"], int):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return data


class Damaged(NamedTuple):
    """A line of a journal that cannot be read.

    Attributes:
        name: the file's name.
        number: the line's number, from 1.
        torn: whether it is what a kill or a power cut left of a line: what it would have said never happened. Any
            other line was spoiled since it was written.
        mark: by what the line is known again.
    """

    name: str
    number: int
    torn: bool
    mark: str


def damage(folder: Path) -> Iterator[Damaged]:
    """Yield the lines of a journal that cannot be read.

    A line that ends too early is torn where it is the last, and where the next record took its place in the order:
    nobody counted on it. Where that place is missing, the line was whole once.
    """
    files = {path: path.read_bytes().split(b"\n") for path in sorted(folder.glob("*.jsonl"))}
    places = {path: [_place(line) for line in lines] for path, lines in files.items()}
    there = {place for found in places.values() for place in found}
    for path, lines in files.items():
        before, found = 0, places[path]
        for number, (line, place) in enumerate(zip(lines, found, strict=True), start=1):
            if place is not None:
                before = place
            elif line.strip():
                after = next((each for each in found[number:] if each is not None), before + 1)
                unfinished = not line.rstrip().endswith(b"}") and there.issuperset(range(before + 1, after))
                mark = f"{path.name}:{zlib.crc32(line):08x}"
                yield Damaged(path.name, number, number == len(lines) or unfinished, mark)


def _place(line: bytes) -> int | None:
    record = _parse(line) if line.strip() else None
    return None if record is None else record["seq"]
