"""history (经过): everything that happened to a case, in the order it happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.cases import Case, apply, told
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.bookkeeping import open_desk
from toolkit.jobs.desk import Desk
from toolkit.jobs.order import Order
from toolkit.workspace import Workspace

_WORDS = {
    Kind.OPENED: "登记",
    Kind.ANSWERED: "来表",
    Kind.HELD: "待确认",
    Kind.EDITED: "人工修改",
    Kind.SPLIT: "拆分",
    Kind.MET: "上会",
    Kind.DISPATCHED: "交办",
    Kind.SURVEYED: "发评价表",
    Kind.DECIDED: "确认",
}


def history(workspace: Workspace, order: Order, number: str) -> int:
    """Say what happened to a case, and return the exit status.

    Raises:
        ToolkitError: there is no such case.
    """
    with open_desk(workspace, order) as desk:
        case = desk.cases.get(number)
        if case is None:
            raise ToolkitError(f"台账中没有编号“{number}”", "请核对编号")
        order.say(f"{number} {case.role('firm')}　{case.status}　第 {case.round} 轮")
        for line in story(desk, number):
            order.say(line)
        for clock in case.clocks.values():
            met = f"，{clock.met.isoformat()} 完成" if clock.met else ""
            order.say(f"第 {clock.round} 轮{clock.name}时限 {clock.current.isoformat()}{met}　依据：{clock.rule}")
    return 0


def story(desk: Desk, number: str) -> Iterator[str]:
    """Yield what happened to a case, a line an event, with the status where it changed."""
    cases: dict[str, Case] = {}
    stood = ("", 0)
    for event in desk.events:
        if event.number != number:
            continue
        apply(cases, event, desk.mechanism.record, desk.calendar)
        now = (cases[number].status, cases[number].round) if number in cases else ("", 0)
        parts = [_WORDS[event.kind], *_particulars(desk, event)] if event.kind in _WORDS else []
        if now != stood:
            parts.append(f"转为“{now[0]}”" + (f"（第 {now[1]} 轮）" if now[1] != stood[1] and stood[1] else ""))
        if parts:
            yield f"{event.day.isoformat()} {'　'.join(parts)}"
        stood = now


def _particulars(desk: Desk, event: Event) -> Iterator[str]:
    data, record = event.data, desk.mechanism.record
    if event.kind is Kind.EDITED:
        if "removed" in data:
            yield "删除此行" if data["removed"] else "恢复此行"
        for column, value in data.get("after", {}).items():
            before = data.get("before", {}).get(column)
            yield f"{column}：{'空' if before is None else before} → {'空' if value is None else value}"
    yield from _of_report(data)
    if data.get("by"):
        yield f"保存人 {data['by']}"
    for key in ("incoming", "unit", "decision", "why"):
        if data.get(key):
            yield str(data[key])
    if event.kind is Kind.ANSWERED:
        for meaning in ("outcome", "satisfaction"):
            column = record.role(meaning)
            if data["values"].get(column):
                yield f"{column}：{data['values'][column]}"


def _of_report(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a report tells besides: where it was parted from or into, what it changed, how it was recognised."""
    if data.get("split_from"):
        yield f"由 {data['split_from']} 拆分"
    if data.get("into"):
        yield f"拆出 {'、'.join(data['into'])}"
        yield from (f"原{column}：{text}" for column, text in data["before"].items())
    if data.get("repeats"):
        yield f"可能是 {data['repeats']} 的反复"
    if data.get("matched"):
        yield f"按{data['matched']}对上"
    if data.get("changed"):
        yield told({column: (before, after) for column, (before, after) in data["changed"].items()})
