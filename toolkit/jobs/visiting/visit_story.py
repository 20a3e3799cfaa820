"""The story of a visit by its 走访号, or of a visiting group by its leader's name (走访的经过)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from toolkit.analysis import read_period
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.visit_logs import came_on_log
from toolkit.jobs.visiting.visit_rows import visits_of


def visit_story(desk: Desk, word: str) -> list[str]:
    """Return what happened to a visit, or what a group did and was reminded of, a line each; [] where there is none."""
    visits = [each for each in visits_of(desk) if word == each.number or word in each.visitors]
    numbers = {each.number for each in visits}
    withdrawn = {event.seq for event in desk.withdrawn}
    dead = [event for event in desk.withdrawn if event.kind in {Kind.VISITED, Kind.PROMPTED}]
    events = sorted(chain(desk.known.visited, desk.known.prompted, dead), key=lambda event: event.seq)
    own = [event for event in events if _is_of(event, word, numbers)]
    head = [
        f"{word}　{each.day or '未填日期'}　{each.firm}　{'、'.join(each.visitors)}"
        for each in visits
        if each.number == word
    ]
    return head + [_line(desk, event, taken_back=event.seq in withdrawn) for event in own]


def _is_of(event: Event, word: str, numbers: set[str]) -> bool:
    if event.kind is Kind.PROMPTED:
        return bool(event.data["who"] == word)
    return event.data["visit"] == word or event.data["visit"] in numbers


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
    data = event.data
    yield "走访台账填报" if not data["sha"] else "走访日志" if came_on_log(desk, event) else "走访表"
    yield str(data["visit"])
    yield str(data["firm"])
    yield str(data["incoming"])
    visiting = desk.mechanism.visiting
    matters = data["values"].get(visiting.role("matters")) if visiting else None
    if matters:
        yield f"诉求 {matters}"
