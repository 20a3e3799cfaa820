"""One register put in the place of another (替换总台账); the one that lay there is kept beside the backups."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from toolkit.errors import RegisterBusyError
from toolkit.files import free_name, sha256, write_beside
from toolkit.jobs.desk.desk import Desk
from toolkit.register import open_by
from toolkit.register.swap import swap
from toolkit.register.swapping import ChangedError, HeldError


def refuse_open(desk: Desk) -> None:
    """Return nothing where nobody has the register open. Raises RegisterBusyError where somebody has."""
    who = open_by(desk.workspace.register)
    if who:
        raise RegisterBusyError(f"总台账由{who}正打开着", "请关闭后再恢复")


def exchange(desk: Desk, there: bytes | None, data: bytes, kept_as: str = "恢复前的总台账") -> None:
    """Put a register in the place of the one that was compared with it, which is kept.

    Args:
        desk: where.
        there: the bytes that were compared, None where there was no register; what was saved since is not replaced.
        data: the bytes that take their place.
        kept_as: how the name of the one that is kept begins; the time follows.

    Raises:
        RegisterBusyError: somebody has it open, or saved it since it was compared; it stands as it is.
    """
    refuse_open(desk)
    register, backups = desk.workspace.register, desk.workspace.backups
    kept = free_name(backups / f"{kept_as} {datetime.now():%Y-%m-%d %H%M%S}.xlsx")  # noqa: DTZ005 - local time names a file
    beside = write_beside(register, data)
    try:
        _put(register, there, beside, kept)
    except HeldError as error:
        raise RegisterBusyError("总台账正打开着", "请关闭后再恢复") from error
    except (ChangedError, FileNotFoundError) as error:
        raise RegisterBusyError("总台账刚才又被人保存或移动过，没有恢复", "请再运行一次，看过新的变化再定") from error
    finally:
        beside.unlink(missing_ok=True)
    if there:
        desk.say(f"原来的总台账另存为 {desk.place(kept)}")


def _put(register: Path, there: bytes | None, beside: Path, kept: Path) -> None:
    if there is not None:
        swap(register, sha256(there), beside, kept)
        return
    if register.exists():  # somebody has found it meanwhile
        raise ChangedError
    beside.replace(register)
