"""Due dates stand as they were told (告知), until the office accepts that they are counted anew.

A holiday entered later moves what the calendar gives; the units hold letters with the old date. So each deadline is
pinned as it was first counted, and a calendar that gives another day only asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.cases.case import Ask, Case, Pinned, RunningClock
from toolkit.events import Event, Kind
from toolkit.mechanism import Phase

#: Where such a question comes from.
SOURCE = "节假日"
#: What stands between the kind of a supporting unit's deadline and its name, as on the sheet 时限.
_BETWEEN = "·"
_RUNNING = frozenset({Phase.HANDLING, Phase.ANSWERED})
_TOLD = _RUNNING | {Phase.CLOSED}


def pin(case: Case, event: Event) -> None:
    """Keep the due dates that an event says were counted and told."""
    for name, told in event.data.get("clocks", {}).items():
        key = (told["round"], name)
        before = case.pinned.get(key)
        if before is None or not before.is_of(told["start"], told["span"]):
            case.pinned[key] = Pinned(told["start"], told["span"], told["due"], told["due"], tuple(told["unsure"]))
    for name, told in event.data.get("moved", {}).items():
        moved = case.moved.get((told["round"], name))
        if moved is not None and moved.start == told["start"]:
            case.moved[told["round"], name] = replace(moved, due=told["due"], told=True)

    for told in event.data.get("sides", ()):
        side, start, span = (told["round"], told["name"], told["unit"]), told["start"], told["span"]
        before = case.side_told.get(side)
        if before is None or not before.is_of(start, span):
            case.side_told[side] = Pinned(start, span, told["told"], told["due"])


def ask_recount(case: Case, event: Event) -> None:
    """Put the question whether a deadline is to be counted anew."""
    data = event.data
    case.asks[data["ask"]] = Ask(
        id=data["ask"],
        number=case.number,
        round=data["round"],
        column=data["column"],
        ours=data["before"].isoformat(),
        theirs=data["after"],
        why=data["why"],
        source=SOURCE,
        day=event.day,
        clock=data["clock"],
        reason=data["reason"],
    )


def recounted(case: Case, ask: Ask, *, take: bool) -> None:
    """Let a deadline move to the day that was asked about, or stand."""
    if not take or not isinstance(ask.theirs, date):
        return
    key, side = (ask.round, ask.clock), (ask.round, *_parted(ask.clock))
    if key in case.pinned:
        case.pinned[key] = replace(case.pinned[key], due=ask.theirs, why=ask.reason)
    elif side in case.side_told:
        case.side_told[side] = replace(case.side_told[side], due=ask.theirs, why=ask.reason)


def counted_event(case: Case, day: date) -> Event | None:
    """Return the event by which a case's deadlines stand, None where all of them do, or nobody was told of them."""
    if case.phase not in _TOLD:
        return None
    data = {"clocks": told(case), "moved": _moved(case), "sides": sides(case)}
    standing = {name: each for name, each in data.items() if each}
    return Event(Kind.COUNTED, day, case.number, {"clocks": {}, **standing}) if standing else None


def told(case: Case) -> dict[str, Any]:
    """Return the deadlines of a case that do not stand yet, as an event tells them."""
    return {
        name: {"round": round_, "start": clock.start, "span": clock.span, "due": clock.counted, "unsure": clock.unsure}
        for (round_, name), clock in case.clocks.items()
        if not ((pinned := case.pinned.get((round_, name))) and pinned.is_of(clock.start, clock.span))
    }


def _moved(case: Case) -> dict[str, Any]:
    """Return the dates that were counted when a case was taken up again by hand and do not stand yet."""
    return {
        name: {"round": round_, "start": each.start, "due": each.due}
        for (round_, name), each in case.moved.items()
        if round_ == case.round and not each.told
    }


def sides(case: Case) -> list[dict[str, Any]]:
    """Return the supporting units' own dates that do not stand yet."""
    return [
        {
            "round": key[0], "name": key[1], "unit": key[2], "start": clock.start, "span": clock.span,
            "told": clock.original, "due": clock.counted,
        }
        for key, clock in _supporters(case)
        if not ((told := case.side_told.get(key)) and told.is_of(clock.start, clock.span))
    ]  # fmt: skip


def _supporters(case: Case) -> Iterator[tuple[tuple[int, str, str], RunningClock]]:
    own = {each.name for each in case.record.special.subclocks}
    return ((key, clock) for key, clock in case.side.items() if key[0] == case.round and key[1] in own)


def kind_of(clock: RunningClock, case: Case) -> str:
    """Return by what a deadline is asked about: its kind, of a supporting unit's own (配合意见) with its name."""
    own = any(each.name == clock.name for each in case.record.special.subclocks)
    return f"{clock.name}{_BETWEEN}{clock.unit}" if own else clock.name


def _parted(kind: str) -> tuple[str, str]:
    name, _, unit = kind.partition(_BETWEEN)
    return name, unit


def to_ask(case: Case) -> Iterator[tuple[str, RunningClock]]:
    """Yield the deadlines that the calendar counts otherwise now, with the name under which that is asked.

    One that a person set, that was met, or about which the same was asked before, is let alone.
    """
    for clock, standing in _running(case):
        if standing is None or clock.counted == standing.due or clock.current != standing.due:
            continue
        name = first = f"{case.number}-{clock.round}-{kind_of(clock, case)}-{clock.counted:%Y%m%d}"
        again = 1
        while name in case.asks and case.asks[name].lapsed:  # nobody answered that one
            again += 1
            name = f"{first}-{again}"
        if name not in case.asks:
            yield name, clock


def lapsed(case: Case) -> Iterator[Ask]:
    """Yield the open questions about deadlines that need no answer any more.

    The calendar gives yet another day now, or the deadline was met, or set by hand.
    """
    running = {(clock.round, kind_of(clock, case)): clock for clock, _ in _running(case)}
    for ask in case.asks.values():
        if ask.clock and not ask.decision:
            clock = running.get((ask.round, ask.clock))
            if clock is None or clock.counted != ask.theirs or clock.current.isoformat() != ask.ours:
                yield ask


def _running(case: Case) -> Iterator[tuple[RunningClock, Pinned | None]]:
    """Yield the deadlines of the round that nobody has met yet, each with what was told of it."""
    if case.phase in _RUNNING:
        for key, clock in case.clocks.items():
            if clock.round == case.round and clock.met is None:
                yield clock, case.pinned.get(key)
        for side, clock in _supporters(case):
            if clock.met is None:
                yield clock, case.side_told.get(side)
