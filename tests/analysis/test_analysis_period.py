"""Quarters: read as people write them, with their days and neighbours."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.quarter import Quarter, QuarterError, read_quarter
from toolkit.errors import ToolkitError


@pytest.mark.parametrize(
    "text",
    ["2024Q1", "2024q1", "2024年第一季度", "2024-1季度", "2024年1季度", " 2024 Q1 ", "２０２４Ｑ１", "2024年第1季",
     "Q1 2024", "2024年度第一季度", "2024-Q1"],
)  # fmt: skip
def test_a_quarter_is_read_however_it_is_written(text: str) -> None:
    assert read_quarter(text) == Quarter(2024, 1)


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-1", "2024Q5", "2024Q0", "24Q1", "第一季度", "2024年第五季度", "0000Q1"]
)
def test_what_is_no_quarter_is_said_in_chinese_with_a_remedy(text: str) -> None:
    with pytest.raises(QuarterError) as caught:
        read_quarter(text)
    assert isinstance(caught.value, ToolkitError)
    assert "季度" in caught.value.message
    assert "2024Q1" in caught.value.remedy


@given(st.integers(1900, 2200), st.integers(1, 4))
def test_quarters_follow_each_other_without_gap_or_overlap(year: int, number: int) -> None:
    quarter = Quarter(year, number)
    assert (quarter.first_day - quarter.previous.last_day).days == 1
    assert quarter.first_day in quarter
    assert quarter.last_day in quarter
    assert quarter.last_year.label == f"{year - 1}{quarter.label[4:]}"
    assert read_quarter(quarter.label) == read_quarter(str(quarter)) == quarter


def test_the_cutoff_is_the_day_asked_for_or_the_last_day() -> None:
    quarter = Quarter(2024, 1)
    assert quarter.cutoff(date(2024, 2, 10)) == date(2024, 2, 10)
    assert quarter.cutoff(date(2024, 6, 1)) == date(2024, 3, 31)
    with pytest.raises(QuarterError, match="还没有开始"):
        quarter.cutoff(date(2023, 12, 31))


def test_reading_a_quarter_needs_no_pandas() -> None:
    code = (
        "import importlib.util as u, sys;"
        "s = u.spec_from_file_location('q', 'toolkit/analysis/quarter.py'); m = u.module_from_spec(s);"
        "sys.modules['q'] = m; s.loader.exec_module(m); assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
