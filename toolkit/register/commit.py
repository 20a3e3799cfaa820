"""The swap: the register is replaced only if it still holds the very bytes we started from.

Write beside, flush, read back, compare, keep a backup, swap in. Whoever has the register open keeps it; what is
ours waits in the journal and lands with the next run.
"""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from pathlib import Path

from toolkit.errors import RegisterBusyError, RegisterError
from toolkit.files import read_stable, sha256, write_beside, write_whole

#: How many backups are kept beside the last one of each day.
KEEP = 30
#: An owner file older than this belongs to a program that died, in seconds.
_STALE = 12 * 3600.0
#: Excel saves by removing the old file and renaming the new one; so often, and after so many seconds, we look again.
_LOOKS, _BETWEEN_LOOKS = 4, 0.5


def read_register(path: Path) -> bytes:
    """Return the register's bytes.

    Raises:
        RegisterError: there is none; it is never replaced by a new one silently.
        RegisterBusyError: it is being saved at this moment, or held so that nobody can read it.
    """
    try:
        data = _read(path)
    except FileNotFoundError as error:
        raise RegisterError(
            f"找不到总台账 {path.name}", "如果是被移走或改名，请放回原处；如果丢失，请用“恢复总台账”从备份取回"
        ) from error
    except PermissionError as error:
        raise RegisterBusyError(f"总台账{_who(path)}正打开着，暂时读不了") from error
    if data is None:
        raise RegisterBusyError("总台账正在保存，稍后再试")
    return data


def _read(path: Path) -> bytes | None:
    for _ in range(_LOOKS - 1):
        try:
            return read_stable(path)
        except FileNotFoundError:
            time.sleep(_BETWEEN_LOOKS)
    return read_stable(path)


def open_by(path: Path) -> str:
    """Return who has the register open, as its owner file says ("某人" where it names nobody), "" where nobody has."""
    # Excel and WPS; LibreOffice; WPS on Linux.
    for name in (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}"):
        owner = path.with_name(name)
        try:
            fresh = time.time() - owner.stat().st_mtime < _STALE
            if fresh:
                return _name_in(owner)
        except OSError:
            continue
    return ""


def _name_in(owner: Path) -> str:
    try:
        data = owner.read_bytes()
    except OSError:
        return "某人"
    if owner.name.startswith(".~lock."):  # LibreOffice: ,user,host,time,profile;
        parts = data.decode("utf-8", "replace").split(",")
        return next((part.strip() for part in parts[:3] if part.strip()), "某人")
    # Excel: a length byte and the name in the system's code page; from byte 55 on the same again in UTF-16.
    name = data[55:].decode("utf-16-le", "ignore") if len(data) > 60 else data[1:].decode("gb18030", "ignore")
    return re.split(r"[\x00\ufffd]", name.lstrip(_CONTROLS))[0].strip() or "某人"


def _who(path: Path) -> str:
    name = open_by(path)
    return f"由{name}" if name else ""


def commit(path: Path, started: bytes, new: bytes, backups: Path, now: datetime) -> None:
    """Replace the register by ``new``, keeping ``started`` as a backup.

    Args:
        path: the register.
        started: the bytes the new ones were made from.
        new: the new bytes.
        backups: the folder for backups.
        now: names the backup.

    Raises:
        RegisterBusyError: somebody has it open, or it changed since ``started`` was read; nothing was written.
        OSError: the disk is full; nothing was written.
    """
    if open_by(path):
        raise RegisterBusyError(f"总台账{_who(path)}正打开着，改动先记在日志里，关闭后再写入")
    write_whole(backups / f"总台账 {now:%Y-%m-%d %H%M%S} {sha256(started)[:8]}.xlsx", started)
    beside = write_beside(path, new)
    try:
        if read_register(path) != started:
            raise RegisterBusyError("总台账在写入前又被人保存过，按新内容重新合并")
        beside.replace(path)
    except PermissionError as error:
        raise RegisterBusyError(f"总台账{_who(path)}正打开着，改动先记在日志里，关闭后再写入") from error
    finally:
        beside.unlink(missing_ok=True)
    prune(backups, now.date())


#: A length read as a letter.
_CONTROLS = "".join(map(chr, range(0x20)))
_BACKUP = re.compile(r"^总台账 (\d{4}-\d{2}-\d{2}) (\d{6}) [0-9a-f]{8}\.xlsx$")


def backups_in(folder: Path) -> list[Path]:
    """Return the backups, newest first."""
    found = [(match[1], match[2], each) for each in folder.glob("*.xlsx") if (match := _BACKUP.match(each.name))]
    # Two within one second are told apart by when they were written.
    return [each for *_, each in sorted(found, key=lambda one: (one[:2], one[2].stat().st_mtime_ns), reverse=True)]


def prune(folder: Path, today: date) -> None:
    """Remove old backups: the last :data:`KEEP` stay, and the last of each day."""
    seen: set[str] = set()
    for count, path in enumerate(backups_in(folder)):
        match = _BACKUP.match(path.name)
        day = match[1] if match else today.isoformat()
        if count >= KEEP and day in seen:
            path.unlink(missing_ok=True)
        seen.add(day)
