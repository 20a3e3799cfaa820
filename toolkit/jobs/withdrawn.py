"""What a command that was taken back (undo) leaves to be cleared from the register: rows that it had added."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.cases.standing import raised_at, recounts
from toolkit.events import Kind
from toolkit.jobs.desk import Desk
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
    recounted = recounts(desk.events)
    gone: dict[str, Callable[[tuple[str, ...]], bool]] = {
        main: lambda key: key[0] in numbers and key[0] not in desk.cases,
        schema.CLOCKS: lambda key: key[0] in numbers and not (key[0] in desk.cases and desk.cases[key[0]].removed),
        schema.ASKS: lambda key: key[0] in asks or raised_at(key[0], recounted) in places,
        schema.MEETINGS: lambda key: key[0] in meetings,
    }
    for name, is_gone in gone.items():
        typed = desk.known.hands.get(name, {})
        rows = [
            key
            for key in desk.base.cells.get(name, {})
            if key not in wanted[name] and key not in typed and is_gone(key)
        ]
        if rows:
            found[name] = {**wanted[name], **{key: {} for key in rows}}
    return found
