"""A ledger taken over once more: where figures moved, values reported so far may not be theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.jobs.books.plans import reports
from toolkit.jobs.desk.desk import Desk
from toolkit.tasks.following import Followed
from toolkit.tasks.kept import task_data


def shifted(desk: Desk, serial: str, tasks: Sequence[Followed]) -> Iterator[str]:
    """Yield a line for each task whose figures are others than before, at a place for which a value was reported.

    A value is kept by the place of its figure within the task (``reached`` of FOLLOWED), so a figure that was struck
    out moves those behind it.
    """
    known = desk.known.plans.get(serial)
    if known is None:
        return
    before = {each["key"]: each["figures"] for each in (*known.data["tasks"], *known.data.get("goals", ()))}
    told = {key: {place for each in some for place in each.reached} for key, some in reports(desk).items()}
    for task in tasks:
        old, new = before.get(task.key, []), task_data(task)["figures"]
        if any(old[place : place + 1] != new[place : place + 1] for place in told.get(task.key, ())):
            yield (
                f"{task.key} 的指标和上次纳入时不一样，以前报的完成数按先后次序对着现在的指标，可能对错了："
                "请对照“进展”表，请单位再报一次完成数"
            )
