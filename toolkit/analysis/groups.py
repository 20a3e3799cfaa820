"""Groups (分布): the accepted cases by class, category, source, lead unit, month; every case in exactly one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.analysis.conventions import TOO_FEW, UNFILLED, Conventions
from toolkit.analysis.measures import Measure, Spec, measure
from toolkit.analysis.quarter import Quarter

#: What is told of each lead unit, and by what they are ranked.
UNIT_MEASURES = ("closed", "closed_rate", "on_time_rate", "overdue", "satisfied_rate")
RANKED_BY = "on_time_rate"
#: Tenths of a per cent in a whole.
_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """The cases that have something in common.

    Attributes:
        name: what it is, in the register's word.
        numbers: their 编号.
        share: per cent of all, one decimal; the shares of a grouping add up to 100.0, or are all 0.0 for no cases.
        measures: figures of these cases alone, by key.
        rank: its place by :data:`RANKED_BY`, equal figures sharing one; None where it is not ranked.
    """

    name: str
    numbers: tuple[str, ...]
    share: float
    measures: Mapping[str, Measure] = field(default_factory=dict)
    rank: int | None = None

    @property
    def count(self) -> int:
        """Return how many cases it has."""
        return len(self.numbers)

    def rate(self, key: str, least: int) -> str:
        """Return a rate as a table shows it: ``81.3%``, or 样本不足 where it rests on fewer than ``least`` cases."""
        each = self.measures.get(key)
        if each is None or not each.denominator:
            return "—"
        return each.text if each.denominator >= least else TOO_FEW


def grouped(column: pd.Series[Any], numbers: pd.Series[Any], order: Sequence[str] = ()) -> tuple[Group, ...]:
    """Return the groups of cases with the same value in ``column``.

    Args:
        column: what to group by.
        numbers: the cases' 编号, same index.
        order: groups to show in this order though empty; others follow, the largest first.
    """
    found: dict[str, list[str]] = {name: [] for name in order}
    for name, number in zip(column.tolist(), numbers.tolist(), strict=True):
        found.setdefault(str(name) or UNFILLED, []).append(number)
    rest = sorted((name for name in found if name not in order), key=lambda name: (-len(found[name]), name))
    names = [*order, *rest]
    parts = shares([len(found[name]) for name in names])
    return tuple(Group(name, tuple(found[name]), part) for name, part in zip(names, parts, strict=True))


def by_month(received: pd.Series[Any], numbers: pd.Series[Any], quarter: Quarter) -> tuple[Group, ...]:
    """Return a group for each month of the quarter, named ``1月``."""
    names = [f"{month}月" for month in quarter.months]
    return grouped(received.dt.month.map(lambda month: f"{month}月"), numbers, names)


def with_measures(
    groups: Sequence[Group], specs: Sequence[Spec], state: pd.DataFrame, flagged: pd.DataFrame, conventions: Conventions
) -> tuple[Group, ...]:
    """Return the groups with their figures, ranked by :data:`RANKED_BY` where that rests on enough cases."""
    wanted = [each for each in specs if each.key in UNIT_MEASURES]
    full = []
    for group in groups:
        mine = state["number"].isin(group.numbers)
        figures = {each.key: measure(each, state["number"][mine], flagged[mine]) for each in wanted}
        full.append(Group(group.name, group.numbers, group.share, figures))
    return _ranked(full, conventions.least_ranked)


def _ranked(groups: Sequence[Group], least: int) -> tuple[Group, ...]:
    def standing(group: Group) -> float | None:
        rate = group.measures.get(RANKED_BY)
        return rate.value if rate and rate.denominator and rate.denominator >= least else None

    values = [value for value in map(standing, groups) if value is not None]

    def rank(group: Group) -> int | None:
        mine = standing(group)
        return None if mine is None else 1 + sum(other > mine for other in values)

    return tuple(Group(each.name, each.numbers, each.share, each.measures, rank(each)) for each in groups)


def shares(counts: Sequence[int]) -> tuple[float, ...]:
    """Return each count's per cent of their sum, one decimal, adding up to 100.0 (最大余数法); 0.0 each for no cases.

    Of equal remainders the larger count, then the earlier one, gets the tenth that is left over.
    """
    total = sum(counts)
    if not total:
        return tuple(0.0 for _ in counts)
    tenths = [count * _WHOLE // total for count in counts]
    left = _WHOLE - sum(tenths)
    by_need = sorted(range(len(counts)), key=lambda at: (-(counts[at] * _WHOLE % total), -counts[at], at))
    for at in by_need[:left]:
        tenths[at] += 1
    return tuple(each / 10 for each in tenths)
