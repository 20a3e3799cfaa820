"""How the tasks of plans stand, in a line (任务一览): for the status, the menu, the board and the watch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.analysis import last_complete
from toolkit.jobs.books.plans import calls, reports, standings
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.following import follows_tasks
from toolkit.tasks.following import Call, Standing, State

_OVER = frozenset({State.SETTLED, State.DONE, State.ENDED})
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class TaskNote:
    """How the tasks stand.

    Attributes:
        words: followed, due this quarter, late, silent, and the reports that are due next.
        pressing: what the office should do about them, "" for nothing.
        due: by when reports are due next, None where none are.
    """

    words: str
    pressing: str
    due: date | None


def task_note(desk: Desk) -> TaskNote | None:
    """Return how the tasks stand today; None where the mechanism follows none, or no plan is followed."""
    if not follows_tasks(desk.mechanism) or not desk.known.plans:
        return None
    found, called = standings(desk), calls(desk)
    if not found:
        return None
    coming = next((each for each in called if each.due >= desk.as_of), None)
    late = sum(bool(each.late_by) for each in found)
    silent = {unit for each in found for unit in each.owing}
    uncalled = _uncalled(desk, called)
    words = [f"跟踪 {len(found)} 项", *_due_now(found, desk.as_of)]
    words += [f"逾期 {late} 项"] * bool(late) + [f"未报送的单位 {len(silent)} 个"] * bool(silent)
    words += [_awaited(desk, coming)] if coming is not None else []
    pressing = [f"任务逾期 {late} 项"] * bool(late) + [f"{len(silent)} 个单位没有报送进展"] * bool(silent)
    ask = [f"{uncalled}的任务进展还没有请各单位报送"] if uncalled else []
    return TaskNote("，".join([*words, *ask]), "，".join([*ask, *pressing]), coming.due if coming is not None else None)


def _due_now(found: Sequence[Standing], day: date) -> Iterator[str]:
    """Yield how many tasks fall due within the quarter and are not done."""
    quarter = (day.year, (day.month - 1) // _QUARTER)
    due = [each.task.due for each in found if each.task.due is not None and each.state not in _OVER]
    now = sum(each >= day and (each.year, (each.month - 1) // _QUARTER) == quarter for each in due)
    if now:
        yield f"本季度到期 {now} 项"


def _awaited(desk: Desk, call: Call) -> str:
    """Return by when reports are due, and how many of the units that were asked have sent none."""
    told = {each.unit for own in reports(desk).values() for each in own if each.period == call.period}
    left = sum(unit not in told for unit in call.asked)
    return f"{call.period} 进展 {call.due.isoformat()} 前报送，" + (f"还有 {left} 个单位没有报" if left else "都已报送")


def _uncalled(desk: Desk, called: Sequence[Call]) -> str:
    """Return the last complete quarter in words, where a plan was followed in it and nobody was asked yet, else ""."""
    quarter = last_complete(desk.as_of)
    begun = min(event.day for event in desk.known.plans.values())
    asked = any(each.period == str(quarter) for each in called)
    return "" if asked or begun > quarter.last_day else quarter.label
