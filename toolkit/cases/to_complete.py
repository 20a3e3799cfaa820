"""What a case still lacks, and who has to complete it (待补正): whoever filled the form on which it was missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.cases.case import Case
from toolkit.mechanism import Phase

#: What the office fills, or the units it hands a case to: no reporting unit (报送单位) is asked for it. Where a firm
#: is (``town``) its report may leave out: what is not understood there the office puts right, as intake tells it.
_OFFICE = (
    "number", "status", "class", "subject", "meeting", "lead", "support", "special", "dispatched", "opinion_due", "due",
    "evaluation_due", "opinion", "opinion_given", "result", "outcome", "closed", "satisfaction", "evaluated", "round",
    "town",
)  # fmt: skip


def note_doubts(case: Case, data: Mapping[str, Any]) -> None:
    """Note what a form that came asked for, what of that is missing or doubtful on it, and who filled it."""
    for column in data.get("asked", ()):
        case.doubts.pop(column, None)
        case.fillers.pop(column, None)
    for column in data.get("to_complete", ()):
        case.doubts[column] = case.get(column)
        if filler := _filler(case, data):
            case.fillers[column] = filler


def _filler(case: Case, data: Mapping[str, Any]) -> str:
    """Return who filled a form about a case, as the register names them; "" where its reporting unit did."""
    role = data.get("role", "")
    if role in {"lead", "evaluates"}:
        return case.role("lead" if role == "lead" else "firm")
    return str(data.get("unit", "")) or (case.role("verifier") if role == "verifies" else "")


def show_doubts(case: Case) -> None:
    """Keep 待补正 true: a column that has been filled or changed since, by whomever, is doubtful no longer."""
    for column, stood in list(case.doubts.items()):
        if case.get(column) is not None and case.get(column) != stood:
            del case.doubts[column]
    shown = case.record.role("to_complete")
    if shown in case.hands:
        return
    names = [each.name for each in case.record.columns if each.name in case.doubts] if case.doubts else []
    if names:
        case.values[shown] = "、".join(names)
    else:
        case.values.pop(shown, None)


def who_completes(case: Case, fillers: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Return who has to complete which columns, as the register names them; "" stands for the office.

    What is missing or doubtful on a form is its sender's to complete; what a person noted in 待补正, by its meaning,
    the office's or theirs who fill that column on a form. A unit that told an outcome has to tell all that goes with
    it.

    Args:
        case: the case.
        fillers: column → the role of who fills it on a form; any other the reporting unit fills.
    """
    own = {case.record.roles.get(each) for each in _OFFICE}
    found: dict[str, list[str]] = {}
    for column in (each for each in case.role("to_complete").split("、") if each):
        who = case.fillers.get(column) or ("" if column in own else case.role((fillers or {}).get(column, "reporter")))
        found.setdefault(who, []).append(column)
    named = {column for columns in found.values() for column in columns}
    for column in _half_told(case):
        if column not in named:
            found.setdefault(case.role("lead"), []).append(column)
    return found


def called(case: Case, who: str) -> str:
    """Return as what somebody has to complete something: 报送单位, 企业, or as the column that names them is headed."""
    roles = case.record.roles
    names = {
        "reporter": "报送单位",
        "lead": roles.get("lead", ""),
        "verifier": roles.get("verifier", ""),
        "firm": "企业",
    }
    return next((name for role, name in names.items() if who == case.role(role)), "")


def _half_told(case: Case) -> list[str]:
    """Return what is empty of a step that a case in hand would take for what it has been told already."""
    if case.phase is not Phase.HANDLING:
        return []
    steps = (each for each in case.record.transitions if not each.on and case.status in each.source)
    told = (
        each.condition
        for each in steps
        if each.condition.when and all(case.words(column) in words for column, words in each.condition.when.items())
    )
    return [column for condition in told for column in condition.filled if not case.words(column).strip()]
