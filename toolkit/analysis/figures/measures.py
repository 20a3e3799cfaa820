"""Measures (指标): counts, rates and averages, each with its definition in words and the 编号 behind it.

A measure is declared in the mechanism's data by the flags a case must have to be counted, so that the same declaration
counts here, prints the definition under a table, and becomes a COUNTIFS over the sheet 明细. 未评价 and 未到期 never
enter a denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.figures.conventions import TOO_FEW, Conventions, quoted
from toolkit.analysis.periods.period import Period
from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism, Phase
from toolkit.mechanism.measuring import FILE, How, MeasureRule, Measuring

COUNT, PER_CENT, WORKDAYS = "件", "%", "个工作日"
#: What stands where there is no case to reckon a figure of.
NO_CASE = "—"
_EVALUATED_AS = "evaluated_now_"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that can be counted again.

    Attributes:
        key: its name in code.
        name: its name on paper.
        numerator: cases counted; of an average the workdays of all its cases, of a median the cases.
        denominator: cases it is a part of, of an average its cases; None for a plain count and for a median.
        value: a count's numerator; a rate as a part of 1; an average or a median in workdays; None for no cases.
        unit: ``件``, ``%`` for a rate, ``个工作日`` for an average or a median.
        definition: how it is counted and what is not, in Chinese words, by the register's own column names.
        numbers: the 编号 counted in the numerator.
        denominator_numbers: the 编号 counted in the denominator; empty for a plain count.
        least: cases from which on a rate, an average or a median says something.
        middle: the median; None for any other measure, and for no cases.
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
    least: int = 1
    middle: Fraction | None = None

    @property
    def exact(self) -> Fraction | None:
        """Return the value without rounding; a rate as a part of 1, None for a figure of no cases."""
        if self.middle is not None:
            return self.middle
        if self.denominator is None:
            return Fraction(self.numerator) if self.unit == COUNT else None
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def cases(self) -> int:
        """Return how many cases the figure rests on."""
        return self.numerator if self.denominator is None else self.denominator

    @property
    def is_enough(self) -> bool:
        """Return whether it rests on enough cases to be given; a count always is."""
        return self.unit == COUNT or self.cases >= self.least

    @property
    def text(self) -> str:
        """Return the value as papers write it: ``12件``, ``81.3%``, ``7.5个工作日``, 样本不足, ``—`` for no case."""
        if self.exact is None:
            return NO_CASE
        if not self.is_enough:
            return TOO_FEW
        if self.unit == COUNT:
            return f"{self.numerator}{COUNT}"
        return f"{one_decimal(self.exact * (100 if self.unit == PER_CENT else 1))}{self.unit}"

    @property
    def shown(self) -> float | str:
        """Return what a cell shows: the value where it can be given, else the words of :attr:`text`."""
        return self.text if self.value is None or not self.is_enough else self.value


@dataclass(frozen=True, slots=True)
class Spec:
    """How a measure is counted here: its rule with the mechanism's and the period's words filled in.

    Attributes:
        key, name, definition: as in :class:`Measure`.
        top: the flags a case counted in the numerator has, all of them.
        bottom: the flags of the denominator, None for a plain count or an amount.
        amount: the column that is added up, "" where cases are counted; ``how`` then makes one figure of it.
        source: where the rule comes from.
        least: cases from which on it is given.
    """

    key: str
    name: str
    definition: str
    top: tuple[str, ...]
    bottom: tuple[str, ...] | None
    amount: str = ""
    how: How | None = None
    source: str = ""
    least: int = 1


def specs(
    mechanism: Mechanism, measuring: Measuring, conventions: Conventions, period: Period, *, per: str = ""
) -> tuple[Spec, ...]:
    """Return the measures this register can give, in the mechanism's words and the period's.

    Args:
        mechanism: whose columns.
        measuring: the office's measures.
        conventions: which words count as what.
        period: whose words stand for 本季度 and 上季度.
        per: "" for measures of cases, ``support`` for those of supporting units.

    Raises:
        ConfigError: a measure asks for a word or a flag that there is none of.
    """
    words = {
        "submitted": "收到日期",
        **mechanism.record.roles,
        "parked": "、".join(conventions.parked),
        "withdrawn": "、".join(mechanism.record.in_phase(Phase.WITHDRAWN)),
        "reopened": conventions.reopened,
        "solved": conventions.solved,
        "strictly": conventions.strictly,
        "satisfied": quoted(conventions.satisfied),
        "charged": "；".join(dict.fromkeys(each.charge.rule for each in mechanism.record.clocks if each.charge)),
        "this": period.this,
        "held": mechanism.gathering.word,
        "before": period.before,
        "earlier": period.earlier,
        "close": period.close,
        "opening": period.opening,
    }
    rules = (*measuring.rules, *(_evaluated_as(at, word) for at, word in enumerate(conventions.satisfaction)))
    known = mechanism.record.roles
    return tuple(
        _told(rule, words, measuring.least_rate)
        for rule in rules
        if rule.per == per and all(need in known for need in rule.needs)
    )


def _told(rule: MeasureRule, words: Mapping[str, str], least: int) -> Spec:
    try:
        name, definition, excluded = (each.format_map(words) for each in (rule.name, rule.definition, rule.excluded))
    except (KeyError, ValueError, IndexError) as error:
        raise ConfigError(f"{FILE} 的指标“{rule.key}”里的“{error.args[0]}”不是能填的词") from error
    told = "；".join(filter(None, (definition, excluded)))
    return Spec(rule.key, name, told, rule.top, rule.bottom, rule.amount, rule.how, rule.source, least)


def evaluated_as(conventions: Conventions) -> tuple[str, ...]:
    """Return the keys of the measures that count the period's evaluations word by word, best word first."""
    return tuple(f"{_EVALUATED_AS}{at}" for at in range(len(conventions.satisfaction)))


def _evaluated_as(at: int, word: str) -> MeasureRule:
    plain = word.replace("{", "{{").replace("}", "}}")
    return MeasureRule(
        key=f"{_EVALUATED_AS}{at}",
        name=f"{{this}}评价“{plain}”",
        definition=f"{{this}}评价（含{{earlier}}受理）中“{{satisfaction}}”为“{plain}”的件数；{{reopened}}的按最近一轮计",
        top=("evaluated_now", f"said_{at}"),
        needs=("evaluated",),
    )


def measure(spec: Spec, state: pd.DataFrame, flagged: pd.DataFrame) -> Measure:
    """Return one measure over the cases of ``state``, whose flags are given (same index)."""
    return _measure(
        spec, state["number"].to_numpy(), state, {name: flagged[name].to_numpy() for name in _flags((spec,))}
    )


def measure_all(wanted: Sequence[Spec], state: pd.DataFrame, flagged: pd.DataFrame) -> tuple[Measure, ...]:
    """Return the measures over the cases of ``state``, whose flags are given (same index).

    Raises:
        ConfigError: a measure asks for a flag that there is none of, or its numerator is no part of its denominator.
    """
    missing = [name for name in _flags(wanted) if name not in flagged.columns]
    if missing:
        raise ConfigError(f"{FILE} 里的条件“{'”“'.join(missing)}”是没有的", f"可用的条件：{'、'.join(flagged.columns)}")
    columns = {name: flagged[name].to_numpy() for name in _flags(wanted)}
    numbers = state["number"].to_numpy()
    return tuple(_measure(each, numbers, state, columns) for each in wanted)


def _flags(wanted: Iterable[Spec]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in wanted for name in (*each.top, *(each.bottom or ()))))


def _measure(spec: Spec, numbers: np.ndarray[Any, Any], state: pd.DataFrame, columns: Mapping[str, Any]) -> Measure:
    is_counted = _all(spec.top, columns)
    top = tuple(numbers[is_counted].tolist())
    plain = Measure(spec.key, spec.name, len(top), None, float(len(top)), COUNT, spec.definition, top, least=spec.least)
    if spec.amount:
        return _of_amounts(plain, state[spec.amount].to_numpy()[is_counted], spec.how)
    if spec.bottom is None:
        return plain
    is_whole = _all(spec.bottom, columns)
    if (is_counted & ~is_whole).any():
        odd = "、".join(numbers[is_counted & ~is_whole][:3].tolist())
        raise ConfigError(
            f"{FILE} 的指标“{spec.key}”：{odd} 等在分子里而不在分母里", "请核对 top 和 bottom，分子应是分母的一部分"
        )
    bottom = tuple(numbers[is_whole].tolist())
    value = len(top) / len(bottom) if bottom else None
    return replace(plain, denominator=len(bottom), value=value, unit=PER_CENT, denominator_numbers=bottom)


def _of_amounts(plain: Measure, found: np.ndarray[Any, Any], how: How | None) -> Measure:
    amounts = sorted(int(each) for each in found)
    if how is How.MEAN:
        total, cases = sum(amounts), len(amounts)
        value = total / cases if cases else None
        return replace(
            plain, numerator=total, denominator=cases, value=value, unit=WORKDAYS, denominator_numbers=plain.numbers
        )
    middle = Fraction(amounts[(len(amounts) - 1) // 2] + amounts[len(amounts) // 2], 2) if amounts else None
    return replace(plain, value=None if middle is None else float(middle), unit=WORKDAYS, middle=middle)


def _all(names: Sequence[str], columns: Mapping[str, Any]) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = np.logical_and.reduce([columns[name] for name in names])
    return found


def one_decimal(value: Fraction) -> str:
    """Return a number with one decimal, halves away from zero as Excel shows them: 6.25 gives ``6.3``."""
    tenths = (abs(value) * 20 + 1) // 2
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"
