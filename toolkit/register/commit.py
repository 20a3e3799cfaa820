"""The commit: the register is replaced only if it still holds the very bytes we started from.

Write beside, flush, read back, compare, keep a backup, swap in. Whoever has the register open keeps it; what is
ours waits in the journal and lands with the next run.
"""

from __future__ import annotations

import re
import shutil
import stat
import time
from datetime import datetime
from pathlib import Path

from toolkit.errors import NoSpaceError, RegisterBusyError, RegisterError, RegisterOpenError
from toolkit.files import read_stable, sha256, write_beside
from toolkit.register.backups import file_aside, place_for, prune
from toolkit.register.lookalikes import lookalikes
from toolkit.register.owners import open_by
from toolkit.register.swap import swap
from toolkit.register.swapping import ChangedError, HeldError, put_back

#: Excel saves by removing the old file and renaming the new one; so often, and after so many seconds, we look again.
_LOOKS, _BETWEEN_LOOKS = 4, 0.5
#: Where Excel's temporary file lies there, its saving is waited for until that is so old, in seconds.
_SAVING = 60.0
#: Excel writes a workbook into a file so named and renames it at the end; a save that fails leaves it behind.
_BY_EXCEL = re.compile(r"^[0-9A-F]{8}(\.tmp)?$")
#: How much room the disk must have: so many times the new register, and so many bytes for all else.
_TIMES, _SPARE = 3, 100 << 20
_MB = 1 << 20
#: So many files are named that may be the register.
_NAMED = 3


def read_register(path: Path) -> bytes:
    """Return the register's bytes.

    Raises:
        RegisterError: there is none; it is never replaced by a new one silently.
        RegisterBusyError: it is being saved at this moment, or held so that nobody can read it.
    """
    try:
        data = _read(path)
    except FileNotFoundError as error:
        raise _missing(path) from error
    except PermissionError as error:
        raise RegisterOpenError(f"总台账{_who(path)}正打开着，暂时读不了") from error
    if data is None:
        raise RegisterBusyError("总台账正在保存，稍后再试")
    return data


def _read(path: Path) -> bytes | None:
    looks = 0
    while True:
        try:
            return read_stable(path)
        except FileNotFoundError:
            looks += 1
            if not put_back(path) and looks >= _LOOKS and not _is_being_saved(path):
                raise
        time.sleep(_BETWEEN_LOOKS)


def _left_by_excel(path: Path) -> list[Path]:
    """Return the temporary files of Excel beside the register, the newest first."""
    found = [each for each in path.parent.iterdir() if _BY_EXCEL.match(each.name) and each.is_file()]
    return sorted(found, key=lambda each: each.stat().st_mtime_ns, reverse=True)


def _is_being_saved(path: Path) -> bool:
    try:
        return any(0 <= time.time() - each.stat().st_mtime < _SAVING for each in _left_by_excel(path))
    except OSError:
        return False


def _missing(path: Path) -> RegisterError:
    try:
        found = _left_by_excel(path)
    except OSError:
        return RegisterError(f"找不到总台账 {path.name}", "它所在的文件夹也打不开，请检查网络盘是否断开")
    usual = "如果是被移走或改名，请放回原处；如果丢失，请用“恢复总台账”从备份取回"
    if not found:
        return _renamed(path) or RegisterError(f"找不到总台账 {path.name}", usual)
    newest = found[0]
    saved = datetime.fromtimestamp(newest.stat().st_mtime)  # noqa: DTZ006 - shown beside the person's own clock
    return RegisterError(
        f"找不到总台账 {path.name}；同一文件夹里有 Excel 保存时留下的文件 {newest.name}（{saved:%Y-%m-%d %H:%M}）",
        f"它很可能就是刚保存的总台账：请复制一份，改名为 {path.name}，打开核对；打不开的，用“恢复总台账”从备份取回",
    )


def _renamed(path: Path) -> RegisterError | None:
    """Return which other spreadsheet may be the register that is missing, None where there is none."""
    found = lookalikes(path)
    if not found:
        return None
    named = "、".join(f"“{each.name}”" for each in found[:_NAMED])
    return RegisterError(
        f"找不到总台账 {path.name}；同一文件夹里有{named}",
        f"总台账被改了名的，请改回 {path.name}；另存成 xls、ods 等格式的，请打开它，另存为 xlsx，文件名用 {path.name}；"
        "都不是的，用“恢复总台账”从备份取回",
    )


def _who(path: Path) -> str:
    name = open_by(path)
    return f"由{name}" if name else ""


def _is_open(path: Path) -> RegisterOpenError:
    return RegisterOpenError(f"总台账{_who(path)}正打开着，改动先记在日志里，关闭后再写入")


def _is_read_only(path: Path) -> bool:
    """Return whether a person marked the file so (只读): a swap would get past it, and take the mark away."""
    try:
        return not path.stat().st_mode & stat.S_IWRITE
    except OSError:
        return False  # where it is missing, the swap tells


def check_writable(path: Path, size: int) -> None:
    """Make sure, before anything is journalled or written, that a commit has a chance.

    Args:
        path: the register.
        size: how large it will be, in bytes.

    Raises:
        RegisterOpenError: an owner file says that somebody has it open, or it is marked as read-only.
        NoSpaceError: the disk has too little room.
    """
    if open_by(path):
        raise _is_open(path)
    if _is_read_only(path):
        raise RegisterOpenError(
            "总台账设成了只读，改动先记在日志里；在文件上点右键选“属性”，去掉“只读”，再运行一次就会写入"
        )
    need = _TIMES * size + _SPARE
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return  # a drive that does not tell: the writing itself will
    if free < need:
        raise NoSpaceError(
            f"磁盘剩余空间只有 {free // _MB} MB，写总台账至少要留 {need // _MB + 1} MB，没有写入",
            "请腾出空间后再运行一次（值守开着的，会自动写入）；收到的内容都已记在日志里，不会丢失",
        )


def commit(path: Path, started: bytes, new: bytes, backups: Path, now: datetime) -> None:
    """Replace the register by ``new``, keeping ``started`` as a backup.

    The backup is sound without a further look: its bytes were compared with ``started``, which a job has read.

    Args:
        path: the register.
        started: the bytes the new ones were made from.
        new: the new bytes.
        backups: the folder for backups.
        now: names the backup.

    Raises:
        RegisterBusyError: somebody has it open, or it changed since ``started`` was read; nothing was written.
        RegisterError: there is none.
        NoSpaceError: the disk has too little room; nothing was written.
        OSError: the disk is full; nothing was written.
    """
    check_writable(path, len(new))
    backups.mkdir(exist_ok=True)
    file_aside(path, backups, now)
    digest = sha256(started)
    beside = write_beside(path, new)
    try:
        swap(path, digest, beside, place_for(backups, now, digest))
    except FileNotFoundError as error:
        raise _missing(path) from error
    except HeldError as error:
        raise _is_open(path) from error
    except ChangedError as error:
        raise RegisterBusyError("总台账在写入前又被人保存过，按新内容重新合并") from error
    finally:
        beside.unlink(missing_ok=True)
    prune(backups, now.date())
