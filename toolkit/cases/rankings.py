"""Ranking units by how firms rate them (评价排名), and which of them are low for several periods running (连续靠后).

种子 002 第六十六条: 建立政务服务评价、反馈、整改、监督全流程闭环工作机制 … 责令服务评价连续排名靠后的政务服务工作人员
限期整改.
How low, how often and among how many is the mechanism's data (``ratings.toml``); few ratings rank nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class LowRule:
    """When a unit is low, and what follows.

    Attributes:
        bad: the words that are bad ratings (差评).
        below: it is low in a period with less than so many per cent good ratings.
        least: with fewer ratings in a period it is not ranked there.
        rectify: low in so many periods running, it has to put things right (限期整改).
        supervise: low in so many, it is gone into (督查).
    """

    bad: Collection[str]
    below: float
    least: int
    rectify: int
    supervise: int


@dataclass(frozen=True, slots=True)
class Rank:
    """How a unit was rated in a period.

    Attributes:
        unit: who.
        rated: how many ratings there are, ``bad`` how many of them are bad.
        place: its place among the ranked, 1 the best, the same for the same share; None where it is not ranked.
        is_low: whether it is low.
        among: how many are ranked: the first of one may as well be the last.
    """

    unit: str
    rated: int
    bad: int
    place: int | None
    is_low: bool
    among: int = 0

    @property
    def per_cent(self) -> float | None:
        """Return the share of good ratings (满意率) in per cent, None where there are too few to say."""
        return None if self.place is None else 100 * (self.rated - self.bad) / self.rated


def rank(said: Iterable[tuple[str, str]], rule: LowRule) -> list[Rank]:
    """Return the units in their order: the best first, those of the same share by name, those not ranked last.

    Args:
        said: unit and word of each rating of a period.
        rule: when a unit is low.
    """
    rated: dict[str, int] = {}
    bad: dict[str, int] = {}
    for unit, word in said:
        rated[unit] = rated.get(unit, 0) + 1
        bad[unit] = bad.get(unit, 0) + (word in rule.bad)
    # Whole numbers are compared, a/b < c/d where ad < cb: shares that are the same must get the same place.
    better = {
        unit: 1 + sum(rated[each] >= rule.least and bad[each] * many < bad[unit] * rated[each] for each in rated)
        for unit, many in rated.items()
        if many >= rule.least
    }
    found = [
        Rank(
            unit,
            many,
            bad[unit],
            better.get(unit),
            unit in better and 100 * (many - bad[unit]) < rule.below * many,
            len(better),
        )
        for unit, many in rated.items()
    ]
    return sorted(found, key=lambda each: (each.place is None, each.place or 0, each.unit))


class Step(Enum):
    """What a unit's ratings call for; the value is the word a clerk sees."""

    SUPERVISE = "督查"
    RECTIFY = "限期整改"
    WATCH = "提醒"
    MENDED = "已改善"


@dataclass(frozen=True, slots=True)
class Course:
    """How a unit was rated over the periods.

    Attributes:
        unit: who.
        ranks: the names of the periods in which it was rated, the last one last, with how.
        run: in how many periods running it was low, up to the last one in which it was ranked.
        step: what that calls for, None for nothing.
        ranked_now: whether it is ranked in the last period.
    """

    unit: str
    ranks: Sequence[tuple[str, Rank]]
    run: int
    step: Step | None
    ranked_now: bool


def courses(periods: Sequence[tuple[str, Sequence[Rank]]], rule: LowRule) -> list[Course]:
    """Return the course of each unit of which something is called for, the most pressing first.

    A period in which a unit is not ranked neither adds to its run nor ends it (ours): else few ratings in one period
    would wipe out what was to be put right. One that was to put things right and is ranked better now is told once,
    in that period.

    Args:
        periods: their names with their rankings, in order.
        rule: when a unit is low, and what follows.
    """
    units = dict.fromkeys(each.unit for _, ranks in periods for each in ranks)
    found = [_course(unit, periods, rule) for unit in units]
    order = list(Step)
    called = [(order.index(each.step), -each.run, each.unit, each) for each in found if each.step is not None]
    return [each for *_, each in sorted(called, key=lambda one: one[:3])]


def _course(unit: str, periods: Sequence[tuple[str, Sequence[Rank]]], rule: LowRule) -> Course:
    own = [(name, each) for name, ranks in periods for each in ranks if each.unit == unit]
    ranked = [(name, each) for name, each in own if each.place is not None]
    now = bool(ranked) and ranked[-1][0] == periods[-1][0]
    run = _run([each for _, each in ranked])
    if run >= rule.supervise:
        step: Step | None = Step.SUPERVISE
    elif run >= rule.rectify:
        step = Step.RECTIFY
    elif run:
        step = Step.WATCH if now else None
    else:
        step = Step.MENDED if now and _run([each for _, each in ranked[:-1]]) >= rule.rectify else None
    return Course(unit, own, run, step, now)


def _run(ranks: Sequence[Rank]) -> int:
    """Return how many of them are low in a row, counted from the end."""
    count = 0
    for each in reversed(ranks):
        if not each.is_low:
            break
        count += 1
    return count
