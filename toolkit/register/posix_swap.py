"""The swap on Linux: look whether anybody holds the register, keep a backup, exchange it with the new one.

Where the file system can exchange two names in one step, what stood in the register's place is looked at once more
afterwards: a save that fell into the last moment is put back and ours waits. Elsewhere (a mounted share) the new
file replaces the old one right after the look.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
from pathlib import Path

from toolkit.files import sha256, write_whole
from toolkit.register.swapping import ChangedError, HeldError

_CHUNK = 1 << 20
#: "Take the folder from the path", and "exchange the two" (Linux: renameat2).
_AT_FDCWD, _EXCHANGE = -100, 2
_HELD = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def swap(register: Path, digest: str, beside: Path, backup: Path) -> None:
    """Put ``beside`` in the register's place and keep the register as the backup, if it holds the bytes of ``digest``.

    Args:
        register: the register.
        digest: the SHA-256 of the bytes that the new ones were made from.
        beside: the new register, in the same folder.
        backup: where the old one is to lie; nothing stands there yet.

    Raises:
        HeldError: somebody has the register open; it stands as it was.
        ChangedError: it holds other bytes by now; they stand.
        FileNotFoundError: there is no register.
        OSError: the disk is full or the share is away; the register stands as it was.
    """
    _look(register, digest)
    keep(register, digest, backup)
    ours = _digest(beside)
    try:
        exchanged = exchange(beside, register)
        if not exchanged:
            beside.replace(register)
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    if exchanged and _digest(beside) != digest:
        _undo(register, ours, beside, backup)
        raise ChangedError


def _undo(register: Path, ours: str, beside: Path, backup: Path) -> None:
    """Put back what somebody saved in the very moment of the swap, and go on for as long as they save meanwhile.

    In the end the newest save stands. What it took the place of, if that is not ours, becomes the backup.
    """
    standing = ours
    while True:
        theirs = _digest(beside)
        exchange(beside, register)
        if _digest(beside) == standing:
            break  # what we had put there came out again: nobody saved in between
        standing = theirs
    if standing == ours:
        backup.unlink(missing_ok=True)
    else:
        beside.replace(backup)


def _look(register: Path, digest: str) -> None:
    """Make sure that nobody holds the register and that it is what it was.

    To open it for writing is refused on a share where somebody holds it as Excel does.
    """
    try:
        handle = os.open(register, os.O_RDWR)
    except OSError as error:
        if error.errno not in _HELD:
            raise
        if os.access(register, os.W_OK):
            raise HeldError from error
        handle = os.open(register, os.O_RDONLY)  # a colleague's file, that we may replace but not write
    with os.fdopen(handle, "rb") as stream:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EAGAIN}:
                raise HeldError from error  # else this file system, or this handle, knows no locks
        if _hash(stream.fileno()) != digest:
            raise ChangedError


def keep(register: Path, digest: str, backup: Path) -> None:
    """Keep the register as it is under a second name; where that cannot be, as a copy.

    Raises:
        ChangedError: it holds other bytes by now.
        OSError: the disk is full or the share is away.
    """
    backup.parent.mkdir(exist_ok=True)
    try:
        os.link(register, backup)
    except FileNotFoundError:
        if register.exists():  # another file took its place while the name was given
            raise ChangedError from None
        raise
    except OSError:
        data = register.read_bytes()
        if sha256(data) != digest:
            raise ChangedError from None
        write_whole(backup, data)


def exchange(one: Path, other: Path) -> bool:
    """Let two files take each other's place in one step; return False where that cannot be done.

    Raises:
        OSError: one of them is missing, or the share is away.
    """
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return _hash(stream.fileno())


def _hash(handle: int) -> str:
    made = hashlib.sha256()
    while part := os.read(handle, _CHUNK):
        made.update(part)
    return made.hexdigest()
