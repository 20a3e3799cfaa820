"""Who is invited to a meeting (参会单位) for the sake of which matter; by the mechanism's data.

Seed 000 §三（二）: 邀请区属相关部门、镇（街道）及其总商会、企业代表等参加……各镇（街道）、区属部门根据具体企业问题参会;
§三（四）: 每月“政企面对面”联络协作工作会议前，由承办单位汇报重点问题前期办理情况.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from toolkit.cases.case import Case
from toolkit.mechanism import Unit, UnitBook
from toolkit.mechanism.preparation import Invited

#: By what units are sorted.
_Place = Callable[[Unit], tuple[int, int]]
#: A proposal names its unit before the reason; several are numbered.
_PROPOSED = re.compile(r"^\s*(?:\d+[.．、]\s*)?([^：:\n]+)[：:]?")


@dataclass
class Guest:
    """A unit or a firm that is invited.

    Attributes:
        name: the unit's full name, or the firm's.
        unit: the member unit, None for a firm.
        cases: the matters it is invited for, in order.
        reports: the earlier matters of which it is to tell how far they have come, likewise.
    """

    name: str
    unit: Unit | None = None
    cases: list[Case] = field(default_factory=list)
    reports: list[Case] = field(default_factory=list)


def proposed_lead(case: Case, invited: Invited) -> tuple[str, str]:
    """Return the unit that is proposed as lead first, and why; "" for each where nobody is."""
    text = case.role(invited.proposed) if invited.proposed else ""
    found = _PROPOSED.match(text)
    if found is None:
        return "", ""
    line = text.strip().split("\n", maxsplit=1)[0]
    return found[1].strip(), line[len(found[0].strip()) :].strip()


def units_of(case: Case, invited: Invited, units: UnitBook, day: date) -> list[Unit]:
    """Return the units that a matter concerns and those that go with them, in the order of the member units.

    Units given up are followed to what they became part of; names of no member unit are left out.
    """
    texts = [case.role(each) for each in invited.units]
    if not case.role("lead"):
        texts.append(proposed_lead(case, invited)[0])
    found: dict[str, Unit] = {}
    for match in (match for text in texts if text for match in units.match_all(text)):
        heir = units.standing(match.unit, day) if match.unit is not None else None
        if heir is not None:
            found[heir.name] = heir
    for group in invited.together:
        there = {each.name: each for each in _standing(group, units, day)}
        if there.keys() & found.keys():
            found |= there
    return sorted(found.values(), key=_place(invited, units))


def reporting(case: Case, invited: Invited, units: UnitBook, day: date) -> list[Unit]:
    """Return the units that tell a meeting how far an earlier matter has come; units given up are followed."""
    names = [match for each in invited.reporting if case.role(each) for match in units.match_all(case.role(each))]
    found = (units.standing(match.unit, day) for match in names if match.unit is not None)
    return list({heir.name: heir for heir in found if heir is not None}.values())


def unknown_names(case: Case, invited: Invited, units: UnitBook) -> list[str]:
    """Return what stands where a matter's units are named and is no member unit; the office invites those itself.

    Who reported a matter may be a firm or an association, and is no doubt.
    """
    texts = [case.role(each) for each in invited.units if each != "reporter"]
    return [match.text for text in texts if text for match in units.match_all(text) if match.unit is None]


def guests(
    cases: Iterable[Case],
    with_firms: Iterable[Case],
    invited: Invited,
    units: UnitBook,
    day: date,
    earlier: Iterable[Case] = (),
) -> list[Guest]:
    """Return who is invited: units in the order of their groups, then the firms in the order of their matters.

    Each with the matters it has to do with and no others: a firm with its own only; a unit of the body that holds the
    meeting with all.

    Args:
        cases: the matters the meeting is to deal with.
        with_firms: those of them whose firm is to tell its matter itself.
        invited: the mechanism's rule.
        units: the member units.
        day: the day of the meeting.
        earlier: the matters of meetings before, still in hand: who handles them tells how far they have come.
    """
    found: dict[str, Guest] = {}
    listed = list(cases)
    for case in listed:
        for unit in units_of(case, invited, units, day):
            found.setdefault(unit.name, Guest(unit.name, unit)).cases.append(case)
    for unit in _standing(invited.always, units, day) if listed else ():
        found.setdefault(unit.name, Guest(unit.name, unit)).cases = list(listed)
    for case in earlier:
        for unit in reporting(case, invited, units, day):
            guest = found.setdefault(unit.name, Guest(unit.name, unit))
            if case not in guest.cases:  # what its own request is about is before the meeting already
                guest.reports.append(case)
    place = _place(invited, units)
    in_turn = sorted(found.values(), key=lambda each: place(each.unit) if each.unit else (0, 0))
    return [*in_turn, *(_firms(with_firms) if invited.firms else ())]


def hosts(invited: Invited, units: UnitBook, day: date, who: Iterable[Guest]) -> list[Unit]:
    """Return the units that hold a meeting and are not invited to it for the sake of a matter."""
    names = {each.name for each in who}
    return [each for each in _standing(invited.hosts, units, day) if each.name not in names]


def _firms(cases: Iterable[Case]) -> Iterator[Guest]:
    firms: dict[str, Guest] = {}
    for case in cases:
        name = " ".join(case.role("firm").split())
        if name:
            firms.setdefault(name, Guest(name)).cases.append(case)
    yield from firms.values()


def _standing(names: Iterable[str], units: UnitBook, day: date) -> Iterator[Unit]:
    for name in names:
        unit = units.find(name)
        heir = units.standing(unit, day) if unit is not None else None
        if heir is not None:
            yield heir


def _place(invited: Invited, units: UnitBook) -> _Place:
    order = {unit.name: place for place, unit in enumerate(units.units)}
    groups = {group: place for place, group in enumerate(invited.groups)}
    return lambda unit: (groups.get(unit.group, len(groups)), order.get(unit.name, len(order)))
