"""The story of a visit by its 走访号, or of a visiting group by its leader's name (走访的经过)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from toolkit.analysis import read_period
from toolkit.cases import LEAVE, TAKE
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.repeats import asked_about, counts_in
from toolkit.jobs.visiting.visit_logs import came_on_log
from toolkit.jobs.visiting.visit_rows import every_visit, visits_of
from toolkit.mechanism import Visiting


def visit_story(desk: Desk, word: str) -> list[str]:
    """Return what happened to a visit, or what a group did and was reminded of, a line each; [] where there is none."""
    visiting = desk.mechanism.visiting
    own_story = _of_one(desk, visiting, word) if visiting is not None else []
    if own_story:
        return own_story
    visits = [each for each in visits_of(desk) if word in each.visitors]
    own_rows = {each.number for each in visits}
    told = {str(event.data["visit"]) for event in desk.known.visited}
    numbers = own_rows | {each for each in told if counts_in(desk, each) in own_rows}
    withdrawn = {event.seq for event in desk.withdrawn}
    dead = [event for event in desk.withdrawn if event.kind in {Kind.VISITED, Kind.PROMPTED}]
    events = sorted(chain(desk.known.visited, desk.known.prompted, dead), key=lambda event: event.seq)
    own = [event for event in events if _is_of(event, word, numbers)]
    return [_line(desk, event, taken_back=event.seq in withdrawn) for event in own]


def _of_one(desk: Desk, visiting: Visiting, number: str) -> list[str]:
    """Return the story of one visit: on which forms it came, what people changed in its row."""
    taken_back = {event.seq for event in desk.withdrawn}
    standing = (event for event in desk.events if event.seq not in taken_back)
    asks, lines = asked_about(desk, number), list[str]()
    for event in sorted(chain(standing, desk.withdrawn), key=lambda each: each.seq):
        parts = list(_told(desk, visiting, event, number, asks, first=not lines))
        if parts:
            parts[0] += "（已撤回）" * (event.seq in taken_back)
            lines.append(f"{event.day.isoformat()} {'　'.join(parts)}")
    if not lines:
        return []
    stands = next((each for each in every_visit(desk) if each.number == number), None)
    if stands is None:
        other = counts_in(desk, number)
        return [f"走访 {number}　{f'已并入 {other}，' if other else ''}现在不计入", *lines]
    return [f"{number}　{stands.day or '未填日期'}　{stands.firm}　{'、'.join(stands.visitors)}", *lines]


def _told(
    desk: Desk, visiting: Visiting, event: Event, number: str, asks: Mapping[str, str], *, first: bool
) -> Iterator[str]:
    data = event.data
    if event.kind is Kind.VISITED and data["visit"] == number:
        yield "走访登记" if first else "走访更正" if data.get("again") else "走访补充"
        yield from filter(None, (_where(desk, event), str(data["incoming"]), _matters(desk, event)))
    elif event.kind is Kind.EDITED and data.get("sheet") == visiting.sheet and data.get("key") == [number]:
        yield "手工登记" if first else "删去这一行" if data.get("removed") else "人工修改"
        changed = {column: value for column, value in data["after"].items() if column != visiting.role("number")}
        yield from (f"{column}：{'空白' if value is None else value}" for column, value in changed.items())
    elif event.kind is Kind.HELD and data["ask"] in asks:
        yield "待确认"
        yield str(data["todo"])
    elif event.kind is Kind.DECIDED and data["ask"] in asks:
        yield "处理意见"
        own = asks[data["ask"]]
        # Of the row that goes on counting: which one was put into it.
        yield (TAKE if data["take"] else LEAVE) + (f"（{own} 并入本次）" if data["take"] and own != number else "")


def _is_of(event: Event, word: str, numbers: set[str]) -> bool:
    if event.kind is Kind.PROMPTED:
        return bool(event.data["who"] == word)
    return event.data["visit"] in numbers


def _line(desk: Desk, event: Event, *, taken_back: bool) -> str:
    parts = list(_prompted(event) if event.kind is Kind.PROMPTED else _visited(desk, event))
    parts[0] += "（已撤回）" if taken_back else ""
    return f"{event.day.isoformat()} {'　'.join(filter(None, parts))}"


def _prompted(event: Event) -> Iterator[str]:
    data = event.data
    yield str(data["paper"])
    yield f"{read_period(data['period']).label}{data['part']}"
    yield from data["lacks"]


def _visited(desk: Desk, event: Event) -> Iterator[str]:
    yield from (_where(desk, event), str(event.data["visit"]), str(event.data["firm"]))
    yield from (str(event.data["incoming"]), _matters(desk, event))


def _where(desk: Desk, event: Event) -> str:
    """Return where a visit was told of: on its form, on a log, in the register."""
    return "走访台账填报" if not event.data["sha"] else "走访日志" if came_on_log(desk, event) else "走访表"


def _matters(desk: Desk, event: Event) -> str:
    visiting = desk.mechanism.visiting
    matters = event.data["values"].get(visiting.role("matters")) if visiting else None
    return f"诉求 {matters}" if matters else ""
