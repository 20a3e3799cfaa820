"""A unit's request (申请) as it came back: what it asks for, and why it cannot be put before anybody as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.cases import Case, Request, RunningClock
from toolkit.cases.approval import asked_about, decider, may_ask, request_of
from toolkit.cases.deadlines import warning
from toolkit.cases.moving import last_workday
from toolkit.cases.subclocks import own_clocks
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.said import missing_from, values_of
from toolkit.jobs.returns.taken import Slip, Taken
from toolkit.mechanism import By, Effect, RequestKind
from toolkit.submission import Submission

#: What a request's form asks, by the fact its field stands for.
_REQUEST, _CLOCK, _UNTIL, _SINCE, _UPTO = "@request", "@clock", "@until", "@since", "@upto"
_UNIT, _PROPOSED, _REASON = "@unit", "@proposed", "@reason"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for.

    Attributes:
        data: what is journalled of it.
        faults: why it goes back to its sender.
        same: the open request that asks for the very same, None where there is none.
    """

    data: Mapping[str, Any]
    faults: tuple[Problem, ...] = ()
    same: Request | None = None


def asked(desk: Desk, form: Form, submission: Submission, case: Case | None) -> Asked:
    """Return what a request's form asks for.

    Args:
        desk: the mechanism, and the units.
        form: the form it is.
        submission: what it says.
        case: the case it is about, None where that is still to be told; then only its blanks are looked at.
    """
    values = values_of(form.own_fields, submission)
    kind = desk.mechanism.record.special.request(form.id, str(values.get(_REQUEST, "")))
    missing = tuple(
        missing_from(each, submission) for each in form.own_fields if each.needed and submission.value(each.key) is None
    )
    told = {each.field for each in submission.problems}
    missing = tuple(each for each in missing if each.field not in told)
    unread = any(each.needed and submission.value(each.key) is None for each in form.own_fields)
    found = (*missing, *(each for each in submission.problems if each not in missing)) if kind is None or unread else ()
    if kind is None:
        return Asked({}, found)
    data = _data(desk, submission, values, kind, case)
    if case is None:
        return Asked({} if unread else data, found)
    wanted = request_of(case, Event(Kind.REQUESTED, desk.as_of, case.number, data))
    # All at once: who mends what is missing must not have it back for its date.
    told |= {each.field for each in missing}
    faults = _faults(form, submission, case, wanted, str(values.get(_CLOCK, "")))
    found = (*found, *(each for each in faults if not each.field or each.field not in told))
    return Asked({} if unread else data, found, None if unread else _same(case, wanted))


def _data(
    desk: Desk,
    submission: Submission,
    values: Mapping[str, CellValue],
    kind: RequestKind,
    case: Case | None,
) -> dict[str, Any]:
    unit = str(values.get(_UNIT) or submission.identity.unit or (case.role("lead") if case else ""))
    own = _own(desk, case, unit) if case and kind.effect is Effect.EXTEND else []
    if own:
        unit = own[0].unit
    data: dict[str, Any] = {
        "form": submission.form,
        "effect": kind.effect.value,
        "word": kind.word,
        "unit": unit,
        "clocks": [each.name for each in own] or list(kind.clocks),
        "clock": None if own else values.get(_CLOCK),
        "beside": bool(own) or None,
        "until": values.get(_UNTIL),
        "first": values.get(_SINCE),
        "last": values.get(_UPTO) if kind.effect is Effect.PAUSE else None,
        "proposed": values.get(_PROPOSED),
        "reason": values.get(_REASON),
    }
    return {name: value for name, value in data.items() if value not in (None, "")}


def _own(desk: Desk, case: Case, unit: str) -> list[RunningClock]:
    """Return a supporting unit's own deadlines that still run; nothing for the lead, and for any other unit."""
    known, lead = desk.mechanism.units.find(unit), desk.mechanism.units.find(case.role("lead"))
    if known is None or known == lead:
        return []
    return [clock for clock, _, _ in own_clocks(case, known.name) if clock.met is None]


def _faults(form: Form, submission: Submission, case: Case, wanted: Request, clock: str) -> Iterator[Problem]:
    """Yield why nobody could decide about a request as it is."""
    if not may_ask(case, wanted.effect):
        yield Problem(Code.CANNOT_ASK, {"number": case.number, "status": case.status, "word": wanted.word})
        return
    if wanted.effect is Effect.EXTEND:
        yield from _too_early(form, submission, case, wanted, "" if wanted.beside else clock)
    if wanted.first and wanted.last and wanted.last < wanted.first:
        yield _at(form, submission, _UPTO, Code.ENDS_FIRST, text=wanted.last.isoformat(), day=wanted.first.isoformat())
    if wanted.effect is Effect.PARK and wanted.until and wanted.until <= wanted.day:
        yield _at(form, submission, _UNTIL, Code.NOT_LATER, text=wanted.until.isoformat(), day=_of(wanted.day))


def _too_early(form: Form, submission: Submission, case: Case, wanted: Request, clock: str) -> Iterator[Problem]:
    if clock and clock not in wanted.clocks:
        yield _at(form, submission, _CLOCK, Code.NO_SUCH_CLOCK, number=case.number, text=clock)
        return
    for name in wanted.clocks:
        running = asked_about(case, wanted).get(name)
        if running is not None and wanted.until is not None and wanted.until <= running.current:
            day = f"现在的{name}时限 {_of(running.current)}"
            yield _at(form, submission, _UNTIL, Code.NOT_LATER, text=wanted.until.isoformat(), day=day)


def _of(day: date) -> str:
    return day.isoformat()


def _at(form: Form, submission: Submission, column: str, code: Code, **facts: str) -> Problem:
    field = next(each for each in form.fields if each.column == column)
    answer = submission.answers.get(field.key)
    place = (answer.sheet, answer.cell) if answer else ("", "")
    return Problem(code, {"label": field.label, **facts}, field.key, *place)


def _same(case: Case, wanted: Request) -> Request | None:
    def what(each: Request) -> tuple[object, ...]:
        return each.word, each.unit, each.clocks, each.until, each.first, each.last, each.proposed

    return next((each for each in case.requests.values() if each.is_open and what(each) == what(wanted)), None)


def take_request(slip: Slip, case: Case) -> Taken:
    """Take in what a unit asks for; what nobody could decide about goes back to it."""
    desk, taken = slip.desk, slip.taken
    wanted = asked(desk, slip.form, slip.submission, case)
    taken.numbers = [case.number]
    if wanted.faults:
        taken.problems, taken.outcome = list(wanted.faults), "退回补正"
        return taken
    facts = {"number": case.number, "word": wanted.data["word"], "unit": wanted.data["unit"], "lead": case.role("lead")}
    if wanted.same is not None:
        slip.tell([Problem(Code.SAME_REQUEST, facts)])
        taken.outcome = "重复来件"
        return taken
    beside = bool(wanted.data.get("beside"))
    if not beside and desk.mechanism.units.find(facts["unit"]) != desk.mechanism.units.find(facts["lead"]):
        slip.tell([Problem(Code.NOT_ITS_UNIT, facts)])
    if not beside and decider(case) is By.MEETING:
        slip.tell([Problem(Code.FOR_MEETING, {**facts, "held": desk.mechanism.gathering.word})])
    until = wanted.data.get("until") if wanted.data["effect"] == Effect.EXTEND else None
    if until is not None and until != (moved := last_workday(case, until, desk.calendar)):
        off = desk.calendar.kind(until).why
        taken.notes.append(
            f"申请延期至的 {until} 是休息日（{off}），同意的话顺延至 {moved}（民法典第二百零三条第一款）"
        )
    wanted_day = wanted.data.get("until")
    taken.notes += map(warning, desk.calendar.unknown([wanted_day] if wanted_day else []))
    day = min(slip.source.day or desk.as_of, desk.as_of)
    taken.events.append(Event(Kind.REQUESTED, day, case.number, requesting(slip, wanted.data)))
    taken.outcome = "已登记申请"
    return taken


def requesting(slip: Slip, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is journalled of a request that came in this file."""
    return {**data, "sha": slip.source.sha, "part": slip.source.part, "incoming": slip.source.name}
