"""Commands about the rules an office works by: mechanism."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby


@command(
    "检查机制：mechanism check 文件夹。逐个文件核对写法、前后是否一致、有没有没有用处的项，指出哪个文件第几行；"
    "不写文件夹时检查当前工作目录采用的机制。自己写机制的办法，见使用手册。"
)
@click.argument("act", metavar="check", type=click.Choice(["check"]))
@click.argument("folder", metavar="[文件夹或机制名]", default="")
@lobby
def mechanism(hall: Lobby, act: str, folder: str) -> int:  # noqa: ARG001 - there is but one act
    from toolkit.jobs.mechanism import check as job

    return job(hall.workspace_if_any() if not folder else None, hall.order(), Path(folder) if folder else None)
