"""Commands that write papers: minutes, assignments, quarterly, rollup."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.reading import reads_back
from toolkit.cli.safety import consent


@command(
    "生成会议纪要和事项办理清单。不写月份时为最近一次会议。在 Word 里改过的纪要用 --read 读回：先逐项列出改动，"
    "问过才写入台账（没有人可以问的，加 --accept）；改过的文件不会被覆盖。"
)
@click.argument("month", metavar="[月份]", default="")
@reads_back("读回改过的纪要；不写文件名的，读最近改过的那一份", "把读回的改动写入台账")
@lobby
def minutes(hall: Lobby, month: str, read: str | None, *, accept: bool) -> int:
    if read is not None or accept:
        from toolkit.jobs.minutes_read import read_back

        return read_back(hall.workspace(), hall.order(ask=consent(yes=accept)), month, read or "", accept=accept)
    from toolkit.jobs.minutes import minutes as job

    return job(hall.workspace(), hall.order(), month)


@command("生成事项办理清单（Word 和 Excel）；不写条件时列全部在办事项，几个条件可以一起用。")
@click.option("--unit", metavar="单位", default="", help="只列这个单位牵头或配合的事项")
@click.option("--meeting", metavar="月份", default="", help="只列这次会议议定的事项，办结的也列")
@click.option("--status", metavar="状态", default="", help="只列这个状态的事项，如 办理中")
@click.option("--each", "each_unit", is_flag=True, help="另给每个单位出一份自己的清单")
@lobby
def assignments(hall: Lobby, unit: str, meeting: str, status: str, *, each_unit: bool) -> int:
    from toolkit.jobs.assignments import Which
    from toolkit.jobs.assignments import assignments as job

    return job(hall.workspace(), hall.order(), Which(unit, meeting, status, each_unit))


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


@command(
    "汇总几个区的分析：一区一行，另有合计、位次和报告。各区报来的数据包（quarterly 生成的）、总台账或整个工作目录，"
    "放在一个文件夹里即可；不写时段时按多数数据包的时段，没有数据包的为最近一个完整的季度。"
)
@click.argument("paths", metavar="文件夹或文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--period", metavar="时段", default="", help="汇总哪个时段，写法同季度分析，如 2024Q1")
@lobby
def rollup(hall: Lobby, paths: tuple[Path, ...], period: str) -> int:
    from toolkit.cli.progress import late_bar
    from toolkit.jobs.rollup import rollup as job

    with late_bar("汇总") as (say, step):
        return job(hall.workspace(), hall.order(say, step), paths, period)
