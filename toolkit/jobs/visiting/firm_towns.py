"""Where the firms are that raised matters (所在地): the county or town that the sheet of firms tells of.

A matter of a visit is reported by whoever made the visit, which says nothing of where its firm is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.cases import Case
from toolkit.cases.matters import Firm, firm_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.visit_rows import firms_of
from toolkit.register import schema


def towns_of(desk: Desk, cases: Iterable[Case]) -> Mapping[str, str]:
    """Return 编号 → the town in which the matter's firm is, of those whose firm the sheet says it of.

    Nothing where the mechanism keeps no visits. 荔城区西天尾镇 is in 荔城区.
    """
    place = desk.mechanism.place
    known: dict[str, list[tuple[Firm, str]]] = {}
    for row in firms_of(desk):
        town = _town(desk, str(row.get(schema.FIRM_PLACE) or ""))
        firm = firm_of(str(row.get(schema.FIRM) or ""), place)
        for core in firm.cores if town else ():
            known.setdefault(core, []).append((firm, town))
    found = {}
    for case in cases if known else ():
        firm = firm_of(case.role("firm"), place)
        towns = (town for core in firm.cores for other, town in known.get(core, ()) if firm.is_same(other))
        if town := next(towns, ""):
            found[case.number] = town
    return found


def _town(desk: Desk, text: str) -> str:
    """Return the town of the list that a place names, "" where it names none."""
    bare = "".join(text.split()).removeprefix(desk.mechanism.place)
    for unit in desk.mechanism.units if bare else ():
        if unit.town and bare.startswith((unit.town, *unit.aliases)):
            return unit.town
    return ""
