"""From cases to the lines of papers: what each paper says of a case, and the pre-filled forms that go with it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.cases import Case, says
from toolkit.cases.secrecy import is_secret, open_firm, open_subject, without_firm
from toolkit.documents.assignment_item import AssignmentItem
from toolkit.documents.setting.words import without_phones
from toolkit.events import CellValue
from toolkit.files import safe_name
from toolkit.forms import Field, FieldType, Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.submission import Value
from toolkit.templates import build, fill


def blank(desk: Desk, form: Form) -> bytes:
    """Return the blank workbook the office keeps in form_templates/; a fresh one where it has none."""
    path = desk.workspace.form_templates / form.workbook_name
    return path.read_bytes() if path.is_file() else build(form, desk.mechanism)


def prefilled(
    desk: Desk,
    form: Form,
    case: Case,
    unit: str = "",
    extra: Mapping[str, Value] | None = None,
    *,
    whom_to_call: bool = True,
) -> bytes:
    """Return ``form`` filled with what the office knows of a case, marked with 编号, round and unit.

    Args:
        desk: the mechanism, and the blanks the office keeps.
        form: the form to go out.
        case: the case it is about, as it will be once it is out.
        unit: to whom it goes.
        extra: field key → value of fields that no register column holds.
        whom_to_call: whether telephone numbers within texts are left in, and of a secret case the firm's name.
    """
    values: dict[str, Value] = dict(extra or {})
    hidden = () if whom_to_call else _who_reports(case)
    for each in form.fields:
        if form.sender in each.fillers or not each.column or each.key in values or each.column in hidden:
            continue
        value = case.number if each.column == case.record.role("number") else case.get(each.column)
        values[each.key] = _shown(desk, case, each, value, whom_to_call=whom_to_call)
    mark = write_mark(form.id, form.version, case.number, str(case.round), unit)
    return fill(blank(desk, form), form, desk.mechanism, values, mark=mark)


def as_reported(desk: Desk, form: Form, case: Case, *, whom_to_call: bool = True) -> bytes:
    """Return the report of a case (``form``, that opens one) with everything the register has of it.

    It goes with the case to its units: they need the problem itself, and the lead needs whom to call at the firm
    (``whom_to_call``); the others ask the lead, and no telephone number is left for them in any text either. Of a
    secret case they are not told who reports it.
    """
    values: dict[str, Value] = {}
    hidden = () if whom_to_call else _who_reports(case)
    for each in form.fields:
        shown = each.column and each.column not in hidden
        if shown and (whom_to_call or not case.record.column(each.column).sensitive):
            value = case.number if each.column == case.record.role("number") else case.get(each.column)
            values[each.key] = _shown(desk, case, each, value, whom_to_call=whom_to_call)
    return fill(blank(desk, form), form, desk.mechanism, values, mark=write_mark(form.id, form.version, case.number))


def _who_reports(case: Case) -> tuple[str, ...]:
    """Return the columns that tell who reports a secret case; a firm often reports for itself (报送单位)."""
    roles = case.record.roles
    return tuple(roles[each] for each in ("firm", "reporter") if each in roles) if is_secret(case) else ()


def _shown(desk: Desk, case: Case, field: Field, value: CellValue | None, *, whom_to_call: bool) -> Value:
    shown = _in_full(desk, field, value)
    if not isinstance(shown, str) or whom_to_call:
        return shown
    return without_phones(without_firm(case, shown) if is_secret(case) else shown)


def _in_full(desk: Desk, field: Field, value: CellValue | None) -> Value:
    """Return a value as a paper shows it: units by their full names, choices by their whole word."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) else value
    if field.type in {FieldType.UNIT, FieldType.UNITS}:
        return unit_names(desk, value)
    meant = [choice for choice in field.choices if says(value, choice)]
    return meant[0] if len(meant) == 1 else value


def assignment(desk: Desk, case: Case) -> AssignmentItem:
    """Return a case's line of the assignment list (事项办理清单)."""
    category = desk.mechanism.category(case.role("category"))
    return AssignmentItem(
        number=case.number,
        firm=open_firm(case),
        subject=subject(case),
        category=category.printed if category else case.role("category"),
        decision=without_phones(str(case.get("@decision") or "")),
        lead=unit_name(desk, case.role("lead")),
        lead_contact=" ".join(each for each in (case.role("lead_contact"), case.role("lead_phone")) if each),
        support=unit_names(desk, case.role("support")),
        status=case.status,
        dispatched=case.day("dispatched"),
        opinion_due=case.day("opinion_due"),
        due=case.day("due"),
    )


def subject(case: Case) -> str:
    """Return what a case is about in a line: its 案由, else the beginning of the problem itself.

    Lists and letters go to more people than it was written for: telephone numbers are left out, before it is cut, and
    of a secret case nothing is told.
    """
    if is_secret(case):
        return open_subject(case)
    text = without_phones(case.role("subject") or case.role("problem"))
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:38]}……"


def file_name(case: Case, form: Form) -> str:
    """Return under which name a form about a case goes out: with the firm's name, unless the case is secret."""
    firm = "" if is_secret(case) else safe_name(case.role("firm"), 20)
    return f"{' '.join(filter(None, (form.attachment, case.number, firm)))}.xlsx"


def unit_names(desk: Desk, text: str) -> str:
    """Return units' full names in a row."""
    return "、".join(match.unit.name if match.unit else match.text for match in desk.mechanism.units.match_all(text))
