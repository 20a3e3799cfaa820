"""Litter (残留文件): what a killed run left half-written, swept away under the workspace's lock."""

from __future__ import annotations

import os
import time
from pathlib import Path

from toolkit.files import sweep
from toolkit.jobs.desk.order import Order
from toolkit.workspace import Workspace


def tidy(workspace: Workspace, order: Order) -> None:
    """Sweep where the register is written, which costs two looks; a dry run sweeps nothing."""
    if not order.dry_run:
        for folder in (workspace.register.parent, workspace.backups):
            sweep(folder, time.time())


def tidy_all(workspace: Workspace, order: Order) -> None:
    """Sweep wherever papers are written, too: many looks on a share, so only ``watch`` does it, once a day."""
    if order.dry_run:
        return
    sweep(workspace.inbox, time.time())
    for top in (workspace.outbox, workspace.materials, workspace.form_templates, workspace.journal):
        for folder, _, _ in os.walk(top):
            sweep(Path(folder), time.time())
    sweep(workspace.root, time.time())
