"""What a returned form says of its case: in which role it came, what it lacks, where it differs from what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.cases import Case, says
from toolkit.errors import Code, Problem
from toolkit.events import CellValue
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.desk import Desk
from toolkit.submission import Submission


def values_of(fields: Sequence[Field], submission: Submission) -> dict[str, CellValue]:
    """Return what a form says in these fields, by register column; what was not filled is absent."""
    values: dict[str, CellValue] = {}
    for each in fields:
        value = submission.value(each.key)
        if each.column and value is not None:
            values[each.column] = value
    return values


def doubts(form: Form, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return for 待补正 which columns a form asks its sender for, and which of them are missing or doubtful."""
    own = {each.key: each.column for each in form.own_fields if each.column}
    flagged = dict.fromkeys(own[problem.field] for problem in problems if problem.field in own)
    return {"asked": list(own.values()), "to_complete": list(flagged)}


def still_open(form: Form, problems: Sequence[Problem], case: Case) -> list[Problem]:
    """Return those of a form's problems that its case still has: what is blank on it but known is no longer missing."""
    columns = {each.key: each.column for each in form.own_fields}

    def known(problem: Problem) -> bool:
        column = columns.get(problem.field, "")
        return bool(column) and case.get(column) is not None and column not in case.doubts

    return [each for each in problems if each.code is not Code.MISSING or not known(each)]


def unfinished(form: Form, submission: Submission, case: Case) -> list[Problem]:
    """Return what a form lacks of a step it begins to take: an outcome without its result, or the reverse.

    Its sender would believe the matter closed.
    """
    own = {each.column: each for each in form.own_fields if each.column}
    values = values_of(form.own_fields, submission)
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
            missing += [missing_from(own[column], submission) for column in lacking]
    return missing


def missing_from(field: Field, submission: Submission) -> Problem:
    """Return that a field of a form is not filled, with its place."""
    answer = submission.answers.get(field.key)
    place = (answer.sheet, answer.cell) if answer else ("", "")
    return Problem(Code.MISSING, {"label": field.label}, field.key, *place)


def sender(desk: Desk, form: Form, submission: Submission, case: Case | None) -> tuple[str, str]:
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


def of_others(desk: Desk, form: Form, submission: Submission, case: Case) -> dict[str, CellValue]:
    """Return those of other fillers' values that are not what the case has, however they are written."""
    others = [each for each in form.fields if form.sender not in each.fillers and each.type is not FieldType.NUMBER]

    def said(column: str) -> list[CellValue | None]:
        # A form may come back with what stood on it when it went out, though the case has moved on since.
        return [case.get(column), *(issued.get(column) for issued in case.issued)]

    return {
        column: value
        for column, value in values_of(others, submission).items()
        if not any(_alike(desk, each, value) for each in said(column))
    }


def _alike(desk: Desk, ours: CellValue | None, theirs: CellValue) -> bool:
    left, right = ("".join(str(each or "").split()) for each in (ours, theirs))
    if left == right or (right in desk.mechanism.classes and says(left, right)):
        return True
    category, other = desk.mechanism.category(left), desk.mechanism.category(right)
    if category is not None and category == other and right == "".join(category.stored.split()):
        return True
    units = desk.mechanism.units
    named = [{match.unit for match in units.match_all(str(each or ""))} for each in (ours, theirs)]
    return None not in named[0] and bool(named[0]) and named[0] == named[1]


def with_extra(values: Mapping[str, CellValue], column: str, extra: Mapping[str, str]) -> dict[str, CellValue]:
    """Return values with what stood beside labels the form does not know added to a column's text."""
    if not column or not extra:
        return dict(values)
    lines = [str(values[column])] if column in values else []
    return {**values, column: "\n".join([*lines, *(f"{label}：{text}" for label, text in extra.items())])}


def summary(form: Form, submission: Submission) -> str:
    """Return a form's answers in one line, for the office to know it by."""
    words = [f"{each.label}：{submission.words(each.key)}" for each in form.fields if submission.words(each.key)]
    return "；".join(words)[:500]
