"""Units ranked by their ratings, and who is low for several periods running (seed 002, measure 66)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.rankings import LowRule, Rank, Step, courses, rank

#: Below 60 % is low; fewer than five are not ranked; two periods running are to be put right, three gone into.
RULE = LowRule(frozenset({"不满意", "非常不满意"}), 60, 5, 2, 3)
HALL, TAX = "市政务服务数据管理局", "市税务局"


def said(unit: str, good: int, bad: int) -> list[tuple[str, str]]:
    return [(unit, "满意")] * good + [(unit, "不满意")] * bad


def period(**units: tuple[int, int]) -> list[Rank]:
    return rank([each for unit, counts in units.items() for each in said(unit, *counts)], RULE)


def test_the_best_stand_first_and_the_same_share_has_the_same_place() -> None:
    found = period(甲=(9, 1), 乙=(18, 2), 丙=(5, 5), 丁=(10, 0))
    assert [(each.unit, each.place, each.per_cent) for each in found] == [
        ("丁", 1, 100.0), ("乙", 2, 90.0), ("甲", 2, 90.0), ("丙", 4, 50.0),
    ]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "low"), [(3, 2, False), (2, 3, True), (5, 4, True), (6, 4, False)])
def test_a_unit_is_low_below_the_share_and_not_at_it(good: int, bad: int, low: bool) -> None:
    # 3 of 5 and 6 of 10 are 60 %; 2 of 5 are 40 %, 5 of 9 are 55.6 %.
    assert period(甲=(good, bad))[0].is_low is low


def test_few_ratings_rank_nobody_however_bad() -> None:
    found = period(甲=(0, 4), 乙=(4, 1))
    assert [(each.unit, each.place, each.is_low, each.per_cent) for each in found] == [
        ("乙", 1, False, 80.0), ("甲", None, False, None),
    ]  # fmt: skip


GOOD, LOW, FEW = (5, 0), (1, 4), (0, 4)
TABLE = {
    # what each period was, the last one last: what is called for, and how many periods running it was low
    "low once": ([LOW], Step.WATCH, 1),
    "low twice": ([LOW, LOW], Step.RECTIFY, 2),
    "low three times": ([LOW, LOW, LOW], Step.SUPERVISE, 3),
    "low with a good one between": ([LOW, GOOD, LOW], Step.WATCH, 1),
    "few between neither add nor end": ([LOW, FEW, LOW], Step.RECTIFY, 2),
    "few after it leave it standing": ([LOW, LOW, FEW], Step.RECTIFY, 2),
    "few after one are no reminder": ([LOW, FEW], None, 1),
    "better after two": ([LOW, LOW, GOOD], Step.MENDED, 0),
    "better after one is nothing": ([LOW, GOOD], None, 0),
    "told once only": ([LOW, LOW, GOOD, GOOD], None, 0),
    "told when it is ranked again": ([LOW, LOW, FEW, GOOD], Step.MENDED, 0),
    "never low": ([GOOD, GOOD], None, 0),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_is_called_for_follows_from_the_periods_in_a_row(name: str) -> None:
    counts, step, run = TABLE[name]
    found = courses([(f"第{at}期", period(甲=each)) for at, each in enumerate(counts)], RULE)
    assert [(each.step, each.run) for each in found] == ([(step, run)] if step is not None else [])


def test_those_gone_into_stand_before_those_that_put_right() -> None:
    periods = [("一", period(甲=LOW, 乙=GOOD)), ("二", period(甲=LOW, 乙=LOW)), ("三", period(甲=LOW, 乙=LOW))]
    assert [(each.unit, each.step) for each in courses(periods, RULE)] == [
        ("甲", Step.SUPERVISE), ("乙", Step.RECTIFY),
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1))
def test_a_place_is_one_more_than_the_units_that_are_better(units: dict[str, tuple[int, int]]) -> None:
    shares = {unit: Fraction(good, good + bad) for unit, (good, bad) in units.items() if good + bad >= RULE.least}
    for each in period(**units):
        better = sum(share > shares[each.unit] for share in shares.values()) if each.unit in shares else None
        assert each.place == (None if better is None else better + 1)
