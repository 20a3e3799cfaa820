"""Where a return belongs: the case it names, the incomplete case it puts right, or why it can be taken in for none."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.cases import Case
from toolkit.errors import Code, Problem
from toolkit.events import CellValue
from toolkit.forms import FieldType, Form
from toolkit.jobs.desk import Desk
from toolkit.mechanism import Phase
from toolkit.submission import Submission

#: In which phases of a case a form of each kind is taken in.
WELCOME = {
    "answers": (Phase.HANDLING, Phase.ANSWERED),
    "evaluates": (Phase.HANDLING, Phase.ANSWERED),
    "opens": (Phase.NEW, Phase.MEETING, Phase.READY, Phase.HANDLING, Phase.ANSWERED),
}
#: So many fields of a form sent again must be as they were, for it to be the incomplete one put right.
_ALIKE_FIELDS = 3


def number_on(form: Form, submission: Submission) -> tuple[str, Problem | None]:
    """Return the 编号 a form bears, visibly or invisibly; a problem where the two disagree."""
    key = next((each.key for each in form.fields if each.type is FieldType.NUMBER), "")
    visible, carried = submission.words(key), submission.identity.number
    if visible and carried and visible != carried:
        return "", Problem(Code.TWO_NUMBERS, {"text": visible, "number": carried})
    return visible or carried, None


def trouble_with(desk: Desk, form: Form, submission: Submission, number: str) -> Problem | None:
    """Return why a form cannot be taken in for the case it names, None where it can."""
    if not number:
        return Problem(Code.NO_CASE)
    case = desk.cases.get(number)
    if case is None or case.removed:
        return Problem(Code.UNKNOWN_CASE, {"number": number})
    if case.phase not in WELCOME.get(form.kind, ()):
        return Problem(Code.NOT_THIS_STEP, {"number": number, "status": case.status})
    carried = submission.identity.round
    if carried and carried != str(case.round):
        return Problem(Code.OLD_ROUND, {"number": number, "round": carried, "now": str(case.round)})
    firm, ours = firm_on(desk, form, submission), case.role("firm")
    if form.kind == "opens" and firm and ours and plain(firm) != plain(ours):
        return Problem(Code.OTHER_FIRM, {"number": number, "ours": ours, "text": firm})
    return None


def firm_on(desk: Desk, form: Form, submission: Submission) -> str:
    """Return the firm a form names, "" where it has no such field or names none."""
    column = desk.mechanism.record.role("firm")
    return submission.words(next((each.key for each in form.fields if each.column == column), ""))


def put_right(desk: Desk, values: Mapping[str, CellValue]) -> Case | None:
    """Return the incomplete case that a report sent again puts right; None where there is none, or more than one.

    Its firm or its problem is the same, and it differs only in what the first one lacked: that is what the slip
    asked the sender for.
    """
    found = [case for case in desk.live() if case.doubts and case.phase in WELCOME["opens"] and _same(case, values)]
    return found[0] if len(found) == 1 else None


def _same(case: Case, values: Mapping[str, CellValue]) -> bool:
    both = {column for column in values if case.get(column) is not None}
    equal = {column for column in both if plain(case.words(column)) == plain(str(values[column]))}
    named = {case.record.role("firm"), case.record.role("problem")}
    return bool(named & equal) and len(equal) >= _ALIKE_FIELDS and both - equal <= set(case.doubts)


def plain(text: str) -> str:
    """Return a text without its spaces."""
    return "".join(text.split())
