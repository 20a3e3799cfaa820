"""Rows that a person typed in (手填的行): each becomes a case of its own, or is the case it was before.

A row whose 编号 was cleared and that says what its case says is that case again. A row that becomes none is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.events import CellValue, Event, Kind
from toolkit.files import sha256
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import ColumnType
from toolkit.register import Base, HandWork, SheetView, ViewRow, same

#: So many rows are told one by one.
_NAMED = 8
#: How the toolkit writes a 编号 itself.
_OURS = re.compile(r"\d{4}-\d{3,}|（待编号\d+）")
#: What the first words of a row say that is meant to be no case.
_NO_CASE = re.compile(r"\s*(?:合\s*计|小\s*计|总\s*计|共\s*计|注|备\s*注|说\s*明|制\s*表|填\s*表|审\s*核)")


@dataclass
class TypedRows:
    """What became of the rows that people typed in.

    Attributes:
        keys: row number → the key given to a row without one.
        events: what is to be journalled.
        lines: what is to be said about them.
        moved: the former 编号 of a row → the one that it stands as now.
    """

    keys: dict[int, tuple[str, ...]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)


def typed_rows(desk: Desk, main: SheetView, work: HandWork, base: Base, saver: str) -> TypedRows:
    """Give a 编号 to each row that a person typed in; a run that was killed before writing it gave one already.

    Args:
        desk: where the numbers come from.
        main: the record's sheet as it lies there.
        work: what people did to it.
        base: what we last wrote.
        saver: who saved the register last, from the file.
    """
    done = TypedRows()
    new: list[tuple[ViewRow, str]] = []
    waiting = _unwritten(desk, main)
    gone = _gone(desk, main, work, base)
    firm = desk.mechanism.record.role("firm")
    for row in work.typed:
        if firm not in row.values:
            continue  # a note under the table, not a case
        same_row = next((number for number, values in gone.items() if _alike(values, row.values)), "")
        if same_row:
            gone.pop(same_row)
            done.keys[row.number] = (same_row,)
            _give_back(desk, main, base, same_row, saver, done)
            continue
        known = _waiting_as(row, waiting, firm)
        number = known or desk.claim({row.key[0] for row in main.rows})
        before = waiting.pop(number, {})
        done.keys[row.number] = (number,)
        if not known:
            new.append((row, number))
        elif not _alike(before, row.values):  # typed on while the register could not be written
            done.events.append(_typed_on(desk, main, row, number, before, saver))
    # A row with a word of theirs in the column of keys and no firm (合计) is no case.
    new += [(row, row.key[0]) for row in work.foreign if firm in row.values]
    for row, number in new:
        done.events.append(_opened_by_hand(desk, main, row, number, saver))
        _note_moved(done, gone, row, number, firm)
    done.lines += _registered(main, [(row, number) for row, number in new if number not in done.moved.values()], firm)
    done.lines += [
        f"台账第 {row.number} 行的编号被改动：原 {old} 这一行现为 {number}，按新事项登记，{old} 不再办理和统计；"
        f"如不是有意的，把这一行的编号改回 {old}，再运行一次"
        for old, new_number in done.moved.items()
        for row, number in new
        if number == new_number
    ]
    return done


def tell_left(desk: Desk, main: SheetView, work: HandWork) -> None:
    """Say once of the rows that name no firm that they are no cases; sums and notes under the table are left alone."""
    firm = desk.mechanism.record.role("firm")
    left = {_id_of(row): row for row in (*work.typed, *work.foreign) if firm not in row.values and not _is_note(row)}
    left = {ask: row for ask, row in left.items() if ask not in desk.known.decided}
    if not left:
        return
    rows = [str(row.number) for row in left.values()]
    named = "、".join(rows[:_NAMED]) + (f" 等 {len(rows)} " if len(rows) > _NAMED else " ")
    desk.say(f"台账“{main.spec.name}”第 {named}行没有填“{firm}”，没有登记；要登记的请补上，不是事项的不用管")
    # That it was said is kept like an answer to a question that needs none.
    desk.record([Event(Kind.DECIDED, desk.as_of, data={"ask": ask, "take": False}) for ask in left])


def _id_of(row: ViewRow) -> str:
    said = "\n".join(f"{column}\t{value}" for column, value in sorted(row.values.items()))
    return f"row-{sha256(said.encode('utf-8', 'surrogatepass'))[:16]}"


def _is_note(row: ViewRow) -> bool:
    return any(_NO_CASE.match(str(value)) for value in row.values.values())


def _gone(desk: Desk, main: SheetView, work: HandWork, base: Base) -> dict[str, dict[str, CellValue]]:
    """Return what stood in the rows that are gone, by their 编号 and without it."""
    number = desk.mechanism.record.role("number")
    found: dict[str, dict[str, CellValue]] = {}
    for key in work.removed:
        row = base.row(main.spec.name, key) or {}
        found[key[0]] = {name: value for name, value in row.items() if name != number and value is not None}
    return found


def _give_back(desk: Desk, main: SheetView, base: Base, number: str, saver: str, done: TypedRows) -> None:
    """Let a row be its case again: that the 编号 is not there is taken note of, so that it is written once more."""
    name, column = main.spec.name, desk.mechanism.record.role("number")
    if base.value(name, (number,), column) is None:
        return  # noted by a run that could not write it
    data = {"sheet": name, "before": {column: number}, "after": {column: None}, "by": saver}
    done.events.append(Event(Kind.EDITED, desk.as_of, number, data))
    done.lines.append(f"台账里 {number} 的编号被清空，内容没有变，仍是 {number}，编号已补回")


def _note_moved(done: TypedRows, gone: dict[str, dict[str, CellValue]], row: ViewRow, number: str, firm: str) -> None:
    """Note of which row that is gone this one is the rest: the same firm, and half of what stood there."""
    for old, values in gone.items():
        alike = sum(same(value, row.values.get(column)) for column, value in values.items())
        if same(values.get(firm), row.values[firm]) and alike * 2 >= len(values):
            done.moved[old] = number
            del gone[old]
            return


def _registered(main: SheetView, new: Sequence[tuple[ViewRow, str]], firm: str) -> Iterator[str]:
    for row, number in new[:_NAMED]:
        how = "登记为" if not row.key or not all(row.key) else "按填写的编号登记为"
        line = f"台账“{main.spec.name}”第 {row.number} 行{how} {number}（{row.values[firm]}）"
        yield line if _OURS.fullmatch(number) else f"{line}；编号通常写作 2024-001 这样，如是笔误请改正"
    if len(new) > _NAMED:
        yield f"另有 {len(new) - _NAMED} 行也已登记，至 {new[-1][1]}"


def _waiting_as(row: ViewRow, waiting: Mapping[str, Mapping[str, CellValue]], firm: str) -> str:
    """Return the 编号 that a typed row got before it could be written into the register, "" where it got none."""
    alike = next((number for number, values in waiting.items() if _alike(values, row.values)), "")
    same_firm = (number for number, values in waiting.items() if same(values.get(firm), row.values.get(firm)))
    return alike or next((each for each in same_firm if waiting[each].keys() <= row.values.keys()), "")


def _typed_on(
    desk: Desk, main: SheetView, row: ViewRow, number: str, before: Mapping[str, CellValue], saver: str
) -> Event:
    after = {column: value for column, value in row.values.items() if not same(before.get(column), value)}
    data = {
        "sheet": main.spec.name, "before": {column: before.get(column) for column in after}, "after": after,
        "by": saver,
    }  # fmt: skip
    return Event(Kind.EDITED, desk.as_of, number, data)


def _unwritten(desk: Desk, main: SheetView) -> dict[str, dict[str, CellValue]]:
    standing = {row.key[0] for row in main.rows}
    waiting: dict[str, dict[str, CellValue]] = {}
    for event in desk.events:
        if event.number in standing or "key" in event.data:
            continue
        if event.kind is Kind.OPENED and event.data.get("by_hand"):
            waiting[event.number] = dict(event.data["after"])
        elif event.kind is Kind.EDITED and event.data.get("removed"):
            waiting.pop(event.number, None)
        elif event.kind is Kind.EDITED and event.number in waiting:
            waiting[event.number].update(event.data["after"])
    return waiting


def _alike(left: Mapping[str, CellValue], right: Mapping[str, CellValue]) -> bool:
    return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)


def _opened_by_hand(desk: Desk, main: SheetView, row: ViewRow, number: str, saver: str) -> Event:
    record = desk.mechanism.record
    own = {record.role("number"), record.role("status"), record.role("round")}
    values = {column: value for column, value in row.values.items() if column not in own}
    data = {
        "sheet": main.spec.name, "by_hand": True, "by": saver, "sha": "", "part": 0,
        "values": values, "after": dict(row.values), "to_complete": _lacking(desk, values),
    }  # fmt: skip
    return Event(Kind.OPENED, desk.as_of, number, data)


def _lacking(desk: Desk, values: Mapping[str, CellValue]) -> list[str]:
    """Return what a row that was typed in lacks of what a form is asked for, and the days that are none."""
    record = desk.mechanism.record
    forms = [form for form in desk.mechanism.forms if form.kind == "opens"]
    needed = {each.column for form in forms[:1] for each in form.own_fields if each.required}
    return [
        each.name
        for each in record.columns
        if (each.name in needed and each.name not in values)
        or (each.type is ColumnType.DATE and isinstance(values.get(each.name), str))
    ]
