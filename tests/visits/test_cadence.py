"""Seed 001 §五（二）: 分别于4月10日、7月10日、10月10日、1月10日前."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.mechanism import Visiting
from toolkit.visits import next_report, quarter_of, report_due


@pytest.mark.parametrize(
    ("quarter", "due"),
    [(1, date(2026, 4, 10)), (2, date(2026, 7, 10)), (3, date(2026, 10, 10)), (4, date(2027, 1, 10))],
)
def test_each_quarters_report_is_due_on_the_seeds_day(visiting: Visiting, quarter: int, due: date) -> None:
    assert report_due(visiting, 2026, quarter) == due


@pytest.mark.parametrize(
    ("today", "report"),
    [
        (date(2026, 1, 10), (2025, 4, date(2026, 1, 10))),  # on the day itself it is still due
        (date(2026, 1, 11), (2026, 1, date(2026, 4, 10))),
        (date(2026, 3, 31), (2026, 1, date(2026, 4, 10))),
        (date(2026, 4, 1), (2026, 1, date(2026, 4, 10))),
        (date(2026, 4, 11), (2026, 2, date(2026, 7, 10))),
        (date(2026, 12, 31), (2026, 4, date(2027, 1, 10))),
    ],
)
def test_the_next_report_is_the_earliest_that_is_not_past(
    visiting: Visiting, today: date, report: tuple[int, int, date]
) -> None:
    assert next_report(visiting, today) == report


def test_a_quarter_begins_in_january_april_july_and_october() -> None:
    firsts = [date(2026, month, 1) for month in range(1, 13)]
    assert [quarter_of(each)[1] for each in firsts] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
