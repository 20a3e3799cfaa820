"""What is decided about requests (批复): the office's answer on 待确认, and the meeting's in its agenda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.cases import Case, Request
from toolkit.cases.approval import decider, open_requests
from toolkit.cases.moving import dues_of
from toolkit.documents.setting.words import without_phones
from toolkit.errors import Code, Problem
from toolkit.events import Event
from toolkit.jobs.books.checkpoint import concerned
from toolkit.jobs.books.office_requests import another_date
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import By, Effect
from toolkit.submission import Value


def of_office(desk: Desk, event: Event) -> Event:
    """Return the office's answer on 待确认 to a request with what it comes to: the dates, and who decided."""
    case = desk.cases[event.number]
    request = case.requests[event.data["ask"]]
    dues = dues_of(case, request, desk.calendar) if event.data["take"] else {}
    return replace(event, data={**event.data, "dues": dues, "approved": desk.mechanism.office_short})


def for_meeting(desk: Desk, event: Event) -> Event:
    """Return the office's answer on 待确认; where it takes a due date that only the meeting may give, as a request."""
    case = desk.cases.get(event.number)
    ask = case.asks.get(event.data["ask"]) if case is not None else None
    if case is None or ask is None or not event.data["take"] or ask.clock or ask.request or ask.version is not None:
        return event
    clock = next((each for each in case.record.clocks if each.column == ask.column), None)
    if clock is None or decider(case) is not By.MEETING:
        return event
    asking = another_date(desk, case, clock.name, ask.theirs).get("asking", {})
    then = "已作为办公室的申请列入下次会议议程" if asking else "请在会议议程里填写"
    desk.say(f"{case.number} 的{ask.column}要由会议研定，办公室采纳不能改动；{then}")
    return replace(event, data={**event.data, "asking": asking})


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
    request = next((each for each in waiting if puts(said, each)), waiting[0] if waiting else None)
    if request is None:
        return Verdict({}, Problem(Code.NO_REQUEST, {"number": case.number, "kind": kind}))
    words, until = str(answers.get("@decision") or ""), answers.get(case.record.role("due"))
    granted = desk.mechanism.record.special.verdict(words)
    if granted is None and isinstance(until, date):
        granted = True  # a date for the deadline is a decision, whatever the words
    if granted is None:
        return Verdict({}, Problem(Code.UNCLEAR_DECISION, {"number": case.number, "word": request.word, "text": words}))
    other = until if granted and isinstance(until, date) else None
    dues = dues_of(case, request, desk.calendar, other) if granted else {}
    data = {"request": request.id, "granted": granted, "dues": dues, "approved": f"{meeting} 会议"}
    # What a meeting gives to another unit counts from that meeting, as its minutes say.
    anew = {"anew": True} if granted and request.effect is Effect.HAND_BACK else {}
    return Verdict(data | anew | ({"until": other} if other else {}))


def puts(said: str, request: Request) -> bool:
    """Return whether a row of the agenda puts this request; telephone numbers are left out there."""
    return said in {str(request), without_phones(str(request))}


def to_answer(desk: Desk) -> list[tuple[Case, Request]]:
    """Return the requests that were decided and whose units have not been written to."""
    return [
        (case, each)
        for case in concerned(desk)
        if case.requests
        for each in case.requests.values()
        if each.decision and not each.answered
    ]
