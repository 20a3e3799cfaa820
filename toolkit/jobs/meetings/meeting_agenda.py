"""The agenda (会议议程): the workbook that is filled in at the table and comes back through the inbox."""

from __future__ import annotations

from toolkit.cases import Case, Request
from toolkit.documents.setting.words import without_phones
from toolkit.events import CellValue
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import DAY, MEETING
from toolkit.jobs.meetings.meeting_matters import situation
from toolkit.jobs.meetings.meeting_scope import Scope
from toolkit.jobs.meetings.meetings import kinds
from toolkit.submission import Value
from toolkit.templates import build_agenda

#: What stands for an earlier matter of which nothing has come.
NOTHING_YET = "尚未报送办理意见"


def agenda(desk: Desk, form: Form, about: Scope) -> bytes:
    """Return the agenda: new matters, requests put to the meeting, earlier matters, a row each."""
    new, special, known = kinds(form)
    rows = [_row(form, case, new) for case in about.fresh]
    rows += [_asked_row(form, case, special, each) for case, each in about.asking if special]
    rows += [_row(form, case, known, situation(case) or NOTHING_YET) for case in about.earlier]
    return build_agenda(
        form,
        desk.mechanism,
        _head(form, about),
        rows,
        to_fill=_to_fill(desk, form),
        mark=write_mark(form.id, form.version, about.month),
    )


def _head(form: Form, about: Scope) -> dict[str, Value]:
    known: dict[str, CellValue] = {**about.head, MEETING: about.month, DAY: about.day}
    return {each.key: _as_answer(known.get(each.column)) for each in form.fields}


def _as_answer(value: CellValue | None) -> Value:
    """Return a value as the agenda shows it, which is laid before everybody at the table: without telephone numbers."""
    if isinstance(value, str):
        return without_phones(value)
    return str(value) if isinstance(value, int) else value


def _row(form: Form, case: Case, kind: str, come: str = "") -> dict[str, Value]:
    row: dict[str, Value] = {}
    for each in form.table:
        if each.choices:
            row[each.key] = kind
        elif each.column == "@situation":
            row[each.key] = _as_answer(come) or None
        elif each.column.startswith("@"):
            row[each.key] = None
        elif each.column:
            value = case.number if each.column == case.record.role("number") else case.get(each.column)
            row[each.key] = _as_answer(value)
    # A date already set is the rule's; the column is for a date that the meeting decides.
    due = next((each.key for each in form.table if each.column == case.record.role("due")), "")
    row.pop(due, None)
    return row


def _asked_row(form: Form, case: Case, kind: str, request: Request) -> dict[str, Value]:
    """Return the row of a unit's request: in place of the problem stands what it asks for and why."""
    row = _row(form, case, kind, situation(case) or NOTHING_YET)
    decided = {case.record.role(meaning) for meaning in ("lead", "support", "special")}
    for each in form.table:
        if each.column == case.record.role("problem"):
            row[each.key] = _as_answer(str(request))
        elif each.column in decided:  # for what the meeting decides otherwise
            row[each.key] = None
    return row


def _to_fill(desk: Desk, form: Form) -> list[str]:
    record = desk.mechanism.record
    columns = {record.roles.get(each, "") for each in ("lead", "support", "due", "special")}
    columns |= {"@decision", "@postponed"}
    return [each.key for each in form.table if each.column in columns]
