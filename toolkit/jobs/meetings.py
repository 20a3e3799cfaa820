"""A filled agenda becomes events: the meeting, and what it decided of each case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from toolkit.cases import Case, may
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.decisions import of_meeting
from toolkit.jobs.desk import Desk
from toolkit.jobs.taken import Source, Taken
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
    taken = Taken(outcome="已登记会议", ours=True, problems=list(submission.problems))
    filled = {column: value for column, value in head.items() if value is not None}
    rows = [_answers(form, row) for row in submission.rows]
    note = {
        "meeting": meeting, "head": filled, "heard": _heard(desk, rows), "postponed": _postponed(desk, rows),
        "open": _open(desk, rows), "sha": source.sha, "part": source.part,
    }  # fmt: skip
    taken.events.append(Event(Kind.CONVENED, day, data=note))
    done: list[str] = []
    for row, answers in zip(submission.rows, rows, strict=True):
        if _is_request(form, row):
            _decide_request(desk, answers, note, taken, done)
        else:
            _decide(desk, answers, note, taken)
    return taken


def kinds(form: Form) -> tuple[str, str, str]:
    """Return an agenda's words for a case that is new to the meeting, a unit's request, and a case that was there.

    An agenda with two words has none for requests.
    """
    words = next(each.choices for each in form.table if each.choices)
    return words[0], words[1] if len(words) > len((words[0], words[-1])) else "", words[-1]


def _is_request(form: Form, row: Mapping[str, Answer]) -> bool:
    word = kinds(form)[1]
    return bool(word) and any(row[each.key].value == word for each in form.table if each.choices and each.key in row)


def _answers(form: Form, row: Mapping[str, Answer]) -> dict[str, Value]:
    return {each.column: row[each.key].value for each in form.table if each.column and each.key in row}


def _heard(desk: Desk, rows: Sequence[Mapping[str, Value]]) -> list[dict[str, str]]:
    """Return what the meeting heard of earlier cases: 编号, and what it decided or else how far the case had come."""
    heard = []
    for answers in rows:
        number = str(answers.get(desk.mechanism.record.role("number")) or "")
        case = desk.cases.get(number)
        words = str(answers.get("@decision") or answers.get("@situation") or "")
        asking = _asking(desk, case, answers)
        words = f"{asking}。会议议定：{words}" if asking and answers.get("@decision") else words
        if case is not None and not may(case, "met") and words:
            heard.append({"number": number, "words": words, "situation": str(answers.get("@situation") or "")})
    return heard


def _postponed(desk: Desk, rows: Sequence[Mapping[str, Value]]) -> list[dict[str, str]]:
    """Return the cases that the meeting put off without deciding: 编号, and who goes into the matter further."""
    put_off = [row for row in rows if row.get("@postponed") and not row.get("@decision")]
    numbers = [(str(row.get(desk.mechanism.record.role("number")) or ""), str(row["@postponed"])) for row in put_off]
    return [{"number": number, "by": by} for number, by in numbers if number in desk.cases]


def _open(desk: Desk, rows: Sequence[Mapping[str, Value]]) -> list[str]:
    """Return the 编号 of the cases that were before the meeting and of which the agenda says no outcome."""
    said = [row for row in rows if not row.get("@decision") and not row.get("@postponed")]
    numbers = [str(row.get(desk.mechanism.record.role("number")) or "") for row in said]
    return [each for each in numbers if each in desk.cases and may(desk.cases[each], "met")]


def _asking(desk: Desk, case: Case | None, answers: Mapping[str, Value]) -> str:
    """Return the request that a row of the agenda puts, "" where it puts none."""
    said = str(answers.get(desk.mechanism.record.role("problem")) or "")
    return said if case is not None and any(str(each) == said for each in case.requests.values()) else ""


def _decide_request(
    desk: Desk, answers: Mapping[str, Value], note: Mapping[str, Any], taken: Taken, done: list[str]
) -> None:
    """Note what the meeting decided about a unit's request; a row without a decision stays for the next meeting."""
    number = str(answers.get(desk.mechanism.record.role("number")) or "")
    case, form = desk.cases.get(number), desk.mechanism.form_that("decides")
    if not answers.get("@decision"):
        return
    if case is None:
        taken.problems.append(Problem(Code.UNKNOWN_CASE, {"number": number or "（空）"}))
        return
    found = of_meeting(desk, case, answers, str(note["meeting"]), kinds(form)[1], done)
    if found.problem is not None:
        taken.problems.append(found.problem)
        return
    done.append(str(found.data["request"]))
    day, due = taken.events[0].day, desk.mechanism.record.role("due")
    # The date goes where the request asked for it, so it is none of the case's own columns here.
    values = {column: value for column, value in _values(desk, answers).items() if column != due}
    data = {
        "meeting": note["meeting"], "day": day, "decision": str(answers["@decision"]), "values": values,
        "sha": note["sha"], "part": note["part"], **found.data,
    }  # fmt: skip
    taken.events.append(Event(Kind.MET, day, number, data))
    taken.numbers.append(number)


def _decide(desk: Desk, answers: Mapping[str, Value], note: Mapping[str, Any], taken: Taken) -> None:
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
