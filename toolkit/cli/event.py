"""Commands for what goes before a regular event: collect, verify, catalogue."""

from __future__ import annotations

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.reading import reads_back
from toolkit.cli.safety import consent


@command(
    "征集：给每个收集单位（收集渠道）一个文件夹，内有征集函、空白表和邮件草稿；说明上次会议以后各渠道来了多少件。"
    "不写月份（按季度开的写季度，如 2024Q1）时为下一次会议。"
)
@click.argument("month", metavar="[月份]", default="")
@lobby
def collect(hall: Lobby, month: str) -> int:
    from toolkit.jobs.collect import collect as job

    return job(hall.workspace(), hall.order(), month)


@command(
    "征求核实意见：按台账里填的核实单位，各生成一个文件夹，内有函、来表、核实表和邮件草稿。不写编号时为全部待核实的。"
)
@click.argument("numbers", metavar="[编号]...", nargs=-1)
@lobby
def verify(hall: Lobby, numbers: tuple[str, ...]) -> int:
    from toolkit.jobs.verify import verify as job

    return job(hall.workspace(), hall.order(), numbers)


@command(
    "企业问题目录：把核实过、分类为上会的事项列入目录，按会期倒推哪天报送；审定意见填在台账里，或者填在目录表里放回收件箱。"
    "再运行一次，目录更新；审定同意的另出问题目录清单。填好的目录表也可以用 --read 读回：先列出意见，"
    "问过才写入台账（没有人可以问的，加 --accept）。"
)
@click.argument("month", metavar="[月份]", default="")
@reads_back("读回填好的目录表；不写文件名的，读最近填过的那一份", "把读回的审定意见写入台账")
@lobby
def catalogue(hall: Lobby, month: str, read: str | None, *, accept: bool) -> int:
    if read is not None or accept:
        from toolkit.jobs.catalogue_read import read_back

        return read_back(hall.workspace(), hall.order(ask=consent(yes=accept)), read or "", accept=accept)
    from toolkit.jobs.catalogue import catalogue as job

    return job(hall.workspace(), hall.order(), month)
