"""Comparison: per cent for counts, 百分点 for rates, 持平, small bases, no base."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.figures.compare import Change, compare
from toolkit.analysis.figures.measures import COUNT, PER_CENT, Measure, one_decimal


def count(number: int) -> Measure:
    return Measure("accepted", "受理", number, None, float(number), COUNT, "", ())


def rate(top: int, bottom: int) -> Measure:
    return Measure("closed_rate", "办结率", top, bottom, top / bottom if bottom else None, PER_CENT, "", ())


def changed(now: Measure, before: Measure, *, whole: bool = True) -> Change:
    return compare(now, before, "上年同期", least=10, whole=whole)


@pytest.mark.parametrize(
    ("now", "before", "words", "short"),
    [
        (count(155), count(138), "较上年同期增长12.3%", "增长12.3%"),
        (count(132), count(138), "较上年同期下降4.3%", "下降4.3%"),
        (count(138), count(138), "与上年同期持平", "持平"),
        (count(10001), count(10000), "与上年同期持平", "持平"),
        (count(12), count(8), "较上年同期增加4件（上年同期8件）", "增加4件"),
        (count(5), count(8), "较上年同期减少3件（上年同期8件）", "减少3件"),
        (count(8), count(8), "与上年同期持平（8件）", "持平"),
        (count(12), count(0), "上年同期无可比数据", "无可比数据"),
        (rate(15, 16), rate(12, 13), "较上年同期提高1.5个百分点", "提高1.5个百分点"),
        (rate(12, 13), rate(15, 16), "较上年同期下降1.5个百分点", "下降1.5个百分点"),
        (rate(5001, 10000), rate(1, 2) , "", "基期样本不足"),
        (rate(5004, 10000), rate(50, 100), "与上年同期持平", "持平"),
        (rate(5005, 10000), rate(50, 100), "较上年同期提高0.1个百分点", "提高0.1个百分点"),
        (rate(4, 5), rate(90, 100), "", "本期样本不足"),
        (rate(9, 11), rate(12, 18), "较上年同期提高15.1个百分点", "提高15.1个百分点"),
        (rate(4, 5), rate(0, 0), "上年同期无可比数据", "无可比数据"),
        (rate(0, 0), rate(9, 10), "", "—"),
    ],
)  # fmt: skip
def test_a_change_is_worded_by_the_offices_rules(now: Measure, before: Measure, words: str, short: str) -> None:
    change = changed(now, before)
    assert (change.words, change.short) == (words, short)


@pytest.mark.parametrize(("now", "short"), [(11, "增加11件"), (0, "持平")])
def test_where_the_register_had_cases_none_counted_is_a_base_of_nought(now: int, short: str) -> None:
    change = compare(count(now), count(0), "上季度", least=10, begun=True)
    assert change.short == short
    assert "0件" in change.words
    assert compare(rate(4, 5), rate(0, 0), "上季度", least=10, begun=True).short == "无可比数据"


def test_a_part_of_a_quarter_is_not_compared_with_a_whole_one() -> None:
    change = changed(count(20), count(30), whole=False)
    assert (change.words, change.short) == ("", "—")


@given(st.integers(0, 400), st.integers(0, 400))
def test_no_sentence_has_a_minus_sign_or_a_change_from_nothing(now: int, before: int) -> None:
    change = changed(count(now), count(before))
    assert "-" not in change.words
    assert ("%" in change.words) <= (before >= 10)
    assert ("无可比" in change.words) == (before == 0)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_rates_differ_by_points_and_never_by_per_cent(top: int, bottom: int, old: int, base: int) -> None:
    change = changed(rate(min(top, bottom), bottom), rate(min(old, base), base))
    assert "%" not in change.short + change.words


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(25, 4), "6.3"), (Fraction(-25, 4), "-6.3"), (Fraction(-1, 100), "0.0"), (Fraction(0), "0.0")],
)
def test_halves_are_rounded_as_excel_shows_them(value: Fraction, text: str) -> None:
    assert one_decimal(value) == text
