"""An agenda of a meeting that was recorded already (议程更正): what it says otherwise than the one before.

A blank takes nothing back: whoever fills in what was open on a fresh copy leaves everything else empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from toolkit.cases import Case, may
from toolkit.events import Event, Kind
from toolkit.jobs.books.decisions import puts
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Phase
from toolkit.submission import Value

Row = Mapping[str, Value]


@dataclass(frozen=True)
class Earlier:
    """What the agendas before decided at the same meeting.

    Attributes:
        matters: 编号 → what was decided about the matter itself, all columns together.
        requests: 编号 → what was decided about each of its units' requests.
    """

    matters: Mapping[str, Event] = field(default_factory=dict)
    requests: Mapping[str, Sequence[Event]] = field(default_factory=dict)


def earlier(desk: Desk, meeting: str, sha: str) -> Earlier:
    """Return what other agendas than the file ``sha`` recorded of a meeting; nothing where this is the first one."""
    if meeting not in desk.known.convened:
        return Earlier()
    matters: dict[str, Event] = {}
    requests: dict[str, dict[str, Event]] = {}
    for event in desk.events:
        if event.kind is not Kind.MET or event.data["meeting"] != meeting or event.data.get("sha") == sha:
            continue
        if "request" in event.data:
            requests.setdefault(event.number, {})[event.data["request"]] = event
        else:
            was = matters.get(event.number)
            kept = {**was.data["values"], **event.data["values"]} if was is not None else event.data["values"]
            matters[event.number] = replace(event, data={**event.data, "values": kept})
    return Earlier(matters, {number: list(each.values()) for number, each in requests.items()})


def corrected(desk: Desk, before: Earlier, event: Event) -> Iterator[Event]:
    """Yield what is to be recorded of a decision: all of a first one, of another one what is different, else nothing.

    A matter that waits for the meeting again is decided about as if for the first time.
    """
    was, case = before.matters.get(event.number), desk.cases.get(event.number)
    if event.kind is not Kind.MET or "request" in event.data or was is None or case is None or may(case, "met"):
        yield event
        return
    said, old = event.data["values"], was.data["values"]
    values = {column: value for column, value in said.items() if old.get(column) != value}
    if values or any(was.data.get(each) != event.data.get(each) for each in ("decision", "unread", "reclassed")):
        yield replace(event, data={**event.data, "values": values, "again": True})


def left_empty(desk: Desk, before: Earlier, rows: Sequence[Row]) -> Iterator[str]:
    """Yield what the agendas before had filled in and this one leaves empty; the office has to settle it.

    Args:
        desk: the cases.
        before: what was decided.
        rows: the agenda's rows, column → answer.
    """
    column = desk.mechanism.record.role("number")
    decided = [row for row in rows if row.get("@decision")]
    own = {str(row.get(column) or ""): row for row in decided if not _request_of(desk, row)}
    for number, was in before.matters.items():
        case = desk.cases.get(number)
        if case is None or may(case, "met"):
            continue
        if number not in own:
            yield f"{_was(was)}，这次没有写议定事项：原议定仍然有效。{to_take_back(case, was)}"
            continue
        gone = [f"{name}“{value}”" for name, value in was.data["values"].items() if not own[number].get(name)]
        if gone:
            yield f"{number} 上次议程填有{'、'.join(gone)}，这次空白：仍按上次的办；确实不定的，请在台账里改"
    asked = {(str(row.get(column) or ""), _request_of(desk, row)) for row in decided}
    for was in (each for events in before.requests.values() for each in events):
        if (was.number, was.data["request"]) not in asked:
            yield f"{_was(was)}，这次没有写议定事项：原议定仍然有效，给申请单位的复函已经写出"


def _was(was: Event) -> str:
    return f"{was.number} 上次议程议定“{was.data['decision']}”"


def to_take_back(case: Case, was: Event) -> str:
    """Return what the office does where the meeting did not decide so."""
    waiting = next((each.name for each in case.record.statuses if each.phase is Phase.MEETING), "")
    if case.phase is Phase.READY and case.role("meeting") == was.data["meeting"]:
        return f"确实没有议定的，请在台账把“{case.record.role('status')}”改回“{waiting}”，再重新出纪要"
    return "确实没有议定的，请在台账改回原来的内容，并告知有关单位"


def _request_of(desk: Desk, row: Row) -> str:
    """Return the id of the request that a row puts to the meeting, "" where it puts none."""
    record = desk.mechanism.record
    case, said = desk.cases.get(str(row.get(record.role("number")) or "")), str(row.get(record.role("problem")) or "")
    return next((each.id for each in case.requests.values() if puts(said, each)), "") if case is not None else ""


def decided_before(desk: Desk, before: Earlier, row: Row) -> Event | None:
    """Return what an agenda before decided about the request that a row puts, None where none did."""
    request = _request_of(desk, row)
    of_case = before.requests.get(str(row.get(desk.mechanism.record.role("number")) or ""), ())
    return next((each for each in of_case if each.data["request"] == request), None)


def reworded(desk: Desk, was: Event, row: Row, note: Mapping[str, Any]) -> tuple[list[Event], list[str]]:
    """Return what is to be recorded of a decided request's row, and what the office has to settle itself.

    Its unit has its answer: other words change the minutes, another verdict or date nothing.

    Args:
        desk: the cases.
        was: what was decided.
        row: the row, with a decision in it.
        note: meeting, file and form of the agenda.
    """
    words, until = str(row["@decision"]), row.get(desk.mechanism.record.role("due"))
    granted = desk.mechanism.record.special.verdict(words)
    dated = {None, was.data.get("until"), *was.data.get("dues", {}).values()}
    same = granted in {None, was.data["granted"]} and (until if isinstance(until, date) else None) in dated
    if not same:
        then = f"{_was(was)}，已经登记并答复申请单位；这次写的是“{words}”，没有再改动。"
        return [], [f"{then}{desk.mechanism.gathering.word}确实这样定的，请在台账和“时限”表改正，并另行函告申请单位"]
    if words == was.data["decision"]:
        return [], []
    told = {key: value for key, value in was.data.items() if key != "anew"}
    data = {**told, "decision": words, "values": {}, "again": True, "sha": note["sha"], "part": note["part"]}
    return [Event(Kind.MET, was.day, was.number, data)], []
