"""Which visit is which, and who made it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.mechanism import Visiting
from toolkit.visits import Charge, Visit, is_same_visit, names_in, visit_of

DAY = date(2026, 1, 8)


def visit(firm: str, day: date | None = DAY, *visitors: str) -> Visit:
    return Visit("", day, firm, "", visitors, {})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林某", ("林某",)),
        ("主席林某、副主席陈某", ("林某", "陈某")),
        ("林某副会长；陈某", ("林某", "陈某")),
        ("张　三，李  四", ("张三", "李四")),
        ("林某 陈某", ("林某", "陈某")),
        ("林和平", ("林和平",)),
        ("林某、林某", ("林某",)),
        ("张伟明和李秀芳", ("张伟明", "李秀芳")),
        ("张伟明与李秀芳及陈某", ("张伟明", "李秀芳", "陈某")),
        ("张伟明,李秀芳/陈某", ("张伟明", "李秀芳", "陈某")),
        ("林和平和陈某", ("林和平", "陈某")),
        ("主席张伟明和副主席李秀芳", ("张伟明", "李秀芳")),
        ("张伟明（主席）", ("张伟明",)),
        ("（副主席）李秀芳、张伟明(主席、党组书记)", ("李秀芳", "张伟明")),
        ("兼职副主席李秀芳", ("李秀芳",)),
        ("市工商联主席张伟明", ("张伟明",)),
        ("会员部部长李某", ("李某",)),
        ("张伟明等3人", ("张伟明",)),
        ("张伟明带队", ("张伟明",)),
        ("李登科 陈三人", ("李登科", "陈三人")),
        ("陈主席", ("陈主席",)),
        ("陈主席、张伟明", ("陈主席", "张伟明")),
        ("主席", ()),
        ("", ()),
    ],
)
def test_names_are_found_without_titles_and_each_once(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@given(st.lists(st.sampled_from(["林某某", "陈某", "欧阳某", "黄和", "林和平"]), unique=True))
def test_names_that_were_put_together_come_apart_again(names: list[str]) -> None:
    assert list(names_in("、".join(names))) == names
    assert list(names_in("，".join(f"{each}（主席）" for each in names))) == names


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (visit("莆田市甲鞋业有限公司", DAY, "林某"), visit("甲鞋业", DAY, "林某"), True),
        (visit("甲鞋业", DAY, "林某", "陈某"), visit("甲鞋业", DAY, "陈某"), True),
        (visit("甲鞋业", DAY), visit("甲鞋业", DAY, "陈某"), True),
        (visit("甲鞋业", DAY, "陈主席"), visit("甲鞋业", DAY, "陈某"), True),
        (visit("甲鞋业", DAY, "陈主席"), visit("甲鞋业", DAY, "林某"), False),
        (visit("甲鞋业", DAY, "陈某某"), visit("甲鞋业", DAY, "陈某"), False),
        (visit("甲鞋业", DAY, "林某"), visit("甲鞋业", DAY, "陈某"), False),
        (visit("甲鞋业", DAY, "林某"), visit("甲鞋业", date(2026, 1, 9), "林某"), False),
        (visit("甲鞋业", DAY, "林某"), visit("乙鞋业", DAY, "林某"), False),
        (visit("甲鞋业", None, "林某"), visit("甲鞋业", None, "林某"), False),
    ],
)
def test_a_visit_told_twice_is_one_by_firm_day_and_people(left: Visit, right: Visit, *, same: bool) -> None:
    assert is_same_visit(left, right, "莆田市") is same


def told(visiting: Visiting, **values: str) -> Visit:
    return visit_of("", {"走访日期": DAY, "走访对象": "甲鞋业", **values}, visiting)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        # Who went along as one row has it may be who visited as the other has it.
        ({"走访人": "林志民", "陪同人员": "会员部李某"}, {"走访人": "李某"}, True),
        ({"走访人": "林志民组"}, {"走访人": "主席林志民"}, True),
        # The same clerk went along with two leaders: two visits.
        ({"走访人": "林志民", "陪同人员": "李某"}, {"走访人": "陈国栋", "陪同人员": "李某"}, False),
        # A talk and a visit of one day are two, unless one row does not say which it is, or is both.
        ({"走访人": "林志民", "走访方式": "谈心交心"}, {"走访人": "林志民", "走访方式": "实地查看"}, False),
        ({"走访人": "林志民", "走访方式": "谈心交心"}, {"走访人": "林志民"}, True),
        ({"走访人": "林志民", "走访方式": "实地查看、谈心交心"}, {"走访人": "林志民", "走访方式": "谈心交心"}, True),
        ({"走访人": "林志民", "走访方式": "座谈交流"}, {"走访人": "林志民", "走访方式": "实地查看"}, True),
    ],
)
def test_a_visit_is_one_by_its_group_and_by_what_it_was(
    visiting: Visiting, left: dict[str, str], right: dict[str, str], *, same: bool
) -> None:
    assert is_same_visit(told(visiting, **left), told(visiting, **right), "莆田市") is same
    assert is_same_visit(told(visiting, **right), told(visiting, **left), "莆田市") is same


@pytest.mark.parametrize(
    ("way", "nature"),
    [
        ("实地查看", (True, False)),
        ("谈心交心", (False, True)),
        ("谈心交心；座谈交流", (True, True)),
        ("", (True, False)),
    ],
)
def test_a_row_tells_of_a_visit_of_a_talk_or_of_both(visiting: Visiting, way: str, nature: tuple[bool, bool]) -> None:
    assert told(visiting, 走访方式=way).nature == nature


def test_a_day_that_is_none_leaves_the_visit_undated(visiting: Visiting) -> None:
    found = visit_of("Z2026-001", {"走访日期": "上周", "走访对象": " 甲鞋业 ", "走访人": "林某"}, visiting)
    assert (found.day, found.firm, found.visitors) == (None, "甲鞋业", ("林某",))


@pytest.mark.parametrize(("day", "holds"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)])  # fmt: skip
def test_who_looks_after_whom_holds_from_the_first_day_to_the_last(day: date, *, holds: bool) -> None:
    assert Charge("林某", "甲鞋业", "", date(2026, 2, 1), date(2026, 6, 30)).holds_on(day) is holds
