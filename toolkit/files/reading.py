"""Reading files (读文件): by which digest one is known, and whether it stood still while it was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from toolkit.trouble import trouble


def why(error: OSError) -> str:
    """Return what went wrong, in words for a person; the system's own words may be English."""
    number = getattr(error, "winerror", None) or error.errno
    return trouble(error).value or (f"错误代码 {number}" if number else "读写失败")


def sha256(data: bytes) -> str:
    """Return the hex digest by which a received file is known."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """Return a file's digest, "" where there is none, and "?" where somebody keeps us from reading it."""
    if not path.exists():
        return ""
    try:
        return sha256(path.read_bytes())
    except (PermissionError, IsADirectoryError):
        return "?"


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
