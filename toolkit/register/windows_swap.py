"""The swap on Windows: by exclusive handle, so that a save by somebody else can neither be lost nor lose ours.

Opened for reading and renaming with share mode 0, the register cannot be opened by anybody else. Under that handle
its bytes are compared with those we started from; it is renamed aside, the new file is renamed into its place where
nothing stands there, and the old one becomes the backup. Measured over SMB against a program that saves as Excel
does: nothing lost on either side (reliability notes, finding 2), where a plain replace lost saves.

Only what touches the operating system needs Windows (``kernel32.py``); the steps run anywhere, on any
:class:`Kernel`.
"""

from __future__ import annotations

import ctypes
import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeVar

from toolkit.register.swapping import ChangedError, HeldError, aside_of

#: Rights and modes, by the names of Microsoft's documentation of CreateFileW.
DELETE, GENERIC_READ = 0x0001_0000, 0x8000_0000
SHARE_NONE = 0
#: ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION: a virus scanner, an indexer or a reader passes; so do these.
PASSING = frozenset({5, 32, 33})
#: FILE_EXISTS, ALREADY_EXISTS: somebody has saved into the gap.
_TAKEN = frozenset({80, 183})
#: How long to wait before each further try, in seconds; 2.5 in all.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
_CHUNK = 1 << 20

T = TypeVar("T")


class Kernel(Protocol):
    """What the swap asks of the operating system. Whatever fails raises OSError with ``winerror`` set."""

    def open(self, path: Path, access: int, share: int) -> int:
        """Return a handle to an existing file."""

    def read(self, handle: int, size: int) -> bytes:
        """Return the next bytes, at most ``size``; none at the end."""

    def rename(self, handle: int, to: Path) -> None:
        """Rename the open file; where something stands at ``to``, it fails."""

    def close(self, handle: int) -> None:
        """Give a handle back."""


def swap(kernel: Kernel, register: Path, digest: str, beside: Path, backup: Path) -> None:
    """Put ``beside`` in the register's place and the register in the backup's, if it holds the bytes of ``digest``.

    Args:
        kernel: the operating system.
        register: the register.
        digest: the SHA-256 of the bytes that the new ones were made from.
        beside: the new register, in the same folder.
        backup: where the old one is to lie; nothing stands there yet.

    Raises:
        HeldError: somebody has the register open, and keeps it open; it stands as it was.
        ChangedError: it holds other bytes by now, or somebody saved it meanwhile: theirs stands.
        FileNotFoundError: there is no register.
        OSError: the share is away.
    """
    aside = aside_of(register)
    old = _patiently(lambda: kernel.open(register, DELETE | GENERIC_READ, SHARE_NONE))
    try:
        if _digest(kernel, old) != digest:
            raise ChangedError
        kernel.rename(old, aside)
        try:
            _place(kernel, beside, register)
        except ChangedError:
            _file(kernel, old, backup)
            raise
        except BaseException:
            kernel.rename(old, register)
            raise
        _file(kernel, old, backup)
    finally:
        kernel.close(old)


def is_held(kernel: Kernel, path: Path) -> bool:
    """Return whether somebody has a file open, or keeps us from asking."""
    try:
        kernel.close(kernel.open(path, DELETE | GENERIC_READ, SHARE_NONE))
    except OSError as error:
        return _number(error) in PASSING
    return False


def _place(kernel: Kernel, beside: Path, register: Path) -> None:
    new = _patiently(lambda: kernel.open(beside, DELETE, SHARE_NONE))
    try:
        kernel.rename(new, register)
    except OSError as error:
        if _number(error) in _TAKEN:
            raise ChangedError from error
        raise
    finally:
        kernel.close(new)


def _file(kernel: Kernel, old: int, backup: Path) -> None:
    with suppress(OSError):  # then it lies aside until the next run files it
        kernel.rename(old, backup)


def _patiently(ask: Callable[[], T]) -> T:
    for pause in _PAUSES:
        try:
            return ask()
        except OSError as error:
            if _number(error) not in PASSING:
                raise
        time.sleep(pause)
    try:
        return ask()
    except OSError as error:
        if _number(error) in PASSING:
            raise HeldError from error
        raise


def _digest(kernel: Kernel, handle: int) -> str:
    made = hashlib.sha256()
    while part := kernel.read(handle, _CHUNK):
        made.update(part)
    return made.hexdigest()


def _number(error: OSError) -> int:
    number = getattr(error, "winerror", None)
    return number if isinstance(number, int) else 0


class RenameInfo(ctypes.Structure):
    """FILE_RENAME_INFO without the name, which follows it at once."""

    _fields_ = (
        ("replace_if_exists", ctypes.c_uint32),
        ("root_directory", ctypes.c_void_p),
        ("file_name_length", ctypes.c_uint32),
    )


#: Where the name stands: right behind its length, before the structure is rounded up.
NAME_AT = RenameInfo.file_name_length.offset + 4


def rename_info(to: Path) -> bytes:
    """Return the bytes of FILE_RENAME_INFO that rename to a full path and replace nothing."""
    name = long_path(str(to)).encode("utf-16-le")
    head = bytes(RenameInfo(0, None, len(name)))[:NAME_AT]
    # The system asks for at least the whole structure; the name ends with two zero bytes that its length leaves out.
    return (head + name + b"\0\0").ljust(ctypes.sizeof(RenameInfo), b"\0")


def long_path(path: str) -> str:
    r"""Return a full path so written that it may be longer than 260 characters (``\\?\``)."""
    if path.startswith("\\\\?\\"):
        return path
    return "\\\\?\\UNC\\" + path[2:] if path.startswith("\\\\") else "\\\\?\\" + path
