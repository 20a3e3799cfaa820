"""rollup (汇总): several districts' workspaces, registers or packages become one analysis with a row a district."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.analysis import read_period
from toolkit.analysis.districts.rollup import roll_up
from toolkit.analysis.districts.rollup_book import write_rollup
from toolkit.analysis.districts.rollup_report import introduction, narrate_rollup
from toolkit.analysis.districts.rollup_result import Rollup
from toolkit.analysis.districts.rollup_rule import rollup_rule
from toolkit.analysis.districts.rollup_sources import MISSING
from toolkit.analysis.figures.measures import COUNT
from toolkit.documents.report import write_report
from toolkit.errors import ToolkitError
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.order import Order
from toolkit.jobs.periods.districts import Gathered, gather
from toolkit.jobs.periods.report_content import report_content
from toolkit.mechanism.measuring import load_measuring
from toolkit.workspace import Workspace


def rollup(workspace: Workspace, order: Order, paths: Sequence[Path], period: str = "") -> int:
    """Write workbook and report of several districts together, and tell whose figures are missing or left out.

    Args:
        workspace: of the office that rolls up; its settings say which districts there are, its mechanism how papers
            look.
        order: how to run; a dry run tells and writes nothing.
        paths: folders and files of the districts.
        period: which, as people write it; "" for the one that most packages have, else the last complete quarter.

    Returns:
        0 where all that was given is in it and nobody is missing; else 1.

    Raises:
        PeriodError: the words name no period, or it has not begun.
        ToolkitError: nothing that was given can be used.
    """
    wanted = read_period(period) if period.strip() else None
    if wanted is not None:
        wanted.cutoff(order.as_of)
    with open_desk(workspace, order) as desk:
        found = gather(paths, desk, wanted)
        for line in _gathered(found):
            desk.say(line)
        if not found.districts:
            raise ToolkitError("没有一个地区的数据可以汇总", "请把各区的数据包、总台账或工作目录放在一个文件夹里再运行")
        rolled = roll_up(
            found.districts,
            found.period,
            rollup_rule(desk.mechanism),
            as_of=desk.as_of,
            least=load_measuring(desk.mechanism).least_rate,
            left_out=found.left_out,
            missing=found.missing,
        )
        for line in _told(rolled):
            desk.say(line)
        _write(desk, rolled)
        update(desk)
    return 1 if found.left_out or found.missing else 0


def _write(desk: Desk, rolled: Rollup) -> None:
    label, title = rolled.period.label, rolled.rule.title
    number = document_number(desk, "report", f"汇总分析 {label}")
    content = report_content(narrate_rollup(rolled), desk.as_of)
    opening = introduction(rolled, desk.mechanism)
    titled = replace(desk.mechanism, wording={**desk.mechanism.wording, "report_title": title})
    report = write_report(replace(content, introduction=opening, document_number=number), titled)
    folder = desk.workspace.outbox / "季度分析" / label
    for name, data in (
        (f"{label}汇总分析.xlsx", write_rollup(rolled, desk.mechanism)),
        (f"{label}{title}.docx", report),
    ):
        place = desk.place(desk.put(folder / name, data))
        desk.say(f"{'将写入' if desk.order.dry_run else '已写入'} {place}")


def _gathered(found: Gathered) -> Iterator[str]:
    """Yield what is told of the districts: who is in, who is not and why."""
    if found.districts:
        names = "、".join(f"{each.name}（{each.source}）" for each in found.districts)
        yield f"{found.period.label}：汇总{len(found.districts)}个地区——{names}"
    yield from (f"没有并入 {each.file}：{each.words}" for each in found.left_out)
    if found.missing:
        yield f"{MISSING}：{'、'.join(found.missing)}"


def _told(rolled: Rollup) -> Iterator[str]:
    shown = [each.total for key in rolled.rule.headline if (each := rolled.find(key))]
    counts = "，".join(f"{each.name}{each.text}" for each in shown if each.unit == COUNT)
    rates = "，".join(f"{each.name}{each.text}" for each in shown if each.unit != COUNT)
    yield f"合计：{'；'.join(filter(None, (counts, rates)))}"
    yield from rolled.differences
