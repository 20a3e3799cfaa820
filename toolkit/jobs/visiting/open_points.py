"""What visits lack (走访待补正): listed with what waits until a form, or somebody in the register, fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.cases import Waiting
from toolkit.cases.today import TO_COMPLETE
from toolkit.events import Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.visit_rows import every_visit
from toolkit.mechanism import Visiting
from toolkit.visits import Visit


def waiting_visits(desk: Desk) -> Iterator[Waiting]:
    """Yield the visits that lack something, each with who can say it: its visitors where it came on a form.

    A visit without a firm or a day counts nowhere; one without a visitor counts for nobody.
    """
    visiting = desk.mechanism.visiting
    if visiting is None:
        return
    told = {str(event.data["visit"]): event for event in desk.known.visited if event.data.get("sha")}
    for visit in every_visit(desk):
        form = told.get(visit.number)
        columns = dict.fromkeys([*_blank(visiting, visit), *(_doubtful(desk, visiting, visit, form) if form else ())])
        if columns:
            unit = "、".join(visit.visitors) if form is not None else ""
            todo = f"{'等补报走访的' if unit else f'“{visiting.sheet}”里补填'}：{'、'.join(columns)}"
            yield Waiting(TO_COMPLETE, visit.number, visit.firm, unit, todo=todo)
        elif visit.day is not None and visit.day > desk.as_of:
            todo = f"{visiting.role('day')}写的 {visit.day.isoformat()} 还没有到，请核对"
            yield Waiting(TO_COMPLETE, visit.number, visit.firm, "", todo=todo)


def _blank(visiting: Visiting, visit: Visit) -> Iterator[str]:
    if not visit.firm:
        yield visiting.role("firm")
    if not isinstance(visit.values.get(visiting.role("day")), date):
        yield visiting.role("day")
    if not visit.visitors:
        yield visiting.role("visitor")


def _doubtful(desk: Desk, visiting: Visiting, visit: Visit, form: Event) -> Iterator[str]:
    """Yield what the last form left blank or doubtful, and nobody has filled in or typed since."""
    typed = desk.known.hands.get(visiting.sheet, {}).get((visit.number,), {})
    lacking, flagged = form.data.get("lacking", ()), form.data.get("to_complete", ())
    yield from (each for each in lacking if visit.values.get(each) in (None, ""))
    yield from (each for each in flagged if each not in typed or typed[each].seq < form.seq)
