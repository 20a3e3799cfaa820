"""Commands about single cases and days: case, history, split, when, holidays."""

from __future__ import annotations

from datetime import date

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.parameters import DayType, TextFileType
from toolkit.cli.safety import consent


@command("查询一个事项（编号），或一家企业的全部事项（名称的一部分）。")
@click.argument("wanted", metavar="编号或企业名称")
@lobby
def case(hall: Lobby, wanted: str) -> int:
    from toolkit.jobs.case import case as job

    return job(hall.workspace(), hall.order(), wanted)


@command("查看一个事项从登记到现在的全部经过。有走访的机制，也可以写走访号，或挂钩领导的姓名：哪几次走访，提醒过什么。")
@click.argument("number", metavar="编号")
@lobby
def history(hall: Lobby, number: str) -> int:
    from toolkit.jobs.history import history as job

    return job(hall.workspace(), hall.order(), number)


@command(
    "拆分：一张表上报了两件事的，按报送方自己的编号（一、二、或 1. 2.）或空行分成几个事项，第一件沿用原编号。"
    "先看怎样拆：toolkit --dry-run split 编号。"
)
@click.argument("number", metavar="编号")
@click.option("--at", "at", multiple=True, metavar="文字", help="没有编号的，从这几个字起是另一件事；可以写几次")
@lobby
def split(hall: Lobby, number: str, at: tuple[str, ...]) -> int:
    from toolkit.jobs.split import split as job

    return job(hall.workspace(), hall.order(ask=consent(yes=False)), number, at)


@command("推算期限：例如 when 2026-09-28 15工作日，或 when 2026-09-28 1个月。")
@click.argument("start", metavar="起算日", type=DayType())
@click.argument("span", metavar="期限")
@lobby
def when(hall: Lobby, start: date, span: str) -> int:
    from toolkit.jobs.when import when as job

    return job(hall.workspace_if_any(), hall.order(), start, span)


@command(
    "录入放假安排：把国务院办公厅的通知全文粘贴到记事本，存成文本文件。不写文件名的，读“放假通知”这个文本文件；"
    "写 - 的，读粘贴进来的文字。先列出各节的日子供核对，问过才写入“节假日”表（没有人可以问的，加 --accept）。"
)
@click.argument("notice", metavar="[文件]", type=TextFileType(), default="放假通知.txt")
@click.option("--accept", is_flag=True, help="核对无误，写入“节假日”表")
@lobby
def holidays(hall: Lobby, notice: tuple[str, bytes], *, accept: bool) -> int:
    from toolkit.jobs.holidays import holidays as job

    source, data = notice
    return job(hall.workspace(), hall.order(ask=consent(yes=accept)), data, source, accept=accept)
