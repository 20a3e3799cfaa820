"""Commands that write papers: minutes, assignments, quarterly."""

from __future__ import annotations

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby


@command("生成会议纪要和事项办理清单。不写月份时为最近一次会议。")
@click.argument("month", metavar="[月份]", default="")
@lobby
def minutes(hall: Lobby, month: str) -> int:
    from toolkit.jobs.minutes import minutes as job

    return job(hall.workspace(), hall.order(), month)


@command("生成在办事项清单（Word 和 Excel）。")
@click.option("--unit", metavar="单位", default="", help="只列这个单位牵头或配合的事项")
@lobby
def assignments(hall: Lobby, unit: str) -> int:
    from toolkit.jobs.assignments import assignments as job

    return job(hall.workspace(), hall.order(), unit)


@command(
    "季度分析：生成分析表和专题报告。季度写成 2024Q1，月写成 2024-03，半年写成 2024上半年，全年写成 2024，"
    "起止日写成 2024-01-15..2024-03-20；不写时为最近一个完整的季度。"
)
@click.argument("period", metavar="[时段]", default="")
@click.option("--from", "first", metavar="起日", default="", help="不写时段而写起止日：从哪一天起，如 2024-01-15")
@click.option("--to", "last", metavar="止日", default="", help="到哪一天止，含当天；不写时到今天")
@lobby
def quarterly(hall: Lobby, period: str, first: str, last: str) -> int:
    from toolkit.jobs.quarterly import quarterly as job

    return job(hall.workspace(), hall.order(), period, first, last)
