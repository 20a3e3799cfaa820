"""Targets (指标): what a task's figures ask for, what units report, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.tasks.following import Followed, Report
from toolkit.tasks.model import Bound, Figure

#: Units of a share or a factor: several reporters' values do not add up.
_PER_CENT = ("%", "％", "个百分点")
_SHARES = (*_PER_CENT, "倍")


@dataclass(frozen=True, slots=True)
class Target:
    """How a figure stands on a day.

    Attributes:
        task: whose.
        place: its place among the task's figures, from 0.
        figure: what is asked for.
        by_unit: each unit's latest value.
        reached: the value all of them come to, None where nobody reported or values of several units do not add up.
        missing: how much is lacking, or too much where it is to be kept under; 0 once reached, None without a value.
        share: reached ÷ asked, None where that says nothing: no value, a ceiling, or nothing asked.
        period: for which period the last of the values that count was reported, "" without one.
        before: what the value was by the reports for the periods before that one (上期数), None where one of those
            whose values count had not reported by then.
    """

    task: Followed
    place: int
    figure: Figure
    by_unit: Mapping[str, float] = field(default_factory=dict)
    reached: float | None = None
    missing: float | None = None
    share: float | None = None
    period: str = ""
    before: float | None = None

    @property
    def change(self) -> float | None:
        """Return by how much the value is above the one before (环比增减), below it where negative; None without."""
        return None if self.reached is None or self.before is None else round(self.reached - self.before, 6)

    @property
    def is_met(self) -> bool:
        """Return whether it is reached; a ceiling is, as long as it is kept."""
        return self.missing == 0


def targets(task: Followed, reports: Iterable[Report], as_of: date) -> list[Target]:
    """Return how each of a task's figures stands; a value stands until its unit reports another one.

    The lead's values are the task's. Where several units answer, amounts and counts of theirs add up, shares do not:
    then each unit is looked at by itself. A supporting unit's value is shown and counts nowhere.
    """
    known = sorted((each for each in reports if each.day <= as_of), key=lambda each: (each.covers, each.order))
    return [_target(task, place, figure, known) for place, figure in enumerate(task.figures)]


def _target(task: Followed, place: int, figure: Figure, known: Iterable[Report]) -> Target:
    told = [each for each in known if place in each.reached]
    by_unit = {each.unit: each.reached[place] for each in told}
    counting = [unit for unit in task.answering if unit in by_unit]
    if not counting:
        return Target(task, place, figure, by_unit)
    last = [each for each in told if each.unit in counting][-1]
    if len(task.answering) > 1 and figure.unit in _SHARES:
        return Target(task, place, figure, by_unit, period=last.period)
    reached = sum(by_unit[unit] for unit in counting)
    earlier = {each.unit: each.reached[place] for each in told if each.covers < last.covers}
    before = sum(earlier[unit] for unit in counting) if all(unit in earlier for unit in counting) else None
    return Target(
        task, place, figure, by_unit, reached, missing(figure, reached), share(figure, reached), last.period, before
    )


def change_words(target: Target) -> str:
    """Return the change as a paper prints it: ``+1.8（+21.9%）``, of a share ``-2 个百分点``, ``持平``; "" without one.

    A growth in per cent is told of amounts and counts that were above nothing before.
    """
    change, before = target.change, target.before
    if change is None or before is None:
        return ""
    if change == 0:
        return "持平"
    if target.figure.unit in _PER_CENT:
        return f"{change:+g} 个百分点"
    return f"{change:+g}" + (f"（{100 * change / before:+.1f}%）" if before > 0 and target.figure.unit != "倍" else "")


def missing(figure: Figure, reached: float) -> float:
    """Return how much a value lacks of a figure, or exceeds it by where it is to be kept under; 0 once it is met.

    约 (about) is met at nine tenths: a rule of ours, for no plan says how near is near enough.
    """
    if figure.bound is Bound.MOST:
        return max(round(reached - figure.high, 6), 0.0)
    if figure.bound is Bound.ABOUT and reached >= figure.low * 0.9:
        return 0.0
    return max(round(figure.low - reached, 6), 0.0)


def share(figure: Figure, reached: float) -> float | None:
    """Return which part of a figure is reached (1.0 is all of it), None for a ceiling or where nothing is asked."""
    if figure.bound is Bound.MOST or figure.low <= 0:
        return None
    return reached / figure.low
