"""A stand-in for Windows' file sharing, over real files: it refuses what a server was measured to refuse.

Rules of CreateFileW: whoever opens a file says what he wants to do with it and what others may do meanwhile; an open
that does not agree with every handle there is fails with a sharing violation.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.register.windows_swap import DELETE, GENERIC_READ

GENERIC_WRITE = 0x4000_0000
SHARE_READ, SHARE_WRITE, SHARE_DELETE = 1, 2, 4
#: Which share mode allows which access.
_ALLOWED_BY = {GENERIC_READ: SHARE_READ, GENERIC_WRITE: SHARE_WRITE, DELETE: SHARE_DELETE}


class SwitchedOffError(BaseException):
    """The PC goes off: nothing more happens on it, and the server closes its handles."""


def windows_error(number: int) -> OSError:
    error = OSError(errno.EACCES, f"error {number}")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@dataclass
class Handle:
    path: Path
    access: int
    share: int
    at: int = 0


@dataclass
class Server:
    """The files of a share, and who has which of them open.

    Attributes:
        before: called before each call with its number and its words; may act as another PC, or raise.
        calls: what was asked, in order.
    """

    handles: dict[int, Handle] = field(default_factory=dict)
    before: Callable[[int, str], None] = lambda _number, _words: None
    calls: list[str] = field(default_factory=list)
    _next: int = 1
    _nested: bool = False

    def _asked(self, words: str) -> None:
        if self._nested:
            return
        self.calls.append(words)
        self._nested = True
        try:
            self.before(len(self.calls), words)
        finally:
            self._nested = False

    def open(self, path: Path, access: int, share: int) -> int:
        self._asked(f"open {path.name}")
        if not path.exists():
            raise windows_error(2)
        for other in self.handles.values():
            if other.path == path and not (_agrees(access, other.share) and _agrees(other.access, share)):
                raise windows_error(32)
        self._next += 1
        self.handles[self._next] = Handle(path, access, share)
        return self._next

    def read(self, handle: int, size: int) -> bytes:
        self._asked("read")
        mine = self.handles[handle]
        assert mine.access & GENERIC_READ
        part = mine.path.read_bytes()[mine.at : mine.at + size]
        mine.at += len(part)
        return part

    def rename(self, handle: int, to: Path) -> None:
        mine = self.handles[handle]
        self._asked(f"rename {mine.path.name} to {to.name}")
        assert mine.access & DELETE, "only who opened it for that may rename it"
        if to.exists():
            raise windows_error(183)
        mine.path.rename(to)
        mine.path = to

    def close(self, handle: int) -> None:
        self._asked("close")
        self.handles.pop(handle, None)

    def save_as_excel(self, path: Path, data: bytes) -> bool:
        """Save as Excel does: a temporary file, the original deleted, the temporary one renamed; say if it worked."""
        temporary = path.with_name("8A7B6C5D")
        temporary.write_bytes(data)
        try:
            if path.exists():
                self.close(self.open(path, DELETE, SHARE_READ | SHARE_WRITE | SHARE_DELETE))
                path.unlink()
            handle = self.open(temporary, DELETE, SHARE_READ | SHARE_WRITE | SHARE_DELETE)
            self.rename(handle, path)
            self.close(handle)
        except OSError:
            temporary.unlink()
            return False
        return True


def _agrees(access: int, share: int) -> bool:
    return all(share & allowed for right, allowed in _ALLOWED_BY.items() if access & right)
