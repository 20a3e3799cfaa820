"""What a meeting's minutes say (纪要内容), from what its agenda, and accepted changes to its minutes, have recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from toolkit.cases import Case, apply, may
from toolkit.cases.granted import extended
from toolkit.cases.met import unread_due
from toolkit.documents.minutes import Feedback, MinutesContent, MinutesItem, ProgressItem
from toolkit.events import CellValue, Event, Kind
from toolkit.files import sha256
from toolkit.forms.identity import MINUTES, write_mark
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.on_paper import subject, unit_names
from toolkit.jobs.meetings.due_within import due_within
from toolkit.jobs.meetings.meetings import kinds
from toolkit.jobs.meetings.unit_words import in_full, units_within
from toolkit.mechanism import Effect, Phase

_MARK_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Decided:
    """What a meeting decided about a case, as it stands after every accepted change to the minutes.

    Attributes:
        event: how it was recorded, from the last agenda of that meeting that says something else than the one before.
        first: how it was recorded first: what held before the meeting held before this.
        decision: 议定事项.
        values: register column → what was decided; a cell that a corrected agenda leaves empty takes nothing back.
        anew: whether it gave a matter in hand to another unit, for which it begins with the meeting.
    """

    event: Event
    first: Event
    decision: str
    values: Mapping[str, CellValue] = field(default_factory=dict)
    anew: bool = False

    @property
    def number(self) -> str:
        """Return the case's 编号."""
        return self.event.number


def decided_by(desk: Desk, meeting: str) -> list[Decided]:
    """Return what a meeting decided, a case and request once, in the order of its agenda."""
    found: dict[tuple[str, str], Decided] = {}
    for event in desk.events:
        if event.kind is Kind.MET and event.data["meeting"] == meeting:
            key = (event.number, event.data.get("request", ""))
            before = found.get(key, Decided(event, event, ""))
            values = {**before.values, **event.data.get("values", {})}
            anew = before.anew or bool(event.data.get("anew"))
            found[key] = Decided(event, before.first, event.data["decision"], values, anew)
        elif event.kind is Kind.AMENDED and event.data["meeting"] == meeting:
            key = next((each for each in reversed(found) if each[0] == event.number), ("", ""))
            if key in found:
                known = found[key]
                words = event.data.get("decision") or known.decision
                anew = known.anew or bool(event.data.get("anew"))
                found[key] = replace(known, decision=words, values={**known.values, **event.data["after"]}, anew=anew)
    return [each for each in found.values() if each.number in desk.cases and not _dropped(desk, each)]


def _dropped(desk: Desk, decided: Decided) -> bool:
    """Return whether the office took a matter back from its meeting, in the register: it waits, or another took it."""
    case, own = desk.cases[decided.number], decided.event.data["meeting"]
    waits, stands = case.phase is Phase.MEETING, case.role("meeting")
    if not waits and (stands == own or stands not in desk.known.convened):
        return False
    was = _until(desk, decided.first, decided.number)
    return was is not None and was.phase is Phase.MEETING


def as_dispatched(desk: Desk, number: str, day: date | None = None) -> Case:
    """Return a case with the deadlines that the rules count from the meeting, also before it is dispatched.

    Args:
        desk: the cases.
        number: 编号.
        day: the day on which it is taken to go out, today where none is given.
    """
    event = Event(Kind.DISPATCHED, day or desk.as_of, number)
    return desk.preview(number, event) if may(desk.cases[number], "dispatched") else desk.cases[number]


def later(desk: Desk) -> date:
    """Return a day on which nothing has gone out yet: what has a date even then does not count from going out."""
    return desk.as_of + timedelta(days=1)


def content_of(desk: Desk, convened: Event) -> MinutesContent:
    """Return what the minutes of a recorded meeting say; the mark is part of it."""
    data = convened.data
    words = {name: str(value) for name, value in data["head"].items()}
    decided = decided_by(desk, data["meeting"])
    done = {each.number for each in decided}
    form = desk.mechanism.form_that("answers")
    content = MinutesContent(
        meeting=data["meeting"],
        day=convened.day,
        time=words.get("会议时间", ""),
        place=words.get("会议地点", ""),
        chair=words.get("主持人", ""),
        attending=words.get("出席人员", ""),
        observing=words.get("列席人员", ""),
        absent=words.get("请假人员", ""),
        items=tuple(_item(desk, convened, each) for each in decided),
        progress=tuple(_progress(desk, data["heard"], done)),
        issuer=desk.mechanism.issuers["minutes"],
        issued=convened.day,
        document_number=document_number(desk, "minutes", f"会议纪要 {data['meeting']}"),
        open_items=tuple(_left_open(desk, data, done)),
        said=tuple((name[1:], text) for name, text in words.items() if name.startswith("@") and text.strip()),
        special_word=kinds(desk.mechanism.form_that("decides"))[1],
        feedback=Feedback(desk.mechanism.office_short, form.title),
    )
    return _marked(content)


def version_of(content: MinutesContent) -> str:
    """Return by what minutes are told from others of the same meeting: a digest of all they say."""
    return content.mark.split("|")[4]


def _marked(content: MinutesContent) -> MinutesContent:
    digest = sha256(repr(content).encode())[:_MARK_LENGTH]
    return replace(content, mark=write_mark(MINUTES, "1", content.meeting, digest))


def _item(desk: Desk, convened: Event, decided: Decided) -> MinutesItem:
    number, record = decided.number, desk.mechanism.record
    meeting = convened.data["meeting"]
    is_new = "request" not in decided.event.data and desk.cases[number].role("meeting") == meeting
    case = as_dispatched(desk, number, later(desk))
    before = None if is_new else _until(desk, decided.first, number)
    request = case.requests.get(decided.event.data.get("request", ""))
    granted = bool(decided.event.data.get("granted"))
    category = desk.mechanism.category(case.role("category"))
    told = decided.values.get(record.role("due")) or decided.event.data.get("dues", {}).get(_due_clock(desk))
    due = told if isinstance(told, date) else told_due(desk, decided, case)
    lead = listed_lead(desk, str(decided.values.get(record.role("lead")) or case.role("lead")))
    # Given to another unit, it begins again, with an opinion to be given like one that is new.
    wants_opinion = is_new or (decided.anew and bool(lead))
    heard: Mapping[str, str] = next((each for each in convened.data["heard"] if each["number"] == number), {})
    return MinutesItem(
        number=number,
        firm=case.role("firm"),
        subject=subject(case),
        category=(category.printed if category else case.role("category")) if is_new else "",
        problem=case.role("problem") if is_new else "",
        decision=in_full(desk, decided.decision),
        lead=lead,
        support=unit_names(desk, str(decided.values.get(record.role("support")) or case.role("support"))),
        due=due,
        due_within="" if due else told_span(desk, decided),
        special=_special(desk, decided, before),
        request=request.word if request else "",
        asked=str(request) if request else "",
        situation=str(heard.get("situation") or ""),
        due_before=before.day("due") if before and told else None,
        opinion_due=told_day(desk, case, "opinion_due", decided.event.day) if wants_opinion else None,
        is_earlier=not is_new,
        lapsed=extended(before) if before is not None and decided.anew and lead and not told else None,
        charged=not (request and granted and request.effect is Effect.PARK),
    )


def _special(desk: Desk, decided: Decided, before: Case | None) -> str:
    """Return the special handling that the meeting decided on: the agenda shows what stood before, which is not new.

    Args:
        desk: the cases as they stand.
        decided: what was decided.
        before: the case before the meeting; None for one that was new to it.
    """
    column, case = desk.mechanism.record.role("special"), desk.cases[decided.number]
    said = str(decided.values.get(column) or (case.words(column) if before is None else ""))
    return "" if before is not None and said.strip() == before.words(column).strip() else said


def listed_lead(desk: Desk, text: str) -> str:
    """Return the lead unit by its full name, "" where the list has none such: minutes charge nobody unknown."""
    named = desk.mechanism.units.find(text)
    return named.name if named is not None else ""


def told_due(desk: Desk, decided: Decided, out: Case) -> date | None:
    """Return the due date of a matter for which the meeting itself set none, None where there is none to tell.

    Given to nobody yet, it has none, nor where the agenda says it in words that nobody can tell the day of.
    """
    return None if _is_unsettled(desk, decided) else told_day(desk, out, "due", decided.event.day)


def told_span(desk: Desk, decided: Decided) -> str:
    """Return how long a matter has once it goes out, in words, "" where that cannot be told or it is out already."""
    case = desk.cases[decided.number]
    waits = case.phase in {Phase.APPROVING, Phase.READY} and not case.day("due")
    return due_within(case) if waits and not _is_unsettled(desk, decided) else ""


def _is_unsettled(desk: Desk, decided: Decided) -> bool:
    case = desk.cases[decided.number]
    return bool(unread_due(case)) or (decided.anew and not listed_lead(desk, case.role("lead")))


def told_day(desk: Desk, out: Case, role: str, met: date) -> date | None:
    """Return a deadline that can be told already, None where it counts from a dispatch whose day nobody knows yet.

    Args:
        desk: the cases as they stand.
        out: the case as it would be once it is dispatched.
        role: which deadline.
        met: the meeting's day, from which a key matter's deadlines count (seed 000 §三（三）).
    """
    standing = desk.cases[out.number].day(role)
    return standing or (out.day(role) if out.day("dispatched") == met else None)


def _due_clock(desk: Desk) -> str:
    column = desk.mechanism.record.role("due")
    return next((each.name for each in desk.mechanism.record.clocks if each.column == column), "")


def _until(desk: Desk, event: Event, number: str) -> Case | None:
    """Return a case as it stood before an event."""
    cases: dict[str, Case] = {}
    for each in desk.events:
        if each.seq >= event.seq:
            break
        if each.number == number:
            apply(cases, each, desk.mechanism.record, desk.calendar)
    return cases.get(number)


def _progress(desk: Desk, heard: list[Mapping[str, str]], done: set[str]) -> Iterator[ProgressItem]:
    """Yield the earlier matters that were only heard of, each once; what was decided about one is told there."""
    told: dict[str, list[str]] = {}
    for each in heard:
        if each["number"] not in done and each["number"] in desk.cases:
            told.setdefault(each["number"], []).append(each["words"])
    for number, words in told.items():
        case = desk.cases[number]
        text = in_full(desk, "；".join(dict.fromkeys(words)))
        yield ProgressItem(number, case.role("firm"), subject(case), unit_name(desk, case.role("lead")), text)


def _left_open(desk: Desk, data: Mapping[str, Any], done: set[str]) -> Iterator[MinutesItem]:
    """Yield the matters without a decision: put off where the agenda says by whom they are gone into, else open."""
    put_off = {each["number"]: each["by"] for each in data.get("postponed", ())}
    for number in dict.fromkeys([*put_off, *data.get("open", ())]):
        case = desk.cases.get(number)
        if case is None or case.removed or number in done or case.phase is not Phase.MEETING:
            continue
        yield MinutesItem(
            number=number,
            firm=case.role("firm"),
            subject=subject(case),
            problem=case.role("problem"),
            lead=units_within(desk, put_off[number]) if number in put_off else unit_names(desk, case.role("lead")),
            support=unit_names(desk, case.role("support")),
            postponed=number in put_off,
        )
