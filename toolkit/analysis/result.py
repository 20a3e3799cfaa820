"""What an analysis holds: every figure of a quarter, with the cases behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from toolkit.analysis.compare import Change
from toolkit.analysis.conventions import Conventions
from toolkit.analysis.groups import Group
from toolkit.analysis.measures import Measure, Spec
from toolkit.analysis.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Overdue:
    """A case past its due date and not closed on the cutoff day.

    Attributes:
        number, firm, subject, lead: the register's words, phones masked.
        due: the due date that holds (现期限).
        workdays: how many workdays it is late on the cutoff day, the due date itself not counted.
        accepted_now: whether it was accepted in this quarter.
    """

    number: str
    firm: str
    subject: str
    lead: str
    due: date
    workdays: int
    accepted_now: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that the figures show, and what the rule says to do about it (存在问题和下一步建议).

    Attributes:
        rule: the rule that was triggered, in words, for whoever asks why this sentence stands here.
        problem: the sentence about what is.
        advice: the sentence about what to do.
        numbers: the 编号 it is about.
    """

    rule: str
    problem: str
    advice: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Analysis:
    """A quarter, analysed.

    Attributes:
        quarter: which.
        as_of: the day the analysis was asked for.
        cutoff: the day the figures stand at, its end.
        conventions: which words counted as what.
        specs: how each measure was counted.
        measures: the quarter's figures.
        changes: measure → against 上季度 and 上年同期.
        classes, categories, sources, reporters, leads, months: the accepted cases, grouped.
        closings: the cases closed in each month, whenever accepted.
        outcomes: the accepted and closed cases by outcome.
        evaluations: the accepted and evaluated cases by evaluation.
        unevaluated: the 编号 of accepted and closed cases without an evaluation.
        overdue: every open case past its due date, whenever accepted, the latest first.
        findings: what the rules found.
        notes: Chinese sentences about what in the register is doubtful, and how it was counted.
        detail: the counted cases as they stood at the cutoff, with the flags ``accepted`` and ``redone_now``.
    """

    quarter: Quarter
    as_of: date
    cutoff: date
    conventions: Conventions
    specs: tuple[Spec, ...]
    measures: tuple[Measure, ...]
    changes: Mapping[str, tuple[Change, Change]]
    classes: tuple[Group, ...]
    categories: tuple[Group, ...]
    sources: tuple[Group, ...]
    reporters: tuple[Group, ...]
    leads: tuple[Group, ...]
    months: tuple[Group, ...]
    closings: tuple[Group, ...]
    outcomes: tuple[Group, ...]
    evaluations: tuple[Group, ...]
    unevaluated: tuple[str, ...]
    overdue: tuple[Overdue, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    detail: pd.DataFrame

    @property
    def whole(self) -> bool:
        """Return whether the quarter was over on the cutoff day."""
        return self.cutoff == self.quarter.last_day

    def measure(self, key: str) -> Measure:
        """Return the measure with this key. Raises KeyError where the register cannot give it."""
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def find(self, key: str) -> Measure | None:
        """Return the measure with this key, or None."""
        return next((each for each in self.measures if each.key == key), None)
