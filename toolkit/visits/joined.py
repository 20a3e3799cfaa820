"""Two rows of the sheet of visits that tell of one visit, put together (走访合并): nothing that either says is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from toolkit.cases.matters import plain
from toolkit.events import CellValue
from toolkit.mechanism import Visiting
from toolkit.visits.visit import Visit, may_be_one, names_in, visit_of

Row = Mapping[str, CellValue]
#: Meanings of columns in which names and numbers stand in a row.
_LISTED = ("company", "way", "matters")
#: Meanings of columns by which the two were found to be one visit.
_FOUND_BY = ("number", "day", "firm", "kind")


def joined(visiting: Visiting, row: Row, other: Row, fixed: Collection[str] = ()) -> dict[str, CellValue]:
    """Return what a row says once another row of the same visit is put into it.

    Who went, how, and which matters came of it are those of both; what one lacks the other says; where they say
    different things, both are told. To put the same row in twice changes nothing.

    Args:
        visiting: the mechanism's data of visits.
        row: the row that goes on counting.
        other: the one put into it.
        fixed: columns of ``row`` that stand as they are.
    """
    roles = {column: meaning for meaning, column in visiting.roles.items()}
    found = dict(row)
    for column, value in other.items():
        meaning, stands = roles.get(column, ""), row.get(column)
        if column in fixed or (meaning in _FOUND_BY and stands not in (None, "")):
            continue
        if stands in (None, ""):
            found[column] = value
        elif isinstance(stands, str) and isinstance(value, str):
            found[column] = _both(visiting, meaning, row, stands, value)
    return found


def silent_in(parts: Iterable[Visit]) -> tuple[str, ...]:
    """Return who held no talk (谈心交心), as the rows of one visit tell it; nobody where no row says how it was made.

    One talked to the owner while the other only looked round: the talk is the first one's alone.
    """
    told = list(parts)
    talkers = {name for each in told if each.talked or not each.ways for name in each.visitors}
    others = (name for each in told if each.ways and not each.talked for name in each.visitors)
    return tuple(dict.fromkeys(name for name in others if not _named(name, talkers)))


def _both(visiting: Visiting, meaning: str, row: Row, stands: str, value: str) -> str:
    if meaning == "visitor":
        there = visit_of("", row, visiting)
        fresh = [each for each in names_in(value) if not _named(each, (*there.visitors, *there.company))]
        return "、".join([stands, *fresh])
    if meaning in _LISTED:
        return "、".join(dict.fromkeys([*stands.split("、"), *value.split("、")]))
    if plain(value) in plain(stands):
        return stands
    return value if plain(stands) in plain(value) else f"{stands.rstrip('。；;')}；{value}"


def _named(name: str, others: Collection[str]) -> bool:
    return any(may_be_one(name, each) for each in others)
