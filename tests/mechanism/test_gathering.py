"""What a mechanism calls its regular meeting, in whatever stands with the word."""

from __future__ import annotations

import pytest

from toolkit.mechanism import Gathering, load


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("会议", ["会", "上会", "参会", "参会回执", "参会名单", "召开", "会议议定"]),
        ("协调会议", ["协调会", "上会", "参会", "参会回执", "参会名单", "召开", "会议议定"]),
        ("活动", ["活动", "活动研究", "参加", "活动回执", "参加人员名单", "开展", "现场议定"]),
    ],
)
def test_one_word_gives_the_others(word: str, words: list[str]) -> None:
    held = Gathering(word)
    assert [held.short, held.take_up, held.attend, held.slip, held.roll, held.hold, held.decided] == words


def test_a_mechanism_that_says_nothing_has_meetings() -> None:
    assert load("shunde").gathering.word == load("shunde").meeting.word == "会议"
    assert load("putian").gathering.word == "会议", "one without any is spoken of no other way"


def test_a_mechanism_says_what_it_calls_them() -> None:
    assert load("heyuan").gathering.word == load("heyuan").meeting.word == "活动"
