"""Quantities in running text: figures, Chinese figures, both, as firms write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.quantities import amounts, counts, read_number, years_since

_NEAR = ("投资", "欠")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), ("3.5", 3.5), ("1,200", 1200), ("二零零九", 2009), ("一九九八", 1998), ("二十", 20), ("十二", 12),
        ("三百八十", 380), ("三百零八", 308), ("两千", 2000), ("三亿八千万", 380_000_000), ("1.2亿", 120_000_000),
        ("二点五亿", 250_000_000), ("3百", 300), ("八百五十万", 8_500_000), ("12万", 120_000), ("一万二千", 12_000), ("", 0),
        ("甲", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@given(st.integers(1, 9999), st.sampled_from(["", "万", "亿"]))
def test_figures_with_a_large_unit_are_multiplied(number: int, unit: str) -> None:
    times = {"": 1, "万": 10_000, "亿": 100_000_000}[unit]
    assert read_number(f"{number}{unit}") == number * times


@given(st.text(alphabet="零一二两三十百千万亿点0123456789.,多 甲", max_size=12))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert read_number(text) >= 0
    assert list(amounts(f"投资{text}元", _NEAR)) is not None


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("计划投资三亿八千万元建设", [38_000]),
        ("总投资4亿元", [40_000]),
        ("投资约二点五亿美元", [25_000]),  # another currency as written
        ("拟投资1.2亿，用地五十亩", [12_000]),
        ("欠我们三百二十万元", [320]),
        ("投资800万元", [800]),
        ("投资八千多万元", [8000]),
        ("去年产值六亿元，员工很多很多很多很多，准备投资扩产", []),  # the amount belongs to another word
        ("投资用地五十亩", []),
        ("投资三万人的小区", []),
    ],
)
def test_amounts_are_in_ten_thousands_and_stand_by_their_word(text: str, wan: list[float]) -> None:
    assert [each.value for each in amounts(text, _NEAR)] == pytest.approx(wan)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百八十人", 380),
        ("12家企业", 12),
        ("四十多家企业", 40),
        ("500个岗位", 500),
        ("新增岗位五百个", 500),
        ("很多人", None),
    ],
)
def test_counts_are_of_what_is_asked(text: str, value: float | None) -> None:
    found = [each.value for each in counts(text, ("人", "家企业", "个岗位", "岗位…个"))]
    assert found == ([] if value is None else [value])
    assert list(counts(text, ())) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("一九九八年经镇里同意", [26]),
        ("2009年竣工", [15]),
        ("二零零三年签的协议", [21]),
        ("反映了五年没解决", [5]),
        ("二十年来办不了证", [20]),
        ("已历时十二年", [12]),
        ("长达8年", [8]),
        ("2026年投产", []),  # still to come
        ("合同签了三年", []),  # a span of a contract, not since when
        ("租期十年，每年递增", []),
    ],
)
def test_years_are_told_from_the_year_it_is_looked_at(text: str, years: list[float]) -> None:
    assert [each.value for each in years_since(text, 2024)] == years
