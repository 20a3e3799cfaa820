"""What came on a log of visits (走访日志): whether an event did, and whose log of a quarter is there."""

from __future__ import annotations

from datetime import date

from toolkit.events import Event
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.visit_rows import by_name, visits_apart
from toolkit.mechanism.visiting import FORM_KIND


def log_form(desk: Desk) -> Form | None:
    """Return the form on which many visits are told, None where the mechanism has none."""
    return next((each for each in desk.mechanism.forms if each.kind == FORM_KIND and each.table), None)


def came_on_log(desk: Desk, event: Event) -> bool:
    """Return whether what an event tells of a visit stood on a log."""
    if "log" in event.data:
        return bool(event.data["log"])
    # Older journals say it only where the file was noted as received.
    received = desk.known.received.get(event.data["sha"])
    return received is not None and received.data["form"] in _titles(desk)


def told_on_forms(desk: Desk) -> set[str]:
    """Return the 走访号 of the visits of which a form of their own came."""
    told = (event for event in desk.known.visited if event.data["sha"] and not came_on_log(desk, event))
    return {str(event.data["visit"]) for event in told}


def with_log(desk: Desk, first: date, last: date) -> set[str]:
    """Return by name who is named on a log that tells of a visit of these days, both included.

    Whose log it was its own row tells, also where the office took that for one visit with another row.
    """
    visits = (by_name(desk, each) for each in visits_apart(desk))
    named = {each.number: each for each in visits if each.day is not None and first <= each.day <= last}
    found: set[str] = set()
    for event in desk.known.visited:
        visit = named.get(str(event.data["visit"]))
        if visit is not None and came_on_log(desk, event):
            found.update(visit.visitors)
    return found


def _titles(desk: Desk) -> set[str]:
    return {each.title for each in desk.mechanism.forms if each.kind == FORM_KIND and each.table}
