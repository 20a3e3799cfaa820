"""Targets (指标): what a task's figures ask for, what units report, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.tasks.following import Followed, Report
from toolkit.tasks.model import Bound, Figure
from toolkit.tasks.printed import signed
from toolkit.tasks.reaching import PER_CENT

#: Units of a share or a factor: several reporters' values do not add up.
_SHARES = (*PER_CENT, "倍")
#: How a plan writes a class of units that answers (各区政府).
_CLASS = ("各", "每", "分别")
#: How a figure says that each unit is to reach it (每区不少于5家), not every year, and not things of all kinds.
_EACH = re.compile(r"分别|每(?!年|半年|季|月|个月|周|天|次|万|千|百)|各(?!类|级|项|种|方|行)")
#: Periods in each of which a figure is to be reached (每季度不少于2场).
_OF_EACH_PERIOD = re.compile(r"每(?:个)?(?:季度?|半年|月|周)(?!度?[末底])")
#: Places each of which is to reach a figure.
_PLACES = re.compile(r"[每各]个?(?:区|县|市|镇|街|乡|村)")


@dataclass(frozen=True, slots=True)
class Target:
    """How a figure stands on a day.

    Attributes:
        task: whose.
        place: its place among the task's figures, from 0.
        figure: what is asked for.
        by_unit: each unit's latest value.
        reached: the value all of them come to, None where nobody reported, values of several units do not add up, or
            it is not settled which of them counts.
        missing: how much is lacking, or too much where it is to be kept under; 0 once reached, None without a value.
        share: reached ÷ asked, None where that says nothing: no value, a ceiling, or nothing asked.
        period: for which period the last of the values that count was reported, "" without one.
        before: what the value was by the reports for the periods before that one (上期数), None where one of those
            whose values count had not reported by then.
        unsettled: whether several units reported values of which only the office can say which counts.
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
    unsettled: bool = False

    @property
    def change(self) -> float | None:
        """Return by how much the value is above the one before (环比增减), below it where negative; None without."""
        return None if self.reached is None or self.before is None else round(self.reached - self.before, 6)

    @property
    def is_met(self) -> bool:
        """Return whether it is reached; a ceiling is, as long as it is kept; what each period asks for is not known."""
        return self.missing == 0 and not self.is_of_each_period

    @property
    def is_of_each_period(self) -> bool:
        """Return whether each quarter or month is to reach it (每季度不少于2场); what is told in all cannot show it."""
        return _OF_EACH_PERIOD.search(self.figure.clause) is not None


def targets(task: Followed, reports: Iterable[Report], as_of: date) -> list[Target]:
    """Return how each of a task's figures stands; a value stands until its unit reports another one.

    The lead's values are the task's. Where several units answer, theirs add up only where the plan means a class of
    units (各区政府) that reach it together; what each is to reach (每区5家), and shares, are looked at unit by unit.
    What each place is to reach is not measured by the sum that one unit reports. Two leads that report different values
    may each tell the whole: which counts, the office says by writing it down, and that stands while they report no
    other. A supporting unit's value is shown and counts nowhere.
    """
    known = sorted((each for each in reports if each.day <= as_of), key=lambda each: (each.covers, each.order))
    return [_target(task, place, figure, known) for place, figure in enumerate(task.figures)]


def _target(task: Followed, place: int, figure: Figure, known: Iterable[Report]) -> Target:
    told = [each for each in known if place in each.reached]
    written = [each for each in told if each.settles] if len(task.answering) > 1 else []
    by_unit = {each.unit: each.reached[place] for each in told if each not in written}
    counting = [unit for unit in task.answering if unit in by_unit]
    own = [each for each in told if each.unit in counting]
    later = [each for each in own if written and _when(each) > _when(written[-1])]
    if written and all(each.reached[place] == written[-1].reached[place] for each in later):
        return _with_values(task, place, by_unit, [*written, *later], [written[-1].unit])
    if not counting:
        return Target(task, place, figure, by_unit)
    several = len(task.answering) > 1 and (figure.unit in _SHARES or _each_by_itself(task, figure))
    if several or _of_each_place(task, figure):
        return Target(task, place, figure, by_unit, period=own[-1].period)
    if len({by_unit[unit] for unit in counting}) > 1 and not _together(task):
        return Target(task, place, figure, by_unit, period=own[-1].period, unsettled=True)
    return _with_values(task, place, by_unit, own, counting if _together(task) else counting[:1])


def _with_values(
    task: Followed, place: int, by_unit: Mapping[str, float], told: Sequence[Report], counting: Sequence[str]
) -> Target:
    """Return how a figure stands by the latest values of some units together."""
    figure, last = task.figures[place], told[-1]
    latest = {each.unit: each.reached[place] for each in told}
    reached = sum(latest[unit] for unit in counting)
    earlier = {each.unit: each.reached[place] for each in told if each.covers < last.covers}
    before = sum(earlier[unit] for unit in counting) if all(unit in earlier for unit in counting) else None
    return Target(
        task, place, figure, by_unit, reached, missing(figure, reached), share(figure, reached), last.period, before
    )


def _when(report: Report) -> tuple[date, int]:
    return report.covers, report.order


def _together(task: Followed) -> bool:
    """Return whether units reach a figure together: a class of them answers, as the plan writes it (各区政府)."""
    return any(word in said for said in (*task.units.lead, *task.units.duty) for word in _CLASS)


def _each_by_itself(task: Followed, figure: Figure) -> bool:
    """Return whether each unit of a class is to reach a figure; 分别给予300万元 of two leads says nothing like it."""
    return _together(task) and _EACH.search(figure.clause) is not None


def _of_each_place(task: Followed, figure: Figure) -> bool:
    """Return whether each place is to reach a figure that one unit reports for all: 每个区不少于5家, and 63 in all."""
    return not _together(task) and _PLACES.search(figure.clause) is not None


def change_words(target: Target) -> str:
    """Return the change as a paper prints it: ``+1.8（+21.9%）``, of a share ``-2 个百分点``, ``持平``; "" without one.

    A growth in per cent is told of amounts and counts that were above nothing before.
    """
    change, before = target.change, target.before
    if change is None or before is None:
        return ""
    if change == 0:
        return "持平"
    if target.figure.unit in PER_CENT:
        return f"{signed(change)} 个百分点"
    return signed(change) + (f"（{100 * change / before:+.1f}%）" if before > 0 and target.figure.unit != "倍" else "")


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
