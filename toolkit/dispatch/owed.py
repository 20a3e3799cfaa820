"""Who owes what by when: each unit's and each firm's running due dates, the supporting units' own ones among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.cases import Case, RunningClock
from toolkit.cases.progress_due import progress_due
from toolkit.cases.verification import verifications_due
from toolkit.mechanism import Phase, UnitBook
from toolkit.mechanism.ladder import Keeper

LEAD, SUPPORT, VERIFY = "牵头", "配合", "核实"


@dataclass(frozen=True, slots=True)
class Debt:
    """What somebody still owes.

    Attributes:
        case: the matter.
        clock: the deadline that counts for it.
        who: who has to act: a unit by its full name, or the firm.
        keeper: whether that is a unit or the firm.
        role: what a unit is to the matter, 牵头, 配合 or 核实; "" for the firm.
    """

    case: Case
    clock: RunningClock
    who: str
    keeper: Keeper
    role: str = ""


def owed(cases: Iterable[Case], units: UnitBook, day: date) -> Iterator[Debt]:
    """Yield what is owed, case by case: by the lead, by supporting units whose form is not back, by the firm.

    Of a deadline that rests (暂停) on that day nothing is owed.

    Args:
        cases: those whose row stands.
        units: by whose names units are known; a unit given up is followed to the one it became part of.
        day: the day on which the units stand.
    """
    for case in cases:
        yield from (each for each in _of(case, units, day) if not each.clock.rests_on(day))


def _of(case: Case, units: UnitBook, day: date) -> Iterator[Debt]:
    for asked in verifications_due(case):
        yield Debt(case, asked, _standing(asked.unit, units, day), Keeper.UNIT, VERIFY)
    if case.phase is Phase.HANDLING:
        yield from _of_units(case, units, day)
        yield from _before_meeting(case, units, day)
    # While its unit is still at work, a firm has nothing to judge yet, whatever the form it was sent early says.
    if case.phase is Phase.ANSWERED:
        yield from _of_firm(case)


def clock_of(case: Case, unit: str, units: UnitBook) -> RunningClock | None:
    """Return the deadline that counts for a supporting unit's return, None where none runs.

    That is one of its own, where the mechanism gives it one; else the first of the matter's that a unit must keep.
    """
    clocks = [each for each in _present(case) if each.unit != case.role("firm")]
    beside = [clock for (round_, _, _), clock in case.side.items() if round_ == case.round and clock.met is None]
    own = [each for each in [*beside, *clocks] if (known := units.find(each.unit)) is not None and known.name == unit]
    return min(own or clocks, key=lambda each: each.current, default=None)


def _present(case: Case) -> list[RunningClock]:
    return [clock for (round_, _), clock in case.clocks.items() if round_ == case.round]


def _of_units(case: Case, units: UnitBook, day: date) -> Iterator[Debt]:
    firm, lead = case.role("firm"), units.find(case.role("lead"))
    supporting: dict[str, None] = {}
    for match in units.match_all(case.role("support")):
        if match.unit is not None and match.unit != lead:
            supporting.setdefault(match.unit.name)
    for clock in _present(case):
        unit = units.find(clock.unit)
        name = unit.name if unit else clock.unit
        if clock.unit != firm and clock.met is None and name and name not in supporting:
            yield Debt(case, clock, _standing(name, units, day), Keeper.UNIT, LEAD)
    since = case.day("dispatched")
    answered = {each.unit for each in case.supporters if since is None or each.day >= since}
    for name in supporting:
        due = clock_of(case, name, units)
        if due is not None and name not in answered:
            yield Debt(case, due, _standing(name, units, day), Keeper.UNIT, SUPPORT)


def _before_meeting(case: Case, units: UnitBook, day: date) -> Iterator[Debt]:
    """Yield the progress that a lead unit owes a meeting, from the day it is due: it was asked only days before."""
    clock = progress_due(case, day)
    if clock is not None and clock.current <= day:
        yield Debt(case, clock, _standing(clock.unit, units, day), Keeper.UNIT, LEAD)


def _standing(name: str, units: UnitBook, day: date) -> str:
    unit = units.find(name)
    heir = units.standing(unit, day) if unit else None
    return heir.name if heir else name


def _of_firm(case: Case) -> Iterator[Debt]:
    firm = case.role("firm")
    # A firm that was never asked for its evaluation owes none yet.
    if case.round not in case.surveyed:
        return
    for clock in _present(case):
        if firm and clock.unit == firm and clock.met is None:
            yield Debt(case, clock, firm, Keeper.FIRM)
