"""Commands that set things up: init, demo, forms, papers, adopt."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.parameters import FolderType, MechanismOption
from toolkit.cli.safety import consent


@command("建立工作目录：文件夹、配置、空白表和空的总台账。已有的文件不会被覆盖。")
@click.argument("folder", type=FolderType(), metavar="[文件夹]", default=Path())
@click.option("--mechanism", cls=MechanismOption, metavar="机制", default="", help="采用哪个机制，或机制的文件夹")
@lobby
def init(hall: Lobby, folder: Path, mechanism: str) -> int:
    from toolkit.jobs.init import init as job

    return job(hall.folder or folder, hall.order(), mechanism)


@command("在指定文件夹建立演示工作目录，放入一个季度的来表，把全流程走一遍，最后说明到哪里看结果。")
@click.argument("folder", type=FolderType(), metavar="[文件夹]", default=Path("demo"))
@click.option("--mechanism", cls=MechanismOption, metavar="机制", default="", help="演示哪个机制")
@lobby
def demo(_hall: Lobby, folder: Path, mechanism: str) -> int:
    from toolkit.cli.progress import bar
    from toolkit.jobs.demo import demo as job

    with bar("演示") as step:
        lines = job(folder, step, mechanism)
    for line in lines:
        click.echo(line)
    return 0


@command("生成空白表到 form_templates 文件夹。")
@click.option("--check", is_flag=True, help="只核对现有空白表是否与机制的表单定义一致")
@lobby
def forms(hall: Lobby, *, check: bool) -> int:
    from toolkit.jobs.forms import forms as job

    return job(hall.workspace(), hall.order(), check=check)


@command(
    "把自带的公文模板放到 form_templates/公文模板，用 Word 或 WPS 改文字和版式；改过的不会被覆盖。"
    "模板里 {{ }} 中的字段由程序填写，各类公文有哪些字段，见使用手册旁的“公文模板字段”。"
)
@click.option("--check", is_flag=True, help="只体检：哪个模板哪一段写错了、缺什么字段")
@lobby
def papers(hall: Lobby, *, check: bool) -> int:
    from toolkit.jobs.papers import papers as job

    return job(hall.workspace(), hall.order(), check=check)


@command(
    "接管旧台账：按表头认出各栏，先列出认出了什么、哪些没有把握，并在 outbox/旧台账 出一份核对表；"
    "核对后问过才逐行登记到总台账；没有人可以问的，加 --yes。同一份旧台账可以反复运行，已登记的行不会重复登记。"
)
@click.argument("ledger", metavar="旧台账文件", type=click.Path(path_type=Path))
@click.option("--sheet", "sheets", multiple=True, metavar="表名", help="只读这个工作表；可以写几次")
@click.option("--yes", "take", is_flag=True, help="已经核对，不再询问，登记")
@lobby
def adopt(hall: Lobby, ledger: Path, sheets: tuple[str, ...], *, take: bool) -> int:
    from toolkit.cli.progress import late_bar
    from toolkit.jobs.adopt import adopt as job

    with late_bar("接管旧台账") as (say, step):
        return job(hall.workspace(), hall.order(say, step, consent(yes=take)), ledger, sheets, take=take)
