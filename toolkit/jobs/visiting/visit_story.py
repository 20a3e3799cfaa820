"""What happened to one visit (走访的经过): on which forms it came, what people changed in its row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from toolkit.cases import LEAVE, TAKE
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.visit_rows import repeat_ask
from toolkit.mechanism import Visiting


def story_of_visit(desk: Desk, number: str) -> list[str]:
    """Return what happened to a visit, a line an event, in order; nothing where there never was such a 走访号."""
    visiting = desk.mechanism.visiting
    if visiting is None:
        return []
    taken_back = {event.seq for event in desk.withdrawn}
    standing = (event for event in desk.events if event.seq not in taken_back)
    lines: list[str] = []
    for event in sorted(chain(standing, desk.withdrawn), key=lambda each: each.seq):
        parts = list(_told(visiting, event, number, first=not lines))
        if parts:
            parts[0] += "（已撤回）" * (event.seq in taken_back)
            lines.append(f"{event.day.isoformat()} {'　'.join(parts)}")
    return lines


def _told(visiting: Visiting, event: Event, number: str, *, first: bool) -> Iterator[str]:
    data = event.data
    if event.kind is Kind.VISITED and data["visit"] == number:
        yield "走访登记" if first else "走访更正" if data.get("again") else "走访补充"
        matters = str(data["values"].get(visiting.role("matters")) or "")
        yield from filter(None, (str(data["incoming"]), f"诉求 {matters}" if matters else ""))
    elif event.kind is Kind.EDITED and data.get("sheet") == visiting.sheet and data.get("key") == [number]:
        yield "手工登记" if first else "删去这一行" if data.get("removed") else "人工修改"
        changed = {column: value for column, value in data["after"].items() if column != visiting.role("number")}
        yield from (f"{column}：{'空白' if value is None else value}" for column, value in changed.items())
    elif event.kind is Kind.HELD and data.get("repeats") == number:
        yield "待确认"
        yield str(data["todo"])
    elif event.kind is Kind.DECIDED and data["ask"] == repeat_ask(number):
        yield "处理意见"
        yield TAKE if data["take"] else LEAVE
