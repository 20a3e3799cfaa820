"""Matters that go on without units that were asked whether they are so (不再等候核实): too late, or named no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from toolkit.cases import Case
from toolkit.cases.verification import pending, verifications_due
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk


def given_up(desk: Desk) -> list[Event]:
    """Return that nobody waits any longer for units whose day is past, where another one has answered; it is told.

    Where nobody has answered there is nothing to go by: that is urged, and the office judges itself.
    """
    found: list[Event] = []
    for case in desk.live():
        due = verifications_due(case)
        answered = any(each.found for each in case.consulted.values())
        if not due or not answered or any(each.current >= desk.as_of for each in due):
            continue
        silent = [each.unit for each in pending(case)]
        desk.say(f"{case.number} {case.role('firm')}：{'、'.join(silent)}没有按期答复，按已收到的核实意见办理")
        found.append(_closed(desk, case, silent))
    return found


def named_no_more(desk: Desk, case: Case, named: Collection[str]) -> list[Event]:
    """Return that nobody waits any longer for units that the office took out of the register's cell; it is told.

    Args:
        desk: whose day it is.
        case: the case.
        named: the units that the register names by now, by their full names.
    """
    gone = [each.unit for each in pending(case) if each.unit not in named]
    if not gone:
        return []
    desk.say(f"{case.number} {case.role('firm')}：台账里已没有{'、'.join(gone)}，不再等候它核实")
    return [_closed(desk, case, gone)]


def _closed(desk: Desk, case: Case, units: Sequence[str]) -> Event:
    data = {"unit": "、".join(units), "units": list(units), "closed": True}
    return Event(Kind.CONSULTED, desk.as_of, case.number, data)
