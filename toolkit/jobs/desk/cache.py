"""The local cache (本机缓存): what this PC keeps to be quicker next time, a few files a workspace.

It is no part of the workspace and lies on no share. Nothing depends on it: where the folder is missing, full or
read-only, or somebody deletes it, runs take longer and nothing else. Whoever reads from it checks what he reads.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import suppress
from pathlib import Path

from toolkit.files import sweep, write_whole
from toolkit.workspace import Workspace

#: The environment variable that names another folder; an empty one switches the cache off.
FOLDER = "LIAISON_CACHE"
#: What nobody has used for so many seconds is removed: sixty days.
_FORGOTTEN = 60 * 86_400.0
#: What :func:`place` calls its files; whatever else lies in the folder is somebody's.
_OURS = re.compile(r"^[0-9a-f]{24}\.[a-z]+$")


def place(workspace: Workspace, kind: str) -> Path | None:
    """Return where something of this kind is kept for a workspace, None where this PC has no place for it."""
    folder = _folder()
    if folder is None:
        return None
    name = hashlib.sha256(os.fsencode(workspace.root.absolute())).hexdigest()[:24]
    return folder / f"{name}.{kind}"


def kept(workspace: Workspace, kind: str) -> bytes:
    """Return what was kept last, b"" where there is nothing or it cannot be read."""
    path = place(workspace, kind)
    try:
        return path.read_bytes() if path is not None else b""
    except OSError:
        return b""


def keep(workspace: Workspace, kind: str, data: bytes) -> None:
    """Keep ``data`` in place of what was kept before; where that is not possible, nothing happens."""
    path = place(workspace, kind)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, flush=False)
        clear_out(path.parent)


def clear_out(folder: Path) -> None:
    """Remove what is kept of workspaces in which nobody has worked for long, or that are no more."""
    now = time.time()
    sweep(folder, now)
    for path in folder.iterdir():
        with suppress(OSError):
            if _OURS.match(path.name) and now - path.stat().st_mtime > _FORGOTTEN:
                path.unlink()


def _folder() -> Path | None:
    told = os.environ.get(FOLDER)
    if told is not None:
        return Path(told) if told else None
    home = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # a service account may have no home
        return (Path(home) if home else Path.home() / ".cache") / "liaison-toolkit"
    return None
