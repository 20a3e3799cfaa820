"""What the office typed on 任务台账 about a task itself (任务的人工改动): its words, its units, its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.documents.setting.words import without_phones
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
#: So much of its words is the title of a task that the office typed in without one.
_TITLE = 18
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


def as_added(key: str, plan: str, said: Mapping[str, CellValue], units: Units) -> Followed:
    """Return the task that a row says which the office typed in itself; nobody may be left to answer for it.

    Args:
        key: its number.
        plan: the plan's title, where the row does not name one.
        said: what stands in the row, by column.
        units: how units are known.
    """
    text = _words(said, schema.TEXT)
    bare = Followed(
        key=key,
        plan=_words(said, schema.PLAN) or plan,
        measure=_words(said, schema.MEASURE),
        place=1,
        sections=(),
        # A telephone number cut in the middle would be known as one no more.
        title=_words(said, schema.TITLE) or without_phones(text)[:_TITLE],
        text=text,
        units=Answerable(),
        answering=(),
        supporting=(),
        due=None,
        until=None,
    )
    days = {column: value for column in DAYS if isinstance(value := said.get(column), date)}
    whole = replace(bare, due=days.get(schema.DUE), until=days.get(schema.IN_FORCE))
    return replace(whole, **_answering(whole, said, units))


def _words(said: Mapping[str, CellValue], column: str) -> str:
    return str(said.get(column) or "").strip()


def is_day(value: CellValue | None) -> bool:
    """Return whether a cell holds a day, or nothing."""
    return value in (None, "") or isinstance(value, date)


def _answering(
    task: Followed, said: Mapping[str, CellValue] | Mapping[str, CellValue | None], units: Units
) -> dict[str, Any]:
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
