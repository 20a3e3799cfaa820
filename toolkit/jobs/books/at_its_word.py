"""At its word (以台账为准): what the register shows and a journal with gaps cannot explain any more stands.

A line that is lost may have been a hand edit or a dispatch. Told without it, a case has an older status and empty
cells, and the next write would lay them over what the register shows. So, while something is missing, each cell that
our last commit left otherwise than the events up to it say is taken in as if a person had typed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.cases import Case, SupportAnswer
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books.gaps import Gaps
from toolkit.jobs.books.reseed import WRITTEN, receipt
from toolkit.jobs.books.still_shown import DONE, answered
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import received
from toolkit.register import Base, SheetView, Wanted, same, schema
from toolkit.register.base import RowKey
from toolkit.register.view import Key

#: What each sheet should show, as the events say.
Shows = Callable[[Desk], Mapping[str, Wanted]]
#: So many rows are named.
_NAMED = 8


def stand_by(desk: Desk, views: Mapping[str, SheetView], shows: Shows) -> None:
    """Take in what the register shows and lost lines must have said, where the journal has gaps; else do nothing.

    Args:
        desk: where the events go; what people did to the register since is taken in already.
        views: every sheet as it lies there, read whole.
        shows: tells what the sheets should show by the events on a desk.
    """
    if not Gaps(desk).open or not desk.base.commits:
        return
    desk.record(_lost_receipts(desk, views[schema.INCOMING]))
    main = desk.mechanism.record.sheet
    then = shows(_as_it_was(desk))
    rows = list(_rows(desk, views[main], then[main], shows(desk)[main]))
    desk.record(rows)
    answers = _lost_answers(desk, views[schema.CLOCKS])
    desk.record(answers)
    now = shows(desk)
    others = [
        *_rows(desk, views[schema.MEETINGS], then[schema.MEETINGS], now[schema.MEETINGS]),
        *_rows(desk, views[schema.ASKS], then[schema.ASKS], now[schema.ASKS]),
        *_reasons(desk, views[schema.CLOCKS], now[schema.CLOCKS]),
    ]
    desk.record(others)
    _tell(desk, [*rows, *others])
    if answers:
        told = "、".join(f"{event.number} {event.data['unit']}" for event in answers)
        desk.say(f"先前的日志记录缺失，以台账“{schema.CLOCKS}”为准，配合单位已提出意见：{told}")


def _as_it_was(desk: Desk) -> Desk:
    """Return a desk on which nothing has happened since our last commit, nor on any later day."""
    upto = desk.base.commits[-1].seq
    every = {event.seq: event for event in desk.events} | {event.seq: event for event in desk.withdrawn}
    past = [every[seq] for seq in sorted(every) if seq <= upto]
    order = replace(desk.order, as_of=past[-1].day if past else desk.as_of)
    then = replace(desk, order=order, opened=None)
    then.stand(past)
    return then


def _rows(desk: Desk, sheet: SheetView, then: Wanted, now: Wanted) -> Iterator[Event]:
    """Yield, a row each, the cells that stand as we left them and that the events gave another value by then."""
    name, known = sheet.spec.name, _noted_since(desk)
    # Where even the notes of our writing are lost, an empty cell may be one that waits to be written.
    unsure = bool(desk.base.commits[-1].note.get("reseeded"))
    for key, row in sheet.by_key().items():
        if key not in then or key not in now:
            continue
        held = known.get((name, key), set())
        after = {
            column: row.values.get(column)
            for column in sheet.places
            if column not in held
            and _is_ours(desk.base, name, key, column, row.values.get(column))
            and not same(then[key].get(column), row.values.get(column))
            and not same(now[key].get(column), row.values.get(column))
            and not (unsure and row.values.get(column) is None)
        }
        if after:
            yield _taken(desk, sheet, key, {column: now[key].get(column) for column in after}, after)


def _noted_since(desk: Desk) -> Mapping[RowKey, set[str]]:
    """Return the cells that were taken in so since our last commit: what happened after that counts again."""
    found: dict[RowKey, set[str]] = {}
    upto = desk.base.commits[-1].seq
    for event in desk.events:
        if event.seq > upto and event.kind is Kind.EDITED and event.data.get("missed"):
            key = tuple(event.data.get("key", (event.number,)))
            found.setdefault((event.data["sheet"], key), set()).update(event.data["after"])
    return found


def _is_ours(base: Base, name: str, key: Key, column: str, there: CellValue | None) -> bool:
    return key in base.cells.get(name, {}) and same(there, base.value(name, key, column))


def _reasons(desk: Desk, sheet: SheetView, now: Wanted) -> Iterator[Event]:
    """Yield what stands beside deadlines and would be emptied; the dates themselves follow from the cases' rows."""
    for key, row in sheet.by_key().items():
        after = {
            column: row.values[column]
            for column in WRITTEN
            if column in row.values and key in now and now[key].get(column) is None
        }
        if after:
            yield _taken(desk, sheet, key, dict.fromkeys(after), after)


def _lost_answers(desk: Desk, sheet: SheetView) -> list[Event]:
    """Return that supporting units answered, where we wrote that into the register and the events say it no more."""
    once, name = _as_it_was(desk).cases, sheet.spec.name
    return [
        event
        for key, event in answered(desk, sheet)
        if _is_ours(desk.base, name, key, DONE, event.day)
        and event.data["unit"] not in {each.unit for each in _answers_in(once.get(event.number))}
    ]


def _answers_in(case: Case | None) -> Sequence[SupportAnswer]:
    return [each for each in case.supporters if each.round == case.round] if case else []


def _taken(
    desk: Desk, sheet: SheetView, key: Key, before: Mapping[str, CellValue | None],
    after: Mapping[str, CellValue | None],
) -> Event:  # fmt: skip
    data = {"sheet": sheet.spec.name, "before": before, "after": after, "by": "", "missed": True}
    if sheet.spec.name == desk.mechanism.record.sheet:
        return Event(Kind.EDITED, desk.as_of, key[0], data)
    number = key[0] if sheet.spec.name == schema.CLOCKS else ""
    return Event(Kind.EDITED, desk.as_of, number, {**data, "key": list(key)})


def _lost_receipts(desk: Desk, sheet: SheetView) -> Iterator[Event]:
    """Yield the received files of which only the row is left; without them all later rows would move up by one."""
    rows = {int(key[0]): key for key in desk.base.cells.get(sheet.spec.name, {}) if key[0].isdecimal()}
    upto = desk.base.commits[-1].seq
    known = [event for event in received(desk.events) if event.seq <= upto or "place" in event.data]
    lost, at = max(rows, default=0) - len(known), 0
    for count in range(1, max(rows, default=0) + 1):
        row = desk.base.row(sheet.spec.name, rows[count]) if count in rows else None
        if lost > 0 and row is not None and not (at < len(known) and _is_of(known[at], row)):
            lost -= 1
            event = receipt(desk, row)
            yield replace(event, data={**event.data, "place": count})
        else:
            at += 1


def _is_of(event: Event, row: Mapping[str, CellValue | None]) -> bool:
    return event.data["name"] == row.get("文件名") and event.day == row.get("收件日期")


def _tell(desk: Desk, events: Iterable[Event]) -> None:
    """Say which cells were taken at their word."""
    told = [
        f"“{event.data['sheet']}”{' '.join(event.data.get('key', [event.number]))} {'、'.join(event.data['after'])}"
        for event in events
    ]
    if told:
        more = f" 等 {len(told)} 行" if len(told) > _NAMED else ""
        desk.say(f"先前的日志记录缺失，以台账为准，没有改动台账：{'；'.join(told[:_NAMED])}{more}")
