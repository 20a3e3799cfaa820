"""Plans that are followed (任务跟踪): their tasks, what units reported of them, how each stands — from the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.events import Event
from toolkit.jobs.books.lost_plans import lost_plans, stopped
from toolkit.jobs.books.own_tasks import typed_in
from toolkit.jobs.books.task_units import rules_of, units_of
from toolkit.jobs.books.typed_tasks import as_typed
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.following import Following
from toolkit.register import schema
from toolkit.scripts import to_run
from toolkit.tasks.following import Call, Decision, Followed, Progress, Report, Standing, Verdict, standing
from toolkit.tasks.kept import task_of


def followed(desk: Desk) -> list[Followed]:
    """Return every task that is followed, plan by plan.

    What the office put right on 任务台账 holds, and tasks that it typed in there follow the plans'; a task whose row it
    deleted is followed no more.
    """
    gone, typed = desk.base.gone.get(schema.TASKS, ()), desk.known.hands.get(schema.TASKS, {})
    tasks = (
        task_of(event.data["title"], each)
        for _, event in sorted(desk.known.plans.items())
        for each in event.data["tasks"]
    )
    units = units_of(desk)
    own = [each.task for each in typed_in(desk, units) if each.is_followed]
    return [*(as_typed(each, typed.get((each.key,), {}), units) for each in tasks if (each.key,) not in gone), *own]


def goals(desk: Desk) -> list[Followed]:
    """Return the goals of the plans as a whole (总体目标); one whose row on 指标 was deleted is followed no more."""
    gone = desk.base.gone.get(schema.TARGETS, ())
    found = (
        task_of(event.data["title"], each, is_goal=True)
        for _, event in sorted(desk.known.plans.items())
        for each in event.data.get("goals", ())
    )
    return [each for each in found if (each.key, "1") not in gone]


def reports(desk: Desk) -> dict[str, list[Report]]:
    """Return what was reported of each task, by its key, in order of arrival.

    A form sent again for a period leaves standing what it does not speak of: a blank erases nothing.
    """
    found: dict[str, list[Report]] = {}
    before: dict[tuple[str, str, str], Report] = {}
    for event in desk.known.followed:
        # A figure that the office typed on 指标 stands in the event of its edit.
        data = event.data.get("told", event.data)
        for row in data["rows"]:
            place = row["task"], data["unit"], data["period"]
            before[place] = _report(event, data, row, before.get(place))
            found.setdefault(row["task"], []).append(before[place])
    return found


def _report(event: Event, data: Mapping[str, Any], row: dict[str, object], before: Report | None) -> Report:
    reached = row.get("reached")
    going = before.progress if before else Progress.GOING
    return Report(
        key=str(row["task"]),
        unit=data["unit"],
        period=data["period"],
        covers=data["covers"],
        day=event.day,
        order=event.seq,
        progress=Progress(str(row["progress"])) if row.get("progress") else going,
        words=str(row.get("words") or (before.words if before else "")),
        difficulty=str(row.get("difficulty") or (before.difficulty if before else "")),
        next_step=str(row.get("next") or (before.next_step if before else "")),
        incoming=str(data.get("incoming", "")),
        reached={int(place): float(value) for place, value in reached.items()} if isinstance(reached, dict) else {},
        settles="told" in event.data,
    )


def calls(desk: Desk) -> list[Call]:
    """Return the calls for reports, in order; of one period, whom each asked is put together."""
    found: dict[str, Call] = {}
    for event in desk.known.called:
        data = event.data
        asked = dict(found[data["period"]].asked) if data["period"] in found else {}
        asked |= {unit: asked.get(unit, frozenset()) | frozenset(keys) for unit, keys in data["asked"].items()}
        found[data["period"]] = Call(data["period"], data["due"], asked)
    return list(found.values())


def decisions(desk: Desk, rules: Following) -> dict[str, Decision]:
    """Return the office's verdicts, by the key of the task: what stands in 核定 as it was typed last."""
    found: dict[str, Decision] = {}
    for key, columns in desk.known.hands.get(schema.TASKS, {}).items():
        event = columns.get(schema.VERDICT)
        meaning = rules.verdicts.get(str(event.data["after"].get(schema.VERDICT) or "")) if event is not None else None
        if event is not None and meaning is not None:
            found[key[0]] = Decision(Verdict(meaning), event.day, event.seq)
    return found


def followed_at_all(desk: Desk) -> list[Standing]:
    """Return how every task that is followed stands today.

    Raises:
        ToolkitError: the mechanism follows no tasks, or no plan is followed.
    """
    found = standings(desk)
    if not found:
        if lost := lost_plans(desk):
            raise ToolkitError(*stopped(lost))
        raise ToolkitError("还没有纳入跟踪的任务", how_to_follow())
    return found


def how_to_follow() -> str:
    """Return what a person does so that a plan is followed."""
    first, then = to_run("breakdown", "文件"), to_run("breakdown", "核对好的台账 --accept", answer="输入 Y")
    return f"请先运行{first}分解文件，核对台账后再运行{then}，纳入跟踪"


def standings(
    desk: Desk, as_of: date | None = None, known: Mapping[str, Sequence[Report]] | None = None
) -> list[Standing]:
    """Return how every task that is followed stands on a day, today by default, by all reports or only by some."""
    return _standings(desk, followed(desk), as_of or desk.as_of, known)


def goal_standings(desk: Desk) -> list[Standing]:
    """Return how every goal that a unit tells of stands today; the office's own are not among them."""
    return _standings(desk, [each for each in goals(desk) if each.units.all], desk.as_of)


def _standings(
    desk: Desk, tasks: Sequence[Followed], day: date, only: Mapping[str, Sequence[Report]] | None = None
) -> list[Standing]:
    rules, known, called = rules_of(desk), reports(desk) if only is None else only, calls(desk)
    decided = decisions(desk, rules)
    return [standing(each, known.get(each.key, ()), called, decided.get(each.key), day) for each in tasks]


def by_unit(tasks: Sequence[Followed]) -> dict[str, list[Followed]]:
    """Return the tasks by the unit that has to report on them: those that answer, then those that support."""
    found: dict[str, list[Followed]] = {}
    for each in tasks:
        for unit in (*each.answering, *each.supporting):
            found.setdefault(unit, []).append(each)
    return found
