"""Comparison (比较): against the period before (环比) and the same period last year (同比), in the office's words.

The rules are those of reference/word.md 5.5: counts change in per cent, rates in 百分点, averages in workdays; less
than 0.05 is 持平; a base of fewer than ten cases gives counts only; no base says so, and never 0 % or ∞; a fall is
written 下降, not -5%. No base is a period before the register's first case; where there were cases and none was counted
the base is 0. Rates and averages differ by what is printed of both, so that a reader's subtraction gives the same. Of
a figure that is 样本不足 itself no sentence says how it moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.analysis.figures.conventions import TOO_FEW
from toolkit.analysis.figures.measures import COUNT, WORKDAYS, Measure, one_decimal

POINTS = "百分点"
#: What is said where there is nothing to compare with.
NO_BASE = "无可比数据"
#: What is said where one of two rates or averages rests on too few cases.
FEW_BEFORE, FEW_NOW = f"基期{TOO_FEW}", f"本期{TOO_FEW}"
_LEVEL = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure moved.

    Attributes:
        key: the measure's.
        base: what it is compared with: 上季度, 上月, 上年同期.
        now: the figure of this period.
        before: the figure it is compared with.
        short: as a table shows it: ``增长12.3%``, ``提高1.6个百分点``, ``缩短2.0个工作日``, ``持平``, ``增加4件``,
            ``基期样本不足`` or ``本期样本不足`` (a rate or an average of a few), ``无可比数据``, ``—``.
        words: as a sentence says it: ``较上季度增长12.3%``; "" where a sentence should pass over it.
    """

    key: str
    base: str
    now: Measure
    before: Measure
    short: str
    words: str


def compare(now: Measure, before: Measure, base: str, *, least: int, whole: bool = True, begun: bool = False) -> Change:
    """Return how ``now`` differs from ``before``.

    Args:
        now: this period's figure.
        before: the same figure of the base.
        base: the base's word.
        least: cases a base must have for its change to be given in per cent or points.
        whole: whether this period is over; a part of one is not compared with a whole one.
        begun: whether the register had any case by the base's end, so that none counted is 0 and not unknown.
    """

    def change(short: str, words: str) -> Change:
        return Change(now.key, base, now, before, short, words)

    if not whole or now.exact is None:
        return change("—", "")
    if not before.cases and not (begun and now.unit == COUNT):
        return change(NO_BASE, f"{base}{NO_BASE}" if now.is_enough else "")
    if now.unit == COUNT:
        return change(*_of_counts(now.numerator, before.numerator, base, least))
    if now.unit == WORKDAYS:
        return change(*_of_averages(now, before, base, least))
    return change(*_of_rates(now, before, base, least))


def _of_counts(now: int, before: int, base: str, least: int) -> tuple[str, str]:
    difference = now - before
    if before < least:
        short = f"{'增加' if difference > 0 else '减少'}{abs(difference)}件" if difference else "持平"
        words = f"较{base}{short}（{base}{before}件）" if difference else f"与{base}持平（{before}件）"
        return short, words
    return _worded(Fraction(difference * 100, before), base, ("增长", "下降"), "%")


def _of_rates(now: Measure, before: Measure, base: str, least: int) -> tuple[str, str]:
    if few := _few(now, before, least):
        # A single case would move the rate by ten points and more.
        return few, ""
    return _worded(_printed(now, 100) - _printed(before, 100), base, ("提高", "下降"), POINTS)


def _of_averages(now: Measure, before: Measure, base: str, least: int) -> tuple[str, str]:
    if few := _few(now, before, least):
        # A single matter that dragged on would move it by days.
        return few, ""
    return _worded(_printed(now, 1) - _printed(before, 1), base, ("延长", "缩短"), WORKDAYS)


def _few(now: Measure, before: Measure, least: int) -> str:
    """Return which of two figures rests on too few cases to be compared, "" for none."""
    return FEW_BEFORE if before.cases < least else FEW_NOW if now.cases < least else ""


def _printed(measure: Measure, times: int) -> Fraction:
    return Fraction(one_decimal((measure.exact or Fraction(0)) * times))


def _worded(delta: Fraction, base: str, verbs: tuple[str, str], unit: str) -> tuple[str, str]:
    if abs(delta) < _LEVEL:
        return "持平", f"与{base}持平"
    counter = "个" if unit == POINTS else ""
    short = f"{verbs[delta < 0]}{one_decimal(abs(delta))}{counter}{unit}"
    return short, f"较{base}{short}"


def risen_shares(now: Sequence[tuple[str, float]], before: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Return by how many points (one decimal) the share of each name that rose has risen; both in per cent."""
    earlier = dict(before)
    return {name: up for name, share in now if (up := round(share - earlier.get(name, 0.0), 1)) > 0}
