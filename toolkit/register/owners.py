"""Who has the register open, as the owner files tell that Excel, WPS and LibreOffice lay beside it.

An owner file is a hint: a program that died leaves one behind. It counts until it is old, or until it can be shown
that nobody stands behind it.
"""

from __future__ import annotations

import getpass
import os
import re
import socket
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    from toolkit.register.swap import is_held

#: An owner file older than this belongs to a program that died, in seconds.
STALE = 12 * 3600.0
#: One this old counts no longer where nobody stands behind it; a program lays it before it opens the file, in seconds.
_SETTLED = 60.0
#: A length read as a letter.
_CONTROLS = "".join(map(chr, range(0x20)))


def open_by(path: Path) -> str:
    """Return who has a file open, as its owner file says ("某人" where it names nobody), "" where nobody has."""
    # Excel and WPS; LibreOffice; WPS on Linux.
    names = [f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"]
    if path.suffix.lower().startswith(".doc"):
        names.append(f"~${path.name[2:]}")  # Word puts its mark in place of the first two letters
    for name in names:
        owner = path.with_name(name)
        try:
            age = time.time() - owner.stat().st_mtime
        except OSError:
            continue
        if age < STALE and not (age > _SETTLED and _is_abandoned(owner, path)):
            return _name_in(owner)
    return ""


def _name_in(owner: Path) -> str:
    try:
        data = owner.read_bytes()
    except OSError:
        return "某人"
    if owner.name.startswith(".~lock."):
        return next((part for part in _libreoffice(data)[:3] if part), "某人")
    # Excel: a length byte and the name in the system's code page; from byte 55 on the same again in UTF-16.
    name = data[55:].decode("utf-16-le", "ignore") if len(data) > 60 else data[1:].decode("gb18030", "ignore")
    return re.split(r"[\x00\ufffd]", name.lstrip(_CONTROLS))[0].strip() or "某人"


def _libreoffice(data: bytes) -> list[str]:
    """Return what a LibreOffice owner file says: the person's name, the account, the PC, the time, the profile."""
    return [part.strip() for part in data.decode("utf-8", "replace").split(",")]


def _is_abandoned(owner: Path, register: Path) -> bool:
    """Return whether it is certain that nobody stands behind an owner file; in doubt somebody does."""
    if sys.platform == "win32":
        # Excel keeps its owner file open for as long as the workbook is.
        return not is_held(owner) and not is_held(register)
    if not owner.name.startswith(".~lock."):
        return False
    try:
        said = [*_libreoffice(owner.read_bytes()), "", "", ""]
        if (said[1], said[2]) != (getpass.getuser(), socket.gethostname()):
            return False  # what runs on another PC, or under another account, cannot be looked at from here
        return not _is_open_here(register)
    except (OSError, KeyError):
        return False


def _is_open_here(path: Path) -> bool:
    """Return whether a process of this account on this PC has a file open (Linux).

    Raises:
        OSError: this system does not tell.
    """
    target = str(path.resolve())
    for process in Path("/proc").iterdir():
        if not process.name.isdigit() or not os.access(process / "fd", os.R_OK):
            continue
        try:
            if any(str(each.readlink()) == target for each in (process / "fd").iterdir()):
                return True
        except OSError:
            continue  # it has just ended
    return False
