"""A return that a killed run had journalled already: nothing happens to its case again, its sender is answered."""

from __future__ import annotations

from toolkit.errors import Code, Problem
from toolkit.events import Event, Kind
from toolkit.jobs.desk import Desk
from toolkit.jobs.returns import Taken
from toolkit.submission import Submission

_OUTCOMES = {Kind.OPENED: "已登记", Kind.ANSWERED: "已更新", Kind.HELD: "待确认", Kind.ATTACHED: "佐证材料"}


def resumed(desk: Desk, submission: Submission, done: Event) -> Taken:
    """Return what had become of a form, from the event it led to: the same outcome, the same faults to be mended."""
    form = desk.mechanism.form(submission.form)
    firm = desk.cases[done.number].role("firm") if done.number in desk.cases else done.data.get("firm", "")
    flagged = set(done.data.get("to_complete", ()))
    told = [each for each in submission.problems if _column(submission, each, desk) in flagged]
    for field in form.own_fields:
        if field.column in flagged and all(each.field != field.key for each in told):
            answer = submission.answers.get(field.key)
            place = (answer.sheet, answer.cell) if answer else ("", "")
            told.append(Problem(Code.MISSING, {"label": field.label}, field.key, *place))
    notes = [done.data["why"]] if done.kind is Kind.HELD else []
    return Taken(
        numbers=[done.number] if done.number else [],
        firm=firm,
        outcome=_OUTCOMES.get(done.kind, "已登记"),
        problems=told,
        notes=notes,
    )


def _column(submission: Submission, problem: Problem, desk: Desk) -> str:
    field = desk.mechanism.form(submission.form).by_key.get(problem.field)
    return field.column if field else ""
