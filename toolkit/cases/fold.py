"""From events to cases: the one place where an event's meaning is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import replace

from toolkit.cases.adopted import take_over
from toolkit.cases.amended import amend
from toolkit.cases.approval import put_questions, replied, requested
from toolkit.cases.by_hand import asked_by_office, by_hand
from toolkit.cases.case import Ask, Case
from toolkit.cases.granted import decide
from toolkit.cases.lifecycle import happen, settle
from toolkit.cases.met import met
from toolkit.cases.moves import MOVING, note_moves, retold, told_dates
from toolkit.cases.parked import rest_while_parked
from toolkit.cases.progress import ask_progress, report_progress
from toolkit.cases.put_off import put_off
from toolkit.cases.ratings import note_rating
from toolkit.cases.recount import ask_recount, pin, recounted
from toolkit.cases.reminded import note_reminder
from toolkit.cases.request import LEAVE, TAKE
from toolkit.cases.reviews import wind_reviews
from toolkit.cases.subclocks import wind_side
from toolkit.cases.support_answer import SupportAnswer
from toolkit.cases.to_complete import note_doubts, show_doubts
from toolkit.cases.verification import catalogue, consult, verified
from toolkit.cases.versions import same, take_back, version_ask
from toolkit.cases.winding import wind_clocks
from toolkit.cases.workdays import WorkCalendar
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.mechanism import Record

#: In this role a report came that is a new version of a case's matter, found by its likeness.
VERSION = "version"
#: In this role a unit answers that handled the case once (原承办单位) and does so no more.
FORMER = "former"


def fold(events: Iterable[Event], record: Record, calendar: WorkCalendar) -> dict[str, Case]:
    """Return the cases, by 编号, that ``events`` (in their order) add up to."""
    cases: dict[str, Case] = {}
    for event in events:
        apply(cases, event, record, calendar)
    return cases


def apply(cases: MutableMapping[str, Case], event: Event, record: Record, calendar: WorkCalendar) -> None:
    """Let one more event happen to ``cases``. An event about no known case changes nothing."""
    if event.kind is Kind.OPENED and event.number not in cases:
        cases[event.number] = Case(event.number, record, status=record.initial, opened=event.day)
    case = cases.get(event.number)
    meaning = _MEANINGS.get(event.kind)
    if case is None or meaning is None:
        return
    stood = (case.status, case.round)
    dates = told_dates(case) if event.kind in MOVING else {}
    meaning(case, event)
    settle(case, event.day)
    wind_clocks(case, calendar)
    if rest_while_parked(case, stood, event.day, calendar, event.data.get("after", ())):
        wind_clocks(case, calendar)
    wind_side(case, calendar)
    wind_reviews(case, event.day)
    if case.requests:
        put_questions(case, calendar)
    if dates:
        note_moves(case, event, dates)
    show_doubts(case)
    note_rating(case, event.day)
    went_out = event.kind is Kind.DISPATCHED and (case.status, case.round) != stood
    if went_out or event.kind is Kind.SURVEYED:
        case.issued.append(dict(case.values))


def _opened(case: Case, event: Event) -> None:
    if event.data.get("reseeded"):
        _reseeded(case, event.data["after"])
    elif "adopted" in event.data:
        take_over(case, event)
    elif event.data.get("by_hand"):
        own = {case.record.role(meaning) for meaning in ("status", "round")}
        typed = {column: value for column, value in event.data.get("after", {}).items() if column in own}
        for column, value in {**event.data["values"], **typed}.items():
            if value not in (None, ""):
                by_hand(case, column, value)
    else:
        for column, value in event.data["values"].items():
            _offer(case, column, value, event)
    _mark(case, event)


def _reseeded(case: Case, row: Mapping[str, CellValue]) -> None:
    """Take a case over from its row: who wrote which cell is not known any more; its due dates hold as they stand."""
    due = {clock.column for clock in case.record.clocks}
    fixed = {case.record.role("status"), case.record.role("round"), *due}
    for column, value in row.items():
        if column in fixed:
            by_hand(case, column, value)
        elif column != case.record.role("number"):
            case.values[column] = value


def _answered(case: Case, event: Event) -> None:
    data = event.data
    if data["role"] == FORMER:  # kept under its name; of the case as it stands it says nothing
        case.formers.append(SupportAnswer(data["unit"], event.day, data["values"], case.round))
        return
    if data["role"] == "support":
        case.supporters.append(SupportAnswer(data["unit"], event.day, data["values"], case.round))
        for meaning in ("support_contact", "support_phone"):
            column = case.record.roles.get(meaning, "")
            _offer(case, column, _of_supporters(case, column), event)
    else:
        ask = version_ask(case, event) if data["role"] == VERSION else None
        for column, value in verified(case, event).items():
            _offer(case, column, value, event)
        if ask is not None:
            case.asks[ask.id] = ask
    for column, value in data.get("others", {}).items():
        known = [case.get(column), *(issued.get(column) for issued in case.issued)]
        if not any(same(each, value) for each in known):
            _ask(case, column, value, Code.OTHERS_FIELD, event)
    _mark(case, event)
    report_progress(case, event)


def _of_supporters(case: Case, column: str) -> str:
    """Return what supporting units said in a column, the latest of each, with their names where there are several."""
    said = {each.unit: str(each.values[column]) for each in case.supporters if each.values.get(column)}
    return next(iter(said.values())) if len(said) == 1 else "；".join(f"{unit} {text}" for unit, text in said.items())


def _mark(case: Case, event: Event) -> None:
    """Note what the form still lacks, and which file the row came by."""
    data = event.data
    note_doubts(case, data)
    incoming = case.record.role("incoming")
    if data.get("incoming") and incoming not in case.hands:
        case.values[incoming] = data["incoming"]


def _offer(case: Case, column: str, value: CellValue | None, event: Event) -> None:
    """Set a column from a return, unless a person typed something else there. A blank never erases."""
    if value in (None, ""):
        return
    if column in case.parted and same(case.parted[column], value):
        return
    if column in case.hands and not same(case.get(column), value):
        _ask(case, column, value, Code.HAND_CONFLICT, event)
        return
    case.values[column] = value


def _ask(case: Case, column: str, value: CellValue, code: Code, event: Event) -> None:
    asked = [ask for ask in case.asks.values() if ask.round == case.round and ask.column == column]
    if any(same(ask.theirs, value) for ask in asked):
        return  # the question stands already, or was answered once
    ours = case.words(column)
    source = str(event.data.get("incoming", "") or event.data.get("source", ""))
    why = Problem(
        code, {"label": column, "text": str(value), "ours": ours or "空白", "held": case.record.gathering.word}
    )
    words = f"{why.words}。{why.remedy}"
    ask = Ask(f"{event.seq}-{column}", case.number, case.round, column, ours, value, words, source, event.day)
    case.asks[ask.id] = ask


def _attached(case: Case, event: Event) -> None:
    """Name filed material in its column. What a person wrote there stands; the folder holds the file all the same."""
    column = case.record.roles.get("material", "")
    if column and column not in case.hands:
        there = [each for each in case.words(column).split("、") if each]
        case.values[column] = "、".join(dict.fromkeys([*there, str(event.data["name"])]))


def _split(case: Case, event: Event) -> None:
    # The office said so by a command: like what it types, no return undoes it unasked.
    for column, value in event.data["values"].items():
        case.values[column] = value
        case.hands.add(column)
    case.parted.update(event.data["before"])


def _edited(case: Case, event: Event) -> None:
    if "key" in event.data:
        _edited_elsewhere(case, event)
        return
    if "removed" in event.data:
        case.removed = bool(event.data["removed"])
    for column, value in event.data.get("after", {}).items():
        by_hand(case, column, value)
    report_progress(case, event)


def _edited_elsewhere(case: Case, event: Event) -> None:
    """Let what the office wrote on another sheet move the case's deadline, or ask where it may not decide alone."""
    if "asking" in event.data:
        asked_by_office(case, event)
    for column, value in event.data.get("moves", {}).items():  # a date written beside a pause is the one that holds
        by_hand(case, column, value)
    for column, value in event.data.get("asks", {}).items():
        _ask(case, column, value, Code.MEETING_DECIDES, event)
    if "beside" in event.data:
        name, unit, due = event.data["beside"]
        if due is None:  # emptied: the rule's date holds again
            case.own_dues.pop((case.round, name, unit), None)
        else:
            case.own_dues[case.round, name, unit] = due


def _amended(case: Case, event: Event) -> None:
    for column, value in event.data["asks"].items():
        _ask(case, column, value, Code.HAND_CONFLICT, event)
    amend(case, event)


def _dispatched(case: Case, event: Event) -> None:
    if "class" not in event.data:
        # It went out before steps put words into columns: what its units were told then stands.
        case.values.update({each: was for each, (was, word) in case.replaced.items() if case.get(each) == word})
    case.replaced.clear()
    happen(case, "dispatched", event.day)
    case.sent_to = dict(event.data.get("sent_to", case.sent_to))
    case.progress, case.former = None, ""  # whoever was asked before may have given it back, or was told
    pin(case, event)


def _surveyed(case: Case, event: Event) -> None:
    case.surveyed.setdefault(case.round, event.day)


def _decided(case: Case, event: Event) -> None:
    ask = case.asks.get(event.data["ask"])
    if ask is None or ask.decision:
        return
    take = bool(event.data["take"])
    if "asking" in event.data:  # not for the office to decide
        asked_by_office(case, event)
    case.asks[ask.id] = replace(ask, decision=TAKE if take else LEAVE, lapsed=event.data.get("lapsed", ""))
    if ask.clock:
        recounted(case, ask, take=take)
        return
    if ask.request:
        if not ask.lapsed and ask.request in case.requests:
            decide(case, case.requests[ask.request], event, take=take, approved=event.data.get("approved", ""))
        return
    if ask.version is not None:
        if not take:
            take_back(case, ask.version)
        return
    # What a unit said in an earlier round is no answer of this one.
    if take and ask.round == case.round and "asking" not in event.data:
        case.values[ask.column] = ask.theirs
        # A date that a rule counts would be counted anew: here the office's word stands like one it typed.
        if any(ask.column == clock.column for clock in case.record.clocks):
            case.hands.add(ask.column)
        else:
            case.hands.discard(ask.column)


_MEANINGS: Mapping[Kind, Callable[[Case, Event], None]] = {
    Kind.OPENED: _opened,
    Kind.ANSWERED: _answered,
    Kind.EDITED: _edited,
    Kind.SPLIT: _split,
    Kind.ATTACHED: _attached,
    Kind.CONSULTED: consult,
    Kind.CATALOGUED: catalogue,
    Kind.MET: met,
    Kind.PUT_OFF: put_off,
    Kind.AMENDED: _amended,
    Kind.DISPATCHED: _dispatched,
    Kind.SURVEYED: _surveyed,
    Kind.REMINDED: note_reminder,
    Kind.DECIDED: _decided,
    Kind.PROGRESS: ask_progress,
    Kind.SUGGESTED: lambda case, event: case.propose(event.data["values"]),
    Kind.REQUESTED: requested,
    Kind.REPLIED: replied,
    Kind.RETOLD: retold,
    Kind.COUNTED: pin,
    Kind.RECOUNTED: ask_recount,
}
