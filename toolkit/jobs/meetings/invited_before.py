"""What guests were told of a meeting before: when a notice first said what it says, and which day they still expect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.cases.invitation import Guest
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.told import invited
from toolkit.jobs.meetings.meeting_scope import Scope


def told_since(desk: Desk, about: Scope, guest: Guest) -> date:
    """Return the day of a guest's notice: when it first said what it says now, else the desk's day.

    A notice bears the day on which it was written, not the one on which somebody first looked at the meeting; written
    once more with nothing new in it, it keeps its day.
    """
    said = _said(about, guest)
    before = [event for event in invited(desk, about.month, guest.name) if event.data["told"] == said]
    return before[-1].day if before else desk.as_of


def moved_from(desk: Desk, about: Scope, guest: Guest) -> date | None:
    """Return for which other day the guest was invited last, None where it never was."""
    days = [event.data["held"] for event in invited(desk, about.month, guest.name)]
    others = [each for each in days if each != about.day]
    return others[-1] if others else None


def noted(desk: Desk, about: Scope, guest: Guest) -> Iterator[Event]:
    """Yield that a guest's notice says something new; nothing where it says what it said last."""
    said, before = _said(about, guest), invited(desk, about.month, guest.name)
    if not before or before[-1].data["told"] != said:
        data = {"meeting": about.month, "held": about.day, "name": guest.name, "told": said}
        yield Event(Kind.INVITED, desk.as_of, data=data)


def _said(about: Scope, guest: Guest) -> str:
    """Return what a notice says that may change from one run to the next: day, hour, place, matters."""
    numbers = "、".join(case.number for case in (*guest.cases, *guest.reports))
    return "；".join((about.day.isoformat(), about.hour, about.place, numbers))
