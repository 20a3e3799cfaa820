from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from toolkit.documents.setting.words import full_date, half_day, narrow_date, numeral, one_line, phrase, sentence


def test_dates_have_no_leading_zero() -> None:
    pattern = re.compile(r"^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$")
    days = [date(2024, 1, 1) + timedelta(days=each) for each in range(366)]
    assert all(pattern.fullmatch(full_date(day)) for day in days)
    assert narrow_date(date(2024, 3, 5)) == "2024-3-5"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (99, "九十九")]
)
def test_headings_count_in_chinese(number: int, words: str) -> None:
    assert numeral(number) == words


@pytest.mark.parametrize("number", [0, 100])
def test_no_heading_counts_further(number: int) -> None:
    with pytest.raises(ValueError, match="heading"):
        numeral(number)


@pytest.mark.parametrize(
    ("time", "words"),
    [("15:00", "下午"), ("9：30", "上午"), ("19:00", "晚上"), ("下午3时", "下午3时"), ("", ""), ("14时30分", "下午")],
)
def test_the_time_of_day_is_said_in_words(time: str, words: str) -> None:
    assert half_day(time) == words


def test_typed_lines_become_one_sentence() -> None:
    assert one_line("一是扩产\n\n二是用电。\r\n三是用工") == "一是扩产；二是用电。三是用工"
    assert sentence("尽快办理。。 ") == "尽快办理。"
    assert sentence(" \n ") == ""
    assert sentence("能否办理？") == "能否办理？"
    assert phrase("区税务局；") == "区税务局"
