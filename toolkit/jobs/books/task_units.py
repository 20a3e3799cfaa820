"""How the mechanism follows tasks, and how it and the office know the units that have parts in them (任务单位)."""

from __future__ import annotations

from toolkit.errors import ToolkitError
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.following import FILE, Following, load_following
from toolkit.tasks.members import Units


def rules_of(desk: Desk) -> Following:
    """Return how the mechanism follows tasks.

    Raises:
        ToolkitError: it follows none.
        ConfigError: its data are wrong.
    """
    if FILE not in desk.rules:
        desk.rules[FILE] = load_following(desk.mechanism)
    found = desk.rules[FILE]
    if not isinstance(found, Following):
        raise ToolkitError(
            f"本机制（{desk.mechanism.title}）没有写任务跟踪的办法",
            f"需要跟踪任务的，请维护人员在机制文件夹里放一个 {FILE}",
        )
    return found


def units_of(desk: Desk) -> Units:
    """Return how units are known: by name as the sheet 成员单位 has them, classes of them as the mechanism has them."""
    return Units(lambda word: _full(desk, word), rules_of(desk).members(desk.mechanism.units))


def _full(desk: Desk, word: str) -> str:
    unit = desk.mechanism.units.find(word)
    return unit.name if unit is not None else ""
