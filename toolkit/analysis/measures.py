"""Measures (指标): counts and rates, each with its definition in words and the 编号 behind it.

A measure is declared by the flags a case must have to be counted, so that the same declaration counts here, prints
the definition under a table, and becomes a COUNTIFS over the sheet 明细. Definitions: reference/practice.md, metric
table, and reference/word.md 5.5; 未评价 and 未到期 never enter a denominator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from toolkit.analysis.conventions import Conventions, quoted
from toolkit.analysis.quarter import Quarter
from toolkit.analysis.table import CLOSING, OPINION, Verdicts
from toolkit.mechanism import Mechanism, Phase

COUNT, PER_CENT = "件", "%"
_EVALUATED_AS = "evaluated_now_"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that can be counted again.

    Attributes:
        key: its name in code.
        name: its name on paper.
        numerator: cases counted.
        denominator: cases it is a part of; None for a plain count.
        value: a count's numerator; a rate as a part of 1; None for a rate of no cases.
        unit: ``件``, or ``%`` for a rate.
        definition: how it is counted, in Chinese words, by the register's own column names.
        numbers: the 编号 counted in the numerator.
        denominator_numbers: the 编号 counted in the denominator; empty for a plain count.
    """

    key: str
    name: str
    numerator: int
    denominator: int | None
    value: float | None
    unit: str
    definition: str
    numbers: tuple[str, ...]
    denominator_numbers: tuple[str, ...] = ()

    @property
    def exact(self) -> Fraction | None:
        """Return the value without rounding; a rate as a part of 1, None for a rate of no cases."""
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def text(self) -> str:
        """Return the value as papers write it: ``12件``, ``81.3%``, ``—`` for a rate of no cases."""
        if self.unit == COUNT:
            return f"{self.numerator}{COUNT}"
        return "—" if self.exact is None else f"{one_decimal(self.exact * 100)}%"


@dataclass(frozen=True, slots=True)
class Spec:
    """How a measure is counted.

    Attributes:
        key, name: as in :class:`Measure`; ``{…}`` of name and definition is filled with column names and words.
        top: the flags a case counted in the numerator has, all of them.
        bottom: the flags of the denominator, None for a plain count.
        definition: in words.
        needs: meanings the register must have a column for; without one the measure is left out.
    """

    key: str
    name: str
    top: tuple[str, ...]
    bottom: tuple[str, ...] | None
    definition: str
    needs: tuple[str, ...] = ()

    def told(self, words: Mapping[str, str]) -> Spec:
        """Return it with the mechanism's words filled in."""
        name, definition = self.name.format_map(words), self.definition.format_map(words)
        return Spec(self.key, name, self.top, self.bottom, definition, self.needs)


# fmt: off
SPECS = (
    Spec("accepted", "受理", ("accepted",), None,
         "“{submitted}”在本季度内且不晚于截止日的件数（未填的按收到来件之日），{withdrawn}的不计"),
    Spec("dispatched", "交办", ("accepted", "dispatched"), None, "本季度受理中“{dispatched}”已填且不晚于截止日的件数"),
    Spec("closed", "办结", ("accepted", "closed"), None, "本季度受理中“{closed}”已填且不晚于截止日的件数"),
    Spec("closed_rate", "办结率", ("accepted", "closed"), ("accepted",), "本季度受理中已办结件数÷本季度受理件数"),
    Spec("on_time_rate", "按期办结率", ("accepted", "on_time"), ("accepted", "judged"),
         "本季度受理中“{closed}”不晚于“{due}”的件数÷应办结件数（有时限的已办结件数＋超期未办结件数）；"
         "未到期、未定时限和{parked}未办结的不计", ("due",)),
    Spec("on_time_original_rate", "按期办结率（按原期限）", ("accepted", "on_time_original"),
         ("accepted", "judged_original"),
         "口径同按期办结率，时限改按“时限”表的原期限计，经研究延期的不按延期后的时限算", ("due",)),
    Spec("overdue", "超期未办结", ("accepted", "overdue"), None,
         "本季度受理中“{due}”早于截止日而“{closed}”未填的件数，{parked}的不计", ("due",)),
    Spec("overdue_all", "超期未办结（含以前季度受理）", ("overdue",), None,
         "截止日前受理的全部事项中“{due}”早于截止日而“{closed}”未填的件数，{parked}的不计", ("due",)),
    Spec("opinion_rate", "办理意见按时报送率", ("accepted", "opinion_on_time"), ("accepted", "opinion_judged"),
         "本季度受理、有“{opinion_due}”的事项中“{opinion_given}”不晚于该时限的件数÷（已报送件数＋逾期未报件数）；"
         "未另报意见而已办结的，以“{closed}”为准；未到期和{parked}未报的不计", ("opinion_due", "opinion_given")),
    Spec("solved_rate", "解决率", ("accepted", "closed", "solved"), ("accepted", "closed"),
         "本季度受理并已办结的事项中“{outcome}”为“{solved}”的件数÷已办结件数；办结不等于解决"),
    Spec("evaluated_rate", "参评率", ("accepted", "closed", "evaluated"), ("accepted", "closed"),
         "本季度受理并已办结的事项中“{satisfaction}”已填的件数÷已办结件数"),
    Spec("satisfied_rate", "满意率", ("accepted", "satisfied"), ("accepted", "evaluated"),
         "本季度受理的事项中“{satisfaction}”为{satisfied}的件数÷已评价件数；未评价的分子分母都不计，"
         "{reopened}的按最近一轮评价"),
    Spec("strictly_rate", "满意率（仅计“{strictly}”）", ("accepted", "strictly"), ("accepted", "evaluated"),
         "本季度受理的事项中“{satisfaction}”为“{strictly}”的件数÷已评价件数；未评价的分子分母都不计"),
    Spec("redone", "{reopened}", ("accepted", "redone"), None, "本季度受理中“{round}”大于1或状态为“{reopened}”的件数"),
    Spec("parked", "{parked}", ("accepted", "parked"), None, "本季度受理中状态为“{parked}”的件数（按生成时台账）"),
    Spec("unevaluated_late", "办结后逾期未评价", ("accepted", "unevaluated_late"), None,
         "本季度受理并已办结的事项中“{evaluation_due}”早于截止日而“{satisfaction}”未填的件数", ("evaluation_due",)),
    Spec("carried", "上季度结转在办", ("carried",), None,
         "“{dispatched}”早于季度首日、“{closed}”未填或不早于季度首日的件数，不论何时受理，含{parked}"),
    Spec("in_hand", "季末在办", ("in_hand",), None,
         "“{dispatched}”已填且不晚于截止日、截止日尚未办结的件数，不论何时受理，含{parked}"),
    Spec("closed_now", "本季度办结（含以前季度受理）", ("closed_now",), None,
         "“{closed}”在本季度内且不晚于截止日的件数，不论何时受理；{reopened}的按最近一轮计"),
    Spec("redone_now", "本季度{reopened}（含以前季度受理）", ("redone_now",), None,
         "“{round}”大于1且“{dispatched}”在本季度内，或状态为“{reopened}”且“{evaluated}”在本季度内的件数，"
         "均不晚于截止日，不论何时受理", ("evaluated",)),
    Spec("evaluated_now", "本季度评价（含以前季度受理）", ("evaluated_now",), None,
         "“{evaluated}”在本季度内且不晚于截止日、“{satisfaction}”已填的件数，不论何时受理；"
         "{reopened}的按最近一轮计", ("evaluated",)),
)
# fmt: on


def specs(mechanism: Mechanism, conventions: Conventions) -> tuple[Spec, ...]:
    """Return the measures this register can give, in the mechanism's words."""
    roles = mechanism.record.roles
    words = {
        "submitted": "收到日期",
        **roles,
        "parked": "、".join(conventions.parked),
        "withdrawn": "、".join(mechanism.record.in_phase(Phase.WITHDRAWN)),
        "reopened": conventions.reopened,
        "solved": conventions.solved,
        "strictly": conventions.strictly,
        "satisfied": quoted(conventions.satisfied),
    }
    wanted = (*SPECS, *(_evaluated_as(at, word) for at, word in enumerate(conventions.satisfaction)))
    return tuple(each.told(words) for each in wanted if all(need in roles for need in each.needs))


def evaluated_as(conventions: Conventions) -> tuple[str, ...]:
    """Return the keys of the measures that count the quarter's evaluations word by word, best word first."""
    return tuple(f"{_EVALUATED_AS}{at}" for at in range(len(conventions.satisfaction)))


def _evaluated_as(at: int, word: str) -> Spec:
    plain = word.replace("{", "{{").replace("}", "}}")
    return Spec(
        f"{_EVALUATED_AS}{at}",
        f"本季度评价“{plain}”",
        ("evaluated_now", f"said_{at}"),
        None,
        f"本季度评价（含以前季度受理）中“{{satisfaction}}”为“{plain}”的件数",
        ("evaluated",),
    )


def flags(state: pd.DataFrame, quarter: Quarter, cutoff: date, conventions: Conventions) -> pd.DataFrame:
    """Return a table of yes and no for ``state`` as :func:`~toolkit.analysis.table.as_at` gives it.

    A column each flag a :class:`Spec` may ask for; the index is the state's.
    """
    first, end = pd.Timestamp(quarter.first_day), pd.Timestamp(cutoff)
    satisfaction, closed, dispatched = state["satisfaction"], state["closed"].notna(), state["dispatched"]
    evaluated_now = state["evaluated"].between(first, end)
    again = (state["round"] > 1) & dispatched.between(first, end)
    returned = (state["status"] == conventions.reopened) & evaluated_now
    return pd.DataFrame(
        {
            "accepted": state["received"].between(first, end),
            "dispatched": dispatched.notna(),
            "carried": (dispatched < first) & ~(state["closed"] < first),
            "in_hand": dispatched.notna() & ~closed,
            "closed": closed,
            "closed_now": state["closed"].between(first, end),
            "redone_now": again | returned,
            "evaluated_now": evaluated_now & (satisfaction != ""),
            **{f"said_{at}": satisfaction == word for at, word in enumerate(conventions.satisfaction)},
            **_judged(state["closing"], CLOSING, ""),
            **_judged(state["closing_original"], CLOSING, "_original"),
            **{f"opinion_{flag}": is_so for flag, is_so in _judged(state["opinion"], OPINION, "").items()},
            "solved": state["outcome"] == conventions.solved,
            "evaluated": satisfaction != "",
            "satisfied": satisfaction.isin(conventions.satisfied),
            "strictly": satisfaction.isin([conventions.strictly]) & (satisfaction != ""),
            "unsatisfied": satisfaction.isin(conventions.unsatisfied),
            "redone": state["redone"],
            "parked": state["parked"],
            "unevaluated_late": closed & (satisfaction == "") & (state["evaluation_due"] < end),
        },
        index=state.index,
    )


def _judged(verdict: pd.Series[Any], words: Verdicts, suffix: str) -> dict[str, pd.Series[Any]]:
    return {
        f"on_time{suffix}": verdict == words.on_time,
        f"overdue{suffix}": verdict == words.overdue,
        f"judged{suffix}": verdict.isin([words.on_time, words.late, words.overdue]),
    }


def measure(spec: Spec, numbers: pd.Series[Any], flagged: pd.DataFrame) -> Measure:
    """Return one measure over the cases whose ``numbers`` and flags are given (same index)."""
    top = _counted(spec.top, numbers, flagged)
    if spec.bottom is None:
        return Measure(spec.key, spec.name, len(top), None, float(len(top)), COUNT, spec.definition, top)
    bottom = _counted(spec.bottom, numbers, flagged)
    value = len(top) / len(bottom) if bottom else None
    return Measure(spec.key, spec.name, len(top), len(bottom), value, PER_CENT, spec.definition, top, bottom)


def _counted(names: Sequence[str], numbers: pd.Series[Any], flagged: pd.DataFrame) -> tuple[str, ...]:
    return tuple(numbers[flagged[list(names)].all(axis=1)].tolist())


def one_decimal(value: Fraction) -> str:
    """Return a number with one decimal, halves away from zero as Excel shows them: 6.25 gives ``6.3``."""
    tenths = (abs(value) * 20 + 1) // 2
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"
