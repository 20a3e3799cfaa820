"""The first register (首个总台账): made where a workspace has none, never in place of one that is only missing."""

from __future__ import annotations

from datetime import date, timedelta

from toolkit.cases import WorkCalendar
from toolkit.events import Event, Kind
from toolkit.files import sha256, write_whole
from toolkit.jobs.books.elsewhere import noted, whole_sheets
from toolkit.jobs.desk.desk import lay
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sentinel import place, recognise
from toolkit.register import backups_in, create
from toolkit.workspace import Workspace


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
