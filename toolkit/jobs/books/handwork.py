"""What people did to the register becomes events: edits, deleted and typed-in rows, answers on 待确认."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolkit.cases import LEAVE, TAKE, VERSION, version_ask_id
from toolkit.cases.matters import plain
from toolkit.events import Event, Kind
from toolkit.jobs.books.decisions import for_meeting, of_office
from toolkit.jobs.books.overlaid import overlaid
from toolkit.jobs.books.typed_rows import tell_left, typed_rows
from toolkit.jobs.books.unreadable import tell
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.settled import late_ask, settled_words
from toolkit.jobs.returns.materials import materials_owed
from toolkit.register import Base, SheetView, ViewRow, hand_work, same

#: What waits in a held return → what happens where the office takes it.
_TAKING = {"opening": Kind.OPENED, "answering": Kind.ANSWERED, "requesting": Kind.REQUESTED}


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
    typed = typed_rows(desk, main, work, base, saver)
    back = {key[0] for key in typed.keys.values()}
    events += [
        Event(Kind.EDITED, desk.as_of, key[0], {"sheet": sheet, "removed": True, "after": {}, "by": saver})
        for key in work.removed
        if key[0] not in back
    ]
    events += [_back(desk, sheet, row, saver) for row in work.returned]
    events += typed.events
    if events:
        lines = list(overlaid(desk, main, work, base))  # by what stood there before it is noted
        desk.record(events)
        desk.say(f"采用了台账“{sheet}”里的人工改动 {len(events)} 行")
        for line in lines:
            desk.say(line)
    for line in typed.lines:
        desk.say(line)
    tell_left(desk, main, work)
    gone = sorted(event.number for event in events if event.data.get("removed") and event.number not in typed.moved)
    if gone:
        desk.say(f"台账里删去了 {'、'.join(gone)}，不再办理和统计；如是误删，用“恢复总台账”取回删去前的备份")
    if work.returned:
        desk.say(f"台账里先前删去的行又在了，照常办理和统计：{'、'.join(sorted(row.key[0] for row in work.returned))}")
    tell(desk, events)
    answers(desk, asks)
    return typed.keys


def _back(desk: Desk, sheet: str, row: ViewRow, saver: str) -> Event:
    """Return the event of a deleted row that is back: only what differs from its case is somebody's edit."""
    case = desk.cases.get(row.key[0])
    known = case.row() if case else {}
    after = {column: value for column, value in row.values.items() if not same(value, known.get(column))}
    data = {"sheet": sheet, "removed": False, "after": after, "standing": dict(row.values), "by": saver}
    return Event(Kind.EDITED, desk.as_of, row.key[0], data)


def answers(desk: Desk, asks: SheetView) -> None:
    """Take in what the office typed beside the questions on 待确认."""
    said = [(row, word) for row in asks.rows if (word := str(row.values.get("处理意见", "")).strip())]
    events = [event for row, word in said if (event := _answer(desk, row, word))]
    late = [event for row, _ in said if (event := _too_late(desk, row))]
    desk.record(for_meeting(desk, event) for event in events if not _request_of(desk, event))
    for event in events:  # each of them is reckoned from where the one before it left the dates
        if _request_of(desk, event):
            desk.record([of_office(desk, event)])
    if events:
        desk.say(f"采用了“待确认”表里的 {len(events)} 项处理意见")
    desk.record(late)
    desk.record(materials_owed(desk))
    for owed in list(_owed(desk)):
        opens = owed.kind is Kind.OPENED
        happens = replace(owed, number=desk.claim()) if opens else owed
        # Together, so that a matter is never there without its visit naming it.
        done, *_ = desk.record([happens, *(_named_by_visit(desk, happens) if opens else ())])
        desk.say(f"按处理意见{'登记为' if opens else '写入'} {done.number} {desk.cases[done.number].role('firm')}")


def _named_by_visit(desk: Desk, opened: Event) -> list[Event]:
    if desk.mechanism.visiting is None:
        return []
    # Most offices keep no visits; theirs starts without what knows them.
    from toolkit.jobs.visiting.visit_matters import note_matter  # noqa: PLC0415

    return note_matter(desk, opened)


def _request_of(desk: Desk, event: Event) -> bool:
    case = desk.cases.get(event.number)
    return case is not None and event.data["ask"] in case.requests


def _answer(desk: Desk, row: ViewRow, word: str) -> Event | None:
    """Return what the office says to a question, None where it was answered already or the answer tells too little."""
    ask, meant = row.key[0], plain(word)
    if ask in desk.known.decided:
        return None
    if meant not in {TAKE, LEAVE}:
        _hint(desk, f"“待确认”表 {ask}：“{word}”认不出，处理意见请填“{TAKE}”或“{LEAVE}”")
        return None
    number = str(row.values.get("编号", "")).strip()
    held = desk.known.asked.get(ask)
    if held is None and not any(ask in case.asks for case in desk.cases.values()):
        _hint(desk, f"“待确认”表 {ask}：日志里没有这一项的记录，处理意见没有执行；需要的内容请直接在台账里改")
        return None
    if meant == TAKE and held is not None and held.data.keys() & {"answering", "requesting", "material"}:
        if not number:
            _hint(desk, f"“待确认”表 {ask}：要采纳这份来件，请先在同一行的“编号”栏填上它所属事项的编号")
            return None
        if number not in desk.cases or desk.cases[number].removed:
            _hint(desk, f"“待确认”表 {ask}：台账中没有编号“{number}”，请核对同一行的“编号”栏")
            return None
    return Event(Kind.DECIDED, desk.as_of, number, {"ask": ask, "take": meant == TAKE})


def _too_late(desk: Desk, row: ViewRow) -> Event | None:
    """Say of an answer to a question that was settled before it came, once, that nothing follows from it."""
    ask, decision = row.key[0], desk.known.decided.get(row.key[0])
    if decision is None or not decision.data.get("settled") or late_ask(ask) in desk.known.decided:
        return None
    desk.say(f"“待确认”表 {ask}：已处理过（{settled_words(decision)}），这次填的处理意见未再执行")
    return Event(Kind.DECIDED, desk.as_of, data={"ask": late_ask(ask), "take": False})


def _hint(desk: Desk, line: str) -> None:
    """Say a line once a run, however often the register is looked at."""
    if line not in desk.hints:
        desk.hints.add(line)
        desk.say(line)


def _owed(desk: Desk) -> Iterator[Event]:
    """Yield what the office decided and that has not happened yet: now, or by a run that was killed.

    A return that was held and is taken; a new version that is none, which becomes a case of its own.
    """
    done: set[tuple[str, str, int]] = set()
    for event in desk.known.owing:
        for kind, decision, data in _due(event, desk.known.decided):
            what = (kind.value, data["sha"], data["part"])
            if what not in done and what not in desk.known.entered:
                done.add(what)
                yield Event(kind, desk.as_of, decision.number, data)


def _due(event: Event, decided: Mapping[str, Event]) -> Iterator[tuple[Kind, Event, Mapping[str, Any]]]:
    """Yield what follows from what the office said about one return."""
    if event.kind is Kind.HELD:
        decision = decided.get(event.data["ask"])
        for key, kind in _TAKING.items():
            if decision is not None and decision.data["take"] and event.data.get(key):
                yield kind, decision, event.data[key]
    elif event.kind is Kind.ANSWERED and event.data["role"] == VERSION:
        decision = decided.get(version_ask_id(event))
        if decision is not None and not decision.data["take"]:
            yield Kind.OPENED, decision, event.data["opening"]
