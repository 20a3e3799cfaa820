"""Cases taken over from an old ledger (接管旧台账): they begin where the ledger left them, on its own dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.cases.case import Case
from toolkit.cases.lifecycle import rest
from toolkit.events import CellValue, Event
from toolkit.mechanism import Phase, Record

#: In these phases a case is over for the office.
OVER = frozenset({Phase.CLOSED, Phase.WITHDRAWN, Phase.PARKED})
#: What stands in one of these phases has no result yet.
_BEFORE_RESULT = frozenset(Phase) - OVER - {Phase.ANSWERED}


def take_over(case: Case, event: Event) -> None:
    """Let a case begin as an old ledger has it.

    Where the ledger gives a status, that stands, and no rule moves the case before one of its values changes. Its due
    dates stand like ones the meeting set; for a case that was over then, none is counted besides.

    Args:
        case: the new case.
        event: its beginning: ``values``, and ``status`` where the ledger tells one.
    """
    record, values = case.record, event.data["values"]
    own = {record.role(each) for each in ("number", "status", "round")}
    case.values.update({column: value for column, value in values.items() if column not in own})
    rounds = values.get(record.role("round"))
    case.round = rounds if isinstance(rounds, int) and rounds > 0 else case.round
    for column in {each.column for each in record.clocks}:
        day = case.get(column)
        if isinstance(day, date):
            case.kept[column] = day
            case.hands.add(column)
    status = str(event.data.get("status", ""))
    if record.phase(status) is not None:
        case.status = status
        case.bygone = record.phase(status) in OVER
        rest(case)


def status_of(record: Record, values: Mapping[str, CellValue]) -> str:
    """Return the status that a ledger's row without one must have by its other values, "" for the very first.

    A day of closing, a final outcome or an evaluation: it is closed. A day of dispatch: it is in hand. Nothing is said
    about rows with less, for which the rules find the status as for a new case.
    """
    outcome = record.roles.get("outcome", "")
    over = [values.get(record.roles.get(each, "")) for each in ("closed", "satisfaction")]
    if any(over) or str(values.get(outcome, "")) in final_outcomes(record):
        return first_of(record, Phase.CLOSED)
    if values.get(record.roles.get("dispatched", "")):
        return first_of(record, Phase.HANDLING)
    return ""


def final_outcomes(record: Record) -> frozenset[str]:
    """Return the words of 处理情况 that end the handling: those on which a case is answered."""
    outcome = record.roles.get("outcome", "")
    return frozenset(
        word
        for each in record.transitions
        if record.phase(each.target) is Phase.ANSWERED
        for word in each.condition.when.get(outcome, ())
    )


def first_of(record: Record, phase: Phase) -> str:
    """Return the first status of a phase, "" where the record has none."""
    return next(iter(record.in_phase(phase)), "")


def contradictions(record: Record, status: str, values: Mapping[str, CellValue]) -> tuple[tuple[str, str], ...]:
    """Return what speaks against a row's status or its days among its own values: the column, and a clerk's words."""
    found: list[tuple[str, str]] = []
    phase = record.phase(status)
    name, own = record.role("closed"), record.role("status")
    closed, outcome = values.get(name), str(values.get(record.roles.get("outcome", ""), ""))
    if phase in _BEFORE_RESULT:
        if closed:
            found.append((own, f"状态是“{status}”，却有“{name}”"))
        elif outcome in final_outcomes(record):
            found.append((own, f"状态是“{status}”，“{record.roles['outcome']}”却是“{outcome}”"))
    if phase is Phase.CLOSED and not closed:
        found.append((name, f"状态是“{status}”，没有“{name}”，季度统计里不计办结"))
    found += _out_of_order(record, values)
    return tuple(found)


def _out_of_order(record: Record, values: Mapping[str, CellValue]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for before, after in (("submitted", "dispatched"), ("dispatched", "closed"), ("submitted", "closed")):
        first, then = values.get(record.roles.get(before, "")), values.get(record.roles.get(after, ""))
        if isinstance(first, date) and isinstance(then, date) and then < first:
            name, words = record.roles[after], f"早于“{record.roles[before]}”{first.isoformat()}"
            found.append((name, f"“{name}”{then.isoformat()} {words}"))
    return found
