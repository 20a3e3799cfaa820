"""init (建立工作目录): make a workspace — folders, settings, blank forms, an empty register. Nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

from toolkit.config import read_config, write_config
from toolkit.errors import ConfigError
from toolkit.jobs.books.first_register import start
from toolkit.jobs.desk.order import Order
from toolkit.jobs.forms import forms
from toolkit.mechanism import default_name, load
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
