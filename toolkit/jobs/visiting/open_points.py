"""What visits lack (走访待补正): listed with what waits until a form, or somebody in the register, fills it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.cases import Waiting
from toolkit.cases.today import TO_COMPLETE
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.visit_rows import every_visit, leaders_of
from toolkit.mechanism import Visiting
from toolkit.visits import Visit, is_surname, meant


def waiting_visits(desk: Desk) -> Iterator[Waiting]:
    """Yield the visits that lack something, each with who can say it: its visitors where it came on a form.

    A visit without a firm or a day counts nowhere; one without a visitor counts for nobody.
    """
    visiting = desk.mechanism.visiting
    if visiting is None:
        return
    told = _open_on_forms(desk)
    for visit in every_visit(desk):
        form = told.get(visit.number, {})
        columns = dict.fromkeys([*_blank(visiting, visit), *_open(desk, visiting, visit, form)])
        if columns:
            unit = "、".join(visit.visitors) if visit.number in told else ""
            todo = f"{'等补报走访的' if unit else f'“{visiting.sheet}”里补填'}：{'、'.join(columns)}"
            yield Waiting(TO_COMPLETE, visit.number, visit.firm, unit, todo=todo)
        elif todo := _unnamed(desk, visiting, visit):
            yield Waiting(TO_COMPLETE, visit.number, visit.firm, "", todo=todo)
        elif visit.day is not None and visit.day > desk.as_of:
            todo = f"{visiting.role('day')}写的 {visit.day.isoformat()} 还没有到，请核对"
            yield Waiting(TO_COMPLETE, visit.number, visit.firm, "", todo=todo)


def _unnamed(desk: Desk, visiting: Visiting, visit: Visit) -> str:
    """Return what is to be done where somebody who visited is called by surname and title alone; "" where nobody is."""
    unknown = [each for each in visit.visitors if is_surname(each)]
    if not unknown:
        return ""
    known = dict.fromkeys(name for each in unknown for name in meant(each, leaders_of(desk, visit.day)))
    among = f"（挂钩领导里有{'、'.join(known)}）" if known else "（挂钩领导里没有）"
    return f"“{visiting.sheet}”{visiting.role('visitor')}里把“{'、'.join(unknown)}”写成全名{among}"


def _blank(visiting: Visiting, visit: Visit) -> Iterator[str]:
    if not visit.firm:
        yield visiting.role("firm")
    if not isinstance(visit.values.get(visiting.role("day")), date):
        yield visiting.role("day")
    if not visit.visitors:
        yield visiting.role("visitor")


def _open_on_forms(desk: Desk) -> dict[str, dict[str, int]]:
    """Return of each visit that came on a form which columns were left open, and by which event.

    What a later form fills in is open no more.
    """
    found: dict[str, dict[str, int]] = {}
    for event in desk.known.visited:
        if event.data.get("sha"):
            columns = found.setdefault(str(event.data["visit"]), {})
            for each in event.data["values"]:
                columns.pop(each, None)
            left = (*event.data.get("lacking", ()), *event.data.get("to_complete", ()))
            columns.update(dict.fromkeys(left, event.seq))
    return found


def _open(desk: Desk, visiting: Visiting, visit: Visit, columns: Mapping[str, int]) -> Iterator[str]:
    """Yield which of the columns that forms left open nobody has typed since."""
    typed = desk.known.hands.get(visiting.sheet, {}).get((visit.number,), {})
    yield from (each for each, since in columns.items() if each not in typed or typed[each].seq < since)
