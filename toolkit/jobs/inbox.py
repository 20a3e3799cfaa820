"""The inbox: which files lie there, and which of them have come to rest.

A file still being copied onto a network drive looks like a whole one. It is taken once nobody has touched it for a
while: by its time stamp, or — where clocks disagree — by our own watching.
"""

from __future__ import annotations

import fnmatch
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Owner files of Excel, WPS and LibreOffice, half-finished downloads, what systems strew about.
IGNORED = (
    "~$*", ".*", "*.tmp", "*.part", "*.partial", "*.crdownload", "*.download", "thumbs.db", "desktop.ini",
)  # fmt: skip


@dataclass(slots=True)
class _Seen:
    size: int
    mtime_ns: int
    since: float


@dataclass
class Inbox:
    """Remembers what it saw, so that it can tell which files have come to rest.

    Attributes:
        folder: the inbox; subfolders count.
        settle: how long a file must lie untouched, in seconds.
        now, elapsed: wall clock and a clock that only goes forward, in seconds.
    """

    folder: Path
    settle: float
    now: Callable[[], float] = time.time
    elapsed: Callable[[], float] = time.monotonic
    _seen: dict[Path, _Seen] = field(default_factory=dict)

    def look(self) -> tuple[list[Path], list[Path]]:
        """Return the files at rest and those still moving, each in the order of their time stamps.

        Raises:
            OSError: the share is away.
        """
        resting: list[Path] = []
        moving: list[Path] = []
        seen: dict[Path, _Seen] = {}
        for path, stat in self._files(self.folder):
            before = self._seen.get(path)
            same = before is not None and (before.size, before.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
            note = before if before is not None and same else _Seen(stat.st_size, stat.st_mtime_ns, self.elapsed())
            seen[path] = note
            (resting if self._at_rest(note) else moving).append(path)
        self._seen = seen

        def arrival(path: Path) -> tuple[int, Path]:
            return seen[path].mtime_ns, path

        return sorted(resting, key=arrival), sorted(moving, key=arrival)

    def _at_rest(self, note: _Seen) -> bool:
        age = self.now() - note.mtime_ns / 1e9
        return age >= self.settle or self.elapsed() - note.since >= self.settle

    def _files(self, folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                if any(fnmatch.fnmatch(entry.name.lower(), pattern) for pattern in IGNORED):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from self._files(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    try:
                        yield Path(entry.path), entry.stat()
                    except FileNotFoundError:
                        continue  # moved away between the listing and the look


def wait_for_rest(
    inbox: Inbox, patience: float, sleep: Callable[[float], None] = time.sleep
) -> tuple[list[Path], list[Path]]:
    """Return like :meth:`Inbox.look`, after waiting at most ``patience`` seconds for moving files to come to rest."""
    end = inbox.elapsed() + patience
    while True:
        resting, moving = inbox.look()
        if not moving or inbox.elapsed() >= end:
            return resting, moving
        sleep(min(1.0, max(0.05, inbox.settle / 10)))
