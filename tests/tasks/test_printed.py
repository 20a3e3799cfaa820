from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.tasks.printed import number, signed, with_unit


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (15.0, "15"), (1234567.0, "1234567"), (12345.67, "12345.67"), (0.1 + 0.2, "0.3"), (100000000.0, "100000000"),
        (-0.0, "0"), (-2.5, "-2.5"),
    ],
)  # fmt: skip
def test_a_value_is_printed_whole_however_large(value: float, said: str) -> None:
    assert number(value) == said


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_printed_as_they_are(value: int) -> None:
    assert number(float(value)) == str(value)


def test_a_change_above_nothing_has_a_plus() -> None:
    assert (signed(1.8), signed(-2.0), signed(0.0)) == ("+1.8", "-2", "0")


def test_a_percent_sign_stands_at_its_number_and_a_word_apart() -> None:
    assert (with_unit("40", "%"), with_unit("15", "亿元"), with_unit("3", "")) == ("40%", "15 亿元", "3")
