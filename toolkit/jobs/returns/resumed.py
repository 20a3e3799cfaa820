"""A return that a killed run had journalled already: nothing happens to its case again, its sender is answered."""

from __future__ import annotations

from toolkit.cases import FORMER
from toolkit.errors import Code, Problem
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.said import about_office, missing_from
from toolkit.jobs.returns.taken import Taken
from toolkit.submission import Submission

_OUTCOMES = {Kind.OPENED: "已登记", Kind.ANSWERED: "已更新", Kind.HELD: "待确认", Kind.REQUESTED: "已登记申请"}


def resumed(desk: Desk, submission: Submission, done: Event) -> Taken:
    """Return what had become of a form, from the event it led to: the same outcome, the same faults to be mended."""
    firm = desk.cases[done.number].role("firm") if done.number in desk.cases else done.data.get("firm", "")
    notes = [done.data["why"]] if done.kind is Kind.HELD else []
    nothing_new = done.kind is Kind.ANSWERED and done.data.get("changed") == {}
    return Taken(
        numbers=[done.number] if done.number else [],
        firm=firm,
        outcome=done.data.get("outcome") or ("重复来件" if nothing_new else _OUTCOMES[done.kind]),
        problems=_told(desk, submission, done),
        notes=notes,
    )


def _told(desk: Desk, submission: Submission, done: Event) -> list[Problem]:
    """Return what was wrong with the form when it was taken in: what its case lacks since then is no measure."""
    form = desk.mechanism.form(submission.form)
    # What waits for the office keeps in itself what would be journalled of it.
    data = done.data.get("opening") or done.data.get("answering") or done.data.get("requesting") or done.data
    if data.get("role") == FORMER:
        return []
    flagged = set(data.get("to_complete", ()))
    missing = {each.key: each for each in form.own_fields if each.column in flagged}
    told = [
        each
        for each in submission.problems
        if not about_office(form, each) and (each.code is not Code.MISSING or each.field in missing)
    ]
    named = {each.field for each in told}
    return [*told, *(missing_from(each, submission) for key, each in missing.items() if key not in named)]
