"""A workspace as it stands, kept to be laid out again: what many tests begin with is done once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.workspace import SENTINEL_NAME

if TYPE_CHECKING:
    from .office import Office

#: Path inside → bytes and time stamp; None for a folder. Folders come before what lies in them.
Files = Mapping[str, tuple[bytes, int] | None]


def files_of(root: Path) -> Files:
    """Every file and folder under ``root``, but for the sentinel: each workspace has an id of its own."""
    found: dict[str, tuple[bytes, int] | None] = {".": None}
    for path in sorted(root.rglob("*")):
        if path.name != SENTINEL_NAME:
            inside = path.relative_to(root).as_posix()
            found[inside] = None if path.is_dir() else (path.read_bytes(), path.stat().st_mtime_ns)
    return found


def lay_out(root: Path, files: Files) -> None:
    """Put these files under ``root``, with their time stamps."""
    for inside, file in files.items():
        path = root / inside
        if file is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.write_bytes(file[0])
            os.utime(path, ns=(file[1], file[1]))


def once(prepare: Callable[[Office], Office]) -> Callable[[Office], Office]:
    """Let a fixture work on the first office it is given; every later one gets the files that it left there."""
    kept: list[tuple[Files, int]] = []

    @wraps(prepare)
    def again(office: Office) -> Office:
        if not kept:
            prepare(office)
            kept.append((files_of(office.root), office.sent_so_far))
        else:
            files, office.sent_so_far = kept[0]
            lay_out(office.root, files)
        return office

    return again
