"""Writing files (写文件): whole or not at all, claimed by one, on the disk before anybody counts on them."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import FileIO
from pathlib import Path

from toolkit.parents import make_parents

_FLUSHERS = 8
#: Windows' ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION; how long to wait before each further try, in seconds.
_PASSING, _PAUSES = frozenset({5, 32, 33}), (0.05, 0.1, 0.2, 0.4)
#: What :func:`write_beside` calls its file, and how long one must lie untouched to be a killed run's, in seconds.
_STRAY = re.compile(r"^\.~[0-9a-f]{16}\.tmp$")
_HOUR = 3600.0


def write_whole(path: Path, data: bytes, *, flush: bool = True) -> None:
    """Write ``data`` beside ``path``, flush it, then swap it in: the old content or the new, nothing between.

    Args:
        path: where.
        data: what.
        flush: whether it is to be on the disk on returning; else the caller sees to it with :func:`flush_all`.

    Raises:
        OSError: the disk is full, or the target is held open; the old content stands.
    """
    beside = write_beside(path, data, flush=flush)
    try:
        _replace(path, beside)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _replace(path: Path, beside: Path) -> None:
    """Rename ``beside`` over ``path``; on Windows a virus scanner or a reader that passes is waited for a moment."""
    for pause in _PAUSES:
        try:
            beside.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING:
                raise
            time.sleep(pause)
        else:
            return
    beside.replace(path)


def write_beside(path: Path, data: bytes, *, flush: bool = True) -> Path:
    """Write ``data`` into a new file in the folder of ``path``, flushed and read back, and return where it lies.

    Raises:
        OSError: the disk is full or gave back other bytes than it took; no file is left behind.
    """
    beside = path.with_name(f".~{secrets.token_hex(8)}.tmp")  # as _STRAY knows it
    # The usual rights, as any program would give: a register only its last writer can open is no use to an office.
    handle = _create(beside, 0o666)
    try:
        _fill(handle, data, flush=flush)
        _verify(beside, data)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _verify(path: Path, data: bytes) -> None:
    if path.read_bytes() != data:
        raise OSError(errno.EIO, "the disk gave back other bytes than it took", str(path))


def sweep(folder: Path, now: float) -> int:
    """Remove what killed runs left half-written in a folder, not below it, and return how many files that were.

    Only our own temporary files, and only those untouched for an hour: another PC may be writing one. The caller
    holds the workspace's lock. What cannot be removed stays.

    Args:
        folder: where; none need be there.
        now: the time, in seconds since the epoch.
    """
    swept = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if _STRAY.match(entry.name) and entry.is_file(follow_symlinks=False) and _age(entry, now) > _HOUR:
                    Path(entry.path).unlink()
                    swept += 1
    return swept


def _age(entry: os.DirEntry[str], now: float) -> float:
    return now - entry.stat(follow_symlinks=False).st_mtime


def write_new(path: Path, data: bytes, *, flush: bool = True) -> bool:
    """Create ``path`` with ``data`` and return True, or return False where it exists: one of two PCs wins, always.

    Args:
        path: where.
        data: what.
        flush: whether it is to be on the disk on returning; else the caller sees to it with :func:`flush_all`.

    Raises:
        OSError: the disk is full or the share is away; no torn file is left behind to be taken for the whole one.
    """
    try:
        handle = _create(path, 0o644)
    except FileExistsError:
        return False
    try:
        _fill(handle, data, flush=flush)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return True


def _create(path: Path, rights: int) -> int:
    """Return a handle to a new file; in a workspace the folder is made where there is none yet."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, rights)
    except FileNotFoundError:
        make_parents(path)
        return os.open(path, flags, rights)


def _fill(handle: int, data: bytes, *, flush: bool) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        if flush:
            os.fsync(stream.fileno())


def flush_all(paths: Sequence[Path]) -> None:
    """Return once these files are on the disk; several at a time, for a disk or a server puts their flushes together.

    Raises:
        OSError: the disk is full or the share is away.
    """
    if len(paths) <= _FLUSHERS:
        for path in paths:
            _flush(path)
        return
    with ThreadPoolExecutor(_FLUSHERS) as pool:
        list(pool.map(_flush_each, [paths[first::_FLUSHERS] for first in range(_FLUSHERS)]))


def _flush_each(paths: Sequence[Path]) -> None:
    for path in paths:
        _flush(path)


def _flush(path: Path) -> None:
    try:
        # Windows flushes only what is open for writing.
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, PermissionError):
        return  # a person has moved or opened it meanwhile: it is theirs by now
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def append_line(path: Path, text: str) -> None:
    """Append ``text`` to a file and flush it to the disk before returning.

    A line that a killed run left torn is closed first, so that it cannot swallow the new one.

    Raises:
        OSError: the disk is full or the share is away; what had been written of ``text`` is taken back.
    """
    make_parents(path)
    data = text.encode("utf-8")
    # Unbuffered: a buffer would try once more on closing what has just failed.
    with path.open("ab+", buffering=0) as stream:
        end = stream.seek(0, os.SEEK_END)
        if end:
            stream.seek(end - 1)
            if stream.read(1) != b"\n":
                data = b"\n" + data
        try:
            _write_all(stream, data)
            os.fsync(stream.fileno())
        except OSError:
            with suppress(OSError):
                stream.truncate(end)
            raise


def _write_all(stream: FileIO, data: bytes) -> None:
    done = 0
    while done < len(data):
        done += stream.write(data[done:]) or 0
