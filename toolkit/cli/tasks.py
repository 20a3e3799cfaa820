"""Commands about the tasks of a plan: breakdown, tasks."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.parameters import TextFileType


@command(
    "任务分解：把方案、意见、措施一类文件（新版 Word 文件、文本文件，或写 - 粘贴文字）逐条拆成任务台账，"
    "放在 outbox/任务分解。"
    "每项任务由谁牵头、配合、负责，何时完成，什么指标；文字转换弄坏又能凭上下文改正的，逐处列出，拿不准的列为待核。"
)
@click.argument("plan", metavar="文件", type=TextFileType())
@click.option("--out", metavar="文件", type=click.Path(path_type=Path), help="另存到这个文件或文件夹，不放 outbox")
@click.option("--accept", is_flag=True, help="文件是核对好的任务台账：把其中的任务纳入跟踪")
@lobby
def breakdown(hall: Lobby, plan: tuple[str, bytes], out: Path | None, *, accept: bool) -> int:
    name, data = plan
    if accept:
        from toolkit.jobs.following.accepted_plan import accept_ledger

        return accept_ledger(hall.workspace(), hall.order(), data, name)
    from toolkit.jobs.breakdown import breakdown as job

    return job(hall.workspace(), hall.order(), data, name, out)


@command(
    "任务进度：纳入跟踪的任务各到哪一步，哪些逾期、哪些单位没有报送。加 --ask 给每个单位写报送通知和预填的进展报送表，"
    "加 --report 写任务进展报告、简报、情况通报和任务进度表。都放在 outbox/任务跟踪；不写时段时为最近一个完整的季度。"
)
@click.argument("period", metavar="[时段]", default="")
@click.option("--ask", is_flag=True, help="请各单位报送这个时段的进展")
@click.option("--report", is_flag=True, help="写这个时段的报告、简报、通报和任务进度表")
@click.option("--match", "number", metavar="编号", default="", help="列出可能帮得上这个事项的措施")
@lobby
def tasks(hall: Lobby, period: str, number: str, *, ask: bool, report: bool) -> int:
    if number:
        from toolkit.jobs.task_matches import match

        return match(hall.workspace(), hall.order(), number)
    from toolkit.jobs.tasks import tasks as job

    return job(hall.workspace(), hall.order(), period, ask=ask, report=report)
