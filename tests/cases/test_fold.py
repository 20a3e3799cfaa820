"""From events to cases: who may set what, what stands, what becomes a question; and that no story breaks it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cases import LEAVE, TAKE, WorkCalendar, apply, fold
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism, default_name, load

from .conftest import Story

DAY = date(2026, 3, 2)


# --- annex 3 comes back more than once --------------------------------------------------------------------------


def test_an_opinion_alone_sets_its_day_and_the_case_stays_in_hand(story: Story) -> None:
    story.general(DAY)
    case = story.answered(date(2026, 3, 10), 办理意见="拟增容")

    assert case.status == "办理中"
    assert case.values["意见报送日期"] == date(2026, 3, 10)
    assert "办结日期" not in case.values


def test_a_second_opinion_keeps_the_first_ones_day(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 10), 办理意见="拟增容")
    case = story.answered(date(2026, 3, 18), 办理意见="改为新建")

    assert case.values["办理意见"] == "改为新建"
    assert case.values["意见报送日期"] == date(2026, 3, 10)


def test_progress_stays_in_hand(story: Story) -> None:
    story.general(DAY)
    case = story.answered(date(2026, 3, 10), 处理情况="正在解决", 办理结果="已立项")

    assert case.status == "办理中"
    assert "办结日期" not in case.values


@pytest.mark.parametrize("outcome", ["已解决", "不能解决"])
def test_an_outcome_with_its_result_closes(story: Story, outcome: str) -> None:
    story.general(DAY)
    case = story.answered(date(2026, 3, 20), 处理情况=outcome, 办理结果="见附件")

    assert case.status == "待评价"
    assert case.values["办结日期"] == date(2026, 3, 20)


def test_an_outcome_without_a_result_closes_nothing_until_the_result_comes(story: Story) -> None:
    story.general(DAY)

    assert story.answered(date(2026, 3, 20), 处理情况="已解决").status == "办理中"
    case = story.answered(date(2026, 3, 23), 办理结果="已增容")
    assert case.status == "待评价"
    assert case.values["办结日期"] == date(2026, 3, 23)


def test_three_returns_add_up(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 5), 办理意见="拟增容", 牵头联系人="何工")
    story.answered(date(2026, 3, 12), 处理情况="正在解决")
    case = story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="已增容", 办理意见=None, 牵头联系人="")

    assert case.values["办理意见"] == "拟增容", "a blank never erases"
    assert case.values["牵头联系人"] == "何工"
    assert case.status == "待评价"


def test_the_office_can_correct_the_closing_day(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 4, 7), 处理情况="已解决", 办理结果="好")
    case = story.edited(date(2026, 4, 8), 办结日期=date(2026, 4, 1))

    assert case.clocks[1, "办结"].met == date(2026, 4, 1)
    assert not case.clocks[1, "办结"].is_late(date(2026, 5, 1))


def test_a_supporters_return_is_kept_under_its_name_and_never_closes(story: Story) -> None:
    story.general(DAY)
    case = story.answered(
        date(2026, 3, 10), role="support", unit="区公安局", 处理情况="已解决", 办理结果="已配合", 配合联系人="陈警官",
        牵头联系人="别人",
    )  # fmt: skip

    assert case.status == "办理中"
    assert "处理情况" not in case.values
    assert "牵头联系人" not in case.values
    assert case.values["配合联系人"] == "陈警官"
    assert [(each.unit, each.day, each.values["办理结果"]) for each in case.supporters] == [
        ("区公安局", date(2026, 3, 10), "已配合")
    ]


def test_two_supporters_contacts_stand_side_by_side_with_their_names(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 10), role="support", unit="区公安局", 配合联系人="陈警官")
    story.answered(date(2026, 3, 11), role="support", unit="区司法局", 配合联系人="林科")
    case = story.answered(date(2026, 3, 12), role="support", unit="区公安局", 配合联系人="黄警官")

    assert case.values["配合联系人"] == "区公安局 黄警官；区司法局 林科"
    assert case.asks == {}


# --- evaluation -------------------------------------------------------------------------------------------------


def test_the_firms_view_stands_beside_the_units(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="好")
    case = story.evaluated(date(2026, 3, 21), 满意度="基本满意", 企业认定处理情况="正在解决")

    assert case.values["处理情况"] == "已解决"
    assert case.values["企业认定处理情况"] == "正在解决"
    assert case.status == "已评价"


def test_the_firms_own_date_is_the_evaluations_day(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="好")
    case = story.evaluated(date(2026, 4, 20), 满意度="满意", 评价日期=date(2026, 3, 30))

    assert case.values["评价日期"] == date(2026, 3, 30)
    assert not case.clocks[1, "评价"].is_late(date(2026, 5, 1))


def test_an_evaluation_before_the_answer_waits_for_it_and_keeps_its_own_day(story: Story) -> None:
    story.general(DAY)
    early = story.evaluated(date(2026, 3, 30), 满意度="满意")
    case = story.answered(date(2026, 4, 20), 处理情况="已解决", 办理结果="好")

    assert early.status == "办理中"
    assert early.values["评价日期"] == date(2026, 3, 30)
    assert case.status == "已评价"
    assert case.values["评价日期"] == date(2026, 3, 30), "the firm was in time, its unit was late"
    assert not case.clocks[1, "评价"].is_late(date(2026, 5, 1))
    assert case.clocks[1, "办结"].is_late(date(2026, 5, 1))


def test_an_evaluation_without_a_choice_moves_nothing(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="好")

    assert story.evaluated(date(2026, 3, 21), 企业意见建议="谢谢").status == "待评价"


def test_a_choice_typed_by_the_office_counts_like_one_returned(story: Story) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 20), 处理情况="已解决", 办理结果="电话答复")
    case = story.edited(date(2026, 3, 25), 满意度="满意")

    assert case.status == "已评价"
    assert case.values["办结日期"] == date(2026, 3, 20)


# --- others' fields and hand edits ------------------------------------------------------------------------------


def test_a_difference_in_anothers_field_becomes_a_question(story: Story) -> None:
    story.general(DAY)
    case = story.answered(date(2026, 3, 10), others={"案由": "用电", "牵头单位": "区 招 商 局"})

    assert "案由" not in case.values
    assert [(ask.column, ask.ours, ask.theirs, ask.decision) for ask in case.asks.values()] == [
        ("案由", "", "用电", "")
    ]
    assert "附件3.xlsx" in next(iter(case.asks.values())).source


def test_a_form_that_comes_back_as_it_went_out_asks_nothing(story: Story) -> None:
    story.opened(DAY, 企业名称="顺德甲公司")
    story.edited(DAY, 问题分类="一般问题", 案由="用电")
    story.dispatched(DAY)
    story.edited(date(2026, 3, 5), 案由="用电增容")

    assert story.answered(date(2026, 3, 10), others={"案由": "用电"}).asks == {}
    assert [ask.theirs for ask in story.answered(DAY, others={"案由": "用水"}).asks.values()] == ["用水"]


def test_taking_it_sets_the_value_and_leaving_it_does_not(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 10), others={"案由": "用电", "问题类别": "B 生产经营"})
    subject, category = story.case.asks
    story.decided(date(2026, 3, 11), subject, take=True)
    case = story.decided(date(2026, 3, 11), category, take=False)

    assert case.values["案由"] == "用电"
    assert "问题类别" not in case.values
    assert [ask.decision for ask in case.asks.values()] == [TAKE, LEAVE]


def test_a_question_is_decided_once(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 10), others={"案由": "用电"})
    ask = next(iter(story.case.asks))
    story.decided(date(2026, 3, 11), ask, take=False)
    case = story.decided(date(2026, 3, 12), ask, take=True)

    assert "案由" not in case.values
    assert case.asks[ask].decision == LEAVE


def test_a_due_date_taken_from_a_return_stands_against_the_rule(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 10), others={"办结时限": date(2026, 5, 20)})
    case = story.decided(date(2026, 3, 11), next(iter(story.case.asks)), take=True)

    assert case.values["办结时限"] == date(2026, 5, 20)
    assert case.clocks[1, "办结"].current == date(2026, 5, 20)
    assert case.clocks[1, "办结"].original == date(2026, 4, 2)


def test_a_hand_edit_stands_and_the_conflict_becomes_a_question(story: Story) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 9), 办理意见="办公室改过的意见")
    case = story.answered(date(2026, 3, 10), 办理意见="单位的意见", 牵头联系人="何工")

    assert case.values["办理意见"] == "办公室改过的意见"
    assert case.values["牵头联系人"] == "何工"
    (ask,) = case.asks.values()
    assert (ask.column, ask.ours, ask.theirs) == ("办理意见", "办公室改过的意见", "单位的意见")


def test_the_same_words_with_other_blanks_are_no_conflict(story: Story) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 9), 办理意见="同意 增容")

    assert story.answered(date(2026, 3, 10), 办理意见="同意增容\n").asks == {}


def test_after_taking_a_returns_word_later_returns_set_it_again(story: Story) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 9), 办理意见="旧")
    story.answered(date(2026, 3, 10), 办理意见="新")
    story.decided(date(2026, 3, 11), next(iter(story.case.asks)), take=True)
    case = story.answered(date(2026, 3, 12), 办理意见="更新")

    assert case.values["办理意见"] == "更新"
    assert len(case.asks) == 1


def test_emptying_a_cell_by_hand_lets_the_next_return_fill_it(story: Story) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 9), 办理意见="错的")
    story.edited(date(2026, 3, 9), 办理意见=None)

    assert story.answered(date(2026, 3, 10), 办理意见="对的").values["办理意见"] == "对的"


def test_a_deleted_row_is_removed_until_it_is_back(story: Story) -> None:
    story.general(DAY)

    assert story.add(Kind.EDITED, DAY, {"removed": True, "after": {}}).removed
    assert not story.add(Kind.EDITED, DAY, {"removed": False, "after": {}}).removed


def test_a_row_typed_in_is_all_by_hand_its_status_and_round_included(story: Story) -> None:
    values = {"企业名称": "顺德丙公司", "问题分类": "一般问题", "交办日期": DAY}
    after = {**values, "编号": "2026-001", "状态": "办理中", "办理轮次": 2}
    case = story.add(Kind.OPENED, DAY, {"values": values, "by_hand": True, "after": after, "sheet": "问题台账"})

    assert case.status == "办理中"
    assert case.round == 2
    assert case.clocks[2, "办结"].current == date(2026, 4, 2)
    assert {"企业名称", "问题分类", "交办日期"} <= case.hands


def test_a_case_opened_twice_keeps_what_a_person_typed(story: Story) -> None:
    story.opened(DAY, 企业名称="甲公司", 职务="经理")
    story.edited(DAY, 企业名称="顺德甲有限公司")
    case = story.opened(DAY, 企业名称="甲公司", 职务="厂长")

    assert case.values["企业名称"] == "顺德甲有限公司"
    assert case.values["职务"] == "厂长"
    assert [ask.column for ask in case.asks.values()] == ["企业名称"]


def test_what_is_to_be_completed_is_cleared_by_the_return_that_completes_it(story: Story) -> None:
    opening = {"values": {"企业名称": "甲"}, "asked": ["联系电话"], "to_complete": ["联系电话"], "incoming": "a.xlsx"}

    assert story.add(Kind.OPENED, DAY, opening).role("to_complete") == "联系电话"
    case = story.answered(DAY, 联系电话="13800138000")
    assert case.role("to_complete") == ""
    assert case.role("incoming") == "附件3.xlsx"


def test_what_a_person_takes_out_of_the_list_is_doubtful_no_longer(story: Story) -> None:
    doubted = ["职务", "联系电话", "提交日期"]
    story.add(Kind.OPENED, DAY, {"values": {"联系电话": "123"}, "asked": doubted, "to_complete": doubted})
    assert story.case.role("to_complete") == "提交日期、职务、联系电话"

    case = story.edited(DAY, 待补正="职务，提交日期")
    assert (case.role("to_complete"), set(case.doubts)) == ("提交日期、职务", {"提交日期", "职务"})
    assert story.edited(DAY, 职务="经理").role("to_complete") == "提交日期", "the rest goes as it is completed"
    case = story.edited(DAY, 待补正=None)
    assert (case.role("to_complete"), case.doubts) == ("", {})


def test_words_of_their_own_in_the_list_stand_and_settle_what_they_leave_out(story: Story) -> None:
    story.add(Kind.OPENED, DAY, {"values": {}, "asked": ["职务", "联系电话"], "to_complete": ["职务", "联系电话"]})
    case = story.edited(DAY, 待补正="职务、已电话催要")
    assert (case.role("to_complete"), set(case.doubts)) == ("职务、已电话催要", {"职务"})


def test_a_list_that_was_emptied_shows_what_a_later_return_lacks(story: Story) -> None:
    story.add(Kind.OPENED, DAY, {"values": {}, "asked": ["职务"], "to_complete": ["职务"]})
    story.edited(DAY, 待补正=None)
    case = story.add(Kind.ANSWERED, DAY, {"role": "lead", "values": {}, "to_complete": ["办理结果"]})
    assert case.role("to_complete") == "办理结果"


# --- meeting ----------------------------------------------------------------------------------------------------


def test_what_the_meeting_decides_is_kept_with_its_units(story: Story) -> None:
    story.opened(DAY, 企业名称="甲")
    story.edited(DAY, 问题分类="重点问题")
    case = story.met(date(2026, 4, 1), "由区招商局牵头", 牵头单位="区招商局", 配合单位="区公安局")

    assert case.values["牵头单位"] == "区招商局"
    assert case.values["会议"] == "2026-04"
    assert case.get("@decision") == "由区招商局牵头"
    assert case.get("@met") == date(2026, 4, 1)


def test_a_date_the_meeting_sets_stands_against_the_rule(story: Story) -> None:
    story.opened(DAY, 企业名称="甲")
    story.edited(DAY, 问题分类="重点问题")
    story.met(date(2026, 4, 1), "一年内办结", 办结时限=date(2027, 3, 31), 特殊情况="涉及规划调整")
    case = story.dispatched(date(2026, 4, 2))

    assert case.values["办结时限"] == date(2027, 3, 31)
    assert case.clocks[1, "办结"].original == date(2026, 7, 1)
    assert case.clocks[1, "办结"].reason == "涉及规划调整"
    assert case.clocks[1, "评价"].original == date(2026, 7, 1)
    assert case.values["评价时限"] == date(2027, 3, 31), "the firm judges what is done: its date follows"
    assert case.clocks[1, "办结"].approved == "2026-04 会议"


def test_special_handling_moves_the_clock_of_a_case_in_hand_and_not_its_start(story: Story) -> None:
    story.key(date(2026, 3, 2), date(2026, 3, 2))
    case = story.met(date(2026, 4, 1), "同意延期", 办结时限=date(2026, 9, 30), 特殊情况="延期")

    assert case.status == "办理中"
    assert case.clocks[1, "办结"].current == date(2026, 9, 30)
    assert case.clocks[1, "意见"].start == date(2026, 3, 2)
    assert case.values["会议"] == "2026-03"
    assert case.get("@decision") == "由区招商局牵头办理", "its own meeting's decision stays the decision"


def test_a_meetings_date_does_not_outlive_its_round(story: Story) -> None:
    story.key(date(2026, 3, 2), date(2026, 3, 2))
    story.met(date(2026, 4, 1), "同意延期", 办结时限=date(2026, 9, 30))
    story.answered(date(2026, 4, 10), 处理情况="已解决", 办理结果="好")
    story.evaluated(date(2026, 4, 11), 满意度="不满意")
    case = story.dispatched(date(2026, 4, 13))

    assert case.clocks[1, "办结"].current == date(2026, 9, 30)
    assert case.values["办结时限"] == date(2026, 7, 13)


def test_a_case_the_meeting_heard_while_general_stays_where_it_is(story: Story) -> None:
    story.general(DAY)
    case = story.met(date(2026, 4, 1), "请抓紧")

    assert case.status == "办理中"
    assert "会议" not in case.values


def test_a_column_of_an_older_mechanism_breaks_nothing(story: Story) -> None:
    story.opened(DAY)

    assert story.met(DAY, "好", 早已没有的列=date(2026, 1, 1)).status == "待分类"


# --- out of place -----------------------------------------------------------------------------------------------


def test_events_out_of_place_do_not_move_a_case(story: Story) -> None:
    story.opened(DAY, 企业名称="甲")
    story.dispatched(DAY)
    story.met(DAY)
    story.decided(DAY, "没有这个问题", take=True)
    story.add(Kind.SURVEYED, DAY)
    case = story.add(Kind.COMMITTED, DAY, {"digest": "", "cells": {}})

    assert case.status == "待分类"
    assert case.round == 1
    assert case.clocks == {}


def test_a_survey_is_remembered_by_round(story: Story) -> None:
    story.general(DAY)

    assert story.add(Kind.SURVEYED, DAY).surveyed == {1: DAY}


# --- any story at all -------------------------------------------------------------------------------------------

_SHUNDE = load(default_name())
_CALENDAR = WorkCalendar()
_NUMBERS = ("2026-001", "2026-002")
_WORDS = {
    "问题分类": ["一般问题", "重点问题", "重点", "别的"],
    "处理情况": ["已解决", "正在解决", "不能解决", "已经"],
    "满意度": ["满意", "基本满意", "不满意", "还行"],
    "办理意见": ["拟办", "另办"],
    "办理结果": ["办了"],
    "牵头单位": ["区招商局", "某单位"],
    "特殊情况": ["延期"],
}
_DATE_COLUMNS = [each.name for each in _SHUNDE.record.columns if each.type.value == "date"]
_DATES = st.one_of(
    st.dates(date(2025, 12, 1), date(2027, 3, 1)), st.sampled_from([date.min, date.max, date(9999, 12, 1)])
)
_CELL = st.one_of(
    st.sampled_from([(column, word) for column, words in _WORDS.items() for word in words]),
    st.tuples(st.sampled_from(_DATE_COLUMNS), st.one_of(_DATES, st.just("3月"), st.just(""), st.none(), st.just(7))),
    st.tuples(st.sampled_from(list(_WORDS)), st.sampled_from(["", None])),
)
_VALUES = st.lists(_CELL, max_size=4).map(dict)
_STATUS = st.sampled_from([*(each.name for each in _SHUNDE.record.statuses), "胡写"])


def _event(kind: Kind, data: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[tuple[Kind, dict[str, Any]]]:
    return st.tuples(st.just(kind), data)


def _answer(role: str) -> st.SearchStrategy[dict[str, Any]]:
    shape = {"role": st.just(role), "unit": st.just("区公安局"), "values": _VALUES, "others": _VALUES}
    return st.fixed_dictionaries(shape)


_HAPPENINGS = st.one_of(
    _event(Kind.OPENED, st.fixed_dictionaries({"values": _VALUES, "by_hand": st.booleans()})),
    _event(Kind.EDITED, st.fixed_dictionaries({"after": _VALUES})),
    _event(Kind.EDITED, st.fixed_dictionaries({"after": _STATUS.map(lambda word: {"状态": word})})),
    _event(Kind.ANSWERED, st.sampled_from(["lead", "support", "evaluates"]).flatmap(_answer)),
    _event(
        Kind.MET,
        st.fixed_dictionaries(
            {"meeting": st.just("2026-04"), "day": _DATES, "decision": st.sampled_from(["", "办"]), "values": _VALUES}
        ),
    ),
    _event(Kind.DISPATCHED, st.just({})),
    _event(Kind.SURVEYED, st.just({})),
    _event(
        Kind.DECIDED,
        st.fixed_dictionaries(
            {"ask": st.builds("{}-{}".format, st.integers(1, 30), st.sampled_from(list(_WORDS))), "take": st.booleans()}
        ),
    ),
    _event(Kind.HELD, st.just({"ask": "x"})),
)


@st.composite
def _stories(draw: st.DrawFn) -> list[Event]:
    happenings = draw(st.lists(st.tuples(_HAPPENINGS, st.sampled_from(_NUMBERS), st.integers(0, 40)), max_size=30))
    day, events = date(2026, 1, 5), [Event(Kind.OPENED, date(2026, 1, 5), _NUMBERS[0], {"values": {}}, seq=1)]
    for (kind, data), number, gap in happenings:
        day += timedelta(days=gap)
        events.append(Event(kind, day, number, data, seq=len(events) + 1))
    return events


def _told(events: Sequence[Event]) -> dict[str, Any]:
    return fold(events, _SHUNDE.record, _CALENDAR)


@settings(max_examples=250, deadline=None)
@given(_stories())
def test_no_story_breaks_a_case(events: list[Event]) -> None:
    known = {each.name for each in _SHUNDE.record.statuses}
    for case in _told(events).values():
        assert case.status in known
        assert case.round >= 1
        assert all(1 <= key[0] <= case.round for key in case.clocks)
        assert all(case.values[column] not in ("", None) for column in case.values)
        assert set(case.hands) <= set(case.values), "a hand's word stands in its cell"
        shown = {_column(clock.name): clock.current for clock in _present(case)}
        assert all(case.values[column] == day for column, day in shown.items() if column not in case.hands)


def _present(case: Any) -> list[Any]:
    return [clock for key, clock in case.clocks.items() if key[0] == case.round]


def _column(name: str) -> str:
    return next(each.column for each in _SHUNDE.record.clocks if each.name == name)


@settings(max_examples=100, deadline=None)
@given(_stories(), st.data())
def test_a_story_told_in_two_parts_ends_the_same(events: list[Event], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(events)))
    cases = _told(events[:cut])
    for event in events[cut:]:
        apply(cases, event, _SHUNDE.record, _CALENDAR)

    assert cases == _told(events)


@settings(max_examples=100, deadline=None)
@given(_stories())
def test_telling_a_story_changes_no_event_and_tells_the_same_again(events: list[Event]) -> None:
    before = copy.deepcopy(events)
    first = copy.deepcopy(_told(events))

    assert _told(events) == first
    assert events == before


@settings(max_examples=100, deadline=None)
@given(_stories())
def test_the_clocks_of_old_rounds_never_change(events: list[Event]) -> None:
    kept: dict[tuple[str, int, str], Any] = {}
    cases: dict[str, Any] = {}
    for event in events:
        apply(cases, event, _SHUNDE.record, _CALENDAR)
        now = {
            (case.number, *key): copy.copy(clock)
            for case in cases.values()
            for key, clock in case.clocks.items()
            if key[0] < case.round
        }
        assert all(now[key] == clock for key, clock in kept.items())
        kept = now


@settings(max_examples=100, deadline=None)
@given(_stories())
def test_cases_do_not_touch_each_other(events: list[Event]) -> None:
    for number in _NUMBERS:
        alone = _told([event for event in events if event.number == number])
        assert alone.get(number) == _told(events).get(number)


def test_a_case_may_be_told_of_without_what_came_by(shunde: Mechanism) -> None:
    cases = fold([Event(Kind.OPENED, DAY, "2026-001", {"values": {}})], shunde.record, _CALENDAR)

    assert cases["2026-001"].row() == {"编号": "2026-001", "状态": "待分类", "办理轮次": 1}
