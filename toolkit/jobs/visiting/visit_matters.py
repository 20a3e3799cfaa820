"""Matters that firms raise during visits (走访诉求): each goes the way of a report on the form that opens one.

What people type into the sheet of visits counts like what comes on a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.resumed import resumed
from toolkit.jobs.returns.returns import take
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.jobs.visiting.visit_logs import came_on_log
from toolkit.jobs.visiting.visit_rows import visits_of
from toolkit.mechanism import Mechanism, Need, Visiting
from toolkit.submission import Answer, Submission
from toolkit.visits import Visit


def raise_typed(desk: Desk) -> None:
    """Raise the matters that people typed into the sheet of visits, each once; a run that was killed is made good."""
    visiting = desk.mechanism.visiting
    waiting = _typed(desk, visiting) if visiting is not None else {}
    if visiting is None or not waiting:
        return
    for visit in [each for each in visits_of(desk) if each.number in waiting]:
        needs = waiting[visit.number]
        taken = [raise_matter(desk, visiting, visit, each, Source("", visiting.sheet)) for each in needs]
        numbers = [number for each in taken for number in each.numbers]
        data = {
            "visit": visit.number,
            "values": with_matters(visiting, {}, visit, numbers),
            "needs": [each.column for each in needs],
            "sha": "",
            "part": 0,
            "incoming": "",
            "firm": visit.firm,
        }
        day = min(visit.day or desk.as_of, desk.as_of)
        # Together, so that a matter is never there without the note that it was raised.
        desk.record([*(event for each in taken for event in each.events), Event(Kind.VISITED, day, data=data)])
        desk.say(f"“{visiting.sheet}” {visit.number} {visit.firm}：登记诉求 {'、'.join(numbers)}")
        for each in taken:
            for line in (*each.notes, *each.problems):
                desk.say(f"    {line}")


def _typed(desk: Desk, visiting: Visiting) -> dict[str, list[Need]]:
    """Return the needs that people typed and of which no matter was raised yet, by 走访号.

    What was raised and taken back (undo) is raised again only if somebody writes there once more.
    """
    raised = {(event.data["visit"], column) for event in desk.known.visited for column in event.data.get("needs", ())}
    taken_back = {
        (event.data["visit"], column): event.seq
        for event in desk.withdrawn
        if event.kind is Kind.VISITED
        for column in event.data.get("needs", ())
    }
    gone = desk.base.gone.get(visiting.sheet, set())
    found: dict[str, list[Need]] = {}
    for key, columns in desk.known.hands.get(visiting.sheet, {}).items():
        needs = [
            each
            for each in visiting.needs
            if each.column in columns
            and columns[each.column].data["after"][each.column] not in (None, "")
            and (key[0], each.column) not in raised
            and columns[each.column].seq > taken_back.get((key[0], each.column), 0)
        ]
        if needs and key not in gone:
            found[key[0]] = needs
    return found


def with_matters(
    visiting: Visiting, values: Mapping[str, CellValue], before: Visit | None, numbers: Sequence[str]
) -> dict[str, CellValue]:
    """Return a visit's values with the 编号 of its matters, those that it had before included."""
    column = visiting.role("matters")
    known = str(before.values.get(column, "")).split("、") if before else []
    listed = "、".join(dict.fromkeys(filter(None, (*known, *numbers))))
    return {**values, **({column: listed} if listed else {})}


def matter_told_in_short(desk: Desk, visiting: Visiting, visit: Visit, need: Need) -> str:
    """Return the 编号 of the matter that a log, or a row typed by hand, told of before the form came; else "".

    Both tell in a few words what the form tells at length: it is the same need, and no second matter.
    """
    told = [event for event in desk.known.visited if event.data["visit"] == visit.number]
    told = [event for event in told if need.column in event.data.get("needs", ())]
    if not told or any(event.data["sha"] and not came_on_log(desk, event) for event in told):
        return ""
    category = desk.mechanism.category(need.category)
    for number in str(visit.values.get(visiting.role("matters"), "")).split("、"):
        case = desk.cases.get(number)
        if case is not None and not case.removed and category is not None and case.role("category") == category.stored:
            return number
    return ""


def raise_matter(desk: Desk, visiting: Visiting, visit: Visit, need: Need, source: Source, number: str = "") -> Taken:
    """Return what a need of a firm comes to, as if it had been reported on the form that opens a matter.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        visit: the visit at which the firm told of it.
        need: which need.
        source: where it was told; what a run that was killed had journalled of it already is not repeated.
        number: the 编号 of the matter that it is known to be, told in other words; "" for none.
    """
    form = desk.mechanism.form_that("opens")
    report = Submission(form.id, _answers(desk.mechanism, visiting, visit, need, form, number))
    journalled = desk.known.parts.get((source.sha, source.part))
    if journalled is not None:
        return resumed(desk, report, journalled)
    taken = take(desk, report, source)
    column = desk.mechanism.record.roles.get("visit", "")
    if column:
        taken.events = [_from_visit(each, column, visit.number) for each in taken.events]
    return taken


def _from_visit(event: Event, column: str, number: str) -> Event:
    """Return an event by which a matter begins, or may begin, with the visit it comes from."""
    data = dict(event.data)
    if event.kind is Kind.OPENED:
        data["values"] = {**data["values"], column: number}
    elif "opening" in data:
        opening = dict(data["opening"])
        data["opening"] = {**opening, "values": {**opening["values"], column: number}}
    return replace(event, data=data)


def _answers(
    mechanism: Mechanism, visiting: Visiting, visit: Visit, need: Need, form: Form, number: str
) -> dict[str, Answer]:
    record = mechanism.record
    category = mechanism.category(need.category)
    said: dict[str, CellValue] = {
        column: visit.values[source] for column, source in visiting.matter.items() if source in visit.values
    }
    said[record.role("problem")] = visit.values[need.column]
    if number:
        said[record.role("number")] = number
    if category is not None:
        said[record.role("category")] = category.stored
    return {each.key: _answer(each, said.get(each.column)) for each in form.fields}


def _answer(field: Field, value: CellValue | None) -> Answer:
    if value is None or isinstance(value, int):
        return Answer(None)
    return Answer(value if field.type is FieldType.DATE else str(value), str(value))
