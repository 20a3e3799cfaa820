"""Two rows of one visit put together: nothing that either says is lost, and twice is once."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.mechanism import load
from toolkit.mechanism.visiting import Visiting
from toolkit.visits import joined, silent_in, visit_of

_FOUND = load("putian").visiting
assert _FOUND is not None
VISITING: Visiting = _FOUND
DAY = date(2026, 1, 8)
#: What may stand in a row's cells.
ROWS = st.fixed_dictionaries(
    {"走访日期": st.just(DAY), "走访对象": st.sampled_from(["甲鞋业", "莆田市甲鞋业有限公司"])},
    optional={
        "走访人": st.sampled_from(["林某", "主席林某、陈某", "黄某"]),
        "走访方式": st.sampled_from(["实地查看", "座谈交流、实地查看", "谈心交心"]),
        "意见建议": st.sampled_from(["多办对接会", "电价高", "电价高，多办对接会"]),
        "诉求编号": st.sampled_from(["2026-001", "2026-001、2026-002"]),
    },
)


def test_who_went_how_and_what_came_of_it_are_those_of_both() -> None:
    row = {
        "走访人": "主席林某",
        "走访方式": "实地查看",
        "诉求编号": "2026-001",
        "走访对象": "甲鞋业",
        "意见建议": "电价高",
    }
    other = {
        "走访人": "林某、陈某", "走访方式": "座谈交流", "诉求编号": "2026-002", "走访对象": "莆田市甲鞋业有限公司",
        "意见建议": "电价高。", "资金需求": "续贷困难",
    }  # fmt: skip
    assert joined(VISITING, row, other) == {
        "走访人": "主席林某、陈某", "走访方式": "实地查看、座谈交流", "诉求编号": "2026-001、2026-002", "走访对象": "甲鞋业",
        "意见建议": "电价高", "资金需求": "续贷困难",
    }  # fmt: skip


def test_who_went_along_is_no_second_visitor_and_different_words_are_both_told() -> None:
    row = {"走访人": "林某", "陪同人员": "会员部陈某", "意见建议": "电价高。"}
    other = {"走访人": "陈某", "意见建议": "多办对接会"}
    assert joined(VISITING, row, other) == {
        "走访人": "林某",
        "陪同人员": "会员部陈某",
        "意见建议": "电价高；多办对接会",
    }


def test_what_is_fixed_stands() -> None:
    assert joined(VISITING, {"走访人": "林某"}, {"走访人": "陈某"}, {"走访人"}) == {"走访人": "林某"}


@given(ROWS, ROWS)
def test_to_put_the_same_row_in_twice_changes_nothing_and_no_column_is_lost(
    row: dict[str, str | date], other: dict[str, str | date]
) -> None:
    once = joined(VISITING, row, other)
    assert joined(VISITING, once, other) == once
    assert once.keys() == row.keys() | other.keys()


def test_a_talk_is_held_by_whose_row_tells_of_it_and_by_whose_row_does_not_say_how_it_was() -> None:
    rows = [
        {"走访人": "主席林某", "走访方式": "实地查看、谈心交心"},
        {"走访人": "陈某、林某", "走访方式": "现场办公"},
        {"走访人": "黄某"},
    ]
    visits = [visit_of("", row, VISITING) for row in rows]
    assert silent_in(visits) == ("陈某",)
    assert silent_in(visits[:1]) == ()
