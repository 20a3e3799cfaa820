"""The backups (备份): the register as it was before each change of ours, the last thirty and the last of each day."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from toolkit.errors import RegisterError
from toolkit.files import names_after, sha256
from toolkit.ooxml import BrokenPackageError
from toolkit.register.swapping import aside_of

#: How many backups are kept beside the last one of each day.
KEEP = 30
_BACKUP = re.compile(r"^总台账 (\d{4}-\d{2}-\d{2}) (\d{6}) [0-9a-f]{8}(?:（\d+）)?\.xlsx$")


def place_for(folder: Path, now: datetime, digest: str) -> Path:
    """Return where the register with the bytes of ``digest`` is to be kept; nothing lies there yet."""
    wanted = folder / f"总台账 {now:%Y-%m-%d %H%M%S} {digest[:8]}.xlsx"
    return next(each for each in names_after(wanted) if not each.exists())


def backups_in(folder: Path) -> list[Path]:
    """Return the backups, newest first."""
    found = [(match[1], match[2], each) for each in folder.glob("*.xlsx") if (match := _BACKUP.match(each.name))]
    # Two within one second are told apart by when they were written.
    return [each for *_, each in sorted(found, key=lambda one: (one[:2], one[2].stat().st_mtime_ns), reverse=True)]


def prune(folder: Path, today: date) -> None:
    """Remove old backups: the last :data:`KEEP` stay, and the last of each day. One that is open stays, too."""
    seen: set[str] = set()
    for count, path in enumerate(backups_in(folder)):
        match = _BACKUP.match(path.name)
        day = match[1] if match else today.isoformat()
        if count >= KEEP and day in seen:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        seen.add(day)


def file_aside(register: Path, folder: Path, now: datetime) -> None:
    """Put among the backups what a killed run left aside after the new register had taken its place."""
    aside = aside_of(register)
    if not (aside.exists() and register.exists()):
        return
    with suppress(OSError):  # somebody is at it this moment: another run will do
        aside.rename(place_for(folder, now, sha256(aside.read_bytes())))


def broken(register: Path, folder: Path, error: BrokenPackageError) -> RegisterError:
    """Return what to tell a person whose register cannot be opened; it is never written to."""
    told = f"{register.parent.name}/{register.name} 已损坏，打不开：{error.reason}。工具没有改动这份总台账"
    found = backups_in(folder)
    if not found:
        return RegisterError(told, "还没有备份：请试着用 Excel 或 WPS 打开并另存；打不开的，请与维护人员联系")
    return RegisterError(
        told,
        f"请用“恢复总台账”从备份取回（最近的是 {found[0].name}）；"
        "备份以后登记的内容都记在日志里，恢复后再收件会重新写入",
    )
