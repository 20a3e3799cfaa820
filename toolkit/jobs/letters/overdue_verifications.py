"""Matters that go on without the units that did not say in time whether they are so (逾期未核实)."""

from __future__ import annotations

from toolkit.cases.verification import pending, verifications_due
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk


def given_up(desk: Desk) -> list[Event]:
    """Return that nobody is waited for any longer, for each matter some unit has answered about and whose day is past.

    Where nobody has answered there is nothing to go by: that is urged, and the office judges itself. What goes on is
    told.
    """
    found: list[Event] = []
    for case in desk.live():
        due = verifications_due(case)
        if not due or len(due) == len(case.consulted) or any(each.current >= desk.as_of for each in due):
            continue
        silent = "、".join(each.unit for each in pending(case))
        desk.say(f"{case.number} {case.role('firm')}：{silent}没有按期答复，按已收到的核实意见办理")
        found.append(Event(Kind.CONSULTED, desk.as_of, case.number, {"unit": silent, "closed": True}))
    return found
