"""Files on a shared drive: written whole or not at all, claimed by one, named so that every system can read them.

The rules behind this room are measured in the project's reliability notes: a file saved in place is ruined by a
kill, so everything is written beside and swapped in; a claim is an exclusive creation, the only thing a network
drive decides for exactly one of two PCs.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

_CHUNK = 1 << 20
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(1, 10)), *(f"LPT{n}" for n in range(1, 10))}
# Path separators, the characters Windows forbids, control characters, and marks that turn the reading direction.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')


def sha256(data: bytes) -> str:
    """Return the hex digest by which a received file is known."""
    return hashlib.sha256(data).hexdigest()


def read_stable(path: Path) -> bytes | None:
    """Return the bytes of a file that did not change while it was read, or None where it did.

    Raises:
        OSError: the file cannot be opened (somebody holds it, or it is gone).
    """
    before = path.stat()
    with path.open("rb") as handle:
        data = handle.read()
    after = path.stat()
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) == (len(data), after.st_mtime_ns)
    return data if same else None


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path``, flush it, then swap it in: the old content or the new, nothing between.

    Raises:
        OSError: the disk is full, or the target is held open; the old content stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = write_beside(path, data)
    try:
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def write_beside(path: Path, data: bytes) -> Path:
    """Write ``data`` into a new file in the folder of ``path``, flushed and read back, and return where it lies.

    Raises:
        OSError: the disk is full or gave back other bytes than it took; no file is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".~", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _verify(beside, data)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _verify(path: Path, data: bytes) -> None:
    if path.read_bytes() != data:
        raise OSError(errno.EIO, "the disk gave back other bytes than it took", str(path))


def write_new(path: Path, data: bytes) -> bool:
    """Create ``path`` with ``data`` and return True, or return False where it exists: one of two PCs wins, always."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o644)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return True


def append_line(path: Path, text: str) -> None:
    """Append ``text`` to a file and flush it to the disk before returning.

    A line that a killed run left torn is closed first, so that it cannot swallow the new one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as stream:
        end = stream.seek(0, os.SEEK_END)
        if end:
            stream.seek(end - 1)
            if stream.read(1) != b"\n":
                stream.write(b"\n")
        stream.write(text.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())


def safe_name(text: str, limit: int = 80) -> str:
    """Return ``text`` as a file name that Windows, a NAS and a zip all take; never empty, never a reserved name."""
    name = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    name = re.sub(r"\s+", " ", name).strip(" .")[:limit].rstrip(" .")
    if not name or name.split(".")[0].upper() in _RESERVED:
        return f"_{name}"
    return name


def free_name(path: Path) -> Path:
    """Return ``path``, or the first of ``name（2）``, ``name（3）`` … that is not taken."""
    candidate, count = path, 1
    while candidate.exists():
        count += 1
        candidate = path.with_name(f"{path.stem}（{count}）{path.suffix}")
    return candidate
