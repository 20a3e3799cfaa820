"""Due dates that a decision moved (时限变更), and whether the units that must keep them were told.

A unit goes by the date it was told last. Whatever the office or a meeting decides, every unit whose date comes to be
another is written to: the lead, and the supporting units, of their own dates and of the lead's that their list shows.
Whether a date rests (暂停、挂账) is part of it. The firm's own date is no unit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from toolkit.cases.case import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.request import Move, Rest
from toolkit.events import Event, Kind
from toolkit.mechanism import Phase

#: What may move a date after a matter went out. What a person types into the register, that person tells.
MOVING = {Kind.DECIDED, Kind.MET}
#: Kind of deadline, and who goes by it.
_Key = tuple[str, str]
#: When it is due, and whether it rests.
_State = tuple[date, bool]


def dates_of(case: Case) -> Mapping[_Key, RunningClock]:
    """Return the deadlines that units go by now; none of a matter that nobody has."""
    if case.phase not in {Phase.HANDLING, Phase.PARKED}:
        return {}
    firms = {each.name for each in case.record.clocks if each.kept_by}
    own = [clock for (round_, name), clock in case.clocks.items() if round_ == case.round and name not in firms]
    beside = [clock for (round_, name, _), clock in case.side.items() if round_ == case.round and _is_led(case, name)]
    found = {(each.name, each.unit): each for each in (*own, *beside)}
    shown = {each.name for each in case.record.clocks if each.column == case.record.roles.get("due")}
    for unit in dict.fromkeys(each.unit for each in beside):
        found.update({(each.name, unit): each for each in own if each.name in shown})
    return {key: each for key, each in found.items() if each.met is None}


def told_dates(case: Case) -> Mapping[_Key, _State]:
    """Return the dates of :func:`dates_of` and whether they rest, to be compared with those after an event."""
    return {key: (clock.current, _rest(clock) is not None) for key, clock in dates_of(case).items()}


def _is_led(case: Case, name: str) -> bool:
    """Return whether a deadline beside the lead's is a supporting unit's, not the review of what rests."""
    return any(each.name == name for each in case.record.special.subclocks)


def _rest(clock: RunningClock) -> Rest | None:
    """Return the pause without a known end in which a deadline rests."""
    return next((each for each in clock.rests if each.last is None), None)


def note_moves(case: Case, event: Event, before: Mapping[_Key, _State]) -> None:
    """Note which dates are others now than ``before`` the event."""
    for (name, unit), clock in dates_of(case).items():
        was, rest = before.get((name, unit)), _rest(clock)
        if was is not None and was != (clock.current, rest is not None):
            id_, (day, rested) = f"{event.seq}-{name}-{unit}", was
            why, by = (f"{rest.word}：{rest.reason}", rest.approved) if rest else (clock.reason, clock.approved)
            case.moves[id_] = Move(id_, unit, name, day, clock.current, why, by, rested=rested, rests=rest is not None)


def to_tell(case: Case) -> list[Move]:
    """Return the moves of which units are still to be told: what moved twice meanwhile once, from first to last."""
    found: dict[_Key, Move] = {}
    for each in case.moves.values():
        if not each.told:
            first = found.get((each.clock, each.unit), each)
            found[each.clock, each.unit] = replace(each, before=first.before, rested=first.rested)
    now = told_dates(case)
    return [each for key, each in found.items() if now.get(key) == (each.after, each.rests) and each.is_one]


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
