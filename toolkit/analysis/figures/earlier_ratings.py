"""What firms said in a period of rounds that have begun anew since (重新办理): the columns of a case no longer tell it.

Each evaluation that was given counts with its day, its round and the unit that led then (seed 002, measure 66); a
case's own figures go by its present round.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit.analysis.periods.period import Period
from toolkit.cases import Case
from toolkit.mechanism import Mechanism, Phase


@dataclass(frozen=True, slots=True)
class EarlierRating:
    """An evaluation of a round that is over: of which case and round, by whom it was led, when, and the word."""

    number: str
    round: int
    unit: str
    day: date
    word: str


def earlier_ratings(
    cases: Iterable[Case], mechanism: Mechanism, period: Period, cutoff: date
) -> tuple[EarlierRating, ...]:
    """Return the evaluations given in ``period`` until ``cutoff`` of rounds before the present one, by day and 编号.

    Args:
        cases: as they stood at the cutoff.
        mechanism: whose units count; a unit is told by its full name.
        period: which.
        cutoff: until which day.
    """
    found = [
        EarlierRating(case.number, each.round, _unit(each.unit, mechanism), each.day, each.word)
        for case in cases
        if not case.removed and case.phase is not Phase.WITHDRAWN
        for each in case.ratings.values()
        if each.round < case.round and each.day in period and each.day <= cutoff
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.number, each.round)))


def _unit(text: str, mechanism: Mechanism) -> str:
    unit = mechanism.units.find(text) if text else None
    return unit.name if unit else text
