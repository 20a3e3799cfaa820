"""The sheets of visits (走访台账、企业、挂钩): what is known of visits, and what the sheets should show of them.

A visit comes on a form (VISITED) or is typed into the sheet. What stands in its row counts: what people typed before
what forms say, what came later before what came earlier; a blank never erases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from toolkit.cases import Case
from toolkit.events import CellValue, Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.firm_rows import firm_rows
from toolkit.jobs.visiting.repeats import one_with, put_together, with_counting
from toolkit.mechanism import Visiting
from toolkit.register import Wanted, schema
from toolkit.visits import Charge, Visit, charge_of, is_surname, leaders_in, named, silent_in, visit_of

_OURS = re.compile(r"Z(\d{4})-(\d+)")
#: A day without a year is looked for about half a year back: then the last one until today is the nearest.
_HALF_A_YEAR = timedelta(days=182)
Row = dict[str, CellValue]


def visits_of(desk: Desk) -> list[Visit]:
    """Return the visits there are, in the order of their 走访号; nothing where the mechanism keeps none.

    A row that names no firm is none yet.
    """
    return [each for each in every_visit(desk) if each.firm]


def every_visit(desk: Desk) -> list[Visit]:
    """Return the visits, and the rows that are to be some once somebody fills in which firm it was."""
    visiting = desk.mechanism.visiting
    if visiting is None:
        return []
    standing = _standing(desk, visiting)
    ones = one_with(desk, {key[0] for key in standing})
    together = put_together(desk, visiting, standing, ones)
    found = [by_name(desk, visit_of(key[0], row, visiting)) for key, row in together.items() if key[0] not in ones]
    parts: dict[str, list[Visit]] = {}
    for number, one in ones.items():
        own = parts.setdefault(one.number, [by_name(desk, visit_of("", standing[one.number,], visiting))])
        own.append(by_name(desk, visit_of("", standing[number,], visiting)))
    told = [replace(each, silent=silent_in(parts[each.number])) if each.number in parts else each for each in found]
    return sorted(told, key=lambda each: _in_turn(each.number))


def visits_apart(desk: Desk) -> list[Visit]:
    """Return the visits row by row, those too that count no more because they are one with another row.

    What is typed into such a row is followed all the same, and a need that it tells of is raised.
    """
    visiting = desk.mechanism.visiting
    if visiting is None:
        return []
    found = [visit_of(key[0], row, visiting) for key, row in _standing(desk, visiting).items()]
    return sorted((each for each in found if each.firm), key=lambda each: _in_turn(each.number))


def put_in(desk: Desk, number: str) -> Row:
    """Return what of a visit is told otherwise than in its own row, for another row was put into it, by column."""
    visiting = desk.mechanism.visiting
    if visiting is None:
        return {}
    rows = _rows(desk, visiting)
    ones, own = one_with(desk, {key[0] for key in rows}), rows.get((number,), {})
    if number not in {each.number for each in ones.values()}:
        return {}
    together = put_together(desk, visiting, rows, ones)[number,]
    return {column: value for column, value in together.items() if own.get(column) != value}


def _standing(desk: Desk, visiting: Visiting) -> dict[tuple[str, ...], Row]:
    """Return the rows of visits as they are known: what the register showed last, and what was told and typed since."""
    rows = desk.base.cells.get(visiting.sheet, {})
    standing = {key: _dated(visiting, filled(row), desk.as_of) for key, row in rows.items()}
    taken_back = {event.data["visit"] for event in desk.withdrawn if "visit" in event.data}
    for key in [each for each in standing if each[0] in taken_back]:
        del standing[key]
    for number, row in _rows(desk, visiting).items():
        standing[number] = {**standing.get(number, {}), **row}
    for key in desk.base.gone.get(visiting.sheet, set()) & standing.keys():
        del standing[key]
    return standing


def charges_of(desk: Desk) -> list[Charge]:
    """Return who looks after whom, as the office keeps it on the sheet 挂钩, in the order of the names."""
    visiting = desk.mechanism.visiting
    rows = _in_order(desk, visiting.charges) if visiting else []
    columns = schema.LEADER, schema.CHARGE, schema.KIND, schema.SINCE, schema.UNTIL
    return [charge_of(row, *columns) for _, row in rows]


def leaders_of(desk: Desk, day: date | None = None) -> dict[str, frozenset[str]]:
    """Return the leaders that the sheet 挂钩 names in full, with their titles; those in charge on a day, if given."""
    visiting, told = desk.mechanism.visiting, list[str]()
    for _, row in _in_order(desk, visiting.charges) if visiting else ():
        charge = charge_of(row, schema.LEADER, schema.CHARGE, schema.KIND, schema.SINCE, schema.UNTIL)
        if day is None or charge.holds_on(day):
            told.append(str(row.get(schema.LEADER) or ""))
    return leaders_in(told)


def by_name(desk: Desk, visit: Visit) -> Visit:
    """Return a visit with who made it by full name: 陈主席 is 陈国栋 where nobody else of that surname leads."""
    if not any(map(is_surname, (*visit.visitors, *visit.company))):
        return visit
    return named(visit, leaders_of(desk, visit.day))


def firms_of(desk: Desk) -> list[Row]:
    """Return the rows of the sheet 企业, as they were known last, in the order of the names."""
    visiting = desk.mechanism.visiting
    return [row for _, row in _in_order(desk, visiting.firms)] if visiting else []


def _in_order(desk: Desk, sheet: str) -> list[tuple[tuple[str, ...], Row]]:
    """Return the rows of a sheet by key: what this PC remembers keeps no other order."""
    return sorted(((key, filled(row)) for key, row in desk.base.cells.get(sheet, {}).items()), key=lambda each: each[0])


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
    ones = one_with(desk, {key[0] for key in rows})
    rows = put_together(desk, visiting, rows, ones)
    visits = [visit_of(key[0], row, visiting) for key, row in rows.items() if key[0] not in ones]
    return {
        visiting.sheet: with_counting(visiting, rows, ones),
        visiting.firms: firm_rows(desk, visiting, visits, cases),
    }


def _rows(desk: Desk, visiting: Visiting) -> dict[tuple[str, ...], Row]:
    """Return the rows of visits that forms told of or people typed in."""
    found: dict[tuple[str, ...], Row] = {}
    for event in desk.known.visited:
        number = str(event.data["visit"])
        key: tuple[str, ...] = (number,)
        found[key] = {**found.get(key, {}), **event.data["values"], visiting.role("number"): number}
    for key, columns in desk.known.hands.get(visiting.sheet, {}).items():
        typed = {
            column: _day_meant(event.data["after"][column], event.day)
            if column == visiting.role("day")
            else event.data["after"][column]
            for column, event in columns.items()
        }
        if key in desk.base.gone.get(visiting.sheet, set()):
            found.pop(key, None)
        elif key in found or any(value not in (None, "") for value in typed.values()):
            row = {**found.get(key, {}), **typed, visiting.role("number"): key[0]}
            found[key] = filled(row)
    return found


def next_number(desk: Desk, *, beside: Iterable[str] = ()) -> str:
    """Return a new 走访号 of this year; the one of a visit that was taken back is never given again.

    Args:
        desk: the desk.
        beside: numbers that stand in the register and that the journal does not know yet.
    """
    return next(new_numbers(desk, beside))


def new_numbers(desk: Desk, beside: Iterable[str]) -> Iterator[str]:
    """Yield new 走访号, one after the other; see :func:`next_number`."""
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


def _dated(visiting: Visiting, row: Row, near: date) -> Row:
    column = visiting.role("day")
    return filled({**row, column: _day_meant(row.get(column), near)})


def _day_meant(value: CellValue | None, near: date) -> CellValue | None:
    """Return the day that a cell means, however it was typed: with a time, or 1月6日 without a year; else the cell.

    Args:
        value: what stands there.
        near: the day it was taken in: of the days without a year the last one until then is meant, for a visit is
            told of once it was made.
    """
    if not isinstance(value, str):
        return value
    # Few days are typed so; runs that meet none start without what reads them.
    from toolkit.intake.meanings.days import read_day  # noqa: PLC0415

    day, _ = read_day(value, near - _HALF_A_YEAR)
    return day or value


def filled(row: Mapping[str, CellValue | None]) -> Row:
    """Return what of a row is filled."""
    return {column: value for column, value in row.items() if value not in (None, "")}


def _in_turn(number: str) -> tuple[str, int, str]:
    head, _, tail = number.partition("-")
    return head, int(tail) if tail.isdecimal() else 0, number
