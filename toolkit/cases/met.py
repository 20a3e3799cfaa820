"""What a recorded meeting (会议) does to a case: it takes it up, decides about it, or about a unit's request."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.cases.case import Case
from toolkit.cases.granted import decide, reassign
from toolkit.cases.lifecycle import happen, may
from toolkit.events import CellValue, Event
from toolkit.mechanism import ColumnType, Effect, Phase, Record


def met(case: Case, event: Event) -> None:
    """Let a meeting take a case, decide about it or about what a unit asked for, or only hear of it."""
    data = event.data
    # A case that is already being handled was only reported on: its clocks keep counting from its own meeting, and
    # what that meeting decided stays the decision.
    case.facts.pop("@unread", None)
    if data.get("unread"):
        case.facts["@unread"] = data["unread"]
    if may(case, "met"):
        # Given to another class, it goes by that one's rules: none of its deadlines counts from the meeting.
        if data.get("reclassed"):
            case.values[case.record.role("class")] = data["reclassed"]
        else:
            case.facts["@met"] = data["day"]
        case.facts["@decision"] = data["decision"]
        case.values[case.record.role("meeting")] = data["meeting"]
    request = case.requests.get(data.get("request", ""))
    if request is not None:
        words, by = data["decision"], data.get("approved", "")
        decide(case, request, event, take=bool(data["granted"]), approved=by, words=words)
        if data.get("anew"):
            # Given back by a meeting, a matter begins again with that meeting, as one that was new to it.
            case.facts["@met"] = data["day"]
    elif data.get("anew"):
        reassigned(case, event)
    # Over a case that is closed or withdrawn a meeting decides nothing more.
    decided = {} if case.phase in {Phase.CLOSED, Phase.WITHDRAWN} else data.get("values", {})
    set_decided(case, decided, f"{data['meeting']} {case.record.gathering.word}")
    happen(case, "met", event.day)


def reassigned(case: Case, event: Event) -> None:
    """Let a matter begin again with a meeting that gives it to another lead unit, where one has it already."""
    if may(case, Effect.HAND_BACK):
        reassign(case, event.day, f"{event.data['meeting']} {case.record.gathering.word}")
        case.facts["@met"] = event.data["day"]


def set_decided(case: Case, values: Mapping[str, CellValue], approved: str) -> None:
    """Set columns as a meeting decided them; what it said of a date no rule counts anew (seed 000 §三（三）)."""
    for column, value in values.items():
        if value not in (None, ""):
            case.values[column] = value
            # What a meeting decided about a date stands as a person's decision: no rule counts it anew.
            if _is_day_column(case.record, column):
                case.hands.add(column)
                case.facts["@approved"] = approved
            if column == case.record.roles.get("due"):
                case.facts.pop("@unread", None)


def unread_due(case: Case) -> str:
    """Return the words in which a meeting set the due date where nobody can tell the day, "" once there is a date."""
    return "" if case.record.roles.get("due") in case.hands else str(case.facts.get("@unread", ""))


def _is_day_column(record: Record, column: str) -> bool:
    return any(each.name == column and each.type is ColumnType.DATE for each in record.columns)
