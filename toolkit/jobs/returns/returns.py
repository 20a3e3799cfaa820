"""A returned form becomes events: which case it belongs to, who sent it, what of it may be set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.cases import FORMER, VERSION, Case, changes
from toolkit.errors import Code, Problem
from toolkit.events import Event, Kind
from toolkit.jobs.desk.alike import Kin
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.returns.belonging import Candidate, number_on, put_right, trouble_with, whose
from toolkit.jobs.returns.channels import with_channel
from toolkit.jobs.returns.evidence import firm_on
from toolkit.jobs.returns.requests import asked, requesting, take_request
from toolkit.jobs.returns.reviewed import advice_on
from toolkit.jobs.returns.said import (
    about_office,
    doubts,
    of_others,
    sender,
    sent_again,
    several,
    still_open,
    summary,
    unfinished,
    values_of,
    with_extra,
)
from toolkit.jobs.returns.taken import ARCHIVED, Slip, Source, Taken, ask_id, short
from toolkit.submission import Submission

#: What the office can settle by naming the case.
_NAMELESS = {Code.NO_CASE, Code.LIKE_CASE, Code.LIKE_CASES, Code.UNKNOWN_CASE, Code.DELETED_CASE, Code.OTHER_MATTER}


def take(desk: Desk, submission: Submission, source: Source, *, known: Case | None = None, role: str = "") -> Taken:
    """Return what a returned form means. Nothing is written but the claim of a new 编号.

    Args:
        desk: the desk.
        submission: what the form says.
        source: the file it came in.
        known: the case that it is about, where that is known from elsewhere; it is not looked for then.
        role: ``VERSION`` where that is only likely, so that the office is asked.
    """
    form = desk.mechanism.form(submission.form)
    problems = [each for each in submission.problems if not about_office(form, each)]
    slip = Slip(desk, form, submission, source)
    if known is not None:
        slip.taken = Taken(firm=known.role("firm"), problems=[*problems])
        return _answer(slip, known, role)
    named = number_on(desk, form, submission)
    case = desk.cases.get(named.number)
    firm = firm_on(desk, form, submission) or (case.role("firm") if case else "")
    slip.taken = Taken(firm=firm, problems=[*problems, *named.notes])
    trouble = named.trouble
    if trouble is None and named.number:
        trouble = trouble_with(desk, form, submission, named)
    if trouble is not None:
        return _hold(slip, trouble, case)
    if case is not None:
        return _answer(slip, case)
    return _open(slip) if form.kind == "opens" else _match(slip)


def _open(slip: Slip) -> Taken:
    """Take in a report that bears no number: it puts an incomplete one right, is a new version, or begins a case."""
    desk, form, taken = slip.desk, slip.form, slip.taken
    data = _opening(slip)
    incomplete = put_right(desk, data["values"])
    if incomplete is not None:
        return _answer(slip, incomplete)
    record = desk.mechanism.record
    firm, problem = (str(data["values"].get(record.role(meaning), "")) for meaning in ("firm", "problem"))
    kin = desk.alike.kin(desk.cases, firm, problem)
    if kin.same is not None:
        return _answer(slip, kin.same, VERSION)
    lacking = [each.label for each in form.own_fields if each.needed and slip.submission.value(each.key) is None]
    if lacking:
        slip.note(Code.NOT_ENOUGH, labels="、".join(lacking))
        taken.outcome = "退回补正"
        return taken
    data |= _tell_kin(slip, kin)
    number = desk.claim()
    slip.tell(several(number, record.role("problem"), data["values"]))
    taken.events.append(Event(Kind.OPENED, desk.as_of, number, data))
    taken.numbers, taken.outcome = [number], "已登记"
    return taken


def _tell_kin(slip: Slip, kin: Kin) -> dict[str, Any]:
    """Note which cases a new one is like, and return the same for the journal."""
    found: dict[str, Any] = {}
    if kin.repeated is not None:
        slip.note(Code.REPEATED, number=kin.repeated.number, status=kin.repeated.status)
        found["repeats"] = kin.repeated.number
    if kin.near:
        slip.note(Code.LIKE_OWN, numbers="、".join(each.number for each in kin.near))
    if kin.common:
        listed = "、".join(f"{each.number}（{each.role('firm')}）" for each in kin.common)
        slip.note(Code.COMMON_PROBLEM, list=listed)
        found["similar"] = [each.number for each in kin.common]
    return found


def _opening(slip: Slip) -> dict[str, Any]:
    remark = slip.desk.mechanism.record.roles.get("remark", "")
    values = values_of(slip.form.own_fields, slip.submission)
    return {
        "values": with_channel(slip.desk, with_extra(values, remark, slip.submission.extra)),
        "sha": slip.source.sha,
        "part": slip.source.part,
        **doubts(slip.form, slip.submission, slip.submission.problems),
        "incoming": slip.source.name,
    }


def _match(slip: Slip) -> Taken:
    """Take in a form that names no case for the one it can only belong to, or leave it to the office."""
    found = whose(slip.desk, slip.form, slip.submission)
    if found.case is None:
        return _hold(slip, _nameless(found.candidates), None, found.candidates)
    slip.note(Code.MATCHED, how=found.how, number=found.case.number)
    return _answer(slip, found.case, matched=found.how)


def _nameless(candidates: Sequence[Candidate]) -> Problem:
    listed = {"list": "；".join(map(str, candidates))}
    if not candidates:
        return Problem(Code.NO_CASE)
    return Problem(Code.LIKE_CASE if len(candidates) == 1 else Code.LIKE_CASES, listed)


def _answer(slip: Slip, case: Case, role: str = "", matched: str = "") -> Taken:
    if slip.form.kind == "requests":
        return take_request(slip, case)
    desk, form, submission, taken = slip.desk, slip.form, slip.submission, slip.taken
    sent_by = sender(desk, form, submission, case)[0]
    if sent_by == FORMER:
        return _of_former(slip, case)
    missing = unfinished(form, submission, case, supports=sent_by == "support")
    problems = still_open(form, submission.problems, case)
    taken.problems = [*still_open(form, taken.problems, case), *missing]
    data = _answering(slip, case, (*problems, *missing))
    # As a case of its own, should the office find it is none of this one's.
    data |= {"role": role, "opening": _opening(slip)} if role else {}
    data |= {"matched": matched} if matched else {}
    taken.numbers, taken.outcome = [case.number], "已更新"
    if form.kind == "opens":
        changed = changes(case, data["values"])
        data["changed"] = {column: list(pair) for column, pair in changed.items()}
        taken.outcome, notes = sent_again(case, changed, data, version=bool(role))
        data["outcome"] = taken.outcome
        slip.tell(notes)
    elif submission.extra:
        slip.note(Code.BESIDE, text="；".join(f"{label}：{text}" for label, text in submission.extra.items()))
    advice = advice_on(desk, case, data["role"], data["unit"], data["values"]) if form.kind == "answers" else []
    if advice:
        data["advice"] = advice
        taken.notes += [f"核查提醒：{each}" for each in advice]
    day = min(slip.source.day or desk.as_of, desk.as_of)
    taken.events.append(Event(Kind.ANSWERED, day, case.number, data))
    return taken


def _of_former(slip: Slip, case: Case) -> Taken:
    """Keep what a unit says that handles the case no more, under its name; it sets nothing and is asked for nothing."""
    desk, taken = slip.desk, slip.taken
    data = {**_answering(slip, case, ()), "others": {}, "asked": [], "to_complete": []}
    lead = unit_name(desk, case.role("lead")) or "（还没有定）"
    slip.note(Code.FORMER_UNIT, number=case.number, unit=data["unit"], lead=lead)
    taken.problems, taken.numbers, taken.outcome = [], [case.number], ARCHIVED
    data["outcome"] = taken.outcome
    day = min(slip.source.day or desk.as_of, desk.as_of)
    taken.events.append(Event(Kind.ANSWERED, day, case.number, data))
    return taken


def _answering(slip: Slip, case: Case | None, problems: Sequence[Problem]) -> dict[str, Any]:
    desk, form, submission = slip.desk, slip.form, slip.submission
    role, unit = sender(desk, form, submission, case)
    values = values_of(form.own_fields, submission)
    if form.kind == "opens":
        values = with_extra(values, desk.mechanism.record.roles.get("remark", ""), submission.extra)
    return {
        "form": form.id,
        "role": role,
        "unit": unit,
        "values": values,
        "others": of_others(desk, form, submission, case) if case else {},
        "sha": slip.source.sha,
        "part": slip.source.part,
        **doubts(form, submission, problems, case),
        "incoming": slip.source.name,
    }


def _hold(slip: Slip, trouble: Problem, case: Case | None, candidates: Sequence[Candidate] = ()) -> Taken:
    """Leave a form to the office, on 待确认, with what it would do if the office takes it."""
    desk, form, submission, source, taken = slip.desk, slip.form, slip.submission, slip.source, slip.taken
    if trouble.code in _NAMELESS:
        case = None  # what number it bears is just what is wrong
        if form.kind != "opens":
            candidates = candidates or whose(desk, form, submission, sure=False).candidates
    if form.kind == "opens":
        taking: dict[str, Any] = {"opening": _opening(slip)}
    elif form.kind == "requests":
        wanted = asked(desk, form, submission, case)
        if wanted.faults and not wanted.data:  # nobody could decide about it, whosever it is
            taken.problems, taken.outcome = [*wanted.faults, trouble], "退回补正"
            return taken
        taking = {"requesting": requesting(slip, wanted.data)}
    else:
        taking = {"answering": _answering(slip, case, submission.problems)}
    proposed = candidates[0].case.number if len(candidates) == 1 else ""
    data = {
        "ask": ask_id(short(source.sha), source.part),
        "column": form.title,
        "text": summary(form, submission),
        "why": _why(trouble, candidates),
        "incoming": source.name,
        "firm": taken.firm,
        "sha": source.sha,
        "part": source.part,
        "proposed": proposed,
        **taking,
    }
    number = case.number if case else ""
    taken.events.append(Event(Kind.HELD, desk.as_of, number, data))
    taken.numbers, taken.outcome = [number] if number else [], "待确认"
    taken.problems.append(trouble)
    return taken


def _why(trouble: Problem, candidates: Sequence[Candidate]) -> str:
    words = f"{trouble.words}。"
    if candidates and "list" not in trouble.facts:  # else they are named already
        words += f"{Problem(Code.CANDIDATES, {'list': '；'.join(map(str, candidates))}).words}。"
        if len(candidates) == 1:
            return words + Code.CANDIDATES.remedy
    return words + trouble.remedy
