"""The ledger of tasks (任务台账): a workbook of what a plan asks of which unit, and what was read how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from toolkit.documents.check_book import Page, write_check_book
from toolkit.tasks import Bound, Breakdown, Figure, Kind, Moment, Other, Task, Timing

_CHECKED = ("无误", "已改")


def write_task_ledger(plan: Breakdown, lines: Sequence[str], day: date, author: str) -> bytes:
    """Return the workbook: first what was found, in sentences; then tasks, figures, times, units, and what to check.

    Args:
        plan: the broken-down document.
        lines: the sentences of the first sheet.
        day: the day it is made.
        author: whose it is.
    """
    pages = [_tasks(plan), _figures(plan), _times(plan), _units(plan), _corrections(plan), _doubts(plan), _others(plan)]
    return write_check_book(f"任务台账：{plan.title}", lines, pages, day, author)


#: The columns of the first list: header and width.
_TASK_COLUMNS = (
    ("序号", 6), ("措施编号", 7), ("章节", 14), ("措施标题", 15), ("项", 4), ("任务内容", 44), ("牵头单位", 14),
    ("配合单位", 20), ("负责单位", 13), ("时限", 11), ("届满日", 11), ("指标", 14), ("有效期", 11),
    ("条款到期", 11), ("责任单位原文", 18),
)  # fmt: skip


def _tasks(plan: Breakdown) -> Page:
    all_tasks = [(measure, task) for measure in plan.measures for task in measure.tasks]
    rows = [
        (
            number, measure.number, "\n".join(measure.sections), measure.title, task.place, task.text,
            "、".join(task.units.lead), "、".join(task.units.support), "、".join(task.units.duty),
            _told(task, *_ASKED), task.due or "", _targets(task.figures),
            _validity(plan, task), _told(task, Timing.CLAUSE), task.units.said,
        )
        for number, (measure, task) in enumerate(all_tasks, 1)
    ]  # fmt: skip
    return Page(
        "任务",
        "一行一项任务。一条措施里写了几项任务、各有责任单位的，分成几行。责任单位为空的见“待核”。",
        tuple(name for name, _ in _TASK_COLUMNS),
        tuple(wide for _, wide in _TASK_COLUMNS),
        rows,
        tall=True,
    )


def _figures(plan: Breakdown) -> Page:
    rows: list[tuple[str | int | float | date, ...]] = []
    for other in plan.others:
        if other.is_goal:
            rows += [("总体目标", "", *_figure_row(each), _told(other, *_ASKED), "") for each in other.figures]
    for measure in plan.measures:
        for task in measure.tasks:
            units = "、".join((*task.units.lead, *task.units.duty))
            rows += [
                (measure.number, task.place, *_figure_row(each), _told(task, *_ASKED), units) for each in task.figures
            ]
    return Page(
        "指标",
        "一行一个数字：原文、种类、怎样算（至少、至多、约、区间）、数值和单位。只跟踪种类为“目标”的；条件、现状、标准只列出。"
        "种类为“待定”的请改成其中一种。单位为空的，原文脱了量词。",
        ("措施编号", "项", "原文", "种类", "怎样算", "数值", "上限", "单位", "时限", "牵头或负责单位"),
        (10, 5, 56, 8, 8, 10, 10, 10, 18, 24),
        rows,
        answer=3,
        choices=tuple(each.value for each in Kind),
        tall=True,
    )


def _targets(figures: Sequence[Figure]) -> str:
    return "；".join(each.words for each in figures if each.kind is Kind.TARGET)


def _figure_row(each: Figure) -> tuple[str | float, ...]:
    high: str | float = each.high if each.bound is Bound.BETWEEN else ""
    return each.clause, each.kind.value, each.bound.value, each.low, high, each.unit


def _times(plan: Breakdown) -> Page:
    rows: list[tuple[str | int | date, ...]] = []
    for measure in plan.measures:
        for task in measure.tasks:
            units = "、".join((*task.units.lead, *task.units.duty))
            rows += [
                (measure.number, task.place, each.words, _timing(task, each), each.day or "", measure.title, units)
                for each in task.moments
            ]
    return Page(
        "时限",
        "一行一个时限。一项任务写了几个日子的，届满日是最后一个，前面的是分步。“计数年度”说的是数字算到哪一年底，届满日看另写的完成时限。“条款到期”只是其中一句到期，措施照常。“期限”（3个月内、3年内）原文没有写从哪天起算，届满日按成文日期推算，供核对。",
        ("措施编号", "项", "原文", "种类", "届满日", "措施标题", "牵头或负责单位"),
        (10, 5, 22, 12, 12, 38, 28),
        rows,
        tall=True,
    )


def _units(plan: Breakdown) -> Page:
    counts: dict[str, Counter[str]] = {name: Counter() for name in plan.written}
    for task in (task for each in plan.measures for task in each.tasks):
        for role, names in (("lead", task.units.lead), ("support", task.units.support), ("duty", task.units.duty)):
            for name in names:
                counts[name][role] += 1
    rows = [
        (name, each["lead"], each["duty"], each["support"], "、".join(plan.written[name]))
        for name, each in sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    ]
    return Page(
        "单位",
        "一行一个单位：牵头、负责、配合各几项任务，原文怎样写。承前省略了“市”“区”的，已补成全称。",
        ("单位", "牵头", "负责", "配合", "原文写法"),
        (32, 8, 8, 8, 50),
        rows,
        tall=True,
    )


def _corrections(plan: Breakdown) -> Page:
    return Page(
        "更正",
        "原文转成文字时弄坏、凭上下文改过的地方，逐处列出。请对照原件，在“核对”栏选“无误”，或把任务表改好后选“已改”。",
        ("所在", "原来是", "改成", "为什么", "核对"),
        (26, 40, 40, 50, 10),
        [(each.where, each.old, each.new, each.why, "") for each in plan.corrections],
        answer=4,
        choices=_CHECKED,
        tall=True,
    )


def _doubts(plan: Breakdown) -> Page:
    return Page(
        "待核",
        "拿不准、没有改的地方。请对照原件，把任务表改好，在“核对”栏选“无误”或“已改”。",
        ("所在", "原文", "拿不准什么", "核对"),
        (26, 60, 56, 10),
        [(each.where, each.words, each.why, "") for each in plan.doubts],
        answer=3,
        choices=_CHECKED,
        tall=True,
    )


def _others(plan: Breakdown) -> Page:
    return Page(
        "其他段落",
        "没有列为任务的段落，一段一行，供核对有没有漏掉任务。",
        ("章节", "原文", "是不是目标"),
        (30, 110, 10),
        [("　".join(each.sections), each.text, "目标" if each.is_goal else "") for each in plan.others],
        tall=True,
    )


#: What a task's times ask for; the others say how long something holds.
_ASKED = (Timing.BY, Timing.WITHIN, Timing.RECURRING)


def _told(said: Task | Other, *timings: Timing) -> str:
    return "；".join(each.words for each in said.moments if each.timing in timings)


def _timing(task: Task, moment: Moment) -> str:
    if moment.is_count:
        return "计数年度"
    step = moment in task.days and moment.day != task.due
    return f"{moment.timing.value}（分步）" if step else moment.timing.value


def _validity(plan: Breakdown, task: Task) -> str:
    own = [each.words for each in task.moments if each.timing is Timing.VALID]
    if own or plan.validity is None:
        return "；".join(own)
    return f"至{plan.validity.last.isoformat()}" if plan.validity.last else plan.validity.words
