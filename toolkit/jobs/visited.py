"""Visits told on a form (走访): each goes into the sheet of visits, and what the firm needs becomes matters.

A form tells of one visit, a log (走访日志) of many. What of a visit becomes a matter goes the way of the form that
opens one, with all that is looked at there: whether it was reported before, whether others have it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.cases.matters import plain
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.desk import Desk
from toolkit.jobs.resumed import resumed
from toolkit.jobs.returns import take
from toolkit.jobs.taken import Source, Taken
from toolkit.jobs.visit_rows import next_number, visits_of
from toolkit.mechanism import Mechanism, Need, Visiting
from toolkit.submission import Answer, Submission
from toolkit.visits import Visit, is_same_visit, visit_of

#: The kind of form on which visits are told.
KIND = "visits"
#: Each visit on a form, and each matter of it, is known again as a part of the file of its own: of so many forms a
#: file, and so many matters a visit, no two have the same.
_FORMS, _MATTERS = 1000, 10


@dataclass(frozen=True, slots=True)
class _Told:
    """A visit as a form tells of it: which one, its answers by field, its values by column, if on a log."""

    place: int
    answers: Mapping[str, Answer]
    values: Mapping[str, CellValue]
    of_log: bool


def visited(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a form means that tells of visits. Nothing is written but the claim of new 编号."""
    visiting = desk.mechanism.visiting
    form = desk.mechanism.form(submission.form)
    # A log is kept by the office's own people: what it lacks waits for them, and goes back to nobody.
    done = Taken(problems=list(submission.problems), receipt=False, ours=bool(form.table))
    if visiting is None:  # the mechanism's own check keeps such forms out
        return done
    known = visits_of(desk)
    for told in _told(form, submission, visiting):
        lacking = [label for label in _needed(form, visiting) if label[1] not in told.values]
        if lacking:
            done.problems.append(_not_enough(told, lacking, submission))
            continue
        known.append(_take_one(desk, visiting, told, known, source, done))
    count = sum(event.kind is Kind.VISITED for event in done.events)
    done.outcome = done.outcome or ("已登记走访" if count or done.numbers else "退回补正")
    if form.table and count:
        done.outcome = f"已登记走访（{count}次）"
    return done


def _told(form: Form, submission: Submission, visiting: Visiting) -> Iterator[_Told]:
    """Yield the visits on a form, one or a row each."""
    rows: Sequence[Mapping[str, Answer]] = submission.rows if form.table else [submission.answers]
    columns = {each.name for each in visiting.columns}
    for place, row in enumerate(rows):
        values: dict[str, CellValue] = {
            each.column: answer.value
            for each in form.table or form.own_fields
            if each.column in columns and (answer := row.get(each.key)) is not None and answer.value is not None
        }
        yield _Told(place, row, values, bool(form.table))


def _needed(form: Form, visiting: Visiting) -> list[tuple[str, str]]:
    """Return what a visit cannot be without: label on the form and column."""
    labels = {each.column: each.label for each in form.table or form.fields}
    return [(labels.get(name, name), name) for name in (visiting.role("firm"), visiting.role("day"))]


def _not_enough(told: _Told, lacking: Sequence[tuple[str, str]], submission: Submission) -> Problem:
    first = next((each for each in told.answers.values() if each.cell), Answer(None))
    where = f"第{told.place + 1}行的" if submission.rows else ""
    labels = "、".join(f"{where}{label}" for label, _ in lacking)
    return Problem(Code.NOT_ENOUGH, {"labels": labels}, "", first.sheet, first.cell)


def _take_one(
    desk: Desk, visiting: Visiting, told: _Told, known: Sequence[Visit], source: Source, done: Taken
) -> Visit:
    """Let one visit happen, and its matters; return it."""
    part = source.part + _FORMS * _MATTERS * told.place
    journalled = desk.known.parts.get((source.sha, part))
    visit = visit_of("", told.values, visiting)
    same: Visit | None = None
    if journalled is not None:
        number = str(journalled.data["visit"])
    else:
        same = next((each for each in known if is_same_visit(each, visit, desk.mechanism.place)), None)
        number = same.number if same else next_number(desk, beside=[each.number for each in known])
    visit = replace(visit, number=number)
    numbers: list[str] = []
    matters: list[Event] = []
    for place, need in enumerate(visiting.needs, 1):
        if need.column not in told.values or (same is not None and _said_before(same, told, need)):
            continue
        own = replace(source, part=part + _FORMS * place)
        one = _matter(desk, visiting, visit, need, own)
        matters += one.events
        numbers += one.numbers
        done.notes += [f"{need.column}：{each}" for each in one.notes]
        done.notes += [f"{need.column}：{each}" for each in one.problems]
        if one.outcome == "待确认":
            done.outcome = "待确认"
    if journalled is None:
        done.events.append(_event(desk, visiting, visit, told, numbers, replace(source, part=part), same))
    done.events += matters
    done.numbers += numbers
    done.firm = done.firm or visit.firm
    done.notes.append(
        f"{'补充' if same else '登记'}走访 {number}" + (f"，诉求 {'、'.join(numbers)}" if numbers else "")
    )
    return visit


def _event(
    desk: Desk,
    visiting: Visiting,
    visit: Visit,
    told: _Told,
    numbers: Sequence[str],
    source: Source,
    same: Visit | None,
) -> Event:
    column = visiting.role("matters")
    before = str(same.values.get(column, "")).split("、") if same else []
    listed = "、".join(dict.fromkeys(filter(None, (*before, *numbers))))
    values = {**_new_of(visiting, told, same), **({column: listed} if listed else {})}
    incoming = visiting.role("incoming")
    data = {
        "visit": visit.number,
        "values": {**values, incoming: source.name} if incoming else values,
        "sha": source.sha,
        "part": source.part,
        "incoming": source.name,
        "firm": visit.firm,
    }
    day = min(visit.day or desk.as_of, desk.as_of)
    return Event(Kind.VISITED, day, data=data)


def _new_of(visiting: Visiting, told: _Told, same: Visit | None) -> dict[str, CellValue]:
    """Return what a visit's row gets from a form: of one that is known, a log only fills what is blank."""
    if same is None:
        return dict(told.values)
    kept = {visiting.role("firm"), visiting.role("day")}  # by these it was found, maybe written shorter
    if told.of_log:
        kept |= same.values.keys()
    return {name: value for name, value in told.values.items() if name not in kept}


def _said_before(same: Visit, told: _Told, need: Need) -> bool:
    """Return whether the same visit told of a need already, so that its matter is known.

    A log tells in short what a form told at length, and our own log leaves out telephones: of a need that is known it
    says nothing new. A form that says it in other words is looked at like any report that may be a new version.
    """
    before = plain(str(same.values.get(need.column) or ""))
    return bool(before) and (told.of_log or before == plain(str(told.values.get(need.column))))


def _matter(desk: Desk, visiting: Visiting, visit: Visit, need: Need, source: Source) -> Taken:
    """Return what a need of a firm comes to, as if it had been reported on the form that opens a matter."""
    form = desk.mechanism.form_that("opens")
    report = Submission(form.id, _answers(desk.mechanism, visiting, visit, need, form))
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
