"""What a returned form says of its case: in which role it came, what it lacks, where it differs from what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.cases import FORMER, TAKE, Case, Changes, says, told
from toolkit.cases.parts import how_many
from toolkit.cases.versions import same
from toolkit.documents.setting.words import without_phones
from toolkit.errors import Code, Problem
from toolkit.events import CellValue
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.returns.evidence import word_on
from toolkit.mechanism import Effect, Phase, Unit
from toolkit.submission import Submission

#: Told of a value that was taken all the same: there is nothing to complete where it is not missing.
ONLY_NOTES = {
    Code.DATE_WITHOUT_YEAR, Code.OUT_OF_PLACE, Code.READ_BY_LOOK, Code.NAME_IN_PHONE, Code.PHONE_IN_NAME,
    Code.LETTER_FOR_DIGIT, Code.STRUCK_OUT, Code.LABEL_TWICE, Code.SEVERAL_LABELS, Code.TEXT_BOX, Code.STRANGE_SIGNS,
    Code.DAY_IN_NAME, Code.EXAMPLE_LEFT, Code.EXAMPLE_KEPT,
}  # fmt: skip


def values_of(fields: Sequence[Field], submission: Submission) -> dict[str, CellValue]:
    """Return what a form says in these fields, by register column; what was not filled is absent."""
    values: dict[str, CellValue] = {}
    for each in fields:
        value = submission.value(each.key)
        if each.column and value is not None:
            values[each.column] = value
    return values


def doubts(form: Form, submission: Submission, problems: Sequence[Problem], case: Case | None = None) -> dict[str, Any]:
    """Return for 待补正 which columns a form asks its sender for, and which of them are missing or doubtful.

    A value that was taken with a note is neither, nor is what the office has typed into the case itself.
    """
    own = {each.key: each.column for each in form.own_fields if each.column}
    typed = case.hands if case else set()
    flagged = dict.fromkeys(
        own[each.field]
        for each in problems
        if own.get(each.field, "") not in {"", *typed}
        and (each.code not in ONLY_NOTES or submission.value(each.field) is None)
    )
    return {"asked": list(own.values()), "to_complete": list(flagged)}


def sent_again(case: Case, changed: Changes, data: Mapping[str, Any], *, version: bool) -> tuple[str, list[Problem]]:
    """Return what becomes of a report about a matter that is known: in a word, and what the office is told of it.

    Args:
        case: the matter as it stands.
        changed: what the report changes.
        data: the event that takes it in.
        version: whether it was found by its likeness; then the question on 待确认 tells what it changes.
    """
    facts = {"number": case.number, "labels": "、".join(data["to_complete"])}
    if not changed:
        return _nothing_new(case, data["values"], facts)
    notes: list[Problem] = []
    if not version:
        code = Code.SUCCESSOR_LACKS if facts["labels"] else Code.SUCCESSOR
        notes.append(Problem(code, {**facts, "changes": told(changed)}))
    if case.phase is Phase.HANDLING:
        notes.append(Problem(Code.TELL_LEAD, {**facts, "unit": case.role("lead")}))
    elif case.record.role("problem") in changed:
        notes += several(case.number, case.record.role("problem"), data["values"])
    return "已更新", notes


def _nothing_new(case: Case, values: Mapping[str, CellValue], facts: Mapping[str, str]) -> tuple[str, list[Problem]]:
    typed = [
        column
        for column, value in values.items()
        if column in case.hands and not same(case.get(column), value) and not same(case.parted.get(column), value)
    ]
    notes: list[Problem] = []
    if typed:
        notes.append(Problem(Code.SAME_BUT_TYPED, {**facts, "labels": "、".join(typed)}))
    if facts["labels"]:
        notes.append(Problem(Code.NOT_MENDED, facts))
    if notes:
        return "仍未补正" if facts["labels"] else "与台账不同", notes
    return "重复来件", [Problem(Code.SAME_AGAIN, facts)]


def several(number: str, column: str, values: Mapping[str, CellValue]) -> list[Problem]:
    """Return that a report's problem numbers several matters, nothing where it does not."""
    count = how_many(str(values.get(column, "")))
    facts = {"label": column, "count": str(count), "number": number}
    return [Problem(Code.MAY_BE_SEVERAL, facts)] if count > 1 else []


def still_open(form: Form, problems: Sequence[Problem], case: Case) -> list[Problem]:
    """Return those of a form's problems that its case still has: what is blank on it but known is no longer missing."""
    columns = {each.key: each.column for each in form.own_fields}

    def known(problem: Problem) -> bool:
        column = columns.get(problem.field, "")
        return bool(column) and case.get(column) is not None and column not in case.doubts

    return [each for each in problems if each.code is not Code.MISSING or not known(each)]


#: What a supporting unit tells of its part; what a step needs besides is told by the lead, who closes the matter.
_OF_PARTS = ("opinion", "result", "outcome")


def unfinished(form: Form, submission: Submission, case: Case, *, supports: bool = False) -> list[Problem]:
    """Return what a form lacks of a step it begins to take: an outcome without its result, or the reverse.

    Its sender would believe the matter closed. A supporting unit (``supports``) is asked for its part alone.
    """
    parts = {case.record.roles.get(each, "") for each in _OF_PARTS}
    own = {each.column: each for each in form.own_fields if each.column}
    values = values_of(form.own_fields, submission)
    missing: list[Problem] = []
    for step in case.record.transitions:
        condition = step.condition
        filled = condition.wanted(case.round)
        needed = (*condition.when, *filled)
        if step.on or not condition.when or not filled or case.status not in step.source:
            continue
        if not set(needed) <= set(own) or not any(column in values for column in needed):
            continue
        said = {column: str(values.get(column) or case.words(column)) for column in needed}
        outcome = all(said[column] in words for column, words in condition.when.items())
        lacking = [column for column in needed if not said[column] and not (supports and column not in parts)]
        if lacking and (outcome or all(said[column] for column in filled)):
            missing += [missing_from(own[column], submission) for column in lacking]
    return missing


def missing_from(field: Field, submission: Submission) -> Problem:
    """Return that a field of a form is not filled, with its place."""
    answer = submission.answers.get(field.key)
    place = (answer.sheet, answer.cell) if answer else ("", "")
    return Problem(Code.MISSING, {"label": field.label}, field.key, *place)


def sender(desk: Desk, form: Form, submission: Submission, case: Case | None) -> tuple[str, str]:
    """Return in which role a form was sent, and by which unit."""
    if form.kind == "verifies":
        named = submission.identity.unit or word_on(form, submission, desk.mechanism.record.roles.get("verifier", ""))
        return form.kind, unit_name(desk, named)
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
    former = carried or _former(desk, form, submission, case)
    if former is not None and _is_replaced(desk, case, former):
        return FORMER, former.name
    return "lead", lead.name if lead else case.role("lead")


def _is_replaced(desk: Desk, case: Case, unit: Unit) -> bool:
    """Return whether a case that went out is another unit's by now, or nobody's: it was handed back (退办)."""
    units = desk.mechanism.units
    leads = {match.unit for match in units.match_all(case.role("lead")) if match.unit is not None}
    if not case.issued or leads & {unit, units.standing(unit, desk.as_of)}:
        return False
    gave_back = {
        units.find(each.unit)
        for each in case.requests.values()
        if (each.effect, each.decision, each.round) == (Effect.HAND_BACK, TAKE, case.round)
    }
    # A lead that somebody emptied, or wrote so that nobody knows it, was not replaced by that.
    return bool(leads) or unit in gave_back


def _former(desk: Desk, form: Form, submission: Submission, case: Case) -> Unit | None:
    """Return the unit that a form without a mark names as its lead, where the case once went out to it as such."""
    units, column = desk.mechanism.units, case.record.role("lead")
    said = word_on(form, submission, column)
    named = units.find(said) if said else None
    once = {unit for each in case.issued if (unit := units.find(str(each.get(column) or ""))) is not None}
    return named if named in once else None


def of_others(desk: Desk, form: Form, submission: Submission, case: Case) -> dict[str, CellValue]:
    """Return those of other fillers' values that are not what the case has, however they are written."""
    others = [each for each in form.fields if form.sender not in each.fillers and each.type is not FieldType.NUMBER]

    def said(column: str) -> list[CellValue | None]:
        # A form may come back with what stood on it when it went out, though the case has moved on since.
        return [case.get(column), *(issued.get(column) for issued in case.issued)]

    asked = desk.mechanism.record.roles.get("verifier", "")
    return {
        column: value
        for column, value in values_of(others, submission).items()
        if not any(_alike(desk, each, value) for each in said(column))
        # On the form of one of several units that were asked stands its own name alone.
        and not (column == asked and unit_name(desk, str(value)) in case.consulted)
    }


def _alike(desk: Desk, ours: CellValue | None, theirs: CellValue) -> bool:
    left, right = ("".join(str(each or "").split()) for each in (ours, theirs))
    # A supporting unit was told it without the telephone numbers in it.
    if right in {left, without_phones(left)} or (right in desk.mechanism.classes and says(left, right)):
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


def about_office(form: Form, problem: Problem) -> bool:
    """Return whether a note is only about the year of a day that the office itself had printed without one."""
    field = form.by_key.get(problem.field)
    return problem.code is Code.DATE_WITHOUT_YEAR and field is not None and form.sender not in field.fillers


def summary(form: Form, submission: Submission) -> str:
    """Return a form's answers in one line, for the office to know it by."""
    words = [f"{each.label}：{submission.words(each.key)}" for each in form.fields if submission.words(each.key)]
    return "；".join(words)[:500]
