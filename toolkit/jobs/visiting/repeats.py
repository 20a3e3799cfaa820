"""Visits that may be one with another (疑似同一次走访): asked about on 待确认, and put together if the office says so.

Until the office has answered both rows count, each for who made it; afterwards one does, with all that both say. Which
days count stands in a column of their own, so that the board's formulas count what the papers count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source
from toolkit.mechanism import Visiting
from toolkit.visits import Visit, is_same_visit, joined

Key = tuple[str, ...]
Row = dict[str, CellValue]
Rows = Mapping[Key, Row]
_NUMBER = re.compile(r"Z\d{4}-\d+")
#: What stands before the 走访号 of the row that counts in its stead.
_PUT_INTO = "并入"


@dataclass(frozen=True, slots=True)
class One:
    """With which row a row is one, and the place in the journal where the office said so."""

    number: str
    seq: int


def repeat_ask(number: str) -> str:
    """Return the id on 待确认 of the question whether the row of a visit is one with another row."""
    return f"{number}-重复"


def asked_pairs(desk: Desk) -> set[frozenset[str]]:
    """Return which rows were ever asked about, two by two."""
    held = (event.data for event in desk.known.held.values())
    return {frozenset((str(data["repeats"]), _other(data))) for data in held if "repeats" in data}


def asked_about(desk: Desk, number: str) -> dict[str, str]:
    """Return the questions whether a row is one with another or another one with it: id → the row in doubt."""
    held = {ask: event.data for ask, event in desk.known.held.items() if "repeats" in event.data}
    return {ask: str(data["repeats"]) for ask, data in held.items() if number in (data["repeats"], _other(data))}


def open_pairs(desk: Desk) -> list[tuple[str, str]]:
    """Return the rows of which the office has not said yet whether they are one, two by two."""
    held = {ask: event.data for ask, event in desk.known.held.items() if ask not in desk.known.decided}
    return [(_other(data), str(data["repeats"])) for data in held.values() if "repeats" in data]


def put_together(desk: Desk, visiting: Visiting, rows: Rows, ones: Mapping[str, One]) -> dict[Key, Row]:
    """Return rows of visits, those that are one with another row put into it as well.

    What a person typed into the other row after the office had answered stands as it is.
    """
    found = dict(rows)
    typed = desk.known.hands.get(visiting.sheet, {})
    for number, other in ones.items():
        key = (other.number,)
        fixed = {name for name, event in typed.get(key, {}).items() if event.seq > other.seq}
        found[key] = joined(visiting, found[key], rows[number,], fixed)
    return found


def is_one(desk: Desk, number: str) -> bool:
    """Return whether the office said that a row is one with another, and nobody has parted the two since.

    Whoever puts a day into 计入日期 afterwards, or empties it, parts them: an answer once given cannot be taken back on
    待确认.
    """
    ask, visiting = repeat_ask(number), desk.mechanism.visiting
    if visiting is None or ask not in desk.known.taken or ask not in desk.known.held:
        return False
    column = visiting.role("counted")
    typed = desk.known.hands.get(visiting.sheet, {}).get((number,), {}).get(column) if column else None
    if typed is None or typed.seq < desk.known.taken[ask].seq or typed.data.get("removed"):
        return True
    return str(typed.data["after"].get(column) or "").startswith(_PUT_INTO)


def one_with(desk: Desk, there: Collection[str]) -> dict[str, One]:
    """Return of which rows the office said that they are one with another: 走访号 → that row's, the one that counts.

    Args:
        desk: the desk.
        there: the 走访号 there are: what a deleted row was one with counts for itself again.
    """
    said = {
        str(event.data["repeats"]): One(_other(event.data), desk.known.taken[ask].seq)
        for ask, event in desk.known.held.items()
        if "repeats" in event.data and is_one(desk, str(event.data["repeats"]))
    }
    found: dict[str, One] = {}
    for number, one in said.items():
        other, seen = number, {number}
        while other in said and said[other].number in there and said[other].number not in seen:
            other = said[other].number
            seen.add(other)
        if number in there and other != number:
            found[number] = One(other, one.seq)
    return found


def counts_in(desk: Desk, number: str) -> str:
    """Return the 走访号 of the row with which the office said that a row is one, "" where it said of none."""
    other, seen = number, set[str]()
    while is_one(desk, other) and other not in seen:
        seen.add(other)
        other = _other(desk.known.held[repeat_ask(other)].data)
    return other if other != number else ""


def with_counting(visiting: Visiting, rows: Rows, ones: Mapping[str, One]) -> dict[Key, Row]:
    """Return the rows with the day on which each counts; one that is one with another says with which."""
    firm, day, column = (visiting.role(each) for each in ("firm", "day", "counted"))
    if not column:
        return dict(rows)
    found = {key: {name: value for name, value in row.items() if name != column} for key, row in rows.items()}
    for (number, *_), row in found.items():
        meant = row.get(day)
        if number in ones:
            row[column] = f"{_PUT_INTO}{ones[number].number}"
        elif isinstance(meant, date) and row.get(firm):
            row[column] = meant
    return found


def may_repeat(desk: Desk, visiting: Visiting, visit: Visit, other: Visit, source: Source) -> Event:
    """Return the question on 待确认 whether a visit is one with another row's.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        visit: the one in doubt.
        other: the one that stands.
        source: where the visit was told, with the part of the file by which the question is known.
    """
    pair, people = f"“{visiting.sheet}”的 {visit.number} 与 {other.number}", "同样的人"
    if not is_same_visit(other, visit, desk.mechanism.place):
        people = f"走访人不同（{'、'.join(other.visitors)}；{'、'.join(visit.visitors)}）"
    column = visiting.role("counted")
    back = f"；填了“采纳”要改回两次的，把 {visit.number} 的“{column}”改成走访日期" if column else ""
    data = {
        "ask": repeat_ask(visit.number),
        "column": visiting.sheet,
        "text": f"{visit.number}：{visit.day}，{visit.firm}，{'、'.join(visit.visitors)}",
        "why": f"{pair} 是同一天、同一家、{people}。是同一次走访的填“采纳”，{visit.number} 不再计入，"
        f"走访人和内容并入 {other.number}；是两次的填“不采纳”，各计一次{back}",
        "todo": f"{pair} 像是同一次走访，在“待确认”表填采纳或不采纳",
        "repeats": visit.number,
        "with": other.number,
        "incoming": source.name,
        "firm": visit.firm,
        "sha": source.sha,
        "part": source.part,
    }
    return Event(Kind.HELD, desk.as_of, data=data)


def told_of_pairs(desk: Desk, visits: Sequence[Visit]) -> str:
    """Return in a sentence which of some visits may be one with another, "" where none may."""
    numbers = {each.number for each in visits}
    pairs = [f"{one}与{other}" for one, other in open_pairs(desk) if {one, other} <= numbers]
    said = f"像是同一次、各计了一次的走访{len(pairs)}处：{'、'.join(pairs)}"
    return f"{said}；请先在“待确认”表填采纳或不采纳" if pairs else ""


def _other(data: Mapping[str, object]) -> str:
    """Return with which row the question asks whether a row is one; older journals say it in the question alone."""
    if "with" in data:
        return str(data["with"])
    numbers = _NUMBER.findall(str(data["why"]))
    return next((each for each in numbers if each != data["repeats"]), "")
