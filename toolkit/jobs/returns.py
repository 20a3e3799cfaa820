"""A returned form becomes events: which case it belongs to, who sent it, what of it may be set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.cases import Case
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Field, FieldType, Form
from toolkit.jobs.desk import Desk
from toolkit.mechanism import Phase
from toolkit.submission import Submission

#: In which phases of a case a form of each kind is taken in.
_WELCOME = {
    "answers": (Phase.HANDLING, Phase.ANSWERED),
    "evaluates": (Phase.HANDLING, Phase.ANSWERED),
    "opens": (Phase.NEW, Phase.MEETING, Phase.READY, Phase.HANDLING, Phase.ANSWERED),
}


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
        ours: whether the office filled it in itself, so that nobody is to be written to.
        problems: what a person must look at.
    """

    events: list[Event] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    firm: str = ""
    outcome: str = ""
    form: str = ""
    ours: bool = False
    problems: list[Problem] = field(default_factory=list)


def take(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a returned form means. Nothing is written but the claim of a new 编号."""
    form = desk.mechanism.form(submission.form)
    number, trouble = _number(form, submission)
    case = desk.cases.get(number)
    taken = Taken(firm=_firm(desk, form, submission, case), problems=list(submission.problems))
    if trouble is None and (number or form.kind != "opens"):
        trouble = _trouble(desk, form, submission, number)
    if trouble is not None:
        return _hold(desk, form, submission, source, taken, trouble, number)
    if case is None:
        return _open(desk, form, submission, source, taken)
    return _answer(desk, form, submission, source, taken, case)


def _field_of(form: Form, kind: FieldType) -> str:
    return next((each.key for each in form.fields if each.type is kind), "")


def _number(form: Form, submission: Submission) -> tuple[str, Problem | None]:
    """Return the 编号 the form bears, visibly or invisibly."""
    visible = submission.words(_field_of(form, FieldType.NUMBER))
    carried = submission.identity.number
    if visible and carried and visible != carried:
        return "", Problem(Code.TWO_NUMBERS, {"text": visible, "number": carried})
    return visible or carried, None


def _trouble(desk: Desk, form: Form, submission: Submission, number: str) -> Problem | None:
    """Return why a form cannot be taken in for the case it names, None where it can."""
    if not number:
        return Problem(Code.NO_CASE)
    case = desk.cases.get(number)
    if case is None or case.removed:
        return Problem(Code.UNKNOWN_CASE, {"number": number})
    if case.phase not in _WELCOME.get(form.kind, ()):
        return Problem(Code.NOT_THIS_STEP, {"number": number, "status": case.status})
    carried = submission.identity.round
    if carried and carried != str(case.round):
        return Problem(Code.OLD_ROUND, {"number": number, "round": carried, "now": str(case.round)})
    firm, ours = _firm(desk, form, submission, None), case.role("firm")
    if form.kind == "opens" and firm and ours and _plain(firm) != _plain(ours):
        return Problem(Code.OTHER_FIRM, {"number": number, "ours": ours, "text": firm})
    return None


def _firm(desk: Desk, form: Form, submission: Submission, case: Case | None) -> str:
    column = desk.mechanism.record.role("firm")
    key = next((each.key for each in form.fields if each.column == column), "")
    return submission.words(key) or (case.role("firm") if case else "")


def _values(fields: Sequence[Field], submission: Submission) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {}
    for each in fields:
        value = submission.value(each.key)
        if each.column and value is not None:
            values[each.column] = value
    return values


def _to_complete(form: Form, problems: Sequence[Problem]) -> str:
    """Return the columns whose field is missing or doubtful, for 待补正."""
    keys = dict.fromkeys(problem.field for problem in problems if problem.field)
    return "、".join(form.by_key[key].column or form.by_key[key].label for key in keys if key in form.by_key)


def _open(desk: Desk, form: Form, submission: Submission, source: Source, taken: Taken) -> Taken:
    record = desk.mechanism.record
    values = _values(form.own_fields, submission)
    _keep_extra(values, record.roles.get("remark", ""), submission.extra)
    data: dict[str, Any] = {
        "values": values,
        "sha": source.sha,
        "part": source.part,
        "to_complete": _to_complete(form, submission.problems),
        "incoming": source.name,
    }
    double = desk.same_matter(*(str(values.get(record.role(meaning), "")) for meaning in ("firm", "problem")))
    if double is not None:
        trouble = Problem(Code.LOOKS_DOUBLE, {"number": double})
        return _hold(desk, form, submission, source, taken, trouble, "", opening=data)
    number = desk.claim()
    taken.events.append(Event(Kind.OPENED, desk.as_of, number, data))
    taken.numbers, taken.outcome = [number], "已登记"
    return taken


def _keep_extra(values: dict[str, CellValue], column: str, extra: Mapping[str, str]) -> None:
    """Keep what stood beside labels the form does not know."""
    if column and extra:
        lines = [str(values[column])] if column in values else []
        values[column] = "\n".join([*lines, *(f"{label}：{text}" for label, text in extra.items())])


def _plain(text: str) -> str:
    return "".join(text.split())


def _answer(desk: Desk, form: Form, submission: Submission, source: Source, taken: Taken, case: Case) -> Taken:
    role, unit = _sender(desk, form, submission, case)
    others = [each for each in form.fields if form.sender not in each.fillers and each.type is not FieldType.NUMBER]
    data: dict[str, Any] = {
        "form": form.id,
        "role": role,
        "unit": unit,
        "values": _values(form.own_fields, submission),
        "others": _different(desk, _values(others, submission), case),
        "sha": source.sha,
        "part": source.part,
        "to_complete": _to_complete(form, submission.problems),
        "incoming": source.name,
    }
    taken.events.append(Event(Kind.ANSWERED, desk.as_of, case.number, data))
    taken.numbers, taken.outcome = [case.number], "已更新"
    return taken


def _sender(desk: Desk, form: Form, submission: Submission, case: Case) -> tuple[str, str]:
    """Return in which role a form was sent, and by which unit."""
    if form.kind != "answers":
        return form.kind, ""
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
    left, right = _plain(str(ours or "")), _plain(str(theirs))
    if left == right:
        return True
    category, other = desk.mechanism.category(left), desk.mechanism.category(right)
    if category is not None and category == other and right == _plain(category.stored):
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
    number: str,
    opening: Mapping[str, Any] | None = None,
) -> Taken:
    """Leave a form to the office, on 待确认."""
    known = number if number in desk.cases else ""
    data = {
        "ask": f"{source.sha[:12]}-{source.part + 1}",
        "column": form.title,
        "text": _summary(form, submission),
        "why": f"{trouble.words}。{trouble.remedy}",
        "incoming": source.name,
        "firm": taken.firm,
        "sha": source.sha,
        "part": source.part,
        **({"opening": opening} if opening else {}),
    }
    taken.events.append(Event(Kind.HELD, desk.as_of, known, data))
    taken.numbers, taken.outcome = [known] if known else [], "待确认"
    taken.problems.append(trouble)
    return taken


def _summary(form: Form, submission: Submission) -> str:
    words = [f"{each.label}：{submission.words(each.key)}" for each in form.fields if submission.words(each.key)]
    return "；".join(words)[:500]
