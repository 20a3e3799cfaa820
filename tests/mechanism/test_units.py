"""Member units: the ten towns, the 22 departments and ten chambers of annex 1, and how people write them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.mechanism import Unit, UnitBook, default_name, load

_BOOK = load(default_name()).units
_ANNEX = re.sub(r"\s", "", (Path(__file__).parent / "samples" / "annex1.txt").read_text(encoding="utf-8"))
_NAMES = [name for unit in _BOOK for name in (unit.name, *unit.aliases)]


def _group(group: str) -> list[str]:
    return [unit.name for unit in _BOOK if unit.group == group]


def test_there_are_ten_towns_22_departments_and_ten_chambers() -> None:
    assert Counter(unit.group for unit in _BOOK) == {"镇街": 10, "部门": 22, "商会": 10}


def test_departments_and_chambers_are_named_as_annex_1_names_them_in_its_order() -> None:
    listed = _ANNEX.split("街道办事处，")[1].split("、")

    assert [*_group("部门"), *_group("商会")] == listed
    assert len(listed) == 32


def test_the_towns_are_those_of_the_chambers() -> None:
    assert _group("镇街") == [
        "大良街道", "容桂街道", "伦教街道", "勒流街道", "陈村镇", "北滘镇", "乐从镇", "龙江镇", "杏坛镇", "均安镇"
    ]  # fmt: skip
    assert [name[:2] for name in _group("镇街")] == [name[:2] for name in _group("商会")]


def test_no_name_means_two_units() -> None:
    assert [name for name, count in Counter(_NAMES).items() if count > 1] == []


@pytest.mark.parametrize("name", _NAMES)
def test_every_name_and_alias_finds_its_unit(name: str) -> None:
    found = _BOOK.match(name)

    assert found.unit is not None
    assert name in (found.unit.name, *found.unit.aliases)
    assert found.near == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("区人社局", "区民政和人力资源社会保障局"),
        (" 区 发 改 局 ", "区发展和改革局"),
        ("区\n税务局", "区税务局"),
        ("北滘镇人民政府", "北滘镇"),
        ("“区招商局”", "区招商局"),
        ("大良", "大良街道"),
        ("大良商会", "大良总商会"),
        ("自然资源分局", "市自然资源局顺德分局"),
    ],
)
def test_typical_spellings_are_known(text: str, name: str) -> None:
    unit = _BOOK.match(text).unit

    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("区招商引资局", "区招商局"),
        ("区发展改革委员会局", "区发展和改革局"),
        ("北窖镇", "北滘镇"),
        ("区教肓局", "区教育局"),
    ],
)
def test_a_near_miss_is_proposed_and_never_taken(text: str, near: str) -> None:
    found = _BOOK.match(text)

    assert found.unit is None
    assert found.near == near


@pytest.mark.parametrize("text", ["省发展和改革委员会办公厅外事处", "某某有限公司", "abc", "", "　", "12345"])
def test_what_is_nothing_like_a_unit_is_neither_taken_nor_proposed(text: str) -> None:
    found = _BOOK.match(text)

    assert found.unit is None
    assert found.near == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区发改局、区教育局", ["区发展和改革局", "区教育局"]),
        ("区发展和改革局和区教育局", ["区发展和改革局", "区教育局"]),
        ("区城市管理和综合执法局", ["区城市管理和综合执法局"]),
        ("区民政和人力资源社会保障局和市自然资源局顺德分局", ["区民政和人力资源社会保障局", "市自然资源局顺德分局"]),
        (
            "区招商局；大良街道,容桂\n区税务局 区司法局/区公安局",
            ["区招商局", "大良街道", "容桂街道", "区税务局", "区司法局", "区公安局"],
        ),
        ("区招商局，，、区税务局、", ["区招商局", "区税务局"]),
    ],
)
def test_a_cell_may_hold_several(text: str, names: list[str]) -> None:
    assert [match.unit.name if match.unit else match.text for match in _BOOK.match_all(text)] == names


def test_one_unknown_among_several_is_kept_as_written() -> None:
    matches = _BOOK.match_all("区招商局、某某公司")

    assert [(match.text, match.unit is None) for match in matches] == [("区招商局", False), ("某某公司", True)]


def test_an_empty_cell_holds_none() -> None:
    assert list(_BOOK.match_all("")) == []
    assert list(_BOOK.match_all(" 、\n")) == []


def test_a_book_without_units_finds_nothing() -> None:
    assert UnitBook(()).match("区招商局").unit is None


def test_the_first_of_two_units_of_one_name_is_found() -> None:
    first, second = Unit("甲局", "部门", ("老局",)), Unit("乙局", "部门", ("老局",))

    assert UnitBook((first, second)).find("老局") is first


_PLAIN_NAMES = {re.sub(r"[\s（）()“”\"]", "", name) for name in _NAMES}


@given(st.one_of(st.text(max_size=12), st.text("区市大良容桂招商发展改革教育局镇街道总会分顺德和、", max_size=10)))
def test_no_random_text_is_taken_for_a_unit(text: str) -> None:
    import unicodedata

    assume(re.sub(r"[\s（）()“”\"]", "", unicodedata.normalize("NFKC", text)) not in _PLAIN_NAMES)

    assert _BOOK.match(text).unit is None


@given(st.lists(st.sampled_from(_NAMES), max_size=6), st.sampled_from(["、", "，", ",", "；", "\n", " ", "/"]))
def test_names_joined_come_apart_again(names: list[str], mark: str) -> None:
    matches = _BOOK.match_all(mark.join(names))

    assert [match.text for match in matches] == names
    assert all(match.unit is not None for match in matches)


@pytest.mark.parametrize("written", ["顺德区税务局", "佛山市顺德区税务局", "广东省佛山市顺德区税务局"])
def test_the_districts_own_name_before_a_unit_is_known(written: str) -> None:
    unit = _BOOK.find(written)
    assert unit is not None
    assert unit.name == "区税务局"


def test_a_town_with_its_districts_name_is_known() -> None:
    unit = _BOOK.find("顺德区北滘镇人民政府")
    assert unit is not None
    assert unit.name == "北滘镇"


def _after(*units: Unit) -> str:
    book = UnitBook(units)
    found = book.standing(units[0], date(2024, 6, 1))
    return found.name if found else ""


def test_a_unit_stands_from_its_first_day_to_the_one_before_its_last() -> None:
    unit = Unit("甲局", "部门", since=date(2024, 1, 1), until=date(2024, 6, 1))
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 5, 31), date(2024, 6, 1))
    assert [unit.is_standing(day) for day in days] == [False, True, True, False]


def test_a_unit_given_up_is_followed_to_the_one_it_became_part_of() -> None:
    past = date(2024, 1, 1)
    heir, last = Unit("乙局", "部门", ("区乙局",), until=past, successor="丙局"), Unit("丙局", "部门")
    assert _after(Unit("甲局", "部门", until=past, successor="区乙局"), heir, last) == "丙局"
    assert _after(Unit("甲局", "部门")) == "甲局"
    assert _after(Unit("甲局", "部门", until=past)) == ""
    assert _after(Unit("甲局", "部门", until=past, successor="没有这个局")) == ""
    assert (
        _after(Unit("甲局", "部门", until=past, successor="乙局"), Unit("乙局", "部门", until=past, successor="甲局"))
        == ""
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("区税务局", "区税务局"),
        ("顺德区税务局办税大厅", "区税务局"),
        ("北滘镇人民政府", "北滘镇"),
        ("某区税务局", ""),
        ("", ""),
    ],
)
def test_a_part_of_a_unit_is_known_by_the_unit_it_begins_with(written: str, name: str) -> None:
    found = _BOOK.beginning(written)
    assert (found.name if found else "") == name


def test_an_office_of_a_government_is_not_that_government() -> None:
    book = UnitBook([Unit("清城区人民政府", "县区", ("清城区",)), Unit("市财政局", "部门", ("财政局",))], "清远市")
    assert book.beginning("清城区财政局") is None
    assert (found := book.beginning("清城区政务大厅")) is not None
    assert found.name == "清城区人民政府"
