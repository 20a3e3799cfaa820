"""What waits for whom: the list that the screen and the board show."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases import Case, Reminded, Waiting, WorkCalendar, sort_waiting, waiting_of
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism, default_name, load

from .conftest import Story

MONDAY = date(2026, 3, 2)
_SHUNDE = load(default_name())


def found(case: Case, day: date) -> list[tuple[str, str, int | None, str]]:
    return [(each.kind, each.unit, each.left, each.todo) for each in waiting_of([case], day, WorkCalendar())]


def test_a_new_case_waits_to_be_classified(story: Story) -> None:
    case = story.opened(MONDAY, 企业名称="顺德甲公司")
    assert found(case, MONDAY) == [("待分类", "", None, "在台账“问题分类”栏填写分类")]


def test_what_is_missing_waits_for_who_fills_it_on_a_form(story: Story) -> None:
    told = {"企业名称": "顺德甲公司", "报送单位": "大良街道", "牵头单位": "区招商局", "待补正": ""}
    story.opened(MONDAY, **told)
    case = story.edited(MONDAY, 待补正="联系电话、牵头联系人、签名、牵头单位")
    fillers = {"牵头联系人": "lead", "签名": "firm"}
    lines = waiting_of([case], MONDAY, WorkCalendar(), fillers)
    assert [(each.unit, each.todo) for each in lines if each.kind == "待补正"] == [
        ("大良街道", "等报送单位补报：联系电话"),
        ("区招商局", "等牵头单位补报：牵头联系人"),
        ("顺德甲公司", "等企业补报：签名"),
        ("", "请办公室核对填写：牵头单位"),
    ]


def test_a_case_without_a_lead_cannot_be_dispatched_yet(story: Story) -> None:
    story.opened(MONDAY, 企业名称="顺德甲公司")
    case = story.edited(MONDAY, 问题分类="一般问题")
    assert found(case, MONDAY) == [("待交办", "", None, "在台账“牵头单位”栏填写单位，再交办")]
    case = story.edited(MONDAY, 牵头单位="区招商局")
    assert found(case, MONDAY) == [("待交办", "", None, "可以交办")]


def test_a_class_that_nobody_understands_is_pointed_out(story: Story) -> None:
    story.opened(MONDAY, 企业名称="顺德甲公司")
    case = story.edited(MONDAY, 问题分类="急事")
    assert found(case, MONDAY) == [("待分类", "", None, "核对台账“问题分类”栏的分类，“急事”看不出是哪一类")]


def test_a_case_in_hand_waits_for_nobody_until_five_workdays_before_it_is_due(story: Story) -> None:
    # 2 March 2026 and one month: 2 April, a Thursday. Five workdays before: 26 March.
    case = story.general(MONDAY)
    assert case.clock("办结").current == date(2026, 4, 2)
    assert found(case, date(2026, 3, 25)) == []
    # The firm has nothing to judge yet, though its date is the same.
    assert found(case, date(2026, 3, 26)) == [("即将到期", "区招商局", 5, "办结还有 5 个工作日")]
    assert [each[3] for each in found(case, date(2026, 4, 2))] == ["办结今天到期"]


def test_what_is_late_is_late_by_workdays_and_names_who_keeps_it(story: Story) -> None:
    # From 2 April to 8 April 2026: 3 April works, 4 to 6 April are 清明节, 7 and 8 April work.
    case = story.general(MONDAY)
    assert found(case, date(2026, 4, 8)) == [("已超期", "区招商局", -3, "办结超期 3 个工作日，催办")]


def test_a_date_that_a_person_set_to_a_day_off_is_not_due_the_friday_before(story: Story) -> None:
    story.general(MONDAY)
    case = story.edited(MONDAY, 办结时限=date(2026, 4, 11))  # a Saturday
    assert ("即将到期", "区招商局", 0, "办结4月11日（休息日）到期") in found(case, date(2026, 4, 10))


def test_a_deadline_that_passed_yesterday_is_late_on_a_day_off_too(story: Story) -> None:
    case = story.general(date(2026, 2, 27))  # due on Friday 27 March
    assert {each[2] for each in found(case, date(2026, 3, 28))} == {-1}


def test_an_answered_case_waits_for_the_firm_or_for_the_form_to_go_out(story: Story) -> None:
    story.general(MONDAY)
    case = story.answered(date(2026, 3, 10), 处理情况="已解决", 办理结果="已增容")
    assert found(case, date(2026, 3, 10)) == [("待评价", "", None, "生成评价表，发给企业")]


def test_a_firm_is_not_charged_with_its_units_lateness(story: Story) -> None:
    """Due on 2 April; the unit answers on Monday 20 April, the form goes out on the 21st; five workdays: 28 April."""
    story.general(MONDAY)
    firm = "顺德甲公司"
    answered = date(2026, 4, 20)
    case = story.answered(answered, 处理情况="已解决", 办理结果="已增容")
    # Till the office has asked, it is the office's.
    assert found(case, answered)[0] == ("已超期", "", -11, "评价时限已过，还没有发评价表，请生成后发给企业")
    case = story.add(Kind.SURVEYED, date(2026, 4, 21))
    clock = case.clock("评价")
    assert (clock.current, clock.limit) == (date(2026, 4, 2), date(2026, 4, 28))
    spared = "（时限4月2日，宽限至2026年4月28日：评价表4月21日发出，此后5个工作日内不算超期）"
    assert found(case, date(2026, 4, 27)) == [("即将到期", firm, 1, f"评价还有 1 个工作日{spared}")]
    assert found(case, date(2026, 4, 29)) == [("已超期", firm, -1, f"评价超期 1 个工作日{spared}，电话催评价")]
    case = story.evaluated(date(2026, 4, 30), 满意度="满意")
    assert case.clock("评价").late_by(date(2026, 5, 29), story.calendar) == 2


def test_a_form_that_the_office_sent_late_blames_no_unit(story: Story) -> None:
    """Due on 2 April; answered on the 1st, asked on the 3rd, five workdays on: Monday 13 April (4 to 6 are a holiday)."""
    story.general(MONDAY)
    story.answered(date(2026, 4, 1), 处理情况="已解决", 办理结果="已增容")
    clock = story.add(Kind.SURVEYED, date(2026, 4, 3)).clock("评价")
    assert clock.grace == "宽限至2026年4月13日：评价表4月3日发出，此后5个工作日内不算超期"


def test_a_firm_that_was_asked_in_time_is_late_from_its_date_on(story: Story) -> None:
    story.general(MONDAY)
    story.answered(date(2026, 3, 10), 处理情况="已解决", 办理结果="已增容")
    case = story.add(Kind.SURVEYED, date(2026, 3, 11))
    assert (case.clock("评价").limit, case.clock("评价").grace) == (date(2026, 4, 2), "")


def test_a_firm_that_is_late_is_named_once(story: Story) -> None:
    from toolkit.events import Kind

    story.general(MONDAY)
    story.answered(date(2026, 3, 10), 处理情况="已解决", 办理结果="已增容")
    case = story.add(Kind.SURVEYED, date(2026, 3, 11))
    assert [each[0] for each in found(case, date(2026, 3, 12))] == ["待评价"]
    assert [each[0] for each in found(case, date(2026, 4, 8))] == ["已超期"]


def test_a_closed_case_waits_for_nobody(story: Story) -> None:
    story.general(MONDAY)
    story.answered(date(2026, 3, 10), 处理情况="已解决", 办理结果="已增容")
    case = story.evaluated(date(2026, 3, 12), 满意度="满意")
    assert found(case, date(2027, 1, 4)) == []


def test_a_question_stays_until_it_is_answered_even_of_a_closed_case(story: Story) -> None:
    story.general(MONDAY)
    story.answered(date(2026, 3, 10), 处理情况="已解决", 办理结果="已增容")
    story.answered(date(2026, 3, 11), others={"案由": "另一件事"})
    case = story.evaluated(date(2026, 3, 12), 满意度="满意")
    assert [(each[0], each[3]) for each in found(case, date(2026, 3, 12))] == [
        ("待确认", "定“案由”：在“待确认”表填采纳或不采纳")
    ]
    story.decided(date(2026, 3, 13), next(iter(case.asks)), take=False)
    assert found(story.case, date(2026, 3, 13)) == []


def test_the_worst_comes_first(shunde: Mechanism) -> None:
    told = [
        Waiting("待评价", "7", ""),
        Waiting("待分类", "6", ""),
        Waiting("重新办理", "5", ""),
        Waiting("即将到期", "4", "", left=0),
        Waiting("待补正", "8", ""),
        Waiting("已超期", "2", "", left=-3),
        Waiting("待确认", "3", ""),
        Waiting("已超期", "1", "", left=-20),
    ]
    assert [each.number for each in sort_waiting(told, shunde.record)] == list("12348567")


def test_of_a_kind_those_of_a_class_that_comes_first_stand_first(shunde: Mechanism) -> None:
    told = [Waiting("待分类", "1", ""), Waiting("已超期", "2", "", left=-9), Waiting("待分类", "3", "", is_first=True)]
    assert [each.number for each in sort_waiting(told, shunde.record)] == list("231")


def test_where_the_class_stands_already_the_columns_that_are_empty_are_named() -> None:
    story = Story(load("qingyuan"))
    case = story.opened(MONDAY, 企业名称="清远甲公司", 事项分类="一般事项")
    assert [each[3] for each in found(case, MONDAY)] == ["在台账“牵头单位”“事由”栏填写"]
    case = story.edited(MONDAY, 事由="转贷")
    assert [each[3] for each in found(case, MONDAY)] == ["在台账“牵头单位”栏填写"]


@given(st.dates(date(2026, 3, 2), date(2026, 12, 31)))
def test_however_the_days_go_a_matter_is_near_or_late_never_both(day: date) -> None:
    case = Story(_SHUNDE).general(MONDAY)
    due = case.clock("办结").current
    kinds = [each.kind for each in waiting_of([case], day, WorkCalendar())]
    assert len(kinds) in {0, 1}
    assert set(kinds) <= ({"已超期"} if day > due else {"即将到期"})
    assert bool(kinds) or (due - day).days >= 5


def test_a_deadline_says_when_somebody_was_last_reminded_of_it_as_it_stands_now(story: Story) -> None:
    story.general(MONDAY)
    told = {"round": 1, "clock": "办结", "who": "区招商局", "to": "区招商局"}
    due = date(2026, 4, 2)
    story.add(Kind.REMINDED, date(2026, 3, 26), {**told, "due": due, "at": -5, "paper": "办理提醒"})
    case = story.add(Kind.REMINDED, date(2026, 3, 30), {**told, "due": due, "at": -3, "paper": "办理提醒"})
    near = [each[3] for each in found(case, date(2026, 3, 30))]
    assert near == ["办结还有 3 个工作日，3月30日已提醒"]
    assert found(case, date(2026, 4, 3))[0][3] == "办结超期 1 个工作日，3月30日已催"
    moved = story.edited(date(2026, 4, 3), 办结时限=date(2026, 4, 8))
    assert "办结还有 2 个工作日" in [each[3] for each in found(moved, date(2026, 4, 3))]


def test_a_note_to_somebody_else_is_no_reminder_of_who_has_to_act(story: Story) -> None:
    story.general(MONDAY)
    told = {"round": 1, "clock": "办结", "who": "区招商局", "due": date(2026, 4, 2)}
    case = story.add(Kind.REMINDED, date(2026, 4, 13), {**told, "to": "召集人", "at": 6, "paper": "超期情况呈报"})
    assert found(case, date(2026, 4, 13))[0][3] == "办结超期 6 个工作日，4月13日超期情况呈报已送召集人"
    case = story.add(Kind.REMINDED, date(2026, 4, 13), {**told, "to": "区招商局", "at": 1, "paper": "催办函"})
    assert found(case, date(2026, 4, 13))[0][3] == "办结超期 6 个工作日，4月13日已催，4月13日超期情况呈报已送召集人"


def test_a_reminder_is_kept_with_its_case_as_it_went_out(story: Story) -> None:
    story.general(MONDAY)
    data = {
        "round": 1,
        "clock": "办结",
        "due": date(2026, 4, 2),
        "who": "北滘镇",
        "to": "召集人",
        "at": 6,
        "paper": "呈报",
    }
    event = Event(Kind.REMINDED, date(2026, 4, 13), story.number, data)
    record = json.loads(json.dumps({**event.to_record(), "seq": 1, "at": "", "by": ""}))
    read = Event.from_record(record)
    assert read is not None
    case = story.add(read.kind, read.day, read.data)
    assert case.reminders == [Reminded(date(2026, 4, 13), 1, "办结", date(2026, 4, 2), "北滘镇", "召集人", 6, "呈报")]
