"""Matters that firms raise during visits (走访诉求): each goes the way of a report on the form that opens one.

What people type into the sheet of visits counts like what comes on a form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.cases import VERSION, Case, changes, told
from toolkit.cases.matters import OTHER_MATTER, likeness, plain
from toolkit.cases.versions import same
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.belonging import WELCOME
from toolkit.jobs.returns.resumed import resumed
from toolkit.jobs.returns.returns import take
from toolkit.jobs.returns.said import values_of
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.jobs.visiting.need_lists import is_of
from toolkit.jobs.visiting.visit_logs import came_on_log
from toolkit.jobs.visiting.visit_rows import visits_apart
from toolkit.mechanism import Mechanism, Need, Visiting
from toolkit.submission import Answer, Submission
from toolkit.visits import Visit, says_nothing


def raise_typed(desk: Desk) -> None:
    """Raise the matters that people typed into the sheet of visits, each once; a run that was killed is made good."""
    visiting = desk.mechanism.visiting
    waiting = _typed(desk, visiting) if visiting is not None else {}
    if visiting is None or not waiting:
        return
    for visit in [each for each in visits_apart(desk) if each.number in waiting]:
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
            and not says_nothing(visiting, columns[each.column].data["after"][each.column])
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


def told_in_short(desk: Desk, visit: Visit, need: Need, digest: str) -> bool:
    """Return whether only a log, or a row typed by hand, told of a need before a form came.

    Both tell in a few words what the form tells at length: it is the same need, and no second matter.

    Args:
        desk: the desk.
        visit: the visit.
        need: which need.
        digest: of the file that the form came in, of which a run that was killed may have journalled it already.
    """
    told = [event for event in desk.known.visited if event.data["visit"] == visit.number]
    told = [event for event in told if need.column in event.data.get("needs", ()) and event.data["sha"] != digest]
    return bool(told) and not any(event.data["sha"] and not came_on_log(desk, event) for event in told)


def raise_matter(desk: Desk, visiting: Visiting, visit: Visit, need: Need, source: Source) -> Taken:
    """Return what a need of a firm comes to, as if it had been reported on the form that opens a matter.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        visit: the visit at which the firm told of it.
        need: which need.
        source: where it was told; what a run that was killed had journalled of it already is not repeated.
    """
    form = desk.mechanism.form_that("opens")
    report = Submission(form.id, _answers(desk.mechanism, visiting, visit, need, form))
    journalled = desk.known.parts.get((source.sha, source.part))
    if journalled is not None:
        return resumed(desk, report, journalled)
    return _with_visit(desk, take(desk, report, source), visit)


def matter_of(desk: Desk, visiting: Visiting, visit: Visit, need: Need) -> Case | None:
    """Return the matter that a need of a visit became, None where it became none, or somebody deleted it."""
    record, text = desk.mechanism.record, plain(str(visit.values.get(need.column) or ""))
    found = _listed(desk, visiting, visit)
    said = [each for each in found if text and plain(each.words(record.role("problem"))) == text]
    of_kind = [each for each in found if is_of(desk, each, need)]
    return next(iter([*said, *of_kind]), None)


def follow(
    desk: Desk, visiting: Visiting, visit: Visit, need: Need, case: Case, source: Source, *, marked: bool
) -> Taken | None:
    """Return what a visit that was told of again changes in a matter of it; None where it changes nothing.

    What is put right on the visit's own form is put right in the matter too. Another form of the same visit fills in
    what the matter lacks; where it words the need otherwise, that is a new version, of which the office is asked.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        visit: the visit as it stands with what the form says.
        need: which need.
        case: the matter that it became.
        source: where it was told again.
        marked: whether the form bears the 走访号.
    """
    record, form = desk.mechanism.record, desk.mechanism.form_that("opens")
    answers, problem = _answers(desk.mechanism, visiting, visit, need, form), record.role("problem")
    there, said = plain(case.words(problem)), plain(str(visit.values[need.column]))
    if not marked and there != said and likeness(there, said) < OTHER_MATTER:
        return raise_matter(desk, visiting, visit, need, source)
    if not marked:
        stands = {each.key: case.get(each.column) for each in form.fields if each.column and each.column != problem}
        answers |= {key: Answer(value, str(value)) for key, value in stands.items() if isinstance(value, str | date)}
    report = Submission(form.id, answers)
    changed = changes(case, values_of(form.own_fields, report))
    if not changed:
        return None
    if case.phase not in WELCOME[form.kind]:
        return Taken(notes=[f"事项 {case.number} 已是“{case.status}”，没有改动：{told(changed)}"])
    version = not marked and there != said
    return _with_visit(desk, take(desk, report, source, known=case, role=VERSION if version else ""), visit)


def follow_at_length(
    desk: Desk, visiting: Visiting, visit: Visit, need: Need, case: Case, source: Source
) -> Taken | None:
    """Return what a form makes of a matter that was told of in short: its words count.

    Where it says something quite different, or the matter is in hand already, the office is asked about them.
    """
    record, form = desk.mechanism.record, desk.mechanism.form_that("opens")
    there, said = plain(case.words(record.role("problem"))), plain(str(visit.values[need.column]))
    if there == said or (likeness(there, said) >= OTHER_MATTER and case.phase in WELCOME[form.kind]):
        return follow(desk, visiting, visit, need, case, source, marked=True)
    answers = _answers(desk.mechanism, visiting, visit, need, form)
    key = next(each.key for each in form.fields if each.column == record.role("number"))
    report = Submission(form.id, {**answers, key: Answer(case.number, case.number)})
    return _with_visit(desk, take(desk, report, source), visit)


def follow_typed(desk: Desk, since: int) -> None:
    """Let matters have what people just typed into the row of their visit: who, when, whom to call.

    Only where the matter says what the visit said before; a need that is worded anew there is the matter's own by now.

    Args:
        desk: where the events go.
        since: the place in the journal after which what was typed is new.
    """
    visiting = desk.mechanism.visiting
    if visiting is None:
        return
    typed = desk.known.hands.get(visiting.sheet, {})
    new = {key[0] for key, columns in typed.items() if any(event.seq > since for event in columns.values())}
    for visit in [each for each in visits_apart(desk) if each.number in new] if new else ():
        edits = {name: event for name, event in typed[visit.number,].items() if event.seq > since}
        for case in _listed(desk, visiting, visit):
            taken = _typed_into(desk, visiting, visit, case, edits)
            for event in desk.record(taken.events if taken else []):
                desk.say(f"“{visiting.sheet}” {visit.number} 的改动已写入 {event.number}")


def _typed_into(desk: Desk, visiting: Visiting, visit: Visit, case: Case, edits: Mapping[str, Event]) -> Taken | None:
    form = desk.mechanism.form_that("opens")
    said = {
        column: value
        for column, name in visiting.matter.items()
        if name in edits
        and isinstance(value := visit.values.get(name), str | date)
        and same(case.get(column), edits[name].data.get("before", {}).get(name))
    }
    if not changes(case, said):
        return None
    values = {each.key: said.get(each.column, case.get(each.column)) for each in form.fields if each.column}
    report = Submission(form.id, {each.key: _answer(each, values.get(each.key)) for each in form.fields})
    return take(desk, report, Source("", ""), known=case)


def _listed(desk: Desk, visiting: Visiting, visit: Visit) -> list[Case]:
    listed = str(visit.values.get(visiting.role("matters")) or "").split("、")
    return [case for number in listed if (case := desk.cases.get(number)) is not None and not case.removed]


def note_matter(desk: Desk, event: Event) -> list[Event]:
    """Return that a matter belongs to a visit, of one that began with an answer on 待确认; nothing for any other."""
    visiting, column = desk.mechanism.visiting, desk.mechanism.record.roles.get("visit", "")
    number = str(event.data.get("values", {}).get(column) or "") if column else ""
    visit = next((each for each in visits_apart(desk) if each.number == number), None) if visiting and number else None
    if visiting is None or visit is None:
        return []
    values = with_matters(visiting, {}, visit, [event.number])
    data = {"visit": number, "values": values, "needs": [], "sha": "", "part": 0, "incoming": "", "firm": visit.firm}
    return [Event(Kind.VISITED, event.day, data=data)]


def _with_visit(desk: Desk, taken: Taken, visit: Visit) -> Taken:
    """Return what became of a need with the visit it comes from in what begins a matter, or may begin one."""
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


def _answers(mechanism: Mechanism, visiting: Visiting, visit: Visit, need: Need, form: Form) -> dict[str, Answer]:
    record = mechanism.record
    category = mechanism.category(need.category)
    said: dict[str, CellValue] = {
        column: visit.values[source] for column, source in visiting.matter.items() if source in visit.values
    }
    said[record.role("problem")] = visit.values[need.column]
    if category is not None:
        said[record.role("category")] = category.stored
    return {each.key: _answer(each, said.get(each.column)) for each in form.fields}


def _answer(field: Field, value: CellValue | None) -> Answer:
    if value is None or isinstance(value, int):
        return Answer(None)
    return Answer(value if field.type is FieldType.DATE else str(value), str(value))
