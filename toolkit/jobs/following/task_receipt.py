"""The receipt of a report on tasks (任务进展回执): what was read of each task, and what the unit still owes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.analysis import read_period
from toolkit.documents.receipt import ReceiptContent
from toolkit.documents.setting.words import full_date
from toolkit.events import Event
from toolkit.jobs.books.plans import calls, followed, goals, reports
from toolkit.jobs.books.task_units import rules_of
from toolkit.jobs.desk.desk import Desk
from toolkit.tasks.following import Followed
from toolkit.tasks.printed import number, with_unit

#: What a unit said of a task, and how the receipt calls it.
_SAID = (("words", "工作进展"), ("difficulty", "存在困难"), ("next", "下一步"))
#: So many tasks that are still to be reported are named.
_NAMED = 10


def task_receipt(desk: Desk, form: str, told: Event) -> ReceiptContent:
    """Return the receipt of what a unit reported (FOLLOWED), task by task as it was read.

    Args:
        desk: where the reports are known.
        form: the title of the form that came.
        told: the event that the form led to.
    """
    data, tasks = told.data, {each.key: each for each in (*followed(desk), *goals(desk))}
    words = {meaning: word for word, meaning in rules_of(desk).progress.items()}
    label = read_period(data["period"]).label
    return ReceiptContent(
        to=data["unit"],
        form=form,
        number="",
        received=desk.as_of,
        again=False,
        done=f"{label} {len(data['rows'])} 项任务的进展已登记",
        answers=[(row["task"], "\n".join(_read(row, tasks.get(row["task"]), words))) for row in data["rows"]],
        next_step=_left(desk, data),
    )


def _read(row: Mapping[str, Any], task: Followed | None, words: Mapping[str, str]) -> Iterator[str]:
    if row.get("progress"):
        yield words.get(row["progress"], "")
    for place, value in sorted(row.get("reached", {}).items(), key=lambda pair: int(pair[0])):
        figure = task.figures[int(place)] if task is not None and int(place) < len(task.figures) else None
        which = f"（{figure.clause}）" if figure is not None else ""
        yield f"完成数 {with_unit(number(value), figure.unit if figure is not None else '')}{which}"
    for name, label in _SAID:
        if row.get(name):
            yield f"{label}：{row[name]}"


def _left(desk: Desk, data: Mapping[str, Any]) -> str:
    """Return which tasks the unit was asked about for the period and has not told of, in a sentence."""
    unit, period, known = data["unit"], data["period"], reports(desk)
    call = next((each for each in calls(desk) if each.period == period), None)
    asked = sorted(call.asked.get(unit, ())) if call is not None else []
    left = [key for key in asked if not any(each.unit == unit and each.period == period for each in known.get(key, ()))]
    if call is None or not asked:
        return ""
    if not left:
        return "本期请贵单位报送的任务已全部报送，不必再报。"
    named = "、".join(left[:_NAMED]) + (f"等 {len(left)} 项" if len(left) > _NAMED else "")
    when = f"在{full_date(call.due)}前" if desk.as_of <= call.due else "尽快"
    return f"本期还有 {len(left)} 项没有报送：{named}，请{when}补报。"
