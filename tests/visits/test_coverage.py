"""Seed 001 §二 and §五（二）: of how many each leader is in charge, who was visited this quarter and this year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.mechanism import Visiting, load
from toolkit.visits import Charge, Coverage, Visit, reach

FIRST, LAST = date(2026, 4, 1), date(2026, 6, 30)
CHARGES = [
    Charge("林某", "甲鞋业", "常执委"),
    Charge("林某", "乙食品", "常执委"),
    Charge("林某", "丙商会", "所属商会"),
    Charge("陈某", "丁木业", "常执委"),
    Charge("陈某", "戊工艺", "常执委", until=date(2026, 3, 31)),  # no longer
]


def visit(day: date | None, firm: str, *visitors: str) -> Visit:
    return Visit("", day, firm, "", visitors, {})


VISITS = [
    visit(date(2026, 1, 8), "乙食品", "林某"),  # this year, not this quarter
    visit(date(2026, 4, 1), "莆田市甲鞋业有限公司", "林某"),
    visit(date(2026, 6, 30), "甲鞋业", "林某"),
    visit(date(2026, 5, 6), "丙商会", "陈某"),  # by another than who looks after it
    visit(date(2025, 12, 31), "丁木业", "陈某"),  # last year
    visit(date(2026, 5, 7), "己电商", "黄某"),  # looked after by nobody
    visit(None, "丁木业", "陈某"),
]


@pytest.fixture
def found(visiting: Visiting) -> Coverage:
    return reach(visiting, CHARGES, VISITS, FIRST, LAST, place="莆田市")


def test_the_quotas_are_the_seeds(visiting: Visiting) -> None:
    assert {each.kind: each.least for each in visiting.quotas} == {
        "所属商会": 5, "兼职副主席": 10, "异地莆田商会": 20, "常执委": 50
    }  # fmt: skip


def test_each_kind_tells_how_many_are_missing_to_its_quota(found: Coverage) -> None:
    lin = found.leaders[0]
    assert [(each.kind, len(each.firms), each.short) for each in lin.kinds] == [
        ("所属商会", 1, 4), ("兼职副主席", 0, 10), ("异地莆田商会", 0, 20), ("常执委", 2, 48)
    ]  # fmt: skip


def test_what_a_leader_visited_counts_by_quarter_and_by_year(found: Coverage) -> None:
    chambers, *_, committee = found.leaders[0].kinds
    assert (committee.in_period, committee.in_year) == (("甲鞋业",), ("甲鞋业", "乙食品"))
    assert committee.left_in_period == ("乙食品",)
    assert (chambers.in_year, chambers.by_others, chambers.left) == ((), ("丙商会",), ())


def test_whoever_nobody_visited_this_year_is_named(found: Coverage) -> None:
    assert found.charged == ("甲鞋业", "乙食品", "丙商会", "丁木业")
    assert found.left == ("丁木业",)


def test_visits_are_counted_once_each_and_firms_however_they_are_written(found: Coverage) -> None:
    assert (found.visits, found.firms) == (4, 3)
    assert [(each.name, each.visits, each.short) for each in found.leaders] == [
        ("林某", 2, 0), ("陈某", 1, 0), ("黄某", 1, 0)
    ]  # fmt: skip


def test_a_leader_without_a_visit_in_the_quarter_is_short_of_one(visiting: Visiting) -> None:
    found = reach(visiting, CHARGES, VISITS, date(2026, 7, 1), date(2026, 9, 30), place="莆田市")
    assert [(each.name, each.short) for each in found.leaders] == [("林某", 1), ("陈某", 1)]


def test_kinds_count_as_the_notice_calls_them_and_firms_once_however_they_are_written(visiting: Visiting) -> None:
    """Seed 001 §二: 兼职副主席（副会长）、异地莆田商会、常执委."""
    told = [
        ("甲鞋业", "兼职副会长"), ("丙商会", "异地商会"), ("常委五十一公司", "常委"), ("莆田市常委五十一有限公司", "常执委"),
    ]  # fmt: skip
    found = reach(visiting, [Charge("林某", *each) for each in told], (), FIRST, LAST, place="莆田市")
    (lin,) = found.leaders
    assert [(each.kind, len(each.firms)) for each in lin.kinds] == [
        ("所属商会", 0), ("兼职副主席", 1), ("异地莆田商会", 1), ("常执委", 1)
    ]  # fmt: skip


def test_the_visits_of_one_quarter_make_up_for_no_other(visiting: Visiting) -> None:
    """Seed 001 §二: 每季度……一次以上. 林某 went once in the first quarter and twice in the second, 陈某 in the second."""
    quarters = [(date(2026, month, 1), date(2026, month + 2, 28)) for month in (1, 4, 7)]
    found = reach(visiting, CHARGES, VISITS, date(2026, 1, 1), date(2026, 12, 31), place="莆田市", quarters=quarters)
    assert [(each.name, each.missing, each.short) for each in found.leaders] == [
        ("林某", (0, 0, 1), 1), ("陈某", (1, 0, 1), 2), ("黄某", (), 0)
    ]  # fmt: skip


def test_talks_are_counted_apart_and_visit_nobody(visiting: Visiting) -> None:
    """Seed 001 §二: 每季度开展走访调研和谈心交心一次以上."""
    told = [
        *VISITS,
        replace(visit(date(2026, 5, 8), "丁木业", "陈某"), ways=("谈心交心",), talked=True),
        replace(visit(date(2026, 5, 9), "乙食品", "林某"), ways=("实地查看", "谈心交心"), talked=True),  # both
    ]
    found = reach(visiting, CHARGES, told, FIRST, LAST, place="莆田市")
    assert (found.visits, found.talks, found.talking) == (5, 2, "谈心交心")
    assert [(each.name, each.visits, each.talks, each.talks_short) for each in found.leaders] == [
        ("林某", 3, 1, 0), ("陈某", 1, 1, 0), ("黄某", 1, 0, 0)
    ]  # fmt: skip
    assert found.left == ("丁木业",)


def test_where_talks_are_not_counted_apart_nobody_is_short_of_them(visiting: Visiting) -> None:
    found = reach(replace(visiting, talks=None), CHARGES, VISITS, FIRST, LAST, place="莆田市")
    assert (found.talking, [each.talks_short for each in found.leaders]) == ("", [0, 0, 0])


def test_what_counts_nowhere_is_told(found: Coverage) -> None:
    assert [each.firm for each in found.undated] == ["丁木业"]
    assert found.stray == ("己电商",)


FIRMS = ["甲鞋业", "乙食品", "丙商会", "丁木业"]
_VISITING = load("putian").visiting


@given(
    charged=st.lists(st.sampled_from(FIRMS), unique=True),
    went=st.lists(st.tuples(st.sampled_from(FIRMS), st.dates(date(2025, 12, 1), date(2026, 12, 31)))),
)
def test_visited_and_left_are_all_that_are_looked_after(charged: list[str], went: list[tuple[str, date]]) -> None:
    assert _VISITING is not None
    charges = [Charge("林某", each, "常执委") for each in charged]
    visits = [visit(day, firm, "林某") for firm, day in went]
    found = reach(_VISITING, charges, visits, FIRST, LAST, place="莆田市")
    assert sorted([*found.visited, *found.left]) == sorted(charged)
    expected = {firm for firm, day in went if date(2026, 1, 1) <= day <= LAST} & set(charged)
    assert set(found.visited) == expected
    assert found.visits == sum(FIRST <= day <= LAST for _, day in went)


def test_whoever_only_looked_round_while_another_talked_has_held_no_talk(visiting: Visiting) -> None:
    both = replace(visit(FIRST, "甲鞋业", "林某", "陈某"), ways=("实地查看", "谈心交心"), talked=True, silent=("陈某",))
    found = reach(visiting, CHARGES, [both], FIRST, LAST, place="莆田市")
    assert [(each.name, each.visits, each.talks, each.talks_short) for each in found.leaders] == [
        ("林某", 1, 1, 0), ("陈某", 1, 0, 1)
    ]  # fmt: skip
    assert (found.visits, found.talks) == (1, 1)
