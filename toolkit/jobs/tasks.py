"""tasks (任务进度): how the tasks of the plans stand; calls for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.analysis import last_complete, read_period
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.plans import followed_at_all, reports
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.following.task_calls import call_for_reports
from toolkit.tasks.following import Standing, State
from toolkit.tasks.printed import number
from toolkit.tasks.targets import targets
from toolkit.workspace import Workspace

#: So many late tasks are told on the screen one by one.
_TOLD = 10


def tasks(workspace: Workspace, order: Order, period: str = "", *, ask: bool = False, report: bool = False) -> int:
    """Tell how the tasks stand, call for reports first or write papers where that is asked, and return the status.

    Args:
        workspace: where.
        order: how.
        period: for which period reports are called for; the last complete quarter where "".
        ask: whether to call for them.
        report: whether to write report, brief, circular and workbook.

    Raises:
        PeriodError: the period cannot be understood, or has not begun.
        ToolkitError: the mechanism follows no tasks, or no plan is followed.
    """
    about = read_period(period) if period else last_complete(order.as_of)
    about.cutoff(order.as_of)
    with open_desk(workspace, order) as desk:
        found = followed_at_all(desk)
        if ask:
            call_for_reports(desk, about)
        for line in (*_told(found), *_unsettled(desk, found)):
            desk.say(line)
        if report:
            # Only now what writes papers: whoever asks how things stand need not wait for it.
            from toolkit.jobs.following.task_papers import write_task_papers  # noqa: PLC0415
            from toolkit.jobs.periods.report_content import section_of  # noqa: PLC0415
            from toolkit.jobs.periods.service_ratings import service_of  # noqa: PLC0415

            service = service_of(desk, about)
            if service is not None:
                write_task_papers(desk, about, [section_of(service.section())], service.pages())
            else:
                write_task_papers(desk, about)
        update(desk)
    return 0


def _told(found: Sequence[Standing]) -> Iterator[str]:
    counts = Counter(each.state for each in found)
    plans = list(dict.fromkeys(each.task.plan for each in found))
    states = "，".join(f"{state.value} {counts[state]} 项" for state in State if counts[state])
    yield f"{'、'.join(f'《{each}》' for each in plans)}：任务 {len(found)} 项，{states}"
    late = sorted((each for each in found if each.late_by), key=lambda each: -each.late_by)
    for each in late[:_TOLD]:
        yield f"  逾期 {each.late_by} 天：{each.task.key} {each.task.title}（{each.task.who}）"
    if len(late) > _TOLD:
        yield f"  ……另有 {len(late) - _TOLD} 项逾期"
    silent = Counter(unit for each in found for unit in each.owing)
    if silent:
        most = sorted(silent.items(), key=lambda pair: (-pair[1], pair[0]))
        named = "、".join(f"{unit} {count} 项" for unit, count in most[:_TOLD])
        yield f"  未报送的单位 {len(silent)} 个：{named}" + ("……" if len(most) > _TOLD else "")


def _unsettled(desk: Desk, found: Sequence[Standing]) -> Iterator[str]:
    """Yield a line for each figure of which several leads report different values, up to a number of them."""
    known = reports(desk)
    open_ones = [
        one
        for each in found
        if len(each.task.answering) > 1
        for one in targets(each.task, known.get(each.task.key, ()), desk.as_of)
        if one.unsettled
    ]
    for each in open_ones[:_TOLD]:
        values = "、".join(f"{unit} {number(value)}" for unit, value in each.by_unit.items())
        which = f"{each.task.key} 指标 {each.place + 1} 几个单位报数不同（{values}），没有相加"
        yield f"  {which}：请在“指标”表“完成数”栏写定以哪个数为准"
    if len(open_ones) > _TOLD:
        yield f"  ……另有 {len(open_ones) - _TOLD} 个指标报数不同"
