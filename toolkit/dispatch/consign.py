"""Which cases go to which unit, as lead or as supporter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.cases import Case
from toolkit.mechanism import Unit, UnitBook


@dataclass
class Consignment:
    """Everything that goes to one unit in one dispatch.

    Attributes:
        unit: to whom.
        leads: the cases it leads (牵头).
        supports: the cases it supports (配合).
    """

    unit: Unit
    leads: list[Case] = field(default_factory=list)
    supports: list[Case] = field(default_factory=list)


def consign(cases: Iterable[Case], units: UnitBook) -> list[Consignment]:
    """Return what goes to whom, in the order of the member units; names that are no unit are left out."""
    found: dict[str, Consignment] = {}
    for case in cases:
        lead = units.find(case.role("lead"))
        if lead is not None:
            found.setdefault(lead.name, Consignment(lead)).leads.append(case)
        for match in units.match_all(case.role("support")):
            if match.unit is not None and match.unit != lead:
                found.setdefault(match.unit.name, Consignment(match.unit)).supports.append(case)
    order = [unit.name for unit in units.units]
    return sorted(found.values(), key=lambda each: order.index(each.unit.name))
