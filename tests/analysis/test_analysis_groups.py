"""Groups and shares: every case in one group, shares adding up to 100.0, ranks only where there are enough cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of, golden, many
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis import Quarter, analyse
from toolkit.analysis.figures.conventions import TOO_FEW
from toolkit.analysis.figures.groups import Group, shares
from toolkit.analysis.report.phrases import part

Q1 = Quarter(2024, 1)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=40))
def test_shares_add_up_to_a_hundred_and_each_is_within_a_tenth_of_the_truth(counts: list[int]) -> None:
    found = shares(counts)
    if not sum(counts):
        assert set(found) == {0.0}
        return
    assert sum(round(each * 10) for each in found) == 1000
    for count, share in zip(counts, found, strict=True):
        assert abs(share - 100 * count / sum(counts)) < 0.1
        assert (share == 0.0) or count


def test_thirds_give_the_left_over_tenth_to_the_first() -> None:
    assert shares([1, 1, 1]) == (33.4, 33.3, 33.3)


def test_equal_counts_have_equal_shares_where_the_shares_can_still_add_up() -> None:
    assert shares([2, 2, 2, 2, 1]) == (22.2, 22.2, 22.2, 22.2, 11.2)
    assert shares([5, 2, 2]) == (55.6, 22.2, 22.2)
    thirds = tuple(map(Group, "甲乙丙", [("1",), ("2",), ("3",)], shares([1, 1, 1])))
    assert [part(each, each.name, thirds, 1) for each in thirds] == [f"{name}1件，占33.3%" for name in "甲乙丙"]


@pytest.mark.parametrize("seed", range(3))
def test_every_accepted_case_is_in_exactly_one_group_of_each_grouping(seed: int) -> None:
    analysis = analyse(cases_of(many(seed, 200)), SHUNDE, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    accepted = sorted(analysis.measure("accepted").numbers)
    for groups in (analysis.classes, analysis.categories, analysis.sources, analysis.reporters, analysis.months):
        assert sorted(number for each in groups for number in each.numbers) == accepted
        assert sum(round(each.share * 10) for each in groups) == 1000
    handled = sorted(number for each in analysis.leads for number in each.numbers)
    assert handled == sorted(analysis.measure("dispatched").numbers)


def test_units_are_called_by_the_name_on_the_list_however_they_were_written() -> None:
    analysis = analyse(cases_of(golden()), SHUNDE, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    assert {each.name: each.count for each in analysis.reporters} == {"北滘镇": 8, "北滘总商会": 1, "容桂街道": 1}
    assert {each.name: each.count for each in analysis.sources} == {"镇街": 9, "商会": 1}
    assert {each.name: each.count for each in analysis.leads} == {
        "区教育局": 5, "区税务局": 2, "区交通运输局": 1, "区公安局": 1,
    }  # fmt: skip


def test_categories_without_a_case_are_shown_and_blank_ones_as_unfilled() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4), category="")])
    analysis = analyse(cases, SHUNDE, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    names = [(each.name, each.count) for each in analysis.categories]
    assert names == [("A 招商增资", 0), ("B 生产经营", 0), ("C 历史遗留", 0), ("未填", 1)]


def _unit(lead: str, on_time: int, late: int, first: int) -> list[Story]:
    stories = []
    for at in range(on_time + late):
        closed = date(2024, 1, 20) if at < on_time else date(2024, 3, 20)
        stories.append(
            Story(f"2024-{first + at}", date(2024, 1, 4), lead=lead, dispatched=date(2024, 1, 8), closed=closed)
        )
    return stories


def test_units_with_fewer_than_five_cases_have_no_rate_and_no_rank_and_equal_ones_share_theirs() -> None:
    stories = [*_unit("区教育局", 5, 0, 100), *_unit("区税务局", 6, 0, 200), *_unit("区公安局", 3, 3, 300),
               *_unit("区司法局", 4, 0, 400)]  # fmt: skip
    analysis = analyse(cases_of(stories), SHUNDE, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    ranks = {each.name: (each.rank, each.rate("on_time_rate", 5)) for each in analysis.leads}
    assert ranks == {
        "区教育局": (1, "100.0%"), "区税务局": (1, "100.0%"), "区公安局": (3, "50.0%"), "区司法局": (None, TOO_FEW),
    }  # fmt: skip


def test_classes_typed_short_and_units_written_differently_count_as_one() -> None:
    stories = [
        Story(f"2024-00{at}", date(2024, 1, 4), kind=kind, reporter=reporter)
        for at, (kind, reporter) in enumerate(
            [
                ("一般", "北滘镇"),
                ("一般问题", "北滘镇政府"),
                ("重点", "顺德区北滘镇人民政府"),
                ("重", "某甲协会"),
                ("问题", ""),
            ],
            1,
        )
    ]
    analysis = analyse(cases_of(stories), SHUNDE, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    assert {each.name: each.count for each in analysis.classes} == {"一般问题": 2, "重点问题": 1, "重": 1, "问题": 1}
    assert {each.name: each.count for each in analysis.reporters} == {"北滘镇": 3, "某甲协会": 1, "未填": 1}


def test_a_class_typed_so_short_that_two_begin_with_it_stays_as_typed() -> None:
    other = replace(SHUNDE, classes=("一般问题", "一般事项"))
    stories = [Story("2024-001", date(2024, 1, 4), kind="一般"), Story("2024-002", date(2024, 1, 4), kind="一般事")]
    analysis = analyse(cases_of(stories), other, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    assert {each.name: each.count for each in analysis.classes} == {"一般问题": 0, "一般事项": 1, "一般": 1}
