"""The story of a task (任务的经过) by its 任务号: who was asked to report on it, what was reported and typed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from toolkit.events import Event, Kind
from toolkit.jobs.books.plans import standings
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.following import follows_tasks
from toolkit.register import schema
from toolkit.tasks.printed import number

_SHEETS = (schema.TASKS, schema.TARGETS)


def task_story(desk: Desk, key: str) -> list[str]:
    """Return what happened to a task, a line each; [] where nobody knows it, or the mechanism follows none.

    Of each cell that people typed in what stands now is told, not what stood before.
    """
    if not follows_tasks(desk.mechanism):
        return []
    known, taken_back = desk.known, {event.seq for event in desk.withdrawn}
    typed = chain.from_iterable(
        columns.values()
        for sheet in _SHEETS
        for row, columns in known.hands.get(sheet, {}).items()
        if row and row[0] == key
    )
    events = chain(known.plans.values(), known.called, known.followed, typed, desk.withdrawn)
    lines: list[str] = []
    # A person may have typed several cells of a row at once: one edit.
    for event in sorted({each.seq: each for each in events}.values(), key=lambda each: each.seq):
        parts = list(_told(event, key))
        if parts:
            parts[0] += "（已撤回）" * (event.seq in taken_back)
            lines.append(f"{event.day.isoformat()} {'　'.join(parts)}")
    stands = next((each for each in standings(desk) if each.task.key == key), None) if lines else None
    if stands is None:
        return [f"任务 {key}　现在不跟踪", *lines] if lines else []
    return [f"{key}　{stands.task.title or stands.task.text}　{stands.task.who}　{stands.state.value}", *lines]


def _told(event: Event, key: str) -> Iterator[str]:
    data = event.data
    if event.kind is Kind.PLANNED and any(each["key"] == key for each in data["tasks"]):
        yield from ("纳入跟踪", f"《{data['title']}》")
    elif event.kind is Kind.CALLED and (asked := [unit for unit, keys in data["asked"].items() if key in keys]):
        yield from (f"请报送 {data['period']}", "、".join(asked), f"{data['due'].isoformat()} 前")
    elif event.kind is Kind.FOLLOWED:
        for row in data["rows"]:
            if row["task"] == key:
                yield from (f"报送 {data['period']}", str(data["unit"]), str(data.get("incoming", "")), *_said(row))
    elif event.kind is Kind.EDITED and data.get("sheet") in _SHEETS and (data.get("key") or [""])[0] == key:
        yield "删去这一行" if data.get("removed") else "人工修改"
        shown = data.get("standing") or data["after"]
        yield from (f"{column}：{'空白' if value is None else value}" for column, value in shown.items())


def _said(row: dict[str, Any]) -> Iterator[str]:
    reached = row.get("reached") or {}
    yield from (f"指标{int(place) + 1}：{number(float(value))}" for place, value in sorted(reached.items()))
    for name, label in (("words", "工作进展"), ("difficulty", "存在困难"), ("next", "下一步")):
        if row.get(name):
            yield f"{label}：{row[name]}"
