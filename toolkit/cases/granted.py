"""What a decision about a request does to its case: dates move, days rest, the matter goes back or waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from toolkit.cases.case import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.lifecycle import happen
from toolkit.cases.moving import last_day, rest_of, rested, resting, running
from toolkit.cases.request import LEAVE, TAKE, Moved, Request, Rest
from toolkit.cases.subclocks import beside
from toolkit.cases.support_answer import SupportAnswer
from toolkit.events import CellValue, Event
from toolkit.mechanism import Effect, Record


def decide(case: Case, request: Request, event: Event, *, take: bool, approved: str = "", words: str = "") -> None:
    """Let a request be granted or refused; what was decided once stays decided.

    The dates were reckoned when it was decided and stand in the event (``dues``): no calendar of later days moves what
    a unit was told.
    """
    if not request.is_open:
        return
    dues: Mapping[str, date] = event.data.get("dues", {}) if take else {}
    case.requests[request.id] = replace(
        request,
        decision=TAKE if take else LEAVE,
        decided=event.day,
        approved=approved,
        words=words,
        dues=dict(dues),
        granted=event.data.get("until") if take else None,
    )
    if take:
        _EFFECTS[request.effect](case, case.requests[request.id], event.day)


def _extend(case: Case, request: Request, _day: date) -> None:
    for name, due in request.dues.items():
        if request.beside:
            own = case.side.get((case.round, name, request.unit))
            if own is not None:
                case.own_dues[case.round, name, request.unit] = due
                case.moved[case.round, beside(name, request.unit)] = _moved(request, own.start, due)
        else:
            _move(case, request, name, base=due, rests=(), due=due)


def _moved(request: Request, start: date, due: date) -> Moved:
    return Moved(start, due, (), due, _reason(request), request.approved)


def _reason(request: Request) -> str:
    told = f"{request.word}：{request.reason}" if request.reason else request.word
    return "，".join(filter(None, (told, request.rolled)))


def let_rest(case: Case, request: Request) -> None:
    """Let the deadlines that a request names rest from its first day on; its dates are those of ``request.dues``."""
    for name, base, rests in rested(case, request):
        clock = case.clock(name)
        if clock is not None:
            _move(case, request, name, base=base, rests=rests, due=request.dues.get(name, clock.current))
    rest = rest_of(case, request)
    if rest is not None:
        case.rests.setdefault(case.round, []).append(rest)


def end_rest(case: Case, request: Request, counted: Mapping[str, date] | None = None) -> None:
    """End the latest pause of the round on the day before work goes on.

    Args:
        case: the case.
        request: the resumption; where it was granted, its dates are those of ``request.dues``.
        counted: where nobody decided: the dates as they are counted now, which are still to be told. A deadline
            without one keeps its date.
    """
    dues = request.dues if counted is None else counted
    for name, base, rests in rested(case, request):
        clock = case.clock(name)
        if clock is not None and (counted is None or name in counted):
            _move(case, request, name, base=base, rests=rests, due=dues.get(name, clock.current))
            if counted is not None:
                case.moved[case.round, name] = replace(case.moved[case.round, name], told=False)
    rest, last = resting(case), last_day(request)
    if rest is not None and last is not None:
        case.rests[case.round].remove(rest)
        if last >= rest.first:
            case.rests[case.round].append(replace(rest, last=last))


def _pause(case: Case, request: Request, _day: date) -> None:
    let_rest(case, request)


def _resume(case: Case, request: Request, day: date) -> None:
    end_rest(case, request)
    happen(case, Effect.RESUME, day)


def _hand_back(case: Case, request: Request, day: date) -> None:
    _keep_deadlines(case, day, _reason(request), f"牵头单位{request.word}", request.approved)
    _go_back(case, day, case.role("lead") or request.unit)
    column = case.record.roles.get("proposed_lead", "")
    if column and request.proposed:
        # Like what a person typed: no proposal of ours goes over it.
        case.values[column] = f"{request.proposed}（{request.unit}退办时建议）"
        case.hands.add(column)


def reassign(case: Case, day: date, meeting: str) -> None:
    """Let a meeting take a matter in hand from its lead unit (改交): it goes out again, as one that was given back.

    The unit that had it is to be told; until then it is the case's ``former``.
    """
    lead = case.role("lead")
    why = reassigned_why(case.record)
    _keep_deadlines(case, day, why, why, meeting)
    _go_back(case, day, lead)
    case.former = lead


def extended(case: Case) -> date | None:
    """Return the due date to which a decision or the office put off the lead unit's, None where the rule's holds.

    It goes with the unit: for the one that gets the matter next the rule counts from its own beginning (改交).
    """
    column = case.record.roles.get("due", "")
    names = {each.name for each in case.record.clocks if each.column == column}
    found = (each for each in running(case).values() if each.name in names and each.met is None)
    return next((each.current for each in found if each.current > each.original), None)


def reassigned_why(record: Record) -> str:
    """Return why a unit has a matter no more that did not give it back itself."""
    return f"{record.gathering.word}改由其他单位牵头"


def how_ended(clock: RunningClock, record: Record) -> str:
    """Return in a word how a deadline was taken off its unit: by a meeting (改交), or because it gave back (退办)."""
    return "改交" if reassigned_why(record) in clock.reason else "退办"


def _go_back(case: Case, day: date, lead: str) -> None:
    stood = dict(case.values)
    happen(case, Effect.HAND_BACK, day)
    _keep_answers(case, day, lead, stood)
    case.former = ""
    case.rests.pop(case.round, None)
    for own in [key for key in case.own_dues if (key[0], beside(key[1], key[2])) in case.moved]:
        del case.own_dues[own]
    for key in [key for key in case.moved if key[0] == case.round]:
        del case.moved[key]


def _keep_answers(case: Case, day: date, lead: str, stood: Mapping[str, CellValue]) -> None:
    """Keep under its name what the unit has said: the columns begin empty for the next one, and nothing is lost."""
    about_time = {each.column for each in case.record.clocks}
    begun = {case.record.roles.get(meaning, "") for meaning in ("lead", "dispatched")} | about_time
    columns = (each.name for each in case.record.columns if each.name not in begun)
    left = {each: stood[each] for each in columns if each in stood and each not in case.values}
    if left:
        case.formers.append(SupportAnswer(lead, day, left, case.round, left_behind=True))
    for each in left:
        case.doubts.pop(each, None)


def _keep_deadlines(case: Case, day: date, why: str, beside_lead_why: str, approved: str) -> None:
    """Keep the deadlines of the units as they stand when the matter goes back: their lateness is theirs."""
    for clock in running(case).values():
        if clock.unit != case.role("firm") and clock.met is None:
            told = f"{day.year}年{day.month}月{day.day}日{why}"
            case.given_back.append(replace(clock, reason=told, approved=approved, ended=day))
    beside_lead = {each.name for each in case.record.special.subclocks}
    for (round_, name, _), clock in case.side.items():
        if round_ == case.round and name in beside_lead:
            told = f"{day.year}年{day.month}月{day.day}日{beside_lead_why}"
            whys = "；".join(filter(None, (clock.reason, told)))
            case.given_back.append(replace(clock, reason=whys, ended=day))


def _park(case: Case, _request: Request, day: date) -> None:
    happen(case, Effect.PARK, day)


_EFFECTS = {
    Effect.EXTEND: _extend,
    Effect.PAUSE: _pause,
    Effect.RESUME: _resume,
    Effect.HAND_BACK: _hand_back,
    Effect.PARK: _park,
}


def _move(case: Case, request: Request, name: str, *, base: date | None, rests: tuple[Rest, ...], due: date) -> None:
    clock = case.clock(name)
    if clock is None:
        return
    before = case.moved.get((case.round, name))
    whys = [before.reason] if before is not None and before.start == clock.start and before.reason else []
    reason = "；".join([*whys, _reason(request)])
    case.moved[case.round, name] = Moved(clock.start, base, rests, due, reason, request.approved)
    # A decision comes after what a person typed there before it.
    case.hands -= {each.column for each in case.record.clocks if each.name == name}
