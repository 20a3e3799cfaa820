"""What people did to the register becomes events: edits, deleted and typed-in rows, answers on 待确认."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.cases import LEAVE, TAKE
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk import Desk
from toolkit.register import Base, SheetView, ViewRow, hand_work, same


def absorb(desk: Desk, main: SheetView, asks: SheetView, base: Base, saver: str) -> dict[int, tuple[str, ...]]:
    """Journal what people did, and return the keys given to rows typed in, by row number.

    Args:
        desk: where the events go.
        main: the record's sheet as it lies there.
        asks: the sheet 待确认.
        base: what we last wrote.
        saver: who saved the register last, from the file.

    Raises:
        RegisterError: a 编号 stands twice, or so many rows are gone that it must be another file.
    """
    work = hand_work(main, base)
    sheet = main.spec.name
    events = [
        Event(
            Kind.EDITED, desk.as_of, edit.key[0],
            {"sheet": sheet, "before": edit.before, "after": edit.after, "by": saver},
        )
        for edit in work.edits
    ]  # fmt: skip
    typed, opened = _typed(desk, main, work.typed, saver)
    back = {key[0] for key in typed.values()}
    events += [
        Event(Kind.EDITED, desk.as_of, key[0], {"sheet": sheet, "removed": True, "after": {}, "by": saver})
        for key in work.removed
        if key[0] not in back
    ]
    events += [
        Event(Kind.EDITED, desk.as_of, row.key[0], {"sheet": sheet, "removed": False, "after": row.values, "by": saver})
        for row in work.returned
    ]
    events += opened
    events += [_opened_by_hand(desk, main, row, row.key[0], saver) for row in work.foreign]
    if events:
        desk.record(events)
    _answers(desk, asks)
    return typed


def _typed(desk: Desk, main: SheetView, rows: object, saver: str) -> tuple[dict[int, tuple[str, ...]], list[Event]]:
    """Give a 编号 to each row that a person typed in; a run that was killed before writing it gave one already."""
    typed: dict[int, tuple[str, ...]] = {}
    events: list[Event] = []
    waiting = _unwritten(desk, main)
    firm = desk.mechanism.record.role("firm")
    for row in rows if isinstance(rows, list) else []:
        if firm not in row.values:
            continue  # a note under the table, not a case
        known = next((number for number, values in waiting.items() if _alike(values, row.values)), "")
        number = known or desk.claim()
        waiting.pop(number, None)
        typed[row.number] = (number,)
        if not known:
            events.append(_opened_by_hand(desk, main, row, number, saver))
    return typed, events


def _keys(typed: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
    return (key[0] for key in typed.values())


def _unwritten(desk: Desk, main: SheetView) -> dict[str, Mapping[str, CellValue]]:
    standing = {row.key[0] for row in main.rows}
    return {
        event.number: event.data["after"]
        for event in desk.events
        if event.kind is Kind.OPENED and event.data.get("by_hand") and event.number not in standing
    }


def _alike(left: Mapping[str, CellValue], right: Mapping[str, CellValue]) -> bool:
    return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)


def _opened_by_hand(desk: Desk, main: SheetView, row: ViewRow, number: str, saver: str) -> Event:
    record = desk.mechanism.record
    own = {record.role("number"), record.role("status"), record.role("round")}
    values = {column: value for column, value in row.values.items() if column not in own}
    data = {
        "sheet": main.spec.name, "by_hand": True, "by": saver, "sha": "", "part": 0,
        "values": values, "after": dict(row.values),
    }  # fmt: skip
    return Event(Kind.OPENED, desk.as_of, number, data)


def _answers(desk: Desk, asks: SheetView) -> None:
    """Take in what the office typed beside the questions on 待确认."""
    answered = {event.data["ask"] for event in desk.events if event.kind is Kind.DECIDED}
    openings = {event.data["ask"]: event for event in desk.events if event.kind is Kind.HELD}
    events: list[Event] = []
    for row in asks.rows:
        word = str(row.values.get("处理意见", "")).strip()
        ask = row.key[0]
        if word not in {TAKE, LEAVE} or ask in answered:
            continue
        number = str(row.values.get("编号", ""))
        events.append(Event(Kind.DECIDED, desk.as_of, number, {"ask": ask, "take": word == TAKE}))
        held = openings.get(ask)
        if held is not None and word == TAKE and held.data.get("opening"):
            number = desk.claim()
            events.append(Event(Kind.OPENED, desk.as_of, number, held.data["opening"]))
    if events:
        desk.record(events)
