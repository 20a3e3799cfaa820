"""Due dates that a decision moved (时限变更), and whether the units that must keep them were told.

A unit goes by the date it was told last. Whatever the office or a meeting decides, every unit whose date comes to be
another is written to: the lead, and the supporting units whose own dates follow it. The firm's own date is no unit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from toolkit.cases.case import Case, RunningClock
from toolkit.cases.request import Move
from toolkit.events import Event, Kind
from toolkit.mechanism import Phase

#: What may move a date after a matter went out. What a person types into the register, that person tells.
MOVING = {Kind.DECIDED, Kind.MET}
#: Kind of deadline, and who must keep it.
_Key = tuple[str, str]


def dates_of(case: Case) -> Mapping[_Key, RunningClock]:
    """Return the deadlines that units are keeping now; none of a matter that nobody handles."""
    if case.phase is not Phase.HANDLING:
        return {}
    firms = {each.name for each in case.record.clocks if each.kept_by}
    own = [clock for (round_, name), clock in case.clocks.items() if round_ == case.round and name not in firms]
    beside = [clock for (round_, _, _), clock in case.side.items() if round_ == case.round]
    return {(each.name, each.unit): each for each in (*own, *beside) if each.met is None}


def told_dates(case: Case) -> Mapping[_Key, date]:
    """Return the dates of :func:`dates_of` alone, to be compared with those after an event."""
    return {key: clock.current for key, clock in dates_of(case).items()}


def note_moves(case: Case, event: Event, before: Mapping[_Key, date]) -> None:
    """Note which dates are others now than ``before`` the event."""
    for (name, unit), clock in dates_of(case).items():
        was = before.get((name, unit))
        if was is not None and was != clock.current:
            id_ = f"{event.seq}-{name}-{unit}"
            case.moves[id_] = Move(id_, unit, name, was, clock.current, clock.reason, clock.approved)


def to_tell(case: Case) -> list[Move]:
    """Return the moves of which units are still to be told: what moved twice meanwhile once, from first to last."""
    found: dict[_Key, Move] = {}
    for each in case.moves.values():
        if not each.told:
            first = found.get((each.clock, each.unit), each)
            found[each.clock, each.unit] = replace(each, before=first.before)
    now = told_dates(case)
    return [each for key, each in found.items() if now.get(key) == each.after != each.before]


def mark_told(case: Case, ids: Iterable[str] | None) -> None:
    """Note that units were told of these moves, and of those before them of the same date; None for all there are."""
    named = set(case.moves) if ids is None else set(ids)
    last = {(case.moves[each].clock, case.moves[each].unit): each for each in case.moves if each in named}
    for (clock, unit), newest in last.items():
        for id_, each in list(case.moves.items()):
            if (each.clock, each.unit) == (clock, unit):
                case.moves[id_] = replace(each, told=True)
            if id_ == newest:
                break


def retold(case: Case, event: Event) -> None:
    """Note that units were told of the moves that an event names."""
    mark_told(case, event.data["moves"])
