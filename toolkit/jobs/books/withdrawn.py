"""What a command that was taken back (undo) leaves to be cleared from the register: rows that it had added."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import cache

from toolkit.cases.standing import raised_at, recounts
from toolkit.events import Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.register import Wanted, schema


def emptied(desk: Desk, wanted: Mapping[str, Wanted]) -> dict[str, Wanted]:
    """Return what the sheets should show, with an empty row for each that only exists because of what was undone.

    A row in which a person wrote stands as it is.
    """
    found = dict(wanted)
    if not desk.withdrawn:
        return found
    main = desk.mechanism.record.sheet
    numbers = {event.number for event in desk.withdrawn if event.number}
    places = {str(event.seq) for event in desk.withdrawn}
    asks = {event.data["ask"] for event in desk.withdrawn if event.kind is Kind.HELD}
    meetings = {event.data["meeting"] for event in desk.withdrawn if event.kind in {Kind.CONVENED, Kind.ANNOUNCED}}
    recounted = cache(lambda: recounts(desk.events))  # nearly never asked for: that reads the whole journal
    gone: dict[str, Callable[[tuple[str, ...]], bool]] = {
        main: lambda key: key[0] in numbers and key[0] not in desk.cases,
        schema.CLOCKS: lambda key: key[0] in numbers and not (key[0] in desk.cases and desk.cases[key[0]].removed),
        schema.ASKS: lambda key: key[0] in asks or _raised_by(key[0], places, recounted),
        schema.MEETINGS: lambda key: key[0] in meetings,
    }
    if desk.mechanism.visiting is not None:
        visits = [event.data for event in desk.withdrawn if event.kind is Kind.VISITED]
        gone[desk.mechanism.visiting.sheet] = lambda key: key[0] in {each["visit"] for each in visits}
        gone[desk.mechanism.visiting.firms] = lambda key: key[0] in {each["firm"] for each in visits}
    for name, is_gone in gone.items():
        typed = desk.known.hands.get(name, {})
        rows = sorted(
            key
            for key in desk.base.cells.get(name, {})
            if key not in wanted[name] and key not in typed and is_gone(key)
        )
        if rows:
            found[name] = {**wanted[name], **{key: {} for key in rows}}
    return found


def _raised_by(ask: str, places: Container[str], recounted: Callable[[], Container[str]]) -> bool:
    """Return whether one of the returns at these places in the journal raised a question."""
    return ask.partition("-")[0] in places and raised_at(ask, recounted()) in places
