"""Precedents: cases whose words are like a new one's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.precedents import LEAST_LIKENESS, Precedent, Precedents

POWER = "厂里新增两条生产线，变压器容量不够，申请用电增容一个多月没有答复"
ROAD = "工业大道路面坑洼，货车爆胎，盼大修"
SCHOOL = "外地技术骨干的孩子上小学，积分差几分，希望安排学位"
TEXTS = st.lists(st.text(alphabet="用电增容道路学位积分，。", max_size=30), max_size=6)


def _of(*texts: str) -> Precedents:
    return Precedents((Precedent(f"2024-{n:03}", f"单位{n}", ""), text) for n, text in enumerate(texts, 1))


def test_the_same_text_is_wholly_like() -> None:
    (first, *_) = _of(POWER, ROAD, SCHOOL).near(POWER)
    assert first.precedent.number == "2024-001"
    assert first.likeness > 0.999


def test_the_same_matter_in_other_words_is_like_and_another_matter_is_not() -> None:
    near = _of(POWER, ROAD, SCHOOL).near("新上两台注塑机，变压器容量不足，用电增容的申请没有答复")
    assert [each.precedent.number for each in near] == ["2024-001"]
    assert _of(POWER, ROAD).near("出口退税款五个月未到账") == []


def test_of_equals_the_latest_comes_first() -> None:
    assert [each.precedent.number for each in _of(ROAD, ROAD, POWER).near(ROAD)][:2] == ["2024-002", "2024-001"]


def test_nothing_is_like_where_nothing_teaches_or_nothing_is_said() -> None:
    assert _of().near(POWER) == []
    assert _of("", "。").near(POWER) == []
    assert _of(POWER).near("") == []


@given(TEXTS, st.text(alphabet="用电增容道路学位积分，。", max_size=30))
def test_likeness_lies_between_its_least_and_one_and_falls(texts: list[str], text: str) -> None:
    near = [each.likeness for each in _of(*texts).near(text)]
    assert all(LEAST_LIKENESS - 1e-9 <= each <= 1 for each in near)
    assert near == sorted(near, reverse=True)
    assert len(near) <= 8


@given(TEXTS, st.text(alphabet="用电增容道路学位积分，。", max_size=30))
def test_passing_over_what_everybody_says_loses_nobody(texts: list[str], text: str) -> None:
    quick, thorough = _of(*texts), _of(*texts)
    thorough._shortest = -1.0  # so nothing is passed over
    assert quick.near(text) == thorough.near(text)
