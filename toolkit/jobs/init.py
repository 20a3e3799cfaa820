"""init (建立工作目录): make a workspace — folders, settings, blank forms, an empty register. Nothing is overwritten."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from toolkit.cases import WorkCalendar
from toolkit.config import read_config, write_config
from toolkit.errors import ConfigError
from toolkit.events import Event, Kind
from toolkit.files import sha256, write_whole
from toolkit.jobs.desk import lay
from toolkit.jobs.elsewhere import noted, whole_sheets
from toolkit.jobs.forms import forms
from toolkit.jobs.lock import lock
from toolkit.jobs.order import Order
from toolkit.jobs.sentinel import place, recognise
from toolkit.mechanism import default_name, load
from toolkit.register import backups_in, create
from toolkit.workspace import Workspace


def init(folder: Path, order: Order, mechanism: str = "") -> int:
    """Make ``folder`` a workspace, or complete one, and return the exit status.

    Raises:
        ConfigError: there is no such mechanism, or the folder is already another mechanism's workspace.
    """
    workspace = Workspace(folder.resolve())
    name = mechanism or (read_config(workspace.config).mechanism if workspace.config.is_file() else default_name())
    loaded = load(name)
    if order.dry_run:
        order.say(f"将在 {workspace.root} 建立工作目录（{loaded.title}）")
        return 0
    for each in workspace.folders():
        each.mkdir(parents=True, exist_ok=True)
    if not write_config(workspace.config, name) and read_config(workspace.config).mechanism != name:
        raise ConfigError(
            f"这里已经是另一个机制（{read_config(workspace.config).mechanism}）的工作目录", "请换一个文件夹"
        )
    start(workspace, order)
    forms(workspace, Order(order.as_of, say=lambda _: None))
    order.say(f"工作目录已就绪：{workspace.root}（{loaded.title}）")
    return 0


def start(workspace: Workspace, order: Order) -> bool:
    """Make sure that the workspace is there and has a register, and return whether one was made.

    A register that is missing although the journal or a backup knows of it is not replaced: that is for ``restore``.

    Raises:
        AwayError: the share is away.
        WorkspaceError: another PC is at work and does not finish, or the share is read-only.
    """
    recognise(workspace)
    if order.dry_run:
        return False
    made = not workspace.register.exists() and _first_register(workspace, order)
    if workspace.register.exists():
        lost = not made and not workspace.sentinel.exists()
        if place(workspace) and lost:
            order.say(f"{workspace.sentinel.name} 不见了，已重新建立；工具凭它认出工作目录，请勿删除")
    return made


def _first_register(workspace: Workspace, order: Order) -> bool:
    for folder in workspace.folders():
        folder.mkdir(exist_ok=True)  # not what they lie in: the share may have gone away this moment
    held = lock(workspace)
    try:
        desk = lay(workspace, order)
        known = {Kind.COMMITTING, Kind.COMMITTED}
        known_once = any(event.kind in known for event in desk.events) or backups_in(workspace.backups)
        if workspace.register.exists() or known_once:
            return False
        data = create(desk.mechanism, holidays(order.as_of.year), order.as_of)
        # Whole or not at all: a torn one would have no backup to be restored from.
        write_whole(workspace.register, data)
        written = Event(Kind.COMMITTED, order.as_of, data={"digest": sha256(data), "cells": {}})
        desk.record([written, *noted(desk, whole_sheets(data, desk.mechanism))])
    finally:
        held.release()
    return True


def holidays(year: int) -> list[tuple[date, str, str]]:
    """Return the known days off and make-up workdays from the year before ``year`` on, for 节假日."""
    calendar = WorkCalendar()
    rows: list[tuple[date, str, str]] = []
    for each in range(year - 1, year + 2):
        if not calendar.knows(each):
            continue
        for number in range((date(each + 1, 1, 1) - date(each, 1, 1)).days):
            day = date(each, 1, 1) + timedelta(days=number)
            kind = calendar.kind(day)
            if kind.why and not kind.why.startswith("周"):
                rows.append((day, "上班" if kind.works else "放假", kind.why))
    return rows
