"""The sheet 共性问题: the groups there are, and what the office wrote there — a name, a matter put in or taken out.

The office names a group in 名称, and the name stays with it; what it changes in 事项 holds from then on; a row it
deletes is no common problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.events import CellValue
from toolkit.jobs.desk.desk import Desk
from toolkit.register import Wanted, schema

_NUMBERS = re.compile(r"\d{4}-\d{3,}")
_WORDS = "共同用语"


@dataclass(frozen=True, slots=True)
class Group:
    """A group as the sheet shows it.

    Attributes:
        id: its 组号.
        name: what the office calls it, "" while it has no name.
        proposed: what it is called until then.
        words: the words that join it.
        numbers: its cases.
        first: the period in which it was found first.
        dropped: the office deleted its row.
    """

    id: str
    name: str
    proposed: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    first: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What the office changed in 事项: case → the group it was put into, and the groups it was taken out of."""

    into: dict[str, str] = field(default_factory=dict)
    out_of: dict[str, set[str]] = field(default_factory=dict)


def known_rows(desk: Desk) -> dict[str, Mapping[str, CellValue]]:
    """Return the groups that were found so far, by 组号: what the sheet shows of each."""
    rows: dict[str, Mapping[str, CellValue]] = {
        name: event.data["rows"][name] for name, event in desk.known.grouped.items()
    }
    for key in desk.base.cells.get(schema.COMMON, {}):
        if key[0] not in rows:  # from a register whose journal was made anew
            kept = desk.base.row(schema.COMMON, key) or {}
            rows[key[0]] = {column: value for column, value in kept.items() if value is not None}
    return rows


def groups(desk: Desk) -> dict[str, Group]:
    """Return the groups that were found so far, by 组号, with the names the office gave them."""
    gone = desk.base.gone.get(schema.COMMON, set())
    found = {}
    for name, row in known_rows(desk).items():
        typed = desk.known.hands.get(schema.COMMON, {}).get((name,), {}).get(schema.NAME)
        called = typed.data["after"][schema.NAME] if typed is not None else row.get(schema.NAME)
        found[name] = Group(
            id=name,
            name=str(called or ""),
            proposed=str(row.get("拟名", "")),
            words=tuple(str(row.get(_WORDS, "")).split("、")),
            numbers=tuple(numbers_in(row.get(schema.MEMBERS))),
            first=str(row.get("首次", "")),
            dropped=(name,) in gone,
        )
    return found


def moved(desk: Desk) -> Moved:
    """Return which cases the office put into a group, or took out of one, by changing 事项; the last word counts."""
    found = Moved()
    for event in desk.known.regrouped:
        name = event.data["key"][0]
        before = set(numbers_in(event.data.get("before", {}).get(schema.MEMBERS)))
        now = set(numbers_in(event.data["after"][schema.MEMBERS]))
        for number in now - before:
            found.into[number] = name
            found.out_of.get(number, set()).discard(name)
        for number in before - now:
            found.out_of.setdefault(number, set()).add(name)
            if found.into.get(number) == name:
                del found.into[number]
    return found


def numbers_in(cell: CellValue | None) -> list[str]:
    """Return the 编号 that stand in a cell, each once, in order."""
    return list(dict.fromkeys(_NUMBERS.findall(str(cell or ""))))


def rows(desk: Desk) -> Wanted:
    """Return what the sheet should show."""
    return {(name,): dict(row) for name, row in known_rows(desk).items()}
