"""The sheets of visits (走访台账、企业、挂钩): what is known of visits, and what the sheets should show of them.

A visit comes on a form (VISITED) or is typed into the sheet. What stands in its row counts: what people typed before
what forms say, what came later before what came earlier; a blank never erases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from toolkit.cases import Case
from toolkit.events import CellValue, Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.firm_rows import firm_rows
from toolkit.mechanism import Visiting
from toolkit.register import SheetView, ViewRow, Wanted, schema
from toolkit.visits import Charge, Visit, charge_of, visit_of

_OURS = re.compile(r"Z(\d{4})-(\d+)")
Row = dict[str, CellValue]


def visits_of(desk: Desk) -> list[Visit]:
    """Return the visits there are, in the order of their 走访号; nothing where the mechanism keeps none."""
    visiting = desk.mechanism.visiting
    if visiting is None:
        return []
    standing = {key: _filled(row) for key, row in desk.base.cells.get(visiting.sheet, {}).items()}
    taken_back = {event.data["visit"] for event in desk.withdrawn if "visit" in event.data}
    for key in [each for each in standing if each[0] in taken_back]:
        del standing[key]
    for number, row in _rows(desk, visiting).items():
        standing[number] = {**standing.get(number, {}), **row}
    gone = desk.base.gone.get(visiting.sheet, set())
    found = [visit_of(key[0], row, visiting) for key, row in standing.items() if key not in gone]
    return sorted((each for each in found if each.firm), key=lambda each: _in_turn(each.number))


def charges_of(desk: Desk) -> list[Charge]:
    """Return who looks after whom, as the office keeps it on the sheet 挂钩, in the order of the names."""
    visiting = desk.mechanism.visiting
    rows = _in_order(desk, visiting.charges) if visiting else []
    columns = schema.LEADER, schema.CHARGE, schema.KIND, schema.SINCE, schema.UNTIL
    return [charge_of(row, *columns) for _, row in rows]


def firms_of(desk: Desk) -> list[Row]:
    """Return the rows of the sheet 企业, as they were known last, in the order of the names."""
    visiting = desk.mechanism.visiting
    return [row for _, row in _in_order(desk, visiting.firms)] if visiting else []


def _in_order(desk: Desk, sheet: str) -> list[tuple[tuple[str, ...], Row]]:
    """Return the rows of a sheet by key: what this PC remembers keeps no other order."""
    return sorted(
        ((key, _filled(row)) for key, row in desk.base.cells.get(sheet, {}).items()), key=lambda each: each[0]
    )


def shown(desk: Desk, cases: Sequence[Case]) -> dict[str, Wanted]:
    """Return what the sheets of visits should show, as the events say; nothing where the mechanism keeps none.

    Args:
        desk: the desk.
        cases: at least those that are not over: a firm's row names its own.
    """
    visiting = desk.mechanism.visiting
    if visiting is None:
        return {}
    rows = _rows(desk, visiting)
    visits = [visit_of(key[0], row, visiting) for key, row in rows.items()]
    return {visiting.sheet: rows, visiting.firms: firm_rows(desk, visiting, visits, cases)}


def _rows(desk: Desk, visiting: Visiting) -> dict[tuple[str, ...], Row]:
    """Return the rows of visits that forms told of or people typed in."""
    found: dict[tuple[str, ...], Row] = {}
    for event in desk.known.visited:
        number = str(event.data["visit"])
        key: tuple[str, ...] = (number,)
        found[key] = {**found.get(key, {}), **event.data["values"], visiting.role("number"): number}
    for key, columns in desk.known.hands.get(visiting.sheet, {}).items():
        typed = {column: event.data["after"][column] for column, event in columns.items()}
        if key in desk.base.gone.get(visiting.sheet, set()):
            found.pop(key, None)
        elif key in found or any(value not in (None, "") for value in typed.values()):
            row = {**found.get(key, {}), **typed, visiting.role("number"): key[0]}
            found[key] = _filled(row)
    return found


def next_number(desk: Desk, *, beside: Iterable[str] = ()) -> str:
    """Return a new 走访号 of this year; the one of a visit that was taken back is never given again.

    Args:
        desk: the desk.
        beside: numbers that stand in the register and that the journal does not know yet.
    """
    return next(_new_numbers(desk, beside))


def _new_numbers(desk: Desk, beside: Iterable[str]) -> Iterator[str]:
    visiting = desk.mechanism.visiting
    sheet = visiting.sheet if visiting else ""
    known = [
        *beside,
        *(event.data["visit"] for event in (*desk.known.visited, *_withdrawn(desk))),
        *(key[0] for key in desk.base.cells.get(sheet, {})),
        *(key[0] for key in desk.base.gone.get(sheet, ())),
    ]
    year = desk.as_of.year
    numbers = [int(match[2]) for each in known if (match := _OURS.fullmatch(each)) and int(match[1]) == year]
    return (f"Z{year}-{number:03}" for number in count(max(numbers, default=0) + 1))


def _withdrawn(desk: Desk) -> Iterator[Event]:
    return (event for event in desk.withdrawn if "visit" in event.data)


def as_meant(desk: Desk, views: Mapping[str, SheetView]) -> dict[str, SheetView]:
    """Return the sheets of visits that people type into as what they type is meant; nothing where there are none."""
    visiting = desk.mechanism.visiting
    if visiting is None:
        return {}
    return {
        visiting.sheet: numbered(desk, views[visiting.sheet]),
        visiting.charges: _each_once(desk, views[visiting.charges]),
    }


def _each_once(desk: Desk, sheet: SheetView) -> SheetView:
    """Return who looks after whom, each pair once; what is there twice, or by half, is told once a run."""
    name, first = sheet.spec.name, dict[tuple[str, ...], ViewRow]()
    lines: list[str] = []
    for row in sheet.rows:
        other = first.setdefault(row.key, row)
        if other is not row:
            pair = f"第 {row.number} 行与第 {other.number} 行都是{row.key[0]}挂钩{row.key[1]}"
            lines.append(f"“{name}”表{pair}，按第 {other.number} 行，请删去多余的一行")
    for row in sheet.loose:
        half = next((each for each in sheet.spec.keys if each in row.values), "")
        if half:
            missing = "、".join(each for each in sheet.spec.keys if each not in row.values)
            lines.append(f"“{name}”表第 {row.number} 行没有填{missing}，没有采用")
    for line in lines:
        if line not in desk.hints:
            desk.hints.add(line)
            desk.say(line)
    return SheetView(sheet.spec, sheet.places, list(first.values()), sheet.loose)


def numbered(desk: Desk, sheet: SheetView) -> SheetView:
    """Return the sheet of visits with a 走访号 for each row that people typed in without one.

    One that was given its number by an earlier run, which could not write it, keeps it.
    """
    visiting = desk.mechanism.visiting
    if visiting is None or not sheet.loose:
        return sheet
    standing = {row.key for row in sheet.rows}
    gone = desk.base.gone.get(sheet.spec.name, set())
    waiting = {
        key: visit_of(key[0], _filled(row), visiting)
        for key, row in desk.base.cells.get(sheet.spec.name, {}).items()
        if key not in standing and key not in gone
    }
    fresh = _new_numbers(desk, [row.key[0] for row in sheet.rows])
    rows: list[ViewRow] = []
    for row in sheet.loose:
        visit = visit_of("", row.values, visiting)
        if not visit.firm:
            continue  # a note under the table
        same = next((key for key, each in waiting.items() if _alike(each, visit)), None)
        key = same or (next(fresh),)
        waiting.pop(key, None)
        rows.append(ViewRow(row.number, key, row.values))
    return SheetView(sheet.spec, sheet.places, [*sheet.rows, *rows], [])


def _alike(left: Visit, right: Visit) -> bool:
    return (left.firm, left.day, left.visitors) == (right.firm, right.day, right.visitors)


def _filled(row: Mapping[str, CellValue | None]) -> Row:
    return {column: value for column, value in row.items() if value not in (None, "")}


def _in_turn(number: str) -> tuple[str, int, str]:
    head, _, tail = number.partition("-")
    return head, int(tail) if tail.isdecimal() else 0, number
