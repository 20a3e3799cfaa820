"""The story of a supervision (督查的经过): by its 督查号, or all of a unit's by the unit's name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from toolkit.cases.supervision import State
from toolkit.events import Event, Kind
from toolkit.jobs.books.supervisions import SHOWN, supervisions
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.supervising import supervises
from toolkit.register import schema

_OWN = frozenset({Kind.SUPERVISED, Kind.ACCOUNTED})


def supervision_story(desk: Desk, word: str) -> list[str]:
    """Return what happened, a line each; [] where nobody knows that number or unit, or the mechanism supervises none.

    Args:
        desk: whose.
        word: a 督查号, or a unit by name or alias.
    """
    if not supervises(desk.mechanism):
        return []
    unit = desk.mechanism.units.find(word)
    known = [
        each for each in supervisions(desk) if each.number == word or (unit is not None and each.unit == unit.name)
    ]
    lines: list[str] = []
    for each in known:
        lines.append(f"{each.number}　{each.unit}　{each.period}　{each.state(desk.as_of).value}")
        lines += _happened(desk, each.number)
    return lines


def supervision_line(event: Event) -> list[str]:
    """Return what the story of a matter tells of its unit being gone into because of it."""
    data = event.data
    return ["督查", str(data["supervision"]), str(data["unit"]), f"{data['due'].isoformat()} 前反馈"]


def _happened(desk: Desk, number: str) -> Iterator[str]:
    taken_back = {event.seq for event in desk.withdrawn}
    # A person may have typed several cells of the row at once: one edit.
    columns = desk.known.hands.get(schema.SUPERVISIONS, {}).get((number,), {})
    edits = {event.seq: event for event in columns.values()}.values()
    own = (
        event
        for event in (*desk.known.supervised, *desk.known.accounted, *desk.withdrawn)
        if event.kind in _OWN and event.data["supervision"] == number
    )
    for event in sorted(chain(own, edits), key=lambda each: each.seq):
        parts = list(_told(event))
        parts[0] += "（已撤回）" * (event.seq in taken_back)
        yield f"{event.day.isoformat()} {'　'.join(parts)}"


def _told(event: Event) -> Iterator[str]:
    data = event.data
    if event.kind is Kind.SUPERVISED:
        yield from ("督查", *data["grounds"], f"{data['due'].isoformat()} 前反馈")
    elif event.kind is Kind.ACCOUNTED:
        yield from (f"督查反馈（{State.TOLD.value if data['whole'] else '还没有填全'}）", str(data["incoming"]))
        yield from (f"{SHOWN[column]}：{value}" for column, value in data["values"].items())
    else:
        yield "人工修改"
        yield from (f"{column}：{'空白' if value is None else value}" for column, value in data["after"].items())
