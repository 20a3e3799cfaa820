"""Commands about visits to firms: coverage, visits, dossier."""

from __future__ import annotations

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby


@command(
    "走访覆盖：按“挂钩”表和“走访台账”，列出每人挂钩联系的够不够数，本季度走访了几次，谁本季度、本年还没有走访。"
    "不写时段的，看本季度；放在 outbox/走访。"
)
@click.argument("period", metavar="[时段]", default="")
@lobby
def coverage(hall: Lobby, period: str) -> int:
    from toolkit.jobs.coverage import coverage as job

    return job(hall.workspace(), hall.order(), period)


@command(
    "走访季报：一个季度（如 2026Q1，也可以是半年、全年）的走访调研报告，附走访日志和三张清单，放在 outbox/走访。"
    "不写时段的，看上一个完整的季度。企业敏感信息不写进报告和附件。"
)
@click.argument("period", metavar="[时段]", default="")
@click.option("--each", is_flag=True, help="另给每个走访组出一份本组的报告和附件，由各组核对后报办公室")
@lobby
def visits(hall: Lobby, period: str, *, each: bool) -> int:
    from toolkit.jobs.visits import visits as job

    return job(hall.workspace(), hall.order(), period, each=each)


@command(
    "一企一档、一企一策：一家企业（商会）的走访、诉求、答复合成一份档案，在办诉求的服务措施另成一份，"
    "放在 outbox/企业档案。写企业名称或其中一部分；不写的，本季度走访过的每家一份。"
)
@click.argument("firm", metavar="[企业名称]", default="")
@lobby
def dossier(hall: Lobby, firm: str) -> int:
    from toolkit.jobs.dossier import dossier as job

    return job(hall.workspace(), hall.order(), firm)
