"""What the office typed on 任务台账 about a task itself (任务的人工改动): its words, its units, its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.events import CellValue, Event
from toolkit.register import schema
from toolkit.tasks.accepting import parts
from toolkit.tasks.following import Followed
from toolkit.tasks.members import Units
from toolkit.tasks.model import Answerable

#: The columns that say who has which part in a task.
UNITS = (schema.LEAD, schema.SUPPORT, schema.DUTY)
WORDS = (schema.TITLE, schema.TEXT)
DAYS = (schema.DUE, schema.IN_FORCE)
#: What holds once it is typed there; a day that is taken out is no day any more.
TAKEN = frozenset({*UNITS, *WORDS, *DAYS})


def as_typed(task: Followed, typed: Mapping[str, Event], units: Units) -> Followed:
    """Return a task with what the office typed about it in place of what its plan says.

    Words that were taken out, and units where nobody would be left to answer, stay as they were.

    Args:
        task: as the plan has it.
        typed: the columns of its row in which the office wrote → the event that tells.
        units: how units are known.
    """
    said = {column: event.data["after"][column] for column, event in typed.items() if column in TAKEN}
    if not said:
        return task
    changed: dict[str, Any] = {}
    for column, name in ((schema.TITLE, "title"), (schema.TEXT, "text")):
        if said.get(column):
            changed[name] = str(said[column])
    for column, name in ((schema.DUE, "due"), (schema.IN_FORCE, "until")):
        if column in said and is_day(said[column]):
            changed[name] = said[column]
    return replace(task, **changed, **_answering(task, said, units))


def is_day(value: CellValue | None) -> bool:
    """Return whether a cell holds a day, or nothing."""
    return value in (None, "") or isinstance(value, date)


def _answering(task: Followed, said: Mapping[str, CellValue | None], units: Units) -> dict[str, Any]:
    """Return who answers, supports and is responsible, where that was typed and somebody is left to answer."""
    if not said.keys() & set(UNITS):
        return {}
    written = dict(zip(UNITS, (task.units.lead, task.units.support, task.units.duty), strict=True))
    cells = {
        column: str(said[column] or "").strip() if column in said else "；".join(written[column]) for column in UNITS
    }
    lead, support, duty = (names for names, _ in units.by_role([cells[column] for column in UNITS]))
    answering, supporting = parts(lead, support, duty)
    if not answering:
        return {}
    shown = [(cells[column],) if cells[column] else () for column in UNITS]
    return {"units": Answerable(shown[0], shown[1], shown[2]), "answering": answering, "supporting": supporting}
