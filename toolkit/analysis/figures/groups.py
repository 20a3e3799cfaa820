"""Groups (分布): cases that have something in common, with their share of all and their own figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.figures.conventions import TOO_FEW, UNFILLED
from toolkit.analysis.figures.measures import NO_CASE, Measure, Spec, measure_all
from toolkit.analysis.periods.period import Part

#: What is told of each group, and by what units are ranked.
UNIT_MEASURES = (
    "closed", "closed_rate", "on_time_rate", "overdue", "opinion_rate", "solved_rate", "evaluated_rate",
    "satisfied_rate", "handed_back_rate", "redone_rate", "mean_workdays",
)  # fmt: skip
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
            Where a case may be in several groups (配合单位) nothing is said of shares, and it is 0.0.
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
        if each is None or not each.cases:
            return NO_CASE
        return each.text if each.cases >= least else TOO_FEW


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


def by_part(days: pd.Series[Any], numbers: pd.Series[Any], parts: Sequence[Part]) -> tuple[Group, ...]:
    """Return a group for each part of a period (``1月``); days outside of it are in none."""
    ends = pd.to_datetime(pd.Series([each.last_day for each in parts])).to_numpy()
    at = np.searchsorted(ends, days.to_numpy().astype(ends.dtype))
    names = np.array([*(each.name for each in parts), UNFILLED], dtype=object)[at]
    return grouped(pd.Series(names, index=days.index), numbers, [each.name for each in parts])


def by_age(received: pd.Series[Any], numbers: pd.Series[Any], cutoff: date, ends: Sequence[int]) -> tuple[Group, ...]:
    """Return a group for each band of age, in calendar days from receipt to ``cutoff``: ``30日以内``, ``31至90日``."""
    first = f"{ends[0]}日以内"
    between = (f"{low + 1}至{high}日" for low, high in pairwise(ends))
    names = np.array([first, *between, f"{ends[-1]}日以上"], dtype=object)
    ages = (pd.Timestamp(cutoff) - received).dt.days.to_numpy()
    return grouped(pd.Series(names[np.searchsorted(ends, ages)], index=received.index), numbers, names.tolist())


def with_measures(
    groups: Sequence[Group], column: pd.Series[Any], specs: Sequence[Spec], state: pd.DataFrame, flagged: pd.DataFrame
) -> tuple[Group, ...]:
    """Return the groups with their figures; ``column`` is what they were grouped by, same index as ``state``."""
    wanted = [each for each in specs if each.key in UNIT_MEASURES]
    places = dict(_places(column))
    none = np.array([], dtype=int)

    def full(group: Group) -> Group:
        mine = places.get(group.name, none)
        figures = measure_all(wanted, state.iloc[mine], flagged.iloc[mine])
        return replace(group, measures={each.key: each for each in figures})

    return tuple(map(full, groups))


def _places(column: pd.Series[Any]) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """Yield each value of a column with the places where it stands, in their order; each row is looked at once."""
    codes, names = pd.factorize(column.where(column != "", UNFILLED))
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(names)))
    for name, places in zip(names.tolist(), np.split(order, ends[:-1]), strict=False):
        yield str(name), places


def ranked(groups: Sequence[Group], least: int) -> tuple[Group, ...]:
    """Return the groups ranked by :data:`RANKED_BY`, where that rests on ``least`` cases; equal ones share a place."""

    def standing(group: Group) -> float | None:
        rate = group.measures.get(RANKED_BY)
        return rate.value if rate and rate.denominator and rate.denominator >= least else None

    values = [value for value in map(standing, groups) if value is not None]

    def rank(group: Group) -> int | None:
        mine = standing(group)
        return None if mine is None else 1 + sum(other > mine for other in values)

    return tuple(replace(each, rank=rank(each)) for each in groups)


def shares(counts: Sequence[int]) -> tuple[float, ...]:
    """Return each count's per cent of their sum, one decimal, adding up to 100.0 (最大余数法); 0.0 each for no cases.

    Equal counts have equal shares wherever the tenths that are left over can be given out so; where they cannot (three
    thirds), of equal remainders the larger count, then the earlier one, gets one.
    """
    total = sum(counts)
    if not total:
        return tuple(0.0 for _ in counts)
    tenths = [count * _WHOLE // total for count in counts]
    left = _WHOLE - sum(tenths)
    given = _evenly(Counter(count for count in counts if count * _WHOLE % total), left, total)
    if given is not None:
        return tuple((tenth + (count in given)) / 10 for tenth, count in zip(tenths, counts, strict=True))
    by_need = sorted(range(len(counts)), key=lambda at: (-(counts[at] * _WHOLE % total), -counts[at], at))
    for at in by_need[:left]:
        tenths[at] += 1
    return tuple(each / 10 for each in tenths)


def _evenly(times: Mapping[int, int], left: int, total: int) -> frozenset[int] | None:
    """Return which counts get a tenth each so that ``left`` are given out, those with most remainder; None for none."""
    best: dict[int, tuple[int, frozenset[int]]] = {0: (0, frozenset())}
    for count in sorted(times, reverse=True):
        many = times[count]
        for before, (need, chosen) in list(best.items()):
            after = (need + many * (count * _WHOLE % total), chosen | {count})
            if before + many <= left and after[0] > best.get(before + many, (-1, chosen))[0]:
                best[before + many] = after
    return best[left][1] if left in best else None


def share_of(group: Group, groups: Sequence[Group], least: int) -> float | str:
    """Return a group's share of all as a cell shows it, a part of 1; 样本不足 where all are fewer than ``least``."""
    total = sum(each.count for each in groups)
    if not total:
        return NO_CASE
    return group.share / 100 if total >= least else TOO_FEW


def share_told(group: Group, groups: Sequence[Group], least: int) -> str:
    """Return a group's share of all as a table shows it: ``22.2%``, 样本不足, ``—`` where there is no case."""
    share = share_of(group, groups, least)
    return share if isinstance(share, str) else f"{group.share:.1f}%"
