"""Commands that set things up: init, demo, forms."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.parameters import FolderType


@command("建立工作目录：文件夹、配置、空白表和空的总台账。已有的文件不会被覆盖。")
@click.argument("folder", type=FolderType(), metavar="[文件夹]", default=Path())
@click.option("--mechanism", metavar="机制", default="", help="采用哪个机制（默认由机制数据标明）")
@lobby
def init(hall: Lobby, folder: Path, mechanism: str) -> int:
    from toolkit.jobs.init import init as job

    return job(hall.folder or folder, hall.order(), mechanism)


@command("在指定文件夹建立演示工作目录，放入一个季度的来表，把全流程走一遍，最后说明到哪里看结果。")
@click.argument("folder", type=FolderType(), metavar="[文件夹]", default=Path("demo"))
@lobby
def demo(_hall: Lobby, folder: Path) -> int:
    from toolkit.cli.progress import bar
    from toolkit.jobs.demo import demo as job

    with bar("演示") as step:
        lines = job(folder, step)
    for line in lines:
        click.echo(line)
    return 0


@command("生成空白表到 form_templates 文件夹。")
@click.option("--check", is_flag=True, help="只核对现有空白表是否与机制的表单定义一致")
@lobby
def forms(hall: Lobby, *, check: bool) -> int:
    from toolkit.jobs.forms import forms as job

    return job(hall.workspace(), hall.order(), check=check)
