"""A table behind a plan's text (任务分工表) that says the same once more: its rows are the tasks they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.tasks.model import Doubt, Figure, Kind, Measure, Moment, Task
from toolkit.tasks.moments import with_told
from toolkit.tasks.plain import plain
from toolkit.tasks.table import Row

#: So much of a row's words must stand in a task for the row to be about it.
_ALIKE = 0.6
_LETTER = re.compile(r"[一-龥\d]")
#: Where a task stands: the measure's place and the task's in it, from 0.
Place = tuple[int, int]


def counterpart(row: Row, measures: Sequence[Measure], taken: set[Place]) -> Place | None:
    """Return the task that a row of a table repeats, None where the text has none like it.

    Most of the row's words stand in the task's, and one of those who answer is the same where both name somebody.

    Args:
        row: the table's row.
        measures: those of the text.
        taken: the tasks that other rows repeat.
    """
    best: tuple[float, Place] | None = None
    said = _pairs(row.text)
    for number, measure in enumerate(measures):
        for place, task in enumerate(measure.tasks):
            if (number, place) in taken or not _same_units(row, task):
                continue
            share = len(said & _pairs(f"{measure.title}{task.text}")) / max(len(said), 1)
            if share >= _ALIKE and (best is None or share > best[0]):
                best = share, (number, place)
    return best[1] if best else None


def with_row(
    task: Task, row: Row, moments: Sequence[Moment], figures: Sequence[Figure], where: str
) -> tuple[Task, list[Doubt]]:
    """Return a task with the times that its row tells, and what the row says otherwise than the text.

    Args:
        task: as the text has it; its units and figures stay.
        row: the table's row.
        moments: the times that it tells.
        figures: the figures that it names.
        where: the task's place, as a clerk is told it.
    """
    merged = replace(task, moments=with_told(task.moments, moments))
    return merged, [Doubt(where, row.text[:48], why) for why in _otherwise(task, merged, row, figures)]


def _otherwise(task: Task, merged: Task, row: Row, figures: Sequence[Figure]) -> Iterator[str]:
    text, table = set(task.units.all), set(row.units.all)
    if table and text != table:
        yield f"正文和附表写的单位不一样，按正文列；附表是：{'、'.join(row.units.all)}"
    if task.due and any(each.day and each.day != task.due for each in merged.days if each not in task.moments):
        yield f"正文和附表写的时限不一样；附表是：{row.by}"
    known = {(each.low, each.unit) for each in task.figures}
    more = [each for each in figures if each.kind is Kind.TARGET and (each.low, each.unit) not in known]
    if more:
        yield f"附表写的数字正文里没有：{'、'.join(each.words for each in more)}"


def _same_units(row: Row, task: Task) -> bool:
    mine, other = {*row.units.lead, *row.units.duty}, {*task.units.lead, *task.units.duty}
    return not mine or not other or bool(mine & other)


def _pairs(text: str) -> set[str]:
    letters = "".join(_LETTER.findall(plain(text)))
    return {letters[place : place + 2] for place in range(len(letters) - 1)}
