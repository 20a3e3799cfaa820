"""A disk that fails, or a PC that is switched off, at the Nth thing the toolkit does to it."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR
#: Whose failing is the lock's own affair; it holds nothing.
_LEFT_ALONE = (".lock",)


class OffError(BaseException):
    """Stands for the moment after which nothing more happens."""


@dataclass
class Disk:
    """Counts what is done to the disk under ``root`` and fails at the ``nth`` of it.

    Attributes:
        root: what lies elsewhere does not count.
        nth: at which operation to fail, 0 for never.
        error: the error of the operating system to raise, or 0 to be switched off there and then.
        off: ends everything; in a child process, :func:`os._exit`.
        done: what was done, in order.
    """

    root: Path
    nth: int = 0
    error: int = errno.ENOSPC
    off: Callable[[], None] | None = None
    done: list[str] = field(default_factory=list)
    handles: dict[int, str] = field(default_factory=dict)
    failed: bool = False

    def concerns(self, path: object) -> bool:
        try:
            text = os.fspath(path)  # type: ignore[call-overload]
        except TypeError:
            return False
        return isinstance(text, str) and text.startswith(str(self.root)) and not text.endswith(_LEFT_ALONE)

    def due(self, what: str, path: object) -> bool:
        """Count one operation and return whether this is the one to fail."""
        self.done.append(f"{what} {Path(str(path)).name}")
        self.failed = self.failed or len(self.done) == self.nth
        return len(self.done) == self.nth

    def fail(self, path: object) -> None:
        if self.off is not None:
            self.off()
        raise OSError(self.error, os.strerror(self.error), str(path))

    def guard(self, what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``real`` failing, when due, before it has done anything."""

        def run(path: Any, *more: Any, **named: Any) -> Any:
            if self.concerns(path) and self.due(what, path):
                self.fail(path)
            return real(path, *more, **named)

        return run

    def open_handle(self, real: Callable[..., int]) -> Callable[..., int]:
        def run(path: Any, flags: int, *more: Any, **named: Any) -> int:
            ours = self.concerns(path) and bool(flags & _WRITING)
            if ours and self.due("open", path):
                self.fail(path)
            handle = real(path, flags, *more, **named)
            if ours:
                self.handles[handle] = str(path)
            return handle

        return run

    def open_stream(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def run(path: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
            ours = self.concerns(path) and any(letter in mode for letter in "wax+")
            if ours and self.due("open", path):
                self.fail(path)
            stream = real(path, mode, *more, **named)
            if ours:
                self.handles[stream.fileno()] = str(path)
            return _Stream(stream, self, str(path)) if ours else stream

        return run

    def wrap_handle(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def run(handle: int, *more: Any, **named: Any) -> Any:
            stream = real(handle, *more, **named)
            return _Stream(stream, self, self.handles[handle]) if handle in self.handles else stream

        return run

    def flush(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def run(handle: int) -> None:
            if handle in self.handles and self.due("fsync", self.handles[handle]):
                self.fail(self.handles[handle])
            real(handle)

        return run

    @contextmanager
    def plugged_in(self) -> Iterator[Disk]:
        """Let everything this process does to files go through here."""
        kept = {(place, name): getattr(place, name) for place, name in _OPERATIONS}
        os.open = self.open_handle(os.open)
        os.fdopen = self.wrap_handle(os.fdopen)
        io.open = self.open_stream(io.open)
        os.fsync = self.flush(os.fsync)
        for name in ("replace", "rename", "unlink", "remove", "mkdir", "link"):
            setattr(os, name, self.guard(name, getattr(os, name)))
        if posix_swap is not None:
            posix_swap.exchange = self.guard("exchange", posix_swap.exchange)
        try:
            yield self
        finally:
            for (place, name), real in kept.items():
                setattr(place, name, real)


_OPERATIONS: list[tuple[Any, str]] = [
    *((os, name) for name in ("open", "fdopen", "fsync", "replace", "rename", "unlink", "remove", "mkdir", "link")),
    (io, "open"),
]
if sys.platform == "win32":
    posix_swap: Any = None
else:
    from toolkit.register import posix_swap

    _OPERATIONS.append((posix_swap, "exchange"))  # a call of the system that Python has no name for


class _Stream:
    """A file being written; when it is due, half of what was to be written is, and then comes the failure."""

    def __init__(self, stream: Any, disk: Disk, path: str) -> None:
        self._stream, self._disk, self._path = stream, disk, path

    def write(self, data: bytes) -> Any:
        if self._disk.due("write", self._path):
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()
            self._disk.fail(self._path)
        return self._stream.write(data)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._disk.handles.pop(self._stream.fileno(), None)
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


#: The system's own, whatever is plugged in.
_rename = os.rename


@dataclass
class Unplugged(Disk):
    """A share that is gone from the ``nth`` operation on, and back after ``lasts`` more; it raises nothing of its own.

    Attributes:
        lasts: how many operations it is gone for.
        empty: whether a folder remains in its place, as that of a mount does.
        ghosts: what was made in its place meanwhile.
    """

    lasts: int = 1
    empty: bool = False
    ghosts: list[str] = field(default_factory=list)

    @property
    def away(self) -> Path:
        return self.root.with_name(f"{self.root.name} away")

    def due(self, what: str, path: object) -> bool:
        """Count one operation; none is to fail but by what it finds, or no longer finds."""
        super().due(what, path)
        if len(self.done) == self.nth:
            _rename(self.root, self.away)
            if self.empty:
                self.root.mkdir()
        elif len(self.done) == self.nth + self.lasts:
            self.plug_in()
        return False

    def plug_in(self) -> None:
        """Let the share be back, if it is away."""
        if self.away.exists():
            if self.root.exists():
                ghost = self.root.with_name(f"{self.root.name} ghost")
                _rename(self.root, ghost)
                self.ghosts += [str(each.relative_to(ghost)) for each in ghost.rglob("*")]
                shutil.rmtree(ghost)
            _rename(self.away, self.root)
