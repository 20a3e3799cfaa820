"""breakdown (任务分解): a plan, read measure by measure, becomes a ledger of tasks in the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toolkit.documents.setting.words import one_line
from toolkit.documents.task_ledger import write_task_ledger
from toolkit.errors import ToolkitError
from toolkit.files import free_name, safe_name, write_whole
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.following.plan_text import read_plan
from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import Breakdown, Figure, Kind, break_down
from toolkit.workspace import Workspace

FOLDER, _BOOK = "任务分解", "任务台账"
#: So many doubts are told on the screen; the ledger has them all.
_TOLD = 8
_LONGEST_NAME, _SHOWN = 40, 60


def breakdown(workspace: Workspace, order: Order, data: bytes, name: str, out: Path | None = None) -> int:
    """Write the ledger of a plan's tasks, tell what was read and what is doubtful, and return the exit status.

    Args:
        workspace: where.
        order: how to run; a dry run tells and writes nothing.
        data: the plan's file, or its text as it was pasted.
        name: what people call it.
        out: the file to be written; in the outbox where it is None. What lies there is never written over.

    Returns:
        0 where everything was read without doubt; 1 where something is left to a person.

    Raises:
        ToolkitError: the file cannot be read, or no measure is found in it.
    """
    lines, tables = read_plan(data, name)
    with open_desk(workspace, order) as desk:
        plan = break_down(lines, tables, load_plan_words(desk.mechanism))
        if not plan.measures:
            raise ToolkitError(
                f"“{name}”里没有找到措施",
                "请确认措施前面有序号，或者后面写了（某某局牵头，某某局配合）、“责任单位：某某局”；表格要有“责任单位”或“牵头单位”一栏",
            )
        told = list(_told(plan))
        for line in told:
            desk.say(line)
        for doubt in plan.doubts[:_TOLD]:
            desk.say(f"  待核 {one_line(doubt.where)}“{one_line(doubt.words)[:_SHOWN]}”：{doubt.why}")
        if len(plan.doubts) > _TOLD:
            desk.say(f"  ……其余 {len(plan.doubts) - _TOLD} 处见“待核”表")
        file_name = f"{_BOOK} {safe_name(plan.title, _LONGEST_NAME)}.xlsx"
        book = write_task_ledger(plan, told, order.as_of, desk.mechanism.office)
        if out is not None:
            place = str(_written(out, file_name, book, dry_run=order.dry_run))
        else:
            place = desk.place(desk.put(workspace.outbox / FOLDER / file_name, book))
        desk.say(f"{'将写入' if order.dry_run else '已写入'} {place}")
        update(desk)
    return 1 if plan.doubts else 0


def _written(out: Path, name: str, book: bytes, *, dry_run: bool) -> Path:
    """Write the ledger where it was asked for, a file or a folder, and return where it lies."""
    place = free_name(out if out.suffix.lower() == ".xlsx" else out / name)
    if not dry_run:
        write_whole(place, book)
    return place


def _targets(figures: Iterable[Sequence[Figure]]) -> int:
    return sum(each.kind is Kind.TARGET for some in figures for each in some)


def _told(plan: Breakdown) -> Iterator[str]:
    tasks = [task for each in plan.measures for task in each.tasks]
    yield f"《{plan.title}》：措施 {len(plan.measures)} 条，分成任务 {len(tasks)} 项，涉及单位 {len(plan.written)} 个"
    asked, goals = _targets(each.figures for each in tasks), _targets(each.figures for each in plan.others)
    moments = sum(len(each.moments) for each in tasks)
    yield f"指标 {asked} 个" + (f"，另有总体目标 {goals} 个" if goals else "") + f"；时限 {moments} 个"
    every = [*(each.figures for each in tasks), *(each.figures for each in plan.others)]
    told = Counter(each.kind for figures in every for each in figures)
    others = "、".join(f"{kind.value} {told[kind]} 个" for kind in Kind if kind is not Kind.TARGET and told[kind])
    if others:
        yield f"不是目标的数字只列出、不跟踪：{others}，见“指标”表"
    if not plan.written:
        yield "没有一条写明由谁负责：各条按序号列出，请在“任务”表里填上牵头单位或负责单位，再纳入跟踪"
    if plan.issued:
        yield f"成文日期 {plan.issued.isoformat()}" + (f"；{plan.validity.words}" if plan.validity else "")
    else:
        yield "没有找到成文日期，“3个月内”一类的期限没有推算届满日"
    if plan.corrections:
        yield f"凭上下文更正 {len(plan.corrections)} 处，逐处列在“更正”表，请对照原件"
    yield f"待核 {len(plan.doubts)} 处" + ("，列在“待核”表，请对照原件" if plan.doubts else "")
