"""What is left round an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake.meanings.around import bare_answer, without_example, without_lines

words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)


@given(words, st.integers(2, 30), st.integers(0, 30), st.sampled_from("_＿"))
def test_a_drawn_line_round_an_answer_is_none_of_it(said: str, before: int, behind: int, line: str) -> None:
    assert bare_answer(f"{line * before}{said}{line * behind}") == said


@given(words)
def test_the_colon_of_a_label_before_its_answer_is_none_of_it(said: str) -> None:
    assert bare_answer(f"：{said}") == bare_answer(f" : {said}") == said


@pytest.mark.parametrize("text", ["甲_乙公司", "_x0041_", "上午10:30", "第一行：\n第二行", "　　缩进"])
def test_signs_within_an_answer_stay(text: str) -> None:
    assert bare_answer(text) == text


def test_each_line_of_a_text_may_have_been_written_on_a_line() -> None:
    assert bare_answer("__停电__\n__停水____") == "停电\n停水"


def test_the_lines_between_the_parts_of_a_day_go() -> None:
    assert without_lines("2024__年_5_月_4") == "2024年5月4"


@given(st.text(max_size=60), st.booleans())
def test_nothing_but_a_first_line_is_ever_taken_for_an_example(text: str, long: bool) -> None:
    rest, example = without_example(text, long=long)
    assert rest == text if not example else "\n" not in example and example in text and rest in text


def test_endless_lines_are_taken_off_at_once() -> None:
    line = "_" * 200_000
    assert bare_answer(f"甲{line}乙{line}") == f"甲{line}乙"
    assert without_lines(f"2024{line}X") == f"2024{line}X"
