"""A filled agenda becomes events: the meeting, and what it decided of each case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.desk import Desk
from toolkit.jobs.returns import Source, Taken
from toolkit.submission import Answer, Submission, Value

#: The columns of the sheet 会议 that say which meeting it was, and when.
MEETING, DAY = "会议", "会议日期"
_MONTH = re.compile(r"^\d{4}-\d{2}$")


def convene(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a filled agenda means: the meeting's record, and an event for each case it decided on.

    A case without a decision was not dealt with; it stays for the next meeting.
    """
    form = desk.mechanism.form(submission.form)
    head: dict[str, Value] = {each.column: submission.value(each.key) for each in form.fields if each.column}
    held = head.get(DAY)
    day = held if isinstance(held, date) else desk.as_of
    # The month it was called for stays its name, even where the meeting itself slipped into the next.
    named = str(head.get(MEETING) or "")
    meeting = named if _MONTH.match(named) else f"{day:%Y-%m}"
    taken = Taken(outcome="已登记会议", problems=list(submission.problems))
    filled = {column: value for column, value in head.items() if value is not None}
    note = {"meeting": meeting, "head": filled, "sha": source.sha, "part": source.part}
    taken.events.append(Event(Kind.CONVENED, day, data=note))
    for row in submission.rows:
        _decide(desk, form, row, note, taken)
    return taken


def _decide(desk: Desk, form: Form, row: Mapping[str, Answer], note: Mapping[str, Any], taken: Taken) -> None:
    answers = {each.column: row[each.key].value for each in form.table if each.column and each.key in row}
    number = str(answers.get(desk.mechanism.record.role("number")) or "")
    decision = str(answers.get("@decision") or "")
    if not decision:
        return
    if number not in desk.cases:
        taken.problems.append(Problem(Code.UNKNOWN_CASE, {"number": number or "（空）"}))
        return
    day = taken.events[0].day
    data = {
        "meeting": note["meeting"], "day": day, "decision": decision, "values": _values(desk, answers),
        "sha": note["sha"], "part": note["part"],
    }  # fmt: skip
    taken.events.append(Event(Kind.MET, day, number, data))
    taken.numbers.append(number)


def _values(desk: Desk, answers: Mapping[str, Value]) -> dict[str, CellValue]:
    """Return the register columns a decision sets: units, date and special handling, never the case's own words."""
    record = desk.mechanism.record
    decided = [record.roles[each] for each in ("lead", "support", "due", "special") if each in record.roles]
    found = {column: answers.get(column) for column in decided}
    return {column: value for column, value in found.items() if value not in (None, "")}
