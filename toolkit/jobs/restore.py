"""restore (恢复): bring back the register from a backup; what happened since lands again from the journal."""

from __future__ import annotations

from datetime import datetime

from toolkit.errors import RegisterBusyError, ToolkitError
from toolkit.files import free_name, write_beside, write_new
from toolkit.jobs.desk import lock
from toolkit.jobs.order import Order
from toolkit.ooxml import BrokenPackageError, Workbook
from toolkit.register import backups_in, open_by
from toolkit.workspace import Workspace


def restore(workspace: Workspace, order: Order, name: str = "") -> int:
    """List the backups, or put the named one (``最新`` for the newest sound one) in the register's place.

    The register that lies there is kept beside the backups, never overwritten.

    Raises:
        ToolkitError: there is no such backup, or it cannot be opened.
        RegisterBusyError: somebody has the register open.
    """
    found = backups_in(workspace.backups)
    if not name:
        for path in found:
            order.say(path.name)
        order.say(
            "要恢复其中一份，请运行 toolkit restore 备份文件名（或 toolkit restore 最新）" if found else "还没有备份"
        )
        return 0
    data = _newest(workspace) if name == "最新" else _named(workspace, name)
    if order.dry_run:
        order.say("可以恢复（未改动任何文件）")
        return 0
    held = lock(workspace)
    try:
        if open_by(workspace.register):
            raise RegisterBusyError(f"总台账由{open_by(workspace.register)}正打开着", "请关闭后再恢复")
        if workspace.register.exists():
            kept = free_name(workspace.backups / f"恢复前的总台账 {datetime.now():%Y-%m-%d %H%M%S}.xlsx")  # noqa: DTZ005 - local time names a file
            write_new(kept, workspace.register.read_bytes())
        write_beside(workspace.register, data).replace(workspace.register)
    finally:
        held.release()
    order.say("总台账已恢复；恢复点之后的来件和办理情况会在下次收件时重新写入")
    return 0


def _newest(workspace: Workspace) -> bytes:
    for path in backups_in(workspace.backups):
        data = path.read_bytes()
        try:
            Workbook.read(data)
        except BrokenPackageError:
            continue
        return data
    raise ToolkitError("没有能打开的备份", "请与维护人员联系；收件原件和日志都还在 register 文件夹里")


def _named(workspace: Workspace, name: str) -> bytes:
    path = workspace.backups / name
    if path.parent != workspace.backups or not path.is_file():
        raise ToolkitError(f"没有备份“{name}”", "运行 toolkit restore 可以列出全部备份")
    data = path.read_bytes()
    Workbook.read(data)
    return data
