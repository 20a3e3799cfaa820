"""Commands of the loop: ingest, watch, status, suggest, meeting, dispatch, survey, remind."""

from __future__ import annotations

from datetime import date

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.parameters import DayType


@command("收件：把收件箱里的表读出来，登记到总台账。读不出来的说明原因，放在 outbox/退回补正。")
@lobby
def ingest(hall: Lobby) -> int:
    from toolkit.cli.progress import late_bar
    from toolkit.jobs.ingest import ingest as job

    with late_bar("收件") as (say, step):
        return job(hall.workspace(), hall.order(say, step))


@command("值守：一直看着收件箱，文件放稳即收；按 Ctrl+C 停止。")
@lobby
def watch(hall: Lobby) -> int:
    from toolkit.cli.status_block import status_block
    from toolkit.cli.stopping import stopping
    from toolkit.errors import WorkspaceError
    from toolkit.watch import Watch

    if hall.dry_run:
        raise WorkspaceError("值守没有试运行", "要看收件箱里的文件会怎样登记，请用“收件”的试运行")
    workspace = hall.workspace()
    with status_block() as place:
        keeper = Watch(workspace, say=place.say, show=place.show)
        with stopping(keeper.stop):
            keeper.run()
    click.echo("值守已停止")
    return 0


@command("情况一览：各状态件数；超期、待确认、即将到期、待补正、待办的事，最急的在前。")
@click.option("--all", "whole", is_flag=True, help="全部列出，不省略")
@lobby
def status(hall: Lobby, *, whole: bool) -> int:
    from toolkit.jobs.status import status as job

    return job(hall.workspace(), hall.order(), whole=whole)


@command(
    "建议：给未分类、未定牵头单位的事项提出拟分类和拟牵头单位，写明理由。不写编号时看全部；问题分类、牵头单位仍由人填。"
)
@click.argument("numbers", metavar="[编号]...", nargs=-1)
@lobby
def suggest(hall: Lobby, numbers: tuple[str, ...]) -> int:
    from toolkit.jobs.suggest import suggest as job

    return job(hall.workspace(), hall.order(), numbers)


@command(
    "会议准备：定会期，会前征询前期办理情况，生成会议议程、议题汇编、会议通知、签到表、前期事项办理情况。不写月份时为下一次会议。"
)
@click.argument("month", metavar="[月份]", default="")
@click.option(
    "--date", "day", type=DayType(), metavar="日期", help="改定会议日期（不写时沿用已定的，没有定过的按规定推算）"
)
@lobby
def meeting(hall: Lobby, month: str, day: date | None) -> int:
    from toolkit.jobs.meeting import meeting as job

    return job(hall.workspace(), hall.order(), month, day)


@command("交办：不写编号时交办全部待交办的事项。")
@click.argument("numbers", metavar="[编号]...", nargs=-1)
@lobby
def dispatch(hall: Lobby, numbers: tuple[str, ...]) -> int:
    from toolkit.jobs.dispatch import dispatch as job

    return job(hall.workspace(), hall.order(), numbers)


@command("为已办结待评价和评价时限将到的事项生成评价表。")
@lobby
def survey(hall: Lobby) -> int:
    from toolkit.jobs.survey import survey as job

    return job(hall.workspace(), hall.order())


@command(
    "催办：时限将到、已到、已过而没有反馈的，按单位生成提醒或催办函、邮件草稿和发工作群的话；企业没有交评价表的，最后出电话回访表。"
    "只在工作日催办，每一步只发一次。有走访的机制，没有达到要求的走访组也各出一份提醒，一个季度一次。"
)
@lobby
def remind(hall: Lobby) -> int:
    from toolkit.jobs.remind import remind as job

    return job(hall.workspace(), hall.order())
