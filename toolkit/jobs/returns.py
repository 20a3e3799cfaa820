"""A returned form becomes events: which case it belongs to, who sent it, what of it may be set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.cases import Case, says
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.belonging import firm_on, number_on, plain, put_right, trouble_with
from toolkit.jobs.desk import Desk
from toolkit.submission import Submission


@dataclass(frozen=True, slots=True)
class Source:
    """The file a form came in: its digest, its name, and which form of the file it is, from 0."""

    sha: str
    name: str
    part: int = 0


@dataclass
class Taken:
    """What became of one returned form.

    Attributes:
        events: what is to be journalled.
        numbers: the cases it concerns.
        firm: the firm, for the log of received files.
        outcome: in a word, 已登记, 已更新 or 待确认.
        form: the title of the form it was.
        beside: what stood on the form and belongs to no field; told in the log of received files.
        ours: whether the office filled it in itself, so that nobody is to be written to.
        problems: what a person must look at.
    """

    events: list[Event] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    firm: str = ""
    outcome: str = ""
    form: str = ""
    beside: str = ""
    ours: bool = False
    problems: list[Problem] = field(default_factory=list)


def take(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a returned form means. Nothing is written but the claim of a new 编号."""
    form = desk.mechanism.form(submission.form)
    number, trouble = number_on(form, submission)
    problems = [each for each in submission.problems if not _about_office(form, each)]
    if form.kind == "opens" and number and number not in desk.cases:
        # 编号 is the office's to give: what a sender wrote there keeps nobody's matter from being entered.
        problems.append(Problem(Code.NUMBER_NOT_THEIRS, {"text": number}))
        number = ""
    case = desk.cases.get(number)
    taken = Taken(firm=firm_on(desk, form, submission) or (case.role("firm") if case else ""), problems=problems)
    if trouble is None and (number or form.kind != "opens"):
        trouble = trouble_with(desk, form, submission, number)
    if trouble is not None:
        return _hold(desk, form, submission, source, taken, trouble, case)
    if case is None:
        return _open(desk, form, submission, source, taken)
    return _answer(desk, form, submission, source, taken, case)


def _about_office(form: Form, problem: Problem) -> bool:
    """Return whether a note is only about the year of a day that the office itself had printed without one."""
    field = form.by_key.get(problem.field)
    return problem.code is Code.DATE_WITHOUT_YEAR and field is not None and form.sender not in field.fillers


def _values(fields: Sequence[Field], submission: Submission) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {}
    for each in fields:
        value = submission.value(each.key)
        if each.column and value is not None:
            values[each.column] = value
    return values


def _doubts(form: Form, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return for 待补正 which columns a form asks its sender for, and which of them are missing or doubtful."""
    own = {each.key: each.column for each in form.own_fields if each.column}
    flagged = dict.fromkeys(own[problem.field] for problem in problems if problem.field in own)
    return {"asked": list(own.values()), "to_complete": list(flagged)}


def _open(desk: Desk, form: Form, submission: Submission, source: Source, taken: Taken) -> Taken:
    record = desk.mechanism.record
    data = _opening(desk, form, submission, source)
    values = data["values"]
    incomplete = put_right(desk, values)
    if incomplete is not None:
        return _answer(desk, form, submission, source, taken, incomplete)
    double = desk.same_matter(*(str(values.get(record.role(meaning), "")) for meaning in ("firm", "problem")))
    if double is not None:
        trouble = Problem(Code.LOOKS_DOUBLE, {"number": double})
        return _hold(desk, form, submission, source, taken, trouble, None)
    number = desk.claim()
    taken.events.append(Event(Kind.OPENED, desk.as_of, number, data))
    taken.numbers, taken.outcome = [number], "已登记"
    return taken


def _opening(desk: Desk, form: Form, submission: Submission, source: Source) -> dict[str, Any]:
    values = _values(form.own_fields, submission)
    _keep_extra(values, desk.mechanism.record.roles.get("remark", ""), submission.extra)
    return {
        "values": values,
        "sha": source.sha,
        "part": source.part,
        **_doubts(form, submission.problems),
        "incoming": source.name,
    }


def _keep_extra(values: dict[str, CellValue], column: str, extra: Mapping[str, str]) -> None:
    """Keep what stood beside labels the form does not know."""
    if column and extra:
        lines = [str(values[column])] if column in values else []
        values[column] = "\n".join([*lines, *(f"{label}：{text}" for label, text in extra.items())])


def _answer(desk: Desk, form: Form, submission: Submission, source: Source, taken: Taken, case: Case) -> Taken:
    missing = _unfinished(form, submission, case)
    taken.problems.extend(missing)
    data = _answering(desk, form, submission, source, case, (*submission.problems, *missing))
    taken.events.append(Event(Kind.ANSWERED, desk.as_of, case.number, data))
    taken.numbers, taken.outcome = [case.number], "已更新"
    return taken


def _answering(
    desk: Desk, form: Form, submission: Submission, source: Source, case: Case | None, problems: Sequence[Problem]
) -> dict[str, Any]:
    role, unit = _sender(desk, form, submission, case)
    others = [each for each in form.fields if form.sender not in each.fillers and each.type is not FieldType.NUMBER]
    return {
        "form": form.id,
        "role": role,
        "unit": unit,
        "values": _values(form.own_fields, submission),
        "others": _different(desk, _values(others, submission), case) if case else {},
        "sha": source.sha,
        "part": source.part,
        **_doubts(form, problems),
        "incoming": source.name,
    }


def _unfinished(form: Form, submission: Submission, case: Case) -> list[Problem]:
    """Return what a form lacks of a step it begins to take: an outcome without its result, or the reverse.

    Its sender would believe the matter closed.
    """
    own = {each.column: each for each in form.own_fields if each.column}
    values = _values(form.own_fields, submission)
    missing: list[Problem] = []
    for step in case.record.transitions:
        condition = step.condition
        needed = (*condition.when, *condition.filled)
        if step.on or not condition.when or not condition.filled or case.status not in step.source:
            continue
        if not set(needed) <= set(own) or not any(column in values for column in needed):
            continue
        said = {column: str(values.get(column) or case.words(column)) for column in needed}
        outcome = all(said[column] in words for column, words in condition.when.items())
        lacking = [column for column in needed if not said[column]]
        if lacking and (outcome or all(said[column] for column in condition.filled)):
            missing += [_missing(own[column], submission) for column in lacking]
    return missing


def _missing(field: Field, submission: Submission) -> Problem:
    answer = submission.answers.get(field.key)
    place = (answer.sheet, answer.cell) if answer else ("", "")
    return Problem(Code.MISSING, {"label": field.label}, field.key, *place)


def _sender(desk: Desk, form: Form, submission: Submission, case: Case | None) -> tuple[str, str]:
    """Return in which role a form was sent, and by which unit."""
    if form.kind != "answers":
        return form.kind, ""
    if case is None:
        return "lead", ""
    units = desk.mechanism.units
    lead = units.find(case.role("lead"))
    supporters = {match.unit.name for match in units.match_all(case.role("support")) if match.unit is not None}
    carried = units.find(submission.identity.unit) if submission.identity.unit else None
    if carried is not None and carried != lead and carried.name in supporters:
        return "support", carried.name
    return "lead", lead.name if lead else case.role("lead")


def _different(desk: Desk, values: Mapping[str, CellValue], case: Case) -> dict[str, CellValue]:
    """Return those of other fillers' values that are not what the case has, however they are written."""

    def said(column: str) -> list[CellValue | None]:
        # A form may come back with what stood on it when it went out, though the case has moved on since.
        return [case.get(column), *(issued.get(column) for issued in case.issued)]

    return {
        column: value for column, value in values.items() if not any(_alike(desk, each, value) for each in said(column))
    }


def _alike(desk: Desk, ours: CellValue | None, theirs: CellValue) -> bool:
    left, right = plain(str(ours or "")), plain(str(theirs))
    if left == right or (right in desk.mechanism.classes and says(left, right)):
        return True
    category, other = desk.mechanism.category(left), desk.mechanism.category(right)
    if category is not None and category == other and right == plain(category.stored):
        return True
    units = desk.mechanism.units
    named = [{match.unit for match in units.match_all(str(each or ""))} for each in (ours, theirs)]
    return None not in named[0] and bool(named[0]) and named[0] == named[1]


def _hold(
    desk: Desk,
    form: Form,
    submission: Submission,
    source: Source,
    taken: Taken,
    trouble: Problem,
    case: Case | None,
) -> Taken:
    """Leave a form to the office, on 待确认, with what it would do if the office takes it."""
    if form.kind == "opens":
        taking: dict[str, Any] = {"opening": _opening(desk, form, submission, source)}
    else:
        taking = {"answering": _answering(desk, form, submission, source, case, submission.problems)}
    data = {
        "ask": f"{source.sha[:12]}-{source.part + 1}",
        "column": form.title,
        "text": _summary(form, submission),
        "why": f"{trouble.words}。{trouble.remedy}",
        "incoming": source.name,
        "firm": taken.firm,
        "sha": source.sha,
        "part": source.part,
        **taking,
    }
    number = case.number if case else ""
    taken.events.append(Event(Kind.HELD, desk.as_of, number, data))
    taken.numbers, taken.outcome = [number] if number else [], "待确认"
    taken.problems.append(trouble)
    return taken


def _summary(form: Form, submission: Submission) -> str:
    words = [f"{each.label}：{submission.words(each.key)}" for each in form.fields if submission.words(each.key)]
    return "；".join(words)[:500]
