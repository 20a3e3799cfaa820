"""Tasks that the office types into 任务台账 itself (手填的任务): each gets a number and is followed like a plan's.

What cannot be followed as it stands is asked about on 待确认 until it is put right there or answered; the row stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from toolkit.events import CellValue, Event, Kind
from toolkit.files import sha256
from toolkit.jobs.books.lost_plans import has_lost_its_plan
from toolkit.jobs.books.task_units import units_of
from toolkit.jobs.books.typed_tasks import UNITS, as_added
from toolkit.jobs.desk.desk import Desk
from toolkit.register import SheetView, ViewRow, same, schema
from toolkit.tasks.following import Followed
from toolkit.tasks.members import Units

#: What stands in a number for a measure, where the row names none.
_ADDED = "补"
#: Without one of these a row is a note under the table.
_SAYS = (schema.TEXT, *UNITS)


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task that the office typed in.

    Attributes:
        task: as its row says it.
        why: why it cannot be followed as it stands, "" where nothing is amiss.
        ask: by what that is asked on 待确认, "" for nothing.
        is_doubt: whether the office's word is enough to follow it all the same.
        take: what the office said, None while it said nothing.
    """

    task: Followed
    why: str = ""
    ask: str = ""
    is_doubt: bool = False
    take: bool | None = None

    @property
    def key(self) -> str:
        return self.task.key

    @property
    def state(self) -> str:
        """How its row tells that it is not followed."""
        return "待确认" if self.take is None else "不跟踪"

    @property
    def is_followed(self) -> bool:
        return not self.why or (self.is_doubt and self.take is True)


def typed_in(desk: Desk, units: Units) -> list[OwnTask]:
    """Return the tasks that the office typed in, in their order; none whose row is gone, or that a plan has by now.

    A row that says neither what is to be done nor by whom (合计) is no task; one of a plan that the journal has lost
    waits for that plan.
    """
    if not desk.known.typed_tasks:
        return []
    known = {each["key"] for event in desk.known.plans.values() for each in event.data["tasks"]}
    gone = desk.base.gone.get(schema.TASKS, ())
    own = [key for key in desk.known.typed_tasks if key not in gone and key[0] not in known]
    own = [key for key in own if not has_lost_its_plan(desk, key)]
    said = {key: _said(desk, key) for key in own}
    return [_own(desk, key, row, units) for key, row in said.items() if any(column in row for column in _SAYS)]


def _said(desk: Desk, key: tuple[str, ...]) -> dict[str, CellValue]:
    """Return what stands in a row that was typed in: as it was begun, and what was changed since."""
    begun = desk.known.typed_tasks[key]
    later = {
        column: event.data["after"][column]
        for column, event in desk.known.hands.get(schema.TASKS, {}).get(key, {}).items()
        if event.seq > begun.seq
    }
    row = {**begun.data["standing"], **later}
    return {column: value for column, value in row.items() if value not in (None, "")}


def _own(desk: Desk, key: tuple[str, ...], said: Mapping[str, CellValue], units: Units) -> OwnTask:
    titles = [str(event.data["title"]) for _, event in sorted(desk.known.plans.items())]
    task = as_added(key[0], titles[0] if len(titles) == 1 else "", said, units)
    lacks = _lacks(task)
    if lacks:
        return _asked(desk, OwnTask(task, f"还没有填{'、'.join(lacks)}，补上以前不跟踪"))
    bore = str(said.get(schema.TASK, key[0]))
    if bore != key[0]:
        return _asked(desk, OwnTask(task, f"填的任务号 {bore} 已有，另编为 {key[0]}", is_doubt=True))
    strange = [word for column in UNITS for word in units.members(str(said.get(column, "")))[1]]
    if strange:
        return _asked(desk, OwnTask(task, f"“{'、'.join(strange)}”不在“成员单位”表里", is_doubt=True))
    return OwnTask(task)


def _lacks(task: Followed) -> list[str]:
    there = {schema.TEXT: task.text, schema.LEAD: task.answering, schema.PLAN: task.plan}
    return [column for column, value in there.items() if not value]


def _asked(desk: Desk, own: OwnTask) -> OwnTask:
    """Return the task with the question it raises; what is amiss otherwise, or once more, is another question."""
    # That a row which lacks something be followed as it stands (采纳) settles nothing: it is asked once more.
    name = f"任务 {own.key}-{sha256(own.why.encode())[:6]}"
    names = (f"{name}-{again}" if again else name for again in count())
    ask, said = next((each, said) for each in names if _holds(own, said := desk.known.decided.get(each)))
    return replace(own, ask=ask, take=bool(said.data["take"]) if said is not None else None)


def _holds(own: OwnTask, said: Event | None) -> bool:
    """Return whether a question about a row is open, or settled by what the office said."""
    return said is None or ("lapsed" not in said.data and (own.is_doubt or not said.data["take"]))


def as_meant(desk: Desk, sheet: SheetView) -> SheetView:
    """Return 任务台账 with a number for each task that people typed in without one, or with one that stands already.

    One that was given its number by an earlier run, which could not write it, keeps it.
    """
    base = desk.base.cells.get(sheet.spec.name, {})
    rows: dict[tuple[str, ...], ViewRow] = {}
    left: list[ViewRow] = []
    for row in sorted(sheet.rows, key=lambda each: each.values != base.get(each.key)):
        (left.append(row) if row.key in rows else rows.update({row.key: row}))
    left += [row for row in sheet.loose if any(column in row.values for column in _SAYS)]
    if not left:
        return sheet
    gone = desk.base.gone.get(sheet.spec.name, set())
    waiting = {key: values for key, values in base.items() if key not in rows and key not in gone}
    numbered: list[ViewRow] = []
    for row in sorted(left, key=lambda each: each.number):
        key = next((known for known, values in waiting.items() if _alike(values, row.values)), None)
        key = key or _next(desk, row, {*rows, *base, *gone, *(each.key for each in numbered)})
        waiting.pop(key, None)
        numbered.append(ViewRow(row.number, key, row.values))
    notes = [row for row in sheet.loose if row not in left]
    return SheetView(sheet.spec, sheet.places, [*rows.values(), *numbered], notes)


def _alike(known: Mapping[str, CellValue | None], row: Mapping[str, CellValue]) -> bool:
    return all(same(known.get(column), row.get(column)) for column in _SAYS)


def _next(desk: Desk, row: ViewRow, taken: set[tuple[str, ...]]) -> tuple[str, ...]:
    named = str(row.values.get(schema.PLAN) or "").strip()
    serials = {str(event.data["title"]): serial for serial, event in desk.known.plans.items()}
    serial = serials.get(named) or (next(iter(serials.values())) if len(serials) == 1 and not named else "")
    measure = str(row.values.get(schema.MEASURE) or "").strip().replace("#", "") or _ADDED
    begin = f"{serial}-{measure}" if serial else measure
    return next(key for place in count(1) if (key := (f"{begin}-{place}",)) not in taken)


def ask_about_own(desk: Desk) -> None:
    """Ask on 待确认, once, about each task that was typed in and cannot be followed; what was put right lapses."""
    if not desk.known.typed_tasks:
        return
    own = typed_in(desk, units_of(desk))
    desk.record(_question(desk, each) for each in own if each.ask and each.ask not in desk.known.asked)
    open_now = {each.ask for each in own}
    over = [
        event
        for ask, event in desk.known.asked.items()
        if "task" in event.data and ask not in open_now and ask not in desk.known.decided
    ]
    desk.record(_lapsed(desk, event) for event in over)


def _question(desk: Desk, each: OwnTask) -> Event:
    where = f"“{schema.TASKS}”手填的 {each.key}"
    do = (
        "照此跟踪的填“采纳”；写错的请在“任务台账”改正；不跟踪的填“不采纳”，或者删去这一行"
        if each.is_doubt
        else "请在“任务台账”补上，不用在这里填；不跟踪的填“不采纳”，或者删去这一行"
    )
    data: dict[str, Any] = {
        "ask": each.ask, "task": each.key, "column": schema.TASKS, "text": each.task.text,
        "why": f"{where}：{each.why}。{do}",
        "todo": f"{each.key} {each.why}", "incoming": "", "firm": "", "sha": "", "part": 0,
    }  # fmt: skip
    return Event(Kind.HELD, desk.as_of, data=data)


def _lapsed(desk: Desk, event: Event) -> Event:
    data = {"ask": event.data["ask"], "take": False, "lapsed": f"{event.data['task']} 已改正、删去或纳入跟踪"}
    return Event(Kind.DECIDED, desk.as_of, data=data)
