"""The inbox: which files lie there, which of them have come to rest, and which are to be left alone for a while.

A file still being copied onto a network drive looks like a whole one. It is taken once nobody has touched it for a
while: by its time stamp, or — where clocks disagree — by our own watching. A copy that has its full size and its old
time stamp from the start, but not its content yet, is known by the zeros where content ought to be; one that comes
while we look on is looked at twice. One that somebody has open in a program waits until it is closed.
"""

from __future__ import annotations

import fnmatch
import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.files import why
from toolkit.register import open_by

#: Owner files of Excel, WPS and LibreOffice, half-finished downloads, what systems strew about.
IGNORED = (
    "~$*", ".*", "*.tmp", "*.part", "*.partial", "*.crdownload", "*.download", "thumbs.db", "desktop.ini",
)  # fmt: skip
#: How the names of owner files begin, which such a program lays beside what it has open.
_OWNER = ("~$", ".~")
#: How many bytes are looked at, and how many times as long a file without content must lie before it is taken.
_LOOK, _HOLLOW = 512, 10
#: The pauses before a file that could not be taken in is tried again, in seconds: the first, and the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 20.0, 600.0


@dataclass(slots=True)
class _Seen:
    stamp: tuple[int, int, int]
    since: float
    hollow: bool
    new: bool
    watched: bool
    growing: bool

    @property
    def mtime_ns(self) -> int:
        return self.stamp[1]


@dataclass
class Inbox:
    """Remembers what it saw, so that it can tell which files have come to rest.

    Attributes:
        folder: the inbox; subfolders count.
        settle: how long a file must lie untouched, in seconds.
        now, elapsed: wall clock and a clock that only goes forward, in seconds.
        opened: at the last look, the files at rest that somebody has open, each with who; they were left out.
        closed: at the last look, the subfolders that could not be looked into, each with why.
    """

    folder: Path
    settle: float
    now: Callable[[], float] = time.time
    elapsed: Callable[[], float] = time.monotonic
    opened: dict[Path, str] = field(default_factory=dict)
    closed: dict[Path, str] = field(default_factory=dict)
    _seen: dict[Path, _Seen] = field(default_factory=dict)
    _owners: set[Path] = field(default_factory=set)
    _looked: bool = False

    def look(self) -> tuple[list[Path], list[Path]]:
        """Return the files at rest and those still moving, each in the order of their time stamps.

        Raises:
            OSError: the share is away.
        """
        resting: list[Path] = []
        moving: list[Path] = []
        seen: dict[Path, _Seen] = {}
        self.opened, self.closed, self._owners = {}, {}, set()
        for path, stat in self._files(self.folder):
            before, stamp = self._seen.get(path), (stat.st_size, stat.st_mtime_ns, stat.st_ino)
            same = before is not None and before.stamp == stamp
            if before is not None and same and not before.hollow:
                note = before
                note.new = False
            else:
                note = self._note(path, stamp, before if same else None)
                # It is being written to; its time stamp tells nothing where this PC's clock is ahead of the server's.
                note.growing |= before is not None and stamp[1] > before.mtime_ns
            seen[path] = note
            (resting if self._at_rest(note) else moving).append(path)
        self._seen, self._looked = seen, True

        def arrival(path: Path) -> tuple[int, Path]:
            return seen[path].mtime_ns, path

        return sorted(self._unopened(resting), key=arrival), sorted(moving, key=arrival)

    def _note(self, path: Path, stamp: tuple[int, int, int], before: _Seen | None) -> _Seen:
        """Return what is to be remembered of a file that is new, has changed, or had no content yet."""
        hollow = _is_hollow(path, stamp[0])
        since = before.since if before is not None and hollow else self.elapsed()
        watched = before.watched if before is not None else self._looked
        growing = before is not None and before.growing
        return _Seen(stamp, since, hollow, new=self._looked and before is None, watched=watched, growing=growing)

    def rested(self, path: Path) -> float:
        """Return for how many seconds a file is known to lie unchanged: by our own watching, and by its time stamp.

        What came or changed before our eyes is not believed its time stamp: a copy may keep that of the original.
        """
        note = self._seen.get(path)
        if note is None or _stamp(path) != note.stamp[:2]:
            return 0.0
        watched = self.elapsed() - note.since
        return watched if note.watched else max(watched, self.now() - note.mtime_ns / 1e9)

    def _at_rest(self, note: _Seen) -> bool:
        watched = self.elapsed() - note.since
        if note.hollow:
            return watched >= self.settle * _HOLLOW
        if watched >= self.settle:
            return True
        return not (note.new or note.growing) and self.now() - note.mtime_ns / 1e9 >= self.settle

    def _unopened(self, paths: Sequence[Path]) -> Iterator[Path]:
        """Yield the files that nobody has open; the others are noted."""
        for path in paths:
            # Only where an owner file lies in the folder is asked whose it is: that costs several looks at the share.
            who = open_by(path) if path.parent in self._owners else ""
            if who:
                self.opened[path] = who
            else:
                yield path

    def _files(self, folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name.lower()
                if name.startswith(_OWNER):
                    self._owners.add(folder)
                if any(fnmatch.fnmatch(name, pattern) for pattern in IGNORED):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from self._below(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    try:
                        yield Path(entry.path), entry.stat()
                    except FileNotFoundError:
                        continue  # moved away between the listing and the look

    def _below(self, folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield what lies in a subfolder; one that is gone, or closed to us, hinders nobody else."""
        try:
            yield from self._files(folder)
        except FileNotFoundError:
            return  # if it is the share that has gone, the next look at the workspace tells
        except PermissionError as error:
            self.closed[folder] = why(error)


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

    def __contains__(self, path: Path) -> bool:
        """Return whether this file waits for another try."""
        return path in self._left

    def fresh(self, paths: Sequence[Path]) -> list[Path]:
        """Return those of the files that were not tried before."""
        return [path for path in paths if path not in self._left]

    def portions(self, paths: Sequence[Path], most: int) -> Iterator[list[Path]]:
        """Yield the files a good ``most`` at a time; what came together stays together."""
        portion: list[Path] = []
        for _, group in itertools.groupby(self._side_by_side(paths), key=self._group):
            portion += group
            if len(portion) >= most:
                yield portion
                portion = []
        if portion:
            yield portion

    def _side_by_side(self, paths: Sequence[Path]) -> list[Path]:
        first: dict[Path, int] = {}
        for path in paths:
            first.setdefault(self._group(path), len(first))
        return sorted(paths, key=lambda path: first[self._group(path)])

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
