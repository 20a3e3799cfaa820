"""Where a problem's text falls apart: by its sender's numbering, never in the middle of a sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.parts import how_many, numbered, parted_at

ROAD, POWER, LAND = "厂区门口道路破损", "二期用电容量不足", "用地手续未完善"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"1、{ROAD}\n2、{POWER}", [ROAD, POWER]),
        (f"１．{ROAD}\n２．{POWER}", [ROAD, POWER]),
        (f"1.{ROAD}；2.{POWER}", [f"{ROAD}；", POWER]),
        (f"一、{ROAD}\n（一）东门\n（二）西门\n二、{POWER}", [f"{ROAD}\n（一）东门\n（二）西门", POWER]),
        (f"（1）{ROAD}\r\n（2）{POWER}\r\n（3）{LAND}", [ROAD, POWER, LAND]),
        (f"①{ROAD}；②{POWER}", [f"{ROAD}；", POWER]),
        (f"第一，{ROAD}。第二，{POWER}。", [f"{ROAD}。", f"{POWER}。"]),
        (f"我司反映两件事：\n1. {ROAD}\n2. {POWER}", [f"我司反映两件事：\n{ROAD}", POWER]),
        (f"{ROAD}\n\n{POWER}", [ROAD, POWER]),
    ],
)
def test_a_text_falls_apart_at_its_own_numbers(text: str, parts: list[str]) -> None:
    assert numbered(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        f"{ROAD}，宽3.5米，长1.2公里",
        f"1、{ROAD}",
        f"{ROAD}，涉及1、2、3号厂房",
        "1. 甲\n2. 乙",
        f"{ROAD}\n{POWER}",
        f"2、{ROAD}\n3、{POWER}",
        "",
    ],
)
def test_what_is_no_numbering_parts_nothing(text: str) -> None:
    assert numbered(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"一、{ROAD}，影响出行\n二、{POWER}，需要增容", 2),
        (f"现将有关情况反映如下：1、{ROAD}；2、{POWER}；3、宿舍排水不畅积水", 3),
        (f"一、{ROAD}，其中（1）东门破损严重；（2）西门积水严重\n二、{POWER}，需要增容", 2),
        (f"{ROAD}，长期没有人修复，现有情况如下：1、东门\n2、西门", 1),
        (f"我司{ROAD}，\n\n另外{POWER}，请协调", 1),
        (f"1、{ROAD}", 1),
        (f"{ROAD}，涉及1、2、3号厂房，宽1.5米", 1),
        ("", 1),
    ],
)
def test_long_numbered_parts_seem_to_be_matters_of_their_own(text: str, count: int) -> None:
    assert how_many(text) == count


@given(st.text("一二12３4、.（）()；。\n 道路破损用电不足①②", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    marks = r"[\s一二三四五六七八九十第0-9３、.．()（）①②,，：:]"
    assert re.sub(marks, "", "".join(numbered(text))) == re.sub(marks, "", text)
    assert len(numbered(text)) >= 1


def test_the_clerk_says_where_the_second_matter_begins() -> None:
    text = f"{ROAD}。另外，{POWER}。还有{LAND}。"
    assert parted_at(text, ["另外， 二期"]) == [f"{ROAD}。", f"另外，{POWER}。还有{LAND}。"]
    assert parted_at(text, ["还有", "另外"]) == [f"{ROAD}。", f"另外，{POWER}。", f"还有{LAND}。"]


@pytest.mark.parametrize("words", ["没有的话", "。", ROAD, " ", "("])
def test_words_that_do_not_stand_there_once_part_nothing(words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        parted_at(f"{ROAD}。另外，{POWER}。", [words])
