"""The life of a case against DESIGN §4 (顺德, seed 000), line by line."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases import WorkCalendar, fold, may
from toolkit.events import CellValue, Event, Kind
from toolkit.mechanism import Mechanism, Phase, load

from .conftest import Story

DAY = date(2026, 3, 2)


# --- two ways ---------------------------------------------------------------------------------------------------


def test_a_case_begins_unclassified(story: Story) -> None:
    case = story.opened(DAY, 企业名称="顺德甲公司")

    assert case.status == "待分类"
    assert case.round == 1
    assert case.clocks == {}


def test_the_general_way_goes_straight_to_a_unit(story: Story) -> None:
    story.opened(DAY, 企业名称="顺德甲公司")
    statuses = [
        story.edited(DAY, 问题分类="一般问题").status,
        story.dispatched(date(2026, 3, 3)).status,
        story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="已增容").status,
        story.evaluated(date(2026, 3, 25), 满意度="满意").status,
    ]

    assert statuses == ["待交办", "办理中", "待评价", "已评价"]


def test_the_key_way_goes_through_its_meeting(story: Story) -> None:
    story.opened(DAY, 企业名称="顺德甲公司")
    statuses = [
        story.edited(DAY, 问题分类="重点问题").status,
        story.met(date(2026, 4, 1)).status,
        story.dispatched(date(2026, 4, 3)).status,
        story.answered(date(2026, 6, 20), 处理情况="不能解决", 办理结果="不符合规划").status,
        story.evaluated(date(2026, 6, 25), 满意度="基本满意").status,
    ]

    assert statuses == ["待上会", "待交办", "办理中", "待评价", "已评价"]


@pytest.mark.parametrize("typed", ["重点", "重点问题", " 重点问题 "])
def test_people_may_type_the_beginning_of_a_class(story: Story, typed: str) -> None:
    story.opened(DAY)

    assert story.edited(DAY, 问题分类=typed).status == "待上会"


@pytest.mark.parametrize("typed", ["重", "重大问题", "问题", "重点问题（急）"])
def test_a_class_that_is_none_moves_nothing(story: Story, typed: str) -> None:
    story.opened(DAY)

    assert story.edited(DAY, 问题分类=typed).status == "待分类"


def test_a_key_matter_turned_general_need_not_wait_for_the_meeting(story: Story) -> None:
    story.opened(DAY)
    story.edited(DAY, 问题分类="重点问题")

    assert story.edited(DAY, 问题分类="一般问题").status == "待交办"


def test_a_general_matter_turned_key_before_dispatch_goes_to_the_meeting(story: Story) -> None:
    story.opened(DAY)
    story.edited(DAY, 问题分类="一般问题")

    assert story.edited(DAY, 问题分类="重点问题").status == "待上会"


def test_a_key_matter_that_was_met_is_not_sent_to_the_meeting_again(story: Story) -> None:
    story.opened(DAY)
    story.edited(DAY, 问题分类="重点问题")
    story.met(date(2026, 4, 1))

    assert story.edited(date(2026, 4, 2), 案由="用地").status == "待交办"


@pytest.mark.parametrize(("status", "phase"), [("挂账", Phase.PARKED), ("已撤销", Phase.WITHDRAWN)])
def test_parking_and_withdrawing_are_a_persons_word_and_stay(story: Story, status: str, phase: Phase) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 10), 状态=status)
    case = story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="已增容")

    assert case.status == status
    assert case.phase is phase
    assert not may(case, "dispatched")


def test_a_parked_case_taken_up_again_by_hand_goes_on(story: Story) -> None:
    story.general(DAY)
    story.edited(date(2026, 3, 10), 状态="挂账")
    story.edited(date(2026, 5, 10), 状态=" 办理中 ")

    assert story.answered(date(2026, 5, 20), 处理情况="已解决", 办理结果="好").status == "待评价"


def test_a_status_nobody_knows_is_left_to_the_eye(story: Story) -> None:
    story.general(DAY)

    assert story.edited(date(2026, 3, 10), 状态="差不多了").status == "办理中"


@pytest.mark.parametrize("status", ["待分类", "待上会", "办理中", "待评价", "已评价", "挂账", "已撤销"])
def test_dispatch_takes_only_ready_and_returned_cases(story: Story, status: str) -> None:
    story.opened(DAY)
    before = story.edited(DAY, 状态=status)
    case = story.dispatched(DAY)

    assert not may(before, "dispatched")
    assert case.status == status
    assert case.day("dispatched") is None


@pytest.mark.parametrize("status", ["待交办", "重新办理"])
def test_dispatch_takes_what_is_ready(story: Story, status: str) -> None:
    story.opened(DAY)
    before = story.edited(DAY, 状态=status)

    assert may(before, "dispatched")
    assert story.dispatched(DAY).status == "办理中"


# --- round and round --------------------------------------------------------------------------------------------


def _unhappy(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 3, 20), 处理情况="已解决", 办理结果="已增容", 办理意见="将增容")
    story.evaluated(date(2026, 3, 25), 满意度="不满意", 沟通方式="未沟通", 企业意见建议="没有解决")


def test_an_unhappy_firm_reopens_the_case(story: Story) -> None:
    _unhappy(story)

    assert story.case.status == "重新办理"
    assert story.case.round == 1
    assert story.case.values["评价日期"] == date(2026, 3, 25)


def test_a_second_round_has_new_clocks_and_the_old_ones_are_kept(story: Story) -> None:
    _unhappy(story)
    old = {key: clock for key, clock in story.case.clocks.items() if key[0] == 1}
    case = story.dispatched(date(2026, 4, 1))

    assert case.status == "办理中"
    assert case.round == 2
    assert case.values["交办日期"] == date(2026, 4, 1)
    assert {key: clock for key, clock in case.clocks.items() if key[0] == 1} == old
    assert case.clocks[2, "办结"].current == date(2026, 5, 6), "1 May is the holiday"
    assert case.clocks[2, "办结"].met is None


def test_a_second_round_begins_with_empty_columns(story: Story) -> None:
    _unhappy(story)
    case = story.dispatched(date(2026, 4, 1))

    for column in (
        "办理意见",
        "意见报送日期",
        "办理结果",
        "处理情况",
        "办结日期",
        "满意度",
        "评价日期",
        "企业意见建议",
        "沟通方式",
    ):
        assert column not in case.values, column
    assert case.values["牵头单位"] == "区招商局"
    assert case.values["企业名称"] == "顺德甲公司"


def test_a_key_matters_second_round_counts_from_its_new_dispatch_not_from_the_old_meeting(story: Story) -> None:
    story.key(date(2026, 3, 2), date(2026, 3, 4))
    story.answered(date(2026, 3, 10), 处理情况="已解决", 办理结果="好")
    story.evaluated(date(2026, 3, 12), 满意度="不满意")
    case = story.dispatched(date(2026, 4, 8))

    assert case.clocks[2, "意见"].start == date(2026, 4, 8)
    assert case.clocks[1, "意见"].start == date(2026, 3, 2)
    assert case.clocks[2, "办结"].current == date(2026, 7, 8)


def test_the_second_round_ends_like_the_first(story: Story) -> None:
    _unhappy(story)
    story.dispatched(date(2026, 4, 1))
    story.answered(date(2026, 4, 10), 处理情况="已解决", 办理结果="这次好了")
    case = story.evaluated(date(2026, 4, 12), 满意度="满意")

    assert case.status == "已评价"
    assert case.round == 2


# --- clocks -----------------------------------------------------------------------------------------------------


def test_a_general_matter_is_closed_and_evaluated_within_a_month_of_dispatch(story: Story) -> None:
    case = story.general(date(2026, 1, 31))

    assert case.values["办结时限"] == date(2026, 2, 28)
    assert case.values["评价时限"] == date(2026, 2, 28)
    assert "意见时限" not in case.values
    assert set(case.clocks) == {(1, "办结"), (1, "评价")}


def test_a_key_matter_has_15_workdays_after_the_meeting_and_three_months(story: Story) -> None:
    case = story.key(date(2026, 3, 2), date(2026, 3, 5))

    assert case.values["交办日期"] == date(2026, 3, 2), "by default the meeting's day"
    assert case.values["意见时限"] == date(2026, 3, 23)
    assert case.values["办结时限"] == date(2026, 6, 2)
    assert case.values["评价时限"] == date(2026, 6, 2)


def test_an_opinion_counts_from_the_meeting_even_where_the_office_dispatched_later(story: Story) -> None:
    story.opened(DAY)
    story.edited(DAY, 问题分类="重点问题", 交办日期=date(2026, 3, 16))
    story.met(date(2026, 3, 2))
    case = story.dispatched(date(2026, 3, 16))

    assert case.values["交办日期"] == date(2026, 3, 16), "what a person typed stands"
    assert case.clocks[1, "意见"].start == date(2026, 3, 2)
    assert case.values["办结时限"] == date(2026, 6, 16)


def test_no_clock_runs_before_the_case_is_dispatched(story: Story) -> None:
    story.opened(DAY)
    story.edited(DAY, 问题分类="重点问题")

    assert story.met(date(2026, 3, 2)).clocks == {}


def test_moving_the_dispatch_day_by_hand_moves_the_clocks(story: Story) -> None:
    story.general(DAY)
    case = story.edited(date(2026, 3, 9), 交办日期=date(2026, 3, 9))

    assert case.values["办结时限"] == date(2026, 4, 9)
    assert case.clocks[1, "办结"].start == date(2026, 3, 9)


def test_taking_the_dispatch_day_away_stops_the_clocks_and_their_columns(story: Story) -> None:
    story.general(DAY)
    case = story.edited(date(2026, 3, 9), 交办日期=None)

    assert case.clocks == {}
    assert "办结时限" not in case.values


def test_turning_a_key_matter_general_while_handled_ends_the_opinions_clock_and_its_column(story: Story) -> None:
    story.key(date(2026, 3, 2), date(2026, 3, 2))
    case = story.edited(date(2026, 3, 4), 问题分类="一般问题")

    assert case.status == "办理中"
    assert (1, "意见") not in case.clocks
    assert "意见时限" not in case.values
    assert case.values["办结时限"] == date(2026, 4, 2)


def test_a_due_date_typed_by_hand_stands_with_its_reason(story: Story) -> None:
    story.general(DAY)
    case = story.edited(date(2026, 3, 9), 办结时限=date(2026, 6, 30), 特殊情况="等候规划调整")
    clock = case.clocks[1, "办结"]

    assert clock.original == date(2026, 4, 2)
    assert clock.current == date(2026, 6, 30)
    assert clock.reason == "等候规划调整"
    assert case.clocks[1, "办结"].approved == ""
    assert case.clocks[1, "评价"].current == date(2026, 6, 30), "the firm judges what is done: its date follows"


def test_words_typed_for_a_due_date_stand_and_the_rule_counts_on(story: Story) -> None:
    story.general(DAY)
    case = story.edited(DAY, 办结时限="待定")

    assert case.values["办结时限"] == "待定"
    assert case.clocks[1, "办结"].current == date(2026, 4, 2)


def test_a_due_date_moved_without_a_word_is_said_to_be_moved_by_hand(story: Story) -> None:
    story.general(DAY)

    assert story.edited(DAY, 办结时限=date(2026, 6, 30)).clocks[1, "办结"].reason == "人工改定"


def test_emptying_a_typed_due_date_brings_the_rules_back(story: Story) -> None:
    story.general(DAY)
    story.edited(DAY, 办结时限=date(2026, 6, 30))

    assert story.edited(DAY, 办结时限=None).values["办结时限"] == date(2026, 4, 2)


def test_a_dispatch_in_the_year_9999_gives_no_clock_and_no_traceback(story: Story) -> None:
    story.general(DAY)
    case = story.edited(DAY, 交办日期=date(9999, 12, 31))

    assert case.clocks == {}
    assert case.status == "办理中"


def test_a_day_that_people_type_for_never_spares_the_firm_for_ever(story: Story) -> None:
    story.general(DAY)
    story.answered(DAY, 处理情况="已解决", 办理结果="好")
    story.add(Kind.SURVEYED, DAY)
    case = story.edited(DAY, 办结日期=date.max)
    assert not case.clocks[1, "评价"].is_late(date(2026, 12, 31))


def test_a_clock_is_met_by_its_own_day(story: Story) -> None:
    story.general(DAY)
    story.answered(date(2026, 4, 2), 处理情况="已解决", 办理结果="好")
    case = story.evaluated(date(2026, 4, 3), 满意度="满意")

    assert case.clocks[1, "办结"].met == date(2026, 4, 2)
    assert not case.clocks[1, "办结"].is_late(date(2026, 12, 31))
    assert case.clocks[1, "评价"].met == date(2026, 4, 3)
    assert not case.clocks[1, "评价"].is_late(date(2026, 12, 31)), "its unit had answered only the day before"


def test_the_unit_answers_for_the_handling_and_the_firm_for_the_evaluation(story: Story) -> None:
    clocks = story.general(DAY).clocks

    assert clocks[1, "办结"].unit == "区招商局"
    assert clocks[1, "评价"].unit == "顺德甲公司"


def test_an_open_clock_is_late_from_the_day_after_its_due_date(story: Story) -> None:
    clock = story.general(DAY).clocks[1, "办结"]

    assert not clock.is_late(date(2026, 4, 2))
    assert clock.is_late(date(2026, 4, 3))


# --- another mechanism ------------------------------------------------------------------------------------------


def test_another_mechanism_lives_by_its_own_words(tiny: Mechanism) -> None:
    story = Story(tiny)
    statuses = [
        story.opened(DAY, 受访企业="东平甲公司").status,
        story.edited(DAY, 承办部门="经发办").status,
        story.dispatched(date(2026, 3, 3)).status,
        story.answered(date(2026, 3, 10), 办理进展="推进中", 答复内容="在办").status,
        story.answered(date(2026, 3, 12), 办理进展="办结", 答复内容="已招到人").status,
        story.evaluated(date(2026, 3, 13), 回访意见="不认可").status,
        story.dispatched(date(2026, 3, 16)).status,
    ]

    assert statuses == ["新走访", "待转办", "承办中", "承办中", "待回访", "退回重办", "承办中"]
    case = story.case
    assert case.round == 2
    assert case.values["答复时限"] == date(2026, 3, 26)
    assert case.row()["次数"] == 2
    assert case.clocks[1, "回访"].current == date(2026, 3, 17), "counted from the answer, not from the dispatch"
    assert case.clocks[1, "回访"].met == date(2026, 3, 13)
    assert (2, "回访") not in case.clocks


def test_a_meeting_in_a_mechanism_without_one_moves_nothing(tiny: Mechanism) -> None:
    story = Story(tiny)
    story.opened(DAY, 受访企业="东平甲公司")
    before = story.case.row()

    assert story.met(DAY).row() == before


def test_a_meaning_without_a_column_is_an_empty_cell(tiny: Mechanism) -> None:
    story = Story(tiny)
    case = story.opened(DAY, 受访企业="东平甲公司")

    assert case.role("special") == ""
    assert case.day("opinion_due") is None
    assert story.edited(DAY, 承办部门="经发办", 答复时限=date(2026, 9, 1)).status == "待转办"
    assert story.dispatched(DAY).clocks[1, "答复"].reason == "人工改定"


def test_an_event_about_no_case_changes_nothing(shunde: Mechanism) -> None:
    events = [Event(kind, DAY, "2026-009", {}) for kind in Kind if kind is not Kind.OPENED]

    assert fold(events, shunde.record, WorkCalendar()) == {}


def test_what_is_put_right_must_be_told_before_a_second_round_is_over() -> None:
    # Seed 002, measure 66: evaluation, feedback, rectification, supervision.
    story = Story(load("qingyuan"))
    day = date(2022, 5, 10)
    said: dict[str, CellValue] = {"办理结果": "已解决", "办理情况": "已办"}
    story.opened(day, 企业名称="清远甲公司")
    story.edited(day, 事项分类="一般事项", 牵头单位="市金融局")
    story.dispatched(day)
    assert story.answered(day, **said).status == "待评价"  # the first time nothing was to be put right
    story.evaluated(day, 服务评价="不满意")
    story.dispatched(day)
    assert story.answered(day, **said).status == "办理中"
    assert story.answered(day, 整改措施="约谈窗口负责人").status == "待评价"
