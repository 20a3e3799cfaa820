"""The journal (日志): everything that happened, one JSON line each with a checksum, only ever appended to.

Each PC writes files of its own, so that two never write into one line; the order is a number counted up under the
workspace's lock. A torn last line, or a line somebody spoiled, is passed over and counted: nothing after it is lost.
"""

from __future__ import annotations

import getpass
import json
import socket
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from toolkit.files import append_line, safe_name

Record = Mapping[str, Any]


class Journal:
    """The journal of a workspace.

    Args:
        folder: where its files lie.
        clock: gives the time an event is written at; for people only.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = datetime.now) -> None:
        self.folder = folder
        self._clock = clock
        self._records: list[Record] = []
        self._read: dict[Path, int] = {}
        self.spoiled: list[str] = []

    def records(self) -> Sequence[Record]:
        """Return every record, in order, those included that another PC has written since the last call."""
        fresh: list[Record] = []
        for path in sorted(self.folder.glob("*.jsonl")):
            fresh.extend(self._tail(path))
        if fresh:
            self._records = sorted([*self._records, *fresh], key=lambda record: int(record["seq"]))
        return self._records

    def _tail(self, path: Path) -> Iterable[Record]:
        start = self._read.get(path, 0)
        with path.open("rb") as stream:
            stream.seek(start)
            data = stream.read()
        # A line without its end is still being written, or was torn by a kill: it is looked at again next time.
        whole = data[: data.rfind(b"\n") + 1]
        self._read[path] = start + len(whole)
        for line in whole.splitlines():
            record = _parse(line)
            if record is not None:
                yield record
            elif line.strip():
                self.spoiled.append(f"{path.name}：{line[:60].decode('utf-8', 'replace')}")

    def append(self, records: Iterable[Record]) -> Sequence[Record]:
        """Write ``records`` and flush them to the disk; return them as written, with ``seq``, ``at`` and ``by``.

        The caller holds the workspace's lock.

        Raises:
            OSError: the disk is full or the share is away; then none of them counts as having happened.
        """
        known = self.records()
        last = int(known[-1]["seq"]) if known else 0
        now, who = self._clock(), _who()
        numbered = [
            {"seq": last + count, "at": now.isoformat(timespec="seconds"), "by": who, **record}
            for count, record in enumerate(records, start=1)
        ]
        if numbered:
            path = self.folder / f"{safe_name(socket.gethostname())}-{now:%Y%m}.jsonl"
            append_line(path, "".join(map(_line, numbered)))
            self.records()
        return numbered


def _who() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return f"{socket.gethostname()}/{user}"


def _line(record: Record) -> str:
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    if not _encodable(body):  # half a character, from a damaged file name: only an escape can hold it
        body = json.dumps(record, ensure_ascii=True, separators=(",", ":"))
    return f'{{"sum":"{_sum(body)}",{body[1:]}\n'


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _sum(body: str) -> str:
    return f"{zlib.crc32(body.encode('utf-8')):08x}"


#: How a line begins: the checksum of all that follows.
_HEAD = len('{"sum":"00000000",')


def _parse(line: bytes) -> Record | None:
    try:
        text = line.decode("utf-8")
        data = json.loads(text)
        if data.pop("sum") != _sum("{" + text[_HEAD:]) or not isinstance(data["seq"], int):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return dict(data)
