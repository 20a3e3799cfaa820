"""When two reports are about one matter: names of firms and words of problems, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.matters import (
    NEAR_FIRM,
    OTHER_MATTER,
    SAME_MATTER,
    firm_of,
    likeness,
    likest,
    plain,
    traces,
)

PLACE = "云安区"
WORDS = st.text(alphabet="甲乙丙丁电器五金道路破损用地消防３a（）()，。、 \n", min_size=0, max_size=60)


@pytest.mark.parametrize(
    "other",
    [
        "云安甲乙电器有限公司",
        "云安区甲乙电器",
        "甲乙电器有限责任公司",
        "广东甲乙电器股份有限公司",
        "广东省云海市云安区东平镇甲乙电器有限公司",
        "  云海市 云安区甲乙电器有限公司\n",
        "甲乙电器有限公司（个体工商户）",
        "云海市云安区丙丁家电有限公司（原名：甲乙电器有限公司）",
        "云海市云安区丙丁家电有限公司(曾用名甲乙电器厂)（原甲乙电器有限公司）",
    ],
)
def test_a_firm_is_known_however_its_name_is_written(other: str) -> None:
    assert firm_of("云海市云安区甲乙电器有限公司", PLACE).is_same(firm_of(other, PLACE))


@pytest.mark.parametrize(
    "other",
    [
        "云海市云安区甲乙电器厂",
        "云海市云安区甲乙电器有限公司东平分公司",
        "南江市甲乙电器有限公司",
        "云海市白石区甲乙电器有限公司",
        "甲乙集团有限公司",
        "甲乙（集团）电器有限公司",
        "",
    ],
)
def test_another_firm_is_not_taken_for_it(other: str) -> None:
    assert not firm_of("云海市云安区甲乙电器有限公司", PLACE).is_same(firm_of(other, PLACE))


@pytest.mark.parametrize(
    ("name", "core"), [("公司", "公司"), ("广东", "广东"), ("云安公司", "公司"), ("甲乙公司", "甲乙")]
)
def test_a_name_is_never_cut_down_to_nothing(name: str, core: str) -> None:
    assert firm_of(name, PLACE).cores == (core,)


def test_a_short_name_is_a_near_miss_and_no_more() -> None:
    long, short = firm_of("云安甲乙精密电器有限公司", PLACE), firm_of("甲乙精密", PLACE)
    assert not long.is_same(short)
    assert long.likeness(short) >= NEAR_FIRM
    assert long.likeness(firm_of("戊己家具有限公司", PLACE)) < NEAR_FIRM


@given(WORDS, WORDS)
def test_being_one_firm_does_not_depend_on_who_is_asked(left: str, right: str) -> None:
    one, other = firm_of(left, PLACE), firm_of(right, PLACE)
    assert one.is_same(other) is other.is_same(one)
    assert one.likeness(other) == pytest.approx(other.likeness(one))
    assert one.is_same(one) is bool(plain(left))


@given(WORDS, st.lists(st.integers(0, 59), max_size=8))
def test_spaces_punctuation_and_width_change_no_matter(text: str, places: list[int]) -> None:
    spaced = list(text)
    for at in places:
        spaced.insert(min(at, len(spaced)), " ，\n"[at % 3])
    assert plain("".join(spaced)) == plain(text)


@given(WORDS.map(plain), WORDS.map(plain))
def test_likeness_is_whole_for_the_same_and_the_same_both_ways(left: str, right: str) -> None:
    assert likeness(left, right) == pytest.approx(likeness(right, left))
    assert likeness(left, left) == (100.0 if left else 0.0)
    assert 0.0 <= likeness(left, right) <= 100.0


def test_a_slip_mended_is_one_matter_and_another_complaint_is_another() -> None:
    first = plain("厂区门口道路破损严重，影响大型货车进出，多次反映没有结果，请协调修复。")
    assert (
        likeness(first, plain("厂区门口道路破损严重,影响大型货车出入，多次反映没有结果。请协调修复！")) >= SAME_MATTER
    )
    assert likeness(first, plain("二期扩建用电容量不足，供电部门答复要等两年，请协调。")) < OTHER_MATTER


def test_a_text_that_was_written_on_is_the_same_matter() -> None:
    first = plain("厂区门口道路破损严重，影响大型货车进出，多次反映没有结果。")
    grown = plain(
        "厂区门口道路破损严重，影响大型货车进出，多次反映没有结果。近日又发生两起事故，请尽快修复，另附照片三张。"
    )
    assert likeness(first, grown) >= SAME_MATTER
    assert likeness("用电", plain("用电容量不足，排水不畅")) < SAME_MATTER, (
        "two letters within another text are no text"
    )


@given(WORDS.map(plain), st.dictionaries(st.text("xyz", max_size=3), WORDS.map(plain), max_size=6), st.integers(1, 100))
def test_the_likest_are_those_that_are_like_enough(text: str, others: dict[str, str], least: int) -> None:
    found = likest(text, others, least)
    assert found == sorted(found, reverse=True)
    each_by_each = {key for key, other in others.items() if text and other and likeness(text, other) >= least}
    assert {key for _, key in found} == each_by_each


@given(st.text("道路破损用电不足消防审批货车进出请协调", min_size=12, max_size=300), st.integers(0, 299))
def test_texts_that_differ_by_a_letter_have_most_traces_in_common(text: str, at: int) -> None:
    at %= len(text)
    other = text[:at] + "改" + text[at + 1 :]
    lost = set(traces(text)) - set(traces(other))
    assert len(lost) <= 3


def test_a_name_in_traditional_characters_is_the_same_name() -> None:
    assert plain("順德區業達電器有限公司") == plain("顺德区业达电器有限公司")
