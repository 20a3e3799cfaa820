"""Known words found in running text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.lexicon import Lexicon, folded

LETTERS = st.text(alphabet="工伤保险用电容", max_size=20)
WORDS = st.lists(st.text(alphabet="工伤保险用电容", min_size=1, max_size=4), max_size=8)


def test_the_longer_word_counts() -> None:
    lexicon = Lexicon(["工伤", "工伤保险", "保险", "用电"])
    assert lexicon.standing("工伤保险没有买") == ["工伤保险"]
    assert lexicon.standing("先报工伤，再报工伤保险") == ["工伤", "工伤保险"]


def test_words_that_overlap_both_count() -> None:
    assert Lexicon(["村道", "道路"]).standing("村道路灯") == ["村道", "道路"]


def test_spaces_width_and_traditional_letters_are_no_matter() -> None:
    assert Lexicon(["3C认证", "用电"]).standing(folded("３Ｃ 認證、用\n電")) == ["3C认证", "用电"]


@given(WORDS, LETTERS)
def test_what_is_found_stands_there_and_what_stands_there_is_found_or_held(words: list[str], text: str) -> None:
    found = Lexicon(words).standing(text)
    assert all(word in text for word in found)
    assert len(found) == len(set(found))
    for word in words:
        if word in text and word not in found:
            assert any(word in longer for longer in found if longer != word)
