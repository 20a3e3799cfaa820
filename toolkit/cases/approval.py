"""Who decides about a request (批准), and the question to the office where it does.

Seed 000 §三（三） for key matters: 特殊情况处理方式由“政企面对面”联络协作工作会议研定. About the others the mechanism's
data say who decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.cases.case import Ask, Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.deadlines import warning
from toolkit.cases.lifecycle import holds, may
from toolkit.cases.moves import mark_told
from toolkit.cases.moving import resting, running
from toolkit.cases.request import LEAVE, Request
from toolkit.cases.subclocks import own_clocks
from toolkit.cases.workdays import WorkCalendar
from toolkit.events import Event
from toolkit.mechanism import By, Effect, Phase, RequestKind

_TO_MEETING = "事项现由{word}研究，已列入{word}议程，这一行不用再填"
_OVER = "事项已不在办理，这一行不用再填"


def decider(case: Case) -> By:
    """Return who decides about the special handling of a case, as its class stands now."""
    rules = case.record.special.deciders
    return next((each.by for each in rules if holds(each.condition, case)), By.OFFICE)


def decider_of(case: Case, request: Request) -> By:
    """Return who decides about a request: a supporting unit's own date is the office's own rule, and its to move."""
    return By.OFFICE if request.beside else decider(case)


def open_requests(case: Case, by: By) -> list[Request]:
    """Return the requests about which ``by`` has to decide, in the order they came."""
    return [each for each in case.requests.values() if each.is_open and decider_of(case, each) is by]


def kind_of(case: Case, request: Request) -> RequestKind | None:
    """Return the mechanism's kind of a request, None where its data have none such any more."""
    kinds = case.record.special.requests
    return next((each for each in kinds if (each.effect, each.word) == (request.effect, request.word)), None)


def may_ask(case: Case, effect: Effect) -> bool:
    """Return whether a case is where such a request makes sense."""
    if effect is Effect.RESUME:
        return may(case, effect) or resting(case) is not None
    if effect in {Effect.HAND_BACK, Effect.PARK}:
        return may(case, effect)
    return case.phase is Phase.HANDLING and any(clock.met is None for clock in running(case).values())


def request_of(case: Case, event: Event) -> Request:
    """Return what an event says was asked for."""
    data = event.data
    return Request(
        id=f"{event.seq}-{data['word']}",
        round=case.round,
        effect=Effect(data["effect"]),
        word=data["word"],
        unit=data["unit"],
        day=event.day,
        clocks=tuple(data["clocks"])
        if data.get("beside")
        else _meant(case, Effect(data["effect"]), data.get("clocks", ()), data.get("clock", "")),
        beside=bool(data.get("beside")),
        until=data.get("until"),
        first=data.get("first"),
        last=data.get("last"),
        proposed=data.get("proposed", ""),
        reason=data.get("reason", ""),
        source=data.get("incoming", ""),
    )


def _meant(case: Case, effect: Effect, clocks: Sequence[str], chosen: str) -> tuple[str, ...]:
    """Return which of its deadlines a request is about: those that run; of an extension the chosen or the last one."""
    there = running(case)
    names = [name for name in clocks if name in there and there[name].met is None]
    if effect is not Effect.EXTEND:
        return tuple(names)
    return (chosen,) if chosen in names else tuple(names[-1:])


def requested(case: Case, event: Event) -> None:
    """Keep what a unit asked for; until it is decided, no deadline moves."""
    request = request_of(case, event)
    case.requests[request.id] = request


def replied(case: Case, event: Event) -> None:
    """Note that the unit was written what was decided, and which moved dates it was told with it.

    Journals of old do not say which: then nobody is written to once more about what had moved until then.
    """
    mark_told(case, event.data.get("moves"))
    request = case.requests.get(event.data["request"])
    if request is not None:
        case.requests[request.id] = replace(request, answered=True)


def put_questions(case: Case, calendar: WorkCalendar) -> None:
    """Ask the office about the requests it decides on; take the question back where it decides no longer."""
    for request in list(case.requests.values()):
        by, ask = decider_of(case, request), case.asks.get(request.id)
        if not request.is_open:
            continue
        if request.round != case.round or not _waits(case, request):
            case.requests[request.id] = replace(request, lapsed=_OVER)
            if ask is not None:
                case.asks[ask.id] = replace(ask, decision=LEAVE, lapsed=_OVER)
        elif by is By.OFFICE and (ask is None or ask.lapsed):
            case.asks[request.id] = _question(case, request, calendar)
        elif by is By.MEETING and ask is not None and not ask.decision:
            case.asks[ask.id] = replace(ask, decision=LEAVE, lapsed=case.record.gathering.put(_TO_MEETING))


def asked_about(case: Case, request: Request) -> dict[str, RunningClock]:
    """Return the deadlines among which a request moves some: a supporting unit's own, else the lead unit's."""
    if not request.beside:
        return running(case)
    return {clock.name: clock for clock, _, _ in own_clocks(case, request.unit)}


def _waits(case: Case, request: Request) -> bool:
    return case.phase in {Phase.HANDLING, Phase.ANSWERED, Phase.PARKED} and (
        request.effect is not Effect.RESUME or may_ask(case, Effect.RESUME)
    )


def _after_lead(case: Case, request: Request) -> str:
    """Return that a supporting unit asks for a day after its lead's, "" where it does not: both may be granted."""
    until = request.until
    if not request.beside or until is None:
        return ""
    leads = [lead for clock, lead, _ in own_clocks(case, request.unit) if clock.name in request.clocks]
    later = [f"{lead.name}时限{lead.current.isoformat()}" for lead in leads if until > lead.current]
    return f"。注意：这一天晚于牵头单位的{'、'.join(later)}，同意后牵头单位的时限不变" if later else ""


def _question(case: Case, request: Request, calendar: WorkCalendar) -> Ask:
    wanted = [request.until] if request.until else []
    doubts = "".join(f"。{warning(year)}" for year in calendar.unknown(wanted))
    return Ask(
        id=request.id,
        number=case.number,
        round=request.round,
        column=f"{request.word}申请",
        ours="；".join(f"{name}时限{clock.current.isoformat()}" for name, clock in asked_about(case, request).items()),
        theirs=request.asked,
        why=(
            f"{request}{doubts}{_after_lead(case, request)}。"
            "填“采纳”即同意，时限随之改动；填“不采纳”即不同意，时限不变。两种都会出给申请单位的答复"
        ),
        source=request.source,
        day=request.day,
        request=request.id,
    )
