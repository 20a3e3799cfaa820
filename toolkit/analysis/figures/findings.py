"""Findings (存在问题和下一步建议): what the figures show and what follows by rule. No rule, no sentence.

The rules follow reference/word.md 5.5: suggestions are triggered by figures, and no policy is made up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from toolkit.analysis.figures.compare import risen_shares
from toolkit.analysis.figures.conventions import UNFILLED, Conventions
from toolkit.analysis.figures.groups import Group
from toolkit.analysis.figures.result import Finding, Overdue
from toolkit.mechanism import Mechanism


class Before(NamedTuple):
    """The categories of the base quarter."""

    name: str
    categories: Sequence[Group]


def find(
    state: pd.DataFrame,
    flagged: pd.DataFrame,
    overdue: Sequence[Overdue],
    categories: Sequence[Group],
    before: Before | None,
    mechanism: Mechanism,
    conventions: Conventions,
) -> tuple[Finding, ...]:
    """Return what the rules find, the most pressing first; nothing where no rule is triggered.

    Args:
        state: the cases at the cutoff.
        flagged: what each counts as.
        overdue: the open cases past their due date.
        categories: this quarter's categories.
        before: the base's, None where there is nothing to compare with.
        mechanism: whose words and office.
        conventions: which words count as what.
    """

    def that(*names: str) -> pd.DataFrame:
        return state[flagged[list(names)].all(axis=1)]

    return (
        *_overdue(overdue, conventions.overdue_of_a_unit, mechanism),
        *_opinions(that("opinion_overdue"), mechanism),
        *_unsatisfied(
            state[flagged["unsatisfied"] & (flagged["accepted"] | flagged["evaluated_now"])], conventions, mechanism
        ),
        *_unevaluated(that("accepted", "unevaluated_late"), mechanism),
        *_categories(categories, before, conventions, mechanism),
    )


def _overdue(overdue: Sequence[Overdue], least: int, mechanism: Mechanism) -> Iterator[Finding]:
    if not overdue:
        return
    numbers = tuple(each.number for each in overdue)
    worst = max(each.workdays for each in overdue)
    units = _units((each.lead for each in overdue), mechanism)
    yield Finding(
        "有超期未办结事项",
        f"超期未办结事项{len(overdue)}件，涉及{units}，最长超期{worst or '不足1'}个工作日。",
        f"由{mechanism.office_short}逐件催办，请承办单位说明未办结原因，并提出办结日期。",
        numbers,
    )
    leads = [each.lead for each in overdue if each.lead != UNFILLED]
    many = [(unit, count) for unit, count in _ranked(leads) if count >= least]
    if many:
        names = "、".join(unit for unit, _ in many)
        yield Finding(
            f"同一单位超期未办结达到{least}件",
            f"超期事项较为集中的单位：{'、'.join(f'{unit}（{count}件）' for unit, count in many)}。",
            f"由{mechanism.office_short}与{names}逐件会商，明确办理措施和办结日期。",
            tuple(each.number for each in overdue if each.lead in dict(many)),
        )


def _opinions(late: pd.DataFrame, mechanism: Mechanism) -> Iterator[Finding]:
    if late.empty:
        return
    column = mechanism.record.roles["opinion_due"]
    yield Finding(
        f"已过“{column}”而未报送办理意见",
        f"已过{column}仍未报送办理意见的事项{len(late)}件，涉及{_units(late['lead'], mechanism)}。",
        "请上述单位尽快补报办理意见。",
        _numbers(late),
    )


def _unsatisfied(cases: pd.DataFrame, conventions: Conventions, mechanism: Mechanism) -> Iterator[Finding]:
    if cases.empty:
        return
    words = "、".join(conventions.unsatisfied)
    yield Finding(
        f"有评价为{words}的事项",
        f"企业评价为{words}的事项{len(cases)}件，涉及{_units(cases['lead'], mechanism)}。",
        f"对上述事项逐件了解企业意见，按规定{conventions.reopened}。",
        _numbers(cases),
    )


def _unevaluated(cases: pd.DataFrame, mechanism: Mechanism) -> Iterator[Finding]:
    if cases.empty:
        return
    column = mechanism.record.roles["evaluation_due"]
    yield Finding(
        f"已办结、已过“{column}”而未评价",
        f"已办结而过{column}仍未评价的事项{len(cases)}件。",
        f"由{mechanism.office_short}联系有关企业，补齐评价。",
        _numbers(cases),
    )


def _categories(
    now: Sequence[Group], before: Before | None, conventions: Conventions, mechanism: Mechanism
) -> Iterator[Finding]:
    if before is None or min(_total(now), _total(before.categories)) < conventions.least_compared:
        return  # among a few cases one more or less moves a share by more than the rule asks
    risen = risen_shares([(each.name, each.share) for each in now], [(each.name, each.share) for each in before[1]])
    for group in now:
        up = risen.get(group.name, 0.0)
        category = mechanism.category(group.name)
        if up > conventions.risen_points and category is not None:
            yield Finding(
                f"一类问题占比较{before.name}提高超过{conventions.risen_points:g}个百分点",
                f"{category.short}类{mechanism.record.title}{group.count}件，占{group.share:.1f}%，"
                f"占比较{before.name}提高{up:.1f}个百分点。",
                f"对{category.short}类{mechanism.record.title}开展专题研究。",
                group.numbers,
            )


def _total(groups: Sequence[Group]) -> int:
    return sum(each.count for each in groups)


def _ranked(units: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(units).items(), key=lambda pair: (-pair[1], pair[0]))


def _units(units: Iterable[Any], mechanism: Mechanism) -> str:
    """Return units and how many cases each has: ``区教育局（2件）、区税务局（1件）``."""
    nobody = f"未填写{mechanism.record.roles['lead']}的"
    named = [(nobody if unit == UNFILLED else unit, count) for unit, count in _ranked(units)]
    return "、".join(f"{unit}（{count}件）" for unit, count in named)


def _numbers(cases: pd.DataFrame) -> tuple[str, ...]:
    return tuple(cases["number"].tolist())
