"""A followed task as the journal keeps it (PLANNED), and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.tasks.following import Followed
from toolkit.tasks.model import Answerable, Bound, Figure


def task_data(task: Followed) -> dict[str, Any]:
    """Return what an event keeps of a task."""
    return {
        "key": task.key,
        "measure": task.measure,
        "place": task.place,
        "sections": list(task.sections),
        "title": task.title,
        "text": task.text,
        "said": [list(task.units.lead), list(task.units.support), list(task.units.duty)],
        "answering": list(task.answering),
        "supporting": list(task.supporting),
        "due": task.due,
        "until": task.until,
        "figures": [[each.clause, each.low, each.high, each.unit, each.bound.value] for each in task.figures],
    }


def task_of(plan: str, data: Mapping[str, Any], *, is_goal: bool = False) -> Followed:
    """Return the task, or the goal, of an event's data. Raises KeyError or ValueError where they are not a task's."""
    lead, support, duty = data["said"]
    return Followed(
        key=data["key"],
        plan=plan,
        measure=data["measure"],
        place=data["place"],
        sections=tuple(data["sections"]),
        title=data["title"],
        text=data["text"],
        units=Answerable(lead=tuple(lead), support=tuple(support), duty=tuple(duty)),
        answering=tuple(data["answering"]),
        supporting=tuple(data["supporting"]),
        due=data["due"],
        until=data["until"],
        figures=tuple(
            Figure(clause, low, high, unit, Bound(bound)) for clause, low, high, unit, bound in data["figures"]
        ),
        is_goal=is_goal,
    )
