"""The register of a workspace that has no matters yet, made anew (重建空台账) after the mechanism was changed.

Whoever writes a mechanism changes columns, units and words until it fits; until the first matter the register follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from toolkit.errors import RegisterError
from toolkit.events import Event, Kind
from toolkit.files import sha256
from toolkit.jobs.books.elsewhere import noted, whole_sheets
from toolkit.jobs.books.exchange import exchange, refuse_open
from toolkit.jobs.books.first_register import holidays
from toolkit.jobs.desk.desk import Desk, events_of, lay
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.journal import Journal
from toolkit.ooxml import BrokenPackageError
from toolkit.register import create
from toolkit.workspace import Workspace

#: What happens in a workspace without any matter: its register written, settings typed, papers printed.
_QUIET = frozenset(
    {Kind.COMMITTING, Kind.COMMITTED, Kind.NOTED, Kind.EDITED, Kind.ARRANGED, Kind.PRINTED, Kind.ANNOUNCED}
)
_TYPED = frozenset({Kind.EDITED, Kind.ARRANGED})


def has_matters(workspace: Workspace) -> bool:
    """Return whether anything was ever taken in: from then on the workspace keeps its mechanism."""
    events = events_of(Journal(workspace.journal, datetime.now))
    return any(each.kind not in _QUIET or each.number for each in events)


def renew(workspace: Workspace, order: Order) -> bool:
    """Put a register as the mechanism has it now in place of an empty one, and return whether that was to be done.

    One that was made by the same data stands, whatever people have typed there; the one replaced is kept.

    Raises:
        RegisterBusyError: somebody has it open.
        WorkspaceError: another PC is at work and does not finish.
    """
    if not workspace.register.exists() or has_matters(workspace):
        return False
    held = lock(workspace)
    try:
        desk = lay(workspace, order)
        there = workspace.register.read_bytes()
        cut_off = [each.note for each in desk.base.unconfirmed if each.note["digest"] == sha256(there)]
        if cut_off:  # a killed run had put it there, and not said so yet
            _settle(desk, cut_off[-1], there)
            return True
        typed = sha256(there) != desk.base.digest or any(each.kind in _TYPED for each in desk.events)
        if _fits(desk, there) and (typed or _made_by_these(desk)):
            return False
        _replace(desk, there)
        if typed:
            desk.say("里面有人填过的内容（如联系人），还要用的请从那一份抄过来")
        return True
    finally:
        held.release()


def _fits(desk: Desk, data: bytes) -> bool:
    try:
        whole_sheets(data, desk.mechanism)
    except (BrokenPackageError, RegisterError):
        return False
    return True


def _made_by_these(desk: Desk) -> bool:
    """Return whether the present data would have made the very register that was made."""
    made = [each for each in desk.events if each.kind is Kind.COMMITTED and "started" not in each.data]
    made += [each for each in desk.events if each.kind is Kind.COMMITTED and "rebuilt" in each.data]
    if not made:
        return True
    data = create(desk.mechanism, holidays(made[-1].day.year), made[-1].day)
    return bool(sha256(data) == made[-1].data["digest"])


def _replace(desk: Desk, there: bytes) -> None:
    refuse_open(desk)
    data = create(desk.mechanism, holidays(desk.as_of.year), desk.as_of)
    note = {"digest": sha256(data), "started": sha256(there), "rebuilt": True, "cells": {}}
    desk.record([Event(Kind.COMMITTING, desk.as_of, data=note)])
    exchange(desk, there, data, "换机制前的总台账")
    _settle(desk, note, data)


def _settle(desk: Desk, note: Mapping[str, Any], data: bytes) -> None:
    desk.record([Event(Kind.COMMITTED, desk.as_of, data=note)])
    desk.record(noted(desk, whole_sheets(data, desk.mechanism)))
