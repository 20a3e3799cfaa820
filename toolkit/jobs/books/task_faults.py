"""What stands on the sheets of tasks and does not hold (没有采用的改动), for as long as it stands there."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.events import Event
from toolkit.jobs.books.lost_plans import has_lost_its_plan, lost_plans, stopped
from toolkit.jobs.books.own_tasks import typed_in
from toolkit.jobs.books.plans import followed, goals
from toolkit.jobs.books.task_hands import stood_there, why_not
from toolkit.jobs.books.task_units import units_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.mechanism.following import follows_tasks
from toolkit.register import schema

_SHEETS = (schema.TASKS, schema.TARGETS)


def task_faults(desk: Desk) -> Iterator[Finding]:
    """Yield the cells that the office typed and nothing follows from, and rows of tasks that nobody follows.

    A task that the office typed in is asked about on 待确认 where it is not followed.
    """
    if lost := lost_plans(desk):
        yield Finding(Rank.DIFFERENT, *stopped(lost))
    if not follows_tasks(desk.mechanism) or not desk.known.plans:
        return
    keys = {each.key for each in (*followed(desk), *goals(desk))}
    keys |= {each.key for each in typed_in(desk, units_of(desk))}
    cells: list[str] = []
    rows: list[str] = []
    for sheet in _SHEETS:
        gone = desk.base.gone.get(sheet, ())
        for key, columns in desk.known.hands.get(sheet, {}).items():
            if key in gone:
                continue
            if has_lost_its_plan(desk, key):
                continue
            if key[0] not in keys:
                rows += [f"“{sheet}”{' '.join(key)}"] if _any_left(columns) else []
            else:
                typed = {column: event for column, event in columns.items() if not stood_there(event)}
                cells += [line for column, event in typed.items() if (line := _cell(desk, event, column))]
    if cells:
        yield Finding(
            Rank.DIFFERENT, f"任务各表有 {len(cells)} 格人工改动没有采用，表上写的和实际跟踪的不一样",
            "请按各格说明改正，或者清空这一格，下次运行按实际跟踪的补回", cells,
        )  # fmt: skip
    if rows:
        yield Finding(
            Rank.DIFFERENT, f"任务各表有 {len(rows)} 行不是跟踪的任务",
            "是任务的，填上任务内容和牵头单位；不要的，删去这一行", rows,
        )  # fmt: skip


def _any_left(columns: dict[str, Event]) -> bool:
    return any(event.data["after"].get(column) not in (None, "") for column, event in columns.items())


def _cell(desk: Desk, event: Event, column: str) -> str:
    why = why_not(desk, event, column)
    data = event.data
    shown = f"“{data['after'][column]}”" if data["after"][column] else "（空）"
    return f"“{data['sheet']}”{' '.join(data['key'])} {column}{shown}：{why}" if why else ""
