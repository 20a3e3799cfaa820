"""The inbox: which files lie there, which of them have come to rest, and which are to be left alone for a while.

A file still being copied onto a network drive looks like a whole one. It is taken once nobody has touched it for a
while: by its time stamp, or — where clocks disagree — by our own watching. A copy that has its full size and its old
time stamp from the start, but not its content yet, is known by the zeros where content ought to be.
"""

from __future__ import annotations

import fnmatch
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: Owner files of Excel, WPS and LibreOffice, half-finished downloads, what systems strew about.
IGNORED = (
    "~$*", ".*", "*.tmp", "*.part", "*.partial", "*.crdownload", "*.download", "thumbs.db", "desktop.ini",
)  # fmt: skip
#: How many bytes are looked at, and how many times as long a file without content must lie before it is taken.
_LOOK, _HOLLOW = 512, 10
#: The pauses before a file that could not be taken in is tried again, in seconds: the first, and the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 20.0, 600.0


@dataclass(slots=True)
class _Seen:
    size: int
    mtime_ns: int
    since: float
    hollow: bool


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
            if before is not None and same and not before.hollow:
                note = before
            else:
                note = self._note(path, stat, before if same else None)
            seen[path] = note
            (resting if self._at_rest(note) else moving).append(path)
        self._seen = seen

        def arrival(path: Path) -> tuple[int, Path]:
            return seen[path].mtime_ns, path

        return sorted(resting, key=arrival), sorted(moving, key=arrival)

    def _note(self, path: Path, stat: os.stat_result, before: _Seen | None) -> _Seen:
        """Return what is to be remembered of a file that is new, has changed, or had no content yet."""
        hollow = _is_hollow(path, stat.st_size)
        since = before.since if before is not None and hollow else self.elapsed()
        return _Seen(stat.st_size, stat.st_mtime_ns, since, hollow)

    def _at_rest(self, note: _Seen) -> bool:
        watched = self.elapsed() - note.since
        if note.hollow:
            return watched >= self.settle * _HOLLOW
        return self.now() - note.mtime_ns / 1e9 >= self.settle or watched >= self.settle

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


def _is_hollow(path: Path, size: int) -> bool:
    """Return whether a file has its size but not its content: zeros at its beginning, or at the end of a zip."""
    if not size:
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(_LOOK)
            stream.seek(max(0, size - _LOOK))
            tail = stream.read(_LOOK)
    except OSError:
        return False  # who takes it in will find it so, and say it
    return not head.strip(b"\0") or (head.startswith(b"PK") and not tail.strip(b"\0"))


@dataclass(slots=True)
class _Left:
    stamp: tuple[int, int]
    pause: float
    due: float


@dataclass
class Patience:
    """Remembers which files could not be taken in, and tries them ever more rarely until somebody changes them.

    Attributes:
        folder: the inbox; what lies in one subfolder came together and is tried together.
        elapsed: a clock that only goes forward, in seconds.
    """

    folder: Path
    elapsed: Callable[[], float] = time.monotonic
    _left: dict[Path, _Left] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many files wait for another try."""
        return len(self._left)

    def due(self, paths: Sequence[Path]) -> list[Path]:
        """Return the files to be taken in now, in their order."""
        there = set(paths)
        self._left = {path: left for path, left in self._left.items() if path in there}
        wanted = {self._group(path) for path in paths if self._is_due(path)}
        return [path for path in paths if self._group(path) in wanted]

    def tried(self, paths: Sequence[Path]) -> None:
        """Note which of the files still lie there after a run; one that nobody may open now is tried again soon."""
        for path in paths:
            stamp = _stamp(path)
            before = self._left.pop(path, None)
            if stamp is None:
                continue
            again = before is not None and before.stamp == stamp and _opens(path)
            pause = min(_LONGEST_PAUSE, before.pause * 2) if before is not None and again else _FIRST_PAUSE
            self._left[path] = _Left(stamp, pause, self.elapsed() + pause)

    def _group(self, path: Path) -> Path:
        return path if path.parent == self.folder else path.parent

    def _is_due(self, path: Path) -> bool:
        left = self._left.get(path)
        return left is None or self.elapsed() >= left.due or _stamp(path) != left.stamp


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _opens(path: Path) -> bool:
    try:
        path.open("rb").close()
    except OSError:
        return False
    return True


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
