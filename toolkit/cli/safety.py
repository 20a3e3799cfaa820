"""Commands that keep the register safe: check, restore, undo, diagnose."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.jobs.desk.order import agree
from toolkit.scripts import clicked

_YES = click.option("--yes", is_flag=True, help="看过说明后不再询问，直接做")


def consent(*, yes: bool) -> Callable[[str], bool]:
    """Return how to ask: the person at the screen, or nobody where nobody can answer or the answer came with it.

    Whoever double-clicked sits there; where the window cannot take an answer they have not agreed.
    """
    return _ask if not yes and (clicked() or sys.stdin.isatty()) else agree


def _ask(question: str) -> bool:
    words = f"{question}输入 Y 再按回车；不要的话直接按回车"
    try:
        said = click.prompt(words, default="", show_default=False, prompt_suffix="：")
    except click.Abort:
        click.echo("")
        return False
    return str(said).strip().upper() in {"Y", "YES", "是"}


@command("核对总台账、日志、收件原件和发出的文件是否一致，逐项说明差异和处理办法，最要紧的在前。不改动任何文件。")
@click.option("--report", is_flag=True, help="同时把结果写成文本文件，放在 outbox/核对")
@lobby
def check(hall: Lobby, *, report: bool) -> int:
    from toolkit.cli.progress import late_bar
    from toolkit.jobs.check import check as job

    with late_bar("核对") as (say, step):
        return job(hall.workspace(), hall.order(say, step), report=report)


@command(
    "恢复总台账，先列出会有哪些变化。不写名称时列出全部备份；写“最新”恢复最近一份；"
    "写“重建”由日志重新做出总台账；写“日志”按总台账补建丢失的日志。"
)
@click.argument("name", metavar="[备份文件名|最新|重建|日志]", default="")
@_YES
@lobby
def restore(hall: Lobby, name: str, *, yes: bool) -> int:
    from toolkit.jobs.restore import restore as job

    return job(hall.workspace(), hall.order(ask=consent(yes=yes)), name)


@command(
    "撤回上一个命令对总台账的改动，先列出会撤回什么。人后来改过的保留；来件放到 outbox/撤回；编号不再给别的事项。"
    "再运行一次，撤回更前面的一个命令。"
)
@click.option("--redo", is_flag=True, help="恢复刚才撤回的改动")
@click.option("--show", is_flag=True, help="只看会撤回什么，不改动任何文件")
@_YES
@lobby
def undo(hall: Lobby, *, redo: bool, show: bool, yes: bool) -> int:
    from toolkit.jobs.undo import undo as job

    order = hall.order(ask=consent(yes=yes))
    return job(hall.workspace(), replace(order, dry_run=order.dry_run or show), redo=redo)


@command(
    "诊断：出了问题，把版本、设置、运行日志的末尾、台账的表头和行数、核对结果、共享盘的情况打成一个诊断包，"
    "放在 outbox/诊断。企业、人员、电话一律隐去。先看内容、不生成文件：toolkit --dry-run diagnose。"
)
@lobby
def diagnose(hall: Lobby) -> int:
    from toolkit.jobs.diagnose import diagnose as job

    return job(hall.workspace(), hall.order())
