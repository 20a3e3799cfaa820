"""Plans whose being taken over the journal has lost (没有来历的任务): their rows stand, and nobody follows them."""

from __future__ import annotations

import re

from toolkit.events import Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.following import follows_tasks
from toolkit.register import schema
from toolkit.scripts import to_run

#: How the number of a plan's task begins: with the plan's serial.
_SERIAL = re.compile(r"^(\d{2,})-")


def serial_of(key: str) -> str:
    """Return the serial of the plan that a task's number names, "" for none."""
    found = _SERIAL.match(key)
    return found[1] if found else ""


def has_lost_its_plan(desk: Desk, key: tuple[str, ...]) -> bool:
    """Return whether a row is of a plan that was followed and that the journal does not know any more.

    A number that the office typed itself beside plans that are known is its own.
    """
    serial = serial_of(key[0])
    if not serial or serial in desk.known.plans:
        return False
    typed = desk.known.typed_tasks.get(key[:1])
    if typed is not None and typed.data.get("missed"):
        return True
    return serial not in _taken_back(desk) and (typed is None or not desk.known.plans)


def _taken_back(desk: Desk) -> set[str]:
    return {event.data["plan"] for event in desk.withdrawn if event.kind is Kind.PLANNED}


def lost_plans(desk: Desk) -> list[str]:
    """Return the titles of the plans whose rows stand on 任务台账 and of which the journal knows nothing, in order."""
    if not follows_tasks(desk.mechanism):
        return []
    gone = desk.base.gone.get(schema.TASKS, ())
    rows = desk.base.cells.get(schema.TASKS, {})
    lost = (row for key, row in rows.items() if key not in gone and has_lost_its_plan(desk, key))
    return list(dict.fromkeys(str(row.get(schema.PLAN) or "") for row in lost if any(row.values())))


def stopped(titles: list[str]) -> tuple[str, str]:
    """Return that the tasks of these plans are followed no more, and what to do."""
    named = "、".join(f"《{each}》" for each in titles if each)
    accept = to_run("breakdown", "核对好的台账 --accept", answer="输入 Y")
    return (
        f"“{schema.TASKS}”上{named}的任务在日志里没有来历，跟踪已经停下",
        f"请把核对好的任务台账（在 outbox/任务分解）再纳入一次，运行{accept}。表上的内容先不要改动、清空",
    )


def told_of(titles: list[str]) -> list[str]:
    """Return the same in a line; nothing where no plan is lost."""
    return ["：".join(stopped(titles))] if titles else []
