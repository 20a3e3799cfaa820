"""What went to and fro about a matter before it is reminded of: earlier reminders, and what its unit has sent."""

from __future__ import annotations

from collections.abc import Collection

from toolkit.cases import Case, RunningClock
from toolkit.cases.to_complete import who_completes
from toolkit.dispatch import LEAD
from toolkit.dispatch.owed import Debt
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name

#: The columns that a unit's answer fills, by their meaning.
_ANSWER = ("opinion", "result", "outcome")


def came_already(desk: Desk, debt: Debt) -> str:
    """Return what the lead unit of a matter in hand has sent already and what that lacks, "" where nothing came.

    An answer that was sent back to be completed (待补正) or that says 正在解决 leaves the matter open: whoever reads of
    it must not be told that the unit said nothing.
    """
    case = debt.case
    if debt.role != LEAD or not any(case.role(each) for each in _ANSWER):
        return ""
    outcome = case.role("outcome")
    told = f"（{case.record.roles['outcome']}：{outcome}）" if outcome else ""
    lacks = dict.fromkeys(
        column
        for who, columns in who_completes(case).items()
        if who and unit_name(desk, who) == debt.who
        for column in columns
    )
    rest = f"{'、'.join(lacks)}还待补正" if lacks else "尚未办结"
    return f"已收到{debt.who}的办理情况{told}，{rest}"


def sent_before(case: Case, clock: RunningClock, those: Collection[str]) -> str:
    """Return how often those who have to act were reminded before, and how last, in words; "" where they were not.

    Reminders of the same deadline count; where there are none yet, those of another one of the same round are told, by
    its name: who was reminded of 办结 in vain was reminded before it came under supervision (督办).
    """
    mine = [each for each in case.reminders if each.round == clock.round and each.who in those]
    same = [each for each in mine if (each.clock, each.due) == (clock.name, clock.current)]
    sent = same or [each for each in mine if each.clock != clock.name]
    if not sent:
        return ""
    last = max(sent, key=lambda each: (each.day, each.at))
    of = "" if same else f"{last.clock}时限"
    return f"{of}已催{len({each.day for each in sent})}次，最近一次{last.day.month}月{last.day.day}日{last.paper}"
