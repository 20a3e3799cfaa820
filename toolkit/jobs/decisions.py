"""What is decided about requests (批复): the office's answer on 待确认, and the meeting's in its agenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.cases import Case, Request
from toolkit.cases.approval import open_requests
from toolkit.cases.moving import dues_of
from toolkit.errors import Code, Problem
from toolkit.events import Event
from toolkit.jobs.checkpoint import concerned
from toolkit.jobs.desk import Desk
from toolkit.mechanism import By
from toolkit.submission import Value


def of_office(desk: Desk, event: Event) -> Event:
    """Return the office's answer on 待确认 to a request with what it comes to: the dates, and who decided."""
    case = desk.cases[event.number]
    request = case.requests[event.data["ask"]]
    dues = dues_of(case, request, desk.calendar) if event.data["take"] else {}
    return replace(event, data={**event.data, "dues": dues, "approved": desk.mechanism.office_short})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row of the agenda decides about a request: what the journal gets of it, or why it is nothing."""

    data: Mapping[str, Any]
    problem: Problem | None = None


def of_meeting(
    desk: Desk, case: Case, answers: Mapping[str, Value], meeting: str, kind: str, done: Sequence[str]
) -> Verdict:
    """Return what a meeting decided about a unit's request.

    Args:
        desk: the mechanism, and the calendar.
        case: the case.
        answers: the row of the agenda, by column.
        meeting: which meeting.
        kind: the row's word for such a matter, 特殊情况.
        done: the requests that rows above it were about.
    """
    waiting = [each for each in open_requests(case, By.MEETING) if each.id not in done]
    said = str(answers.get(case.record.role("problem")) or "")
    request = next((each for each in waiting if str(each) == said), waiting[0] if waiting else None)
    if request is None:
        return Verdict({}, Problem(Code.NO_REQUEST, {"number": case.number, "kind": kind}))
    words, until = str(answers.get("@decision") or ""), answers.get(case.record.role("due"))
    granted = desk.mechanism.record.special.verdict(words)
    if granted is None and isinstance(until, date):
        granted = True  # a date for the deadline is a decision, whatever the words
    if granted is None:
        return Verdict({}, Problem(Code.UNCLEAR_DECISION, {"number": case.number, "word": request.word, "text": words}))
    dues = dues_of(case, request, desk.calendar, until if isinstance(until, date) else None) if granted else {}
    return Verdict({"request": request.id, "granted": granted, "dues": dues, "approved": f"{meeting} 会议"})


def to_answer(desk: Desk) -> list[tuple[Case, Request]]:
    """Return the requests that were decided and whose units have not been written to."""
    return [
        (case, each)
        for case in concerned(desk)
        if case.requests
        for each in case.requests.values()
        if each.decision and not each.answered
    ]
