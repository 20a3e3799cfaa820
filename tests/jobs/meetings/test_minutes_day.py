from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jobs.office import Office
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.meetings.minutes_day import day_in_words

MEETING = date(2024, 11, 4)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made: Path = tmp_path_factory.mktemp("days") / "office"
    return Office.found(made).desk


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024年12月3日", date(2024, 12, 3)),
        ("2024-12-3", date(2024, 12, 3)),
        ("二〇二四年十二月三日", date(2024, 12, 3)),
        ("12月3日", date(2024, 12, 3)),
        ("3月5日", date(2025, 3, 5)),  # the first one on or after the meeting
        ("明年3月5日", date(2025, 3, 5)),
        ("12月底", date(2024, 12, 31)),
        ("二月底", date(2025, 2, 28)),
        ("2026年6月末", date(2026, 6, 30)),
        ("年底", date(2024, 12, 31)),
        ("2025年底", date(2025, 12, 31)),
        ("不迟于12月3日前", date(2024, 12, 3)),
        # By hand: 5–8 November are 4, 11–15 make 9, 18–22 make 14, Monday the 25th is the 15th.
        ("会后15个工作日内", date(2024, 11, 25)),
        ("十五个工作日", date(2024, 11, 25)),
        ("一个月内", date(2024, 12, 4)),
        ("3个月", date(2025, 2, 5)),  # 4 February is still Spring Festival
        ("尽快", None),
        ("适当时候", None),
        ("13月底", None),
        ("", None),
    ],
)
def test_a_day_is_understood_as_minutes_word_it(desk: Desk, words: str, day: date | None) -> None:
    assert day_in_words(desk, words, MEETING) == day
