"""What an analysis holds: every figure of a period, with the cases behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from toolkit.analysis.figures.compare import Change
from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.earlier_ratings import EarlierRating
from toolkit.analysis.figures.groups import Group
from toolkit.analysis.figures.measures import Measure, Spec
from toolkit.analysis.periods.period import Part, Period
from toolkit.mechanism.measuring import Measuring


@dataclass(frozen=True, slots=True)
class Overdue:
    """A case past its due date and not closed on the cutoff day.

    Attributes:
        number, firm, subject, lead: the register's words, phones masked.
        due: the due date that holds (现期限).
        workdays: how many workdays it is late on the cutoff day, the due date itself not counted.
        accepted_now: whether it was accepted in this period.
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


@dataclass(frozen=True, slots=True)
class Cut:
    """The cases by one of their traits (按…分).

    Attributes:
        key: ``class``, ``category``, ``town``, ``lead``, ``support``, ``source`` (渠道), ``reporter``, ``industry``,
            ``part`` (the months, or what else the period is shown by).
        title: what the trait is called on paper: 问题类别, 镇街, 配合单位, 分月.
        groups: one for each value, each with its own figures.
        flags: what a case must be to be in it, as the measures name it: accepted, or accepted and dispatched.
    """

    key: str
    title: str
    groups: tuple[Group, ...]
    flags: tuple[str, ...] = ("accepted",)


@dataclass(frozen=True, slots=True)
class Matter:
    """An open matter that is long-standing (久拖未决).

    Attributes:
        number, firm, subject, lead, status: the register's words, phones masked.
        received: the day it was received; ``days`` how many calendar days ago, on the cutoff day.
        rounds: its 办理轮次.
        extensions: how often its due date was put off.
        carried: how many quarters it was carried over the end of, from its first dispatch on.
        broken: how many due dates passed without what they were set for (承诺未兑现), those put off before not counted.
        due: the due date that holds, None where there is none.
        why: which rules it falls under, in words: ``办理第2轮``, ``延期2次``, ``跨2个季末``.
    """

    number: str
    firm: str
    subject: str
    lead: str
    status: str
    received: date
    days: int
    rounds: int
    extensions: int
    carried: int
    broken: int
    due: date | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case counts otherwise than when a figure was reported.

    Attributes:
        number: its 编号.
        counts: ``新计入``, ``不再计入``, or ``数值有变`` for an amount.
        why: what changed in the register since, in words: ``“办结日期”由空白改为2024年3月28日``.
    """

    number: str
    counts: str
    why: str


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure that is not what an earlier report said of the same period and day (数据更正).

    Attributes:
        period: the period's name on paper; ``cutoff`` the day its figures stand at.
        reported: the day of that report.
        key, name: which measure.
        then: what was reported; ``now`` what the register says today, both as papers write figures.
        reasons: the cases that make the difference; none where the way of counting is another one (口径).
    """

    period: str
    cutoff: date
    reported: date
    key: str
    name: str
    then: str
    now: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, eq=False)
class Analysis:
    """A period, analysed.

    Attributes:
        period: which: a quarter, a month, a half year, a year or any two dates, with the words papers have for it.
        as_of: the day the analysis was asked for.
        cutoff: the day the figures stand at, its end.
        conventions: which words counted as what.
        measuring: the office's measures and thresholds, as its data say.
        specs: how each measure was counted.
        measures: the period's figures.
        changes: measure → against each of the period's bases, in the order of ``period.bases`` (a year has one only).
        cuts: the cases by class, category, town, … in the order in which papers show them.
        closings: the cases closed in each part of the period, whenever accepted.
        outcomes: the accepted and closed cases by outcome.
        evaluations: the accepted and evaluated cases by evaluation.
        again: what firms said in the period of rounds that have begun anew since.
        unevaluated: the 编号 of accepted and closed cases without an evaluation.
        overdue: every open case past its due date, whenever accepted, the latest first.
        ageing: every open case, whenever accepted, by its age in calendar days; the shares add up.
        long_standing: the open matters that are long-standing, the oldest first.
        restatements: what earlier reports said otherwise, of this period and of its bases.
        findings: what the rules found.
        begins: the day of receipt of the register's first case, None where it has none.
        notes: Chinese sentences about what in the register is doubtful, and how it was counted.
        detail: the counted cases as they stood at the cutoff, with the flags ``accepted``, ``carried``
            and ``redone_now``.
        earlier: the word of each base → its counted cases as they stood at its end, with the same flags.
    """

    period: Period
    as_of: date
    cutoff: date
    conventions: Conventions
    measuring: Measuring
    specs: tuple[Spec, ...]
    measures: tuple[Measure, ...]
    changes: Mapping[str, tuple[Change, ...]]
    cuts: tuple[Cut, ...]
    closings: tuple[Group, ...]
    outcomes: tuple[Group, ...]
    evaluations: tuple[Group, ...]
    again: tuple[EarlierRating, ...]
    unevaluated: tuple[str, ...]
    overdue: tuple[Overdue, ...]
    ageing: tuple[Group, ...]
    long_standing: tuple[Matter, ...]
    restatements: tuple[Restatement, ...]
    findings: tuple[Finding, ...]
    begins: date | None
    notes: tuple[str, ...]
    detail: pd.DataFrame
    earlier: Mapping[str, pd.DataFrame]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts of the period that had begun on the cutoff day, as ``months`` and ``closings`` have them."""
        return self.period.parts_until(self.cutoff)

    @property
    def is_before_all(self) -> bool:
        """Return whether the register's first case came after the cutoff day."""
        return self.begins is not None and self.begins > self.cutoff

    @property
    def whole(self) -> bool:
        """Return whether the period was over on the cutoff day."""
        return self.cutoff == self.period.last_day

    def measure(self, key: str) -> Measure:
        """Return the measure with this key. Raises KeyError where the register cannot give it."""
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def find(self, key: str) -> Measure | None:
        """Return the measure with this key, or None."""
        return next((each for each in self.measures if each.key == key), None)

    def groups(self, key: str) -> tuple[Group, ...]:
        """Return the groups of a cut, none where there is no such cut."""
        return next((each.groups for each in self.cuts if each.key == key), ())

    @property
    def classes(self) -> tuple[Group, ...]:
        """Return the accepted cases by class."""
        return self.groups("class")

    @property
    def categories(self) -> tuple[Group, ...]:
        """Return the accepted cases by category."""
        return self.groups("category")

    @property
    def sources(self) -> tuple[Group, ...]:
        """Return the accepted cases by channel (报送单位's kind)."""
        return self.groups("source")

    @property
    def reporters(self) -> tuple[Group, ...]:
        """Return the accepted cases by reporting unit."""
        return self.groups("reporter")

    @property
    def leads(self) -> tuple[Group, ...]:
        """Return the accepted and dispatched cases by lead unit, ranked."""
        return self.groups("lead")

    @property
    def months(self) -> tuple[Group, ...]:
        """Return the accepted cases by part of the period, months mostly."""
        return self.groups("part")
