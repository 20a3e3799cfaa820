"""What the meeting's papers say of a matter: in the booklet (议题汇编), and in the table of earlier matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.cases import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.invitation import proposed_lead
from toolkit.cases.progress_due import progress_due
from toolkit.documents.booklet import BookletItem, BookletPart
from toolkit.documents.earlier import EarlierItem
from toolkit.events import Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.numbers import in_turn
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.on_paper import subject, unit_names
from toolkit.jobs.meetings.meeting_scope import Scope
from toolkit.mechanism import Phase

#: So many earlier matters of a firm, or like a matter, are named.
_NAMED = 5


def situation(case: Case) -> str:
    """Return how far a case has come: its outcome, its unit's opinion, what supporting units said; "" for nothing."""
    words = [case.role("outcome"), case.role("opinion"), case.role("result")]
    opinion = case.record.role("opinion")
    words += [f"{each.unit}：{each.values[opinion]}" for each in case.supporters if opinion in each.values]
    return "\n".join(each for each in words if each)


def booklet_parts(desk: Desk, about: Scope, only: Sequence[Case] | None = None) -> list[BookletPart]:
    """Return the booklet's parts.

    Args:
        desk: the cases and units.
        about: the meeting.
        only: the matters that one addressee has to do with; None for all.
    """
    wanted = None if only is None else {case.number for case in only}

    def is_wanted(case: Case) -> bool:
        return wanted is None or case.number in wanted

    fresh = [_item(desk, about, case) for case in about.fresh if is_wanted(case)]
    asking = [
        replace(_item(desk, about, case), asked=str(each), situation=situation(case))
        for case, each in about.asking
        if is_wanted(case)
    ]
    words = "、".join(desk.mechanism.meeting.classes)
    return [BookletPart(f"提请研究的{words}", tuple(fresh)), BookletPart("提请研究的特殊情况", tuple(asking))]


def _item(desk: Desk, about: Scope, case: Case) -> BookletItem:
    category = desk.mechanism.category(case.role("category"))
    lead, reason = unit_name(desk, case.role("lead")), ""
    proposed_only = not lead
    if proposed_only:
        proposed, reason = proposed_lead(case, about.preparation.invited)
        lead = unit_name(desk, proposed)
    concerned = "、".join(filter(None, (case.role("concerned"), case.role("support"))))
    return BookletItem(
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        category=category.printed if category else case.role("category"),
        reporter=unit_name(desk, case.role("reporter")),
        submitted=case.day("submitted"),
        problem=case.role("problem"),
        tried=case.role("remark"),
        units="、".join(dict.fromkeys(unit_names(desk, concerned).split("、"))) if concerned else "",
        lead=lead,
        proposed=proposed_only,
        reason=reason,
        history=tuple(_history(desk, case)),
    )


def _history(desk: Desk, case: Case) -> Iterator[str]:
    """Yield what went before: meetings that put it off, its rounds, the firm's earlier matters, others like it."""
    yield from _put_off(desk, case)
    if case.round > 1:
        yield f"企业对此前办理不满意，现为第{case.round}轮办理。"
    kin = desk.alike.kin(desk.cases, case.role("firm"), case.role("problem"))
    own = desk.alike.of_firm(desk.cases, case.role("firm"), lambda each: in_turn(each.number) < in_turn(case.number))
    if own:
        listed = "；".join(f"{subject(each)}（{each.number}，{each.status}）" for each in own[-_NAMED:])
        yield f"该企业此前反映：{listed}。"
    if kin.common:
        listed = "、".join(f"{each.role('firm')}（{each.number}）" for each in kin.common[:_NAMED])
        yield f"其他企业反映过类似问题：{listed}。"


def _put_off(desk: Desk, case: Case) -> Iterator[str]:
    for event in (each for each in desk.events if each.kind is Kind.CONVENED):
        for each in event.data.get("postponed", ()):
            if each["number"] == case.number:
                by = f"，由{each['by']}进一步研究" if each.get("by") else ""
                yield f"{event.data['meeting']} {desk.mechanism.gathering.word}暂缓{by}。"


def earlier_items(desk: Desk, about: Scope) -> list[EarlierItem]:
    """Return the earlier matters, those most late first; then those that were answered or closed meanwhile."""
    decided = _decisions(desk)
    open_ones = sorted(about.earlier, key=lambda case: (-_worst(desk, case), in_turn(case.number)))
    return [_earlier(desk, case, decided.get(case.number, {})) for case in (*open_ones, *about.done)]


def _decisions(desk: Desk) -> dict[str, dict[str, str]]:
    """Return what was decided: 编号 → meeting → its decision, the first first, as accepted minutes have it.

    One meeting may decide about the matter itself and about what its units ask for; of each its last word counts.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for event in desk.events:
        words = event.data.get("decision") if event.kind in {Kind.MET, Kind.AMENDED} else ""
        if words:
            own = found.setdefault(event.number, {}).setdefault(event.data["meeting"], {})
            about = event.data.get("request", "") if event.kind is Kind.MET else next(reversed(own), "")
            own[about] = words
    return {
        number: {meeting: "\n".join(dict.fromkeys(said.values())) for meeting, said in own.items()}
        for number, own in found.items()
    }


def _earlier(desk: Desk, case: Case, decided: Mapping[str, str]) -> EarlierItem:
    firm, asked = case.role("firm"), _asked(desk, case)
    dues = [
        (each.name, each.current) for each in case.clocks.values() if each.round == case.round and each.unit != firm
    ]
    return EarlierItem(
        number=case.number,
        firm=firm,
        subject=subject(case),
        decisions=tuple(decided.items() if decided else _before_us(case)),
        lead=unit_name(desk, case.role("lead")),
        support=unit_names(desk, case.role("support")),
        dues=tuple(dues),
        reported=situation(case),
        reported_on=_reported_on(case),
        late=tuple(_late(desk, case)),
        asked_on=asked.start if asked is not None else None,
        status=case.status,
    )


def _before_us(case: Case) -> Iterator[tuple[str, str]]:
    """Yield what stands in the register of a meeting whose agenda never came back to us."""
    words = str(case.get("@decision") or "")
    if words:
        yield case.role("meeting"), words


def _reported_on(case: Case) -> date | None:
    days = [case.day("opinion_given"), case.day("closed"), case.progress.reported if case.progress else None]
    days += [each.day for each in case.supporters if each.round == case.round]
    return max((each for each in days if each is not None), default=None)


def _late(desk: Desk, case: Case) -> Iterator[str]:
    """Yield what is or was late, and what was asked for and has not come."""
    at_work = case.phase is Phase.HANDLING
    # Supporting units answer for themselves, the firm for its evaluation.
    own = [each for each in case.clocks.values() if each.unit != case.role("firm")]
    for clock in (*own, *case.side.values()):
        if clock.round != case.round or not clock.is_late(desk.as_of) or (clock.met is None and not at_work):
            continue
        who = "" if clock in own else unit_name(desk, clock.unit)
        days = clock.late_by(desk.as_of, desk.calendar)
        yield f"{who}{clock.name}{'迟报' if clock.met else '已超期'}{days}个工作日"
    asked = _asked(desk, case)
    if asked is not None:
        yield f"{asked.name}未报"


def _asked(desk: Desk, case: Case) -> RunningClock | None:
    """Return what the lead was asked for before this meeting and has not told; what it told that very day counts."""
    asked = progress_due(case, desk.as_of)
    told = [each for each in (case.day("opinion_given"), case.day("closed")) if each is not None]
    return None if asked is None or any(each >= asked.start for each in told) else asked


def _worst(desk: Desk, case: Case) -> int:
    late = [
        each.late_by(desk.as_of, desk.calendar)
        for each in case.clocks.values()
        if each.round == case.round and each.met is None and each.unit != case.role("firm")
    ]
    return max(late, default=0)
