"""Requests, pauses and dates beside the lead's: worked out by hand on the State Council's calendar of 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cases import Case, DayOff, Request, WorkCalendar
from toolkit.cases.approval import decider
from toolkit.cases.deadlines import Pause
from toolkit.cases.moving import dues_of, later
from toolkit.cases.recount import to_ask
from toolkit.events import Kind
from toolkit.mechanism import By, Mechanism, default_name, load

from .conftest import Story

#: A Monday; a month on is Saturday 11 April, so Monday the 13th.
START, DUE = date(2026, 3, 11), date(2026, 4, 13)
_SHUNDE = load(default_name())


def ask(story: Story, day: date, effect: str, word: str, **more: Any) -> Request:
    """A unit asks; the newest request is returned."""
    kinds = {"extend": "extension", "pause": "pause", "resume": "pause", "hand_back": "handback", "park": "parking"}
    clocks = [] if effect in {"hand_back", "park"} else ["意见", "办结"]
    data = {
        "form": kinds[effect], "effect": effect, "word": word, "unit": "区招商局", "clocks": clocks,
        "reason": "等待批复", "incoming": "申请.xlsx", "sha": str(len(story.events)), "part": 0, **more,
    }  # fmt: skip
    case = story.add(Kind.REQUESTED, day, data)
    return list(case.requests.values())[-1]


def answer(story: Story, day: date, request: Request, *, take: bool = True) -> Case:
    """The office answers, with the dates that the job reckons."""
    dues = dues_of(story.case, request, story.calendar) if take else {}
    data = {"ask": request.id, "take": take, "dues": dues, "approved": "领导小组办公室"}
    return story.add(Kind.DECIDED, day, data)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        # a month from 11 March ends on 11 April; so many days of rest, so many days later, then to a workday
        (date(2026, 3, 16), date(2026, 3, 20), date(2026, 4, 16)),  # 5 days: the 16th, a Thursday
        (date(2026, 3, 16), date(2026, 3, 16), date(2026, 4, 13)),  # 1 day: Sunday the 12th, so Monday
        (date(2026, 3, 16), date(2026, 4, 15), date(2026, 5, 12)),  # 31 days: the 12th of May, a Tuesday
        (date(2026, 3, 16), date(2026, 4, 4), date(2026, 5, 6)),  # 20 days: the 1st of May; holidays to the 5th
        (date(2026, 4, 20), date(2026, 4, 24), DUE),  # after the deadline nothing rests
    ],
)
def test_a_month_ends_as_many_days_later_as_it_rested(story: Story, first: date, last: date, due: date) -> None:
    story.general(START)
    case = answer(story, START, ask(story, START, "pause", "暂停", first=first, last=last))
    assert case.values["办结时限"] == due


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        # 15 workdays after Wednesday 11 March: Wednesday 1 April
        (date(2026, 3, 16), date(2026, 3, 20), date(2026, 4, 9)),  # 5 workdays; Monday the 6th is Qingming's day off
        (date(2026, 3, 14), date(2026, 3, 15), date(2026, 4, 1)),  # a weekend rests of itself
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 2)),  # the last day itself
    ],
)
def test_workdays_that_rested_are_made_up_for(story: Story, first: date, last: date, due: date) -> None:
    story.key(START, START)
    assert story.case.values["意见时限"] == date(2026, 4, 1)
    request = ask(story, START, "pause", "暂停", first=first, last=last)
    assert dues_of(story.case, request, story.calendar)["意见"] == due


@pytest.mark.parametrize(
    ("span", "due"),
    [("15工作日", date(2026, 4, 27)), ("1个月", date(2026, 4, 27))],
)
def test_a_date_that_was_decided_moves_from_where_it_is(span: str, due: date) -> None:
    """From Monday 20 April, five days of rest before it: workdays to the 27th; days to Saturday 25th, so the 27th."""
    pause = Pause(date(2026, 4, 13), date(2026, 4, 17))
    assert later(date(2026, 4, 20), START, span, [pause], WorkCalendar()) == due


def test_lateness_leaves_the_days_of_a_pause_out(story: Story) -> None:
    """Due on 13 April; late from the 14th; at rest from the 16th to the 22nd: two days late then, three on the 23rd."""
    story.general(START)
    case = answer(
        story,
        date(2026, 4, 15),
        ask(story, date(2026, 4, 15), "pause", "暂停", first=date(2026, 4, 16), last=date(2026, 4, 22)),
    )
    clock = case.clock("办结")
    assert clock is not None
    days = (date(2026, 4, 13), date(2026, 4, 15), date(2026, 4, 16), date(2026, 4, 22), date(2026, 4, 23))
    assert [clock.late_by(day, story.calendar) for day in days] == [0, 2, 2, 2, 3]


def test_a_supporters_date_is_its_own_and_never_the_leads(story: Story) -> None:
    """Three workdays before Monday 13 April: Wednesday the 8th."""
    story.opened(START, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(START, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局、供电局")
    story.add(Kind.DISPATCHED, START, {"sent_to": {"供电局": "顺德供电局"}})
    case = story.answered(date(2026, 4, 10), role="support", unit="顺德供电局", 办理意见="可扩容")
    own = {key[2]: clock for key, clock in case.side.items()}
    assert {unit: clock.current for unit, clock in own.items()} == dict.fromkeys(
        ("区教育局", "顺德供电局"), date(2026, 4, 8)
    )
    assert [own["顺德供电局"].late_by(date(2026, 4, 20), story.calendar), own["区教育局"].met] == [2, None]
    lead = case.clock("办结")
    assert lead is not None
    assert not lead.is_late(date(2026, 4, 10))
    assert (lead.met, lead.unit) == (None, "区招商局")


def test_a_supporters_date_moves_with_the_leads(story: Story) -> None:
    story.opened(START, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(START, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局")
    story.dispatched(START)
    case = answer(story, START, ask(story, START, "extend", "延期", until=date(2026, 5, 29)))
    (own,) = case.side.values()
    assert (own.original, own.current) == (date(2026, 4, 8), date(2026, 5, 26))


def test_a_supporters_date_that_the_office_set_moves_with_a_pause_it_lies_in(story: Story) -> None:
    """Set to Friday 20 March; at rest from Wednesday the 18th to Tuesday the 31st: three workdays on, Friday 3 April."""
    story.opened(START, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(START, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局")
    story.dispatched(START)
    story.add(Kind.EDITED, START, {"sheet": "时限", "key": [], "beside": ["配合意见", "区教育局", date(2026, 3, 20)]})
    pause = ask(story, START, "pause", "暂停", first=date(2026, 3, 18), last=date(2026, 3, 31))
    (own,) = answer(story, START, pause).side.values()
    assert own.current == date(2026, 4, 3)
    assert (own.reason, own.approved) == ("人工改定；暂停：等待批复", "领导小组办公室")
    assert own.late_by(date(2026, 4, 7), story.calendar) == 1  # 4 to 6 April are 清明节


def test_a_granted_date_that_becomes_a_day_off_is_asked_about_and_moves_when_accepted(story: Story) -> None:
    """Granted to Friday 29 January 2027, in a year not published; that day and the Monday after become holidays."""
    until, then = date(2027, 1, 29), date(2027, 2, 2)
    story.general(date(2026, 12, 28))
    request = ask(story, date(2026, 12, 29), "extend", "延期", until=until)
    assert "2027年放假安排尚未录入" in story.case.asks[request.id].why
    clock = answer(story, date(2026, 12, 29), request).clock("办结")
    assert clock is not None
    assert (clock.current, clock.unsure, list(to_ask(story.case))) == (until, (2027,), [])
    story.calendar = WorkCalendar({day: DayOff(works=False, name="春节") for day in (until, date(2027, 2, 1))})
    ((name, clock),) = [each for each in to_ask(story.case) if each[1].rolled]
    assert (clock.name, clock.current, clock.anew) == ("办结", until, then)
    case = story.add(Kind.RECOUNTED, date(2027, 1, 4), {
        "ask": name, "column": "办结时限", "clock": "办结", "round": 1, "before": until, "after": then, "why": "放假",
        "reason": "放假安排有变动，重新推算",
    })  # fmt: skip
    assert case.values["办结时限"] == until
    case = story.decided(date(2027, 1, 5), name, take=True)
    clock = case.clock("办结")
    assert clock is not None
    assert (case.values["办结时限"], case.values["评价时限"], list(to_ask(case))) == (then, then, [])
    assert clock.reason == "延期：等待批复；放假安排有变动，重新推算"
    assert [each.after for each in case.moves.values()] == [until, then]


@pytest.mark.parametrize(("until", "told"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_a_supporter_that_asks_for_a_day_after_the_leads_is_remarked_on(story: Story, until: date, told: bool) -> None:
    story.opened(START, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(START, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局")
    story.dispatched(START)
    request = ask(story, START, "extend", "延期", until=until, unit="区教育局", clocks=["配合意见"], beside=True)
    remark = "注意：这一天晚于牵头单位的办结时限2026-04-13，同意后牵头单位的时限不变"
    assert (remark in story.case.asks[request.id].why) is told


def test_a_lead_date_typed_after_a_pause_still_tells_of_the_pause(story: Story) -> None:
    story.general(START)
    answer(story, START, ask(story, START, "pause", "暂停", first=date(2026, 3, 16), last=date(2026, 3, 20)))
    clock = story.edited(date(2026, 3, 23), 办结时限=date(2026, 4, 20)).clock("办结")
    assert clock is not None
    assert (clock.reason, clock.approved) == ("人工改定；暂停：等待批复", "领导小组办公室")


def test_the_office_is_asked_about_general_matters_only(story: Story) -> None:
    story.key(START, START)
    request = ask(story, START, "extend", "延期", until=date(2026, 9, 30))
    assert decider(story.case) is By.MEETING
    assert story.case.asks == {}
    case = story.edited(START, 问题分类="一般问题")
    assert [each.request for each in case.asks.values()] == [request.id]
    case = story.edited(START, 问题分类="重点问题")
    assert [each.decision for each in case.asks.values()] == ["不采纳"]
    assert case.requests[request.id].is_open


def test_an_office_answer_to_what_the_meeting_decides_moves_nothing(story: Story) -> None:
    story.key(START, START)
    due = story.case.values["办结时限"]
    request = ask(story, START, "extend", "延期", until=date(2026, 9, 30))
    assert answer(story, START, request).values["办结时限"] == due


def test_what_a_person_typed_after_a_decision_stands(story: Story) -> None:
    story.general(START)
    answer(story, START, ask(story, START, "extend", "延期", until=date(2026, 5, 29)))
    assert story.edited(START, 办结时限=date(2026, 5, 15)).values["办结时限"] == date(2026, 5, 15)
    case = answer(story, START, ask(story, START, "extend", "延期", until=date(2026, 6, 30)))
    assert case.values["办结时限"] == date(2026, 6, 30)


def test_an_extension_to_a_day_off_ends_on_the_next_workday(story: Story) -> None:
    """Saturday 30 May 2026 moves to Monday 1 June (民法典 第二百零三条); what was asked for stays as it was asked."""
    story.general(START)
    request = ask(story, START, "extend", "延期", until=date(2026, 5, 30))
    case = answer(story, START, request)
    clock = case.clock("办结")
    assert clock is not None
    assert (clock.current, case.values["办结时限"]) == (date(2026, 6, 1), date(2026, 6, 1))
    assert clock.reason == "延期：等待批复，2026年5月30日为休息日，顺延至2026年6月1日（民法典第二百零三条第一款）"
    assert case.requests[request.id].asked == "办结时限延期至2026年5月30日"


def test_a_date_of_the_meetings_own_on_a_day_off_moves_too(story: Story) -> None:
    story.key(START, START)
    request = ask(story, START, "extend", "延期", until=date(2026, 9, 30))
    other = date(2026, 8, 1)  # a Saturday
    dues = dues_of(story.case, request, story.calendar, other)
    data = {"meeting": "2026-05", "day": START, "decision": "同意延期", "request": request.id, "granted": True}
    case = story.add(Kind.MET, date(2026, 5, 6), {**data, "dues": dues, "until": other})
    clock = case.clock("办结")
    assert clock is not None
    assert (clock.current, "2026年8月1日为休息日，顺延至2026年8月3日" in clock.reason) == (date(2026, 8, 3), True)


def test_what_a_unit_said_leaves_the_columns_with_it_and_stands_under_its_name() -> None:
    story, said = Story(_SHUNDE), date(2026, 3, 12)
    story.general(START)
    opinion = {"牵头联系人": "钱某", "办理意见": "拟修补", "办理结果": "已修一段", "处理情况": "正在解决"}
    story.edited(said, **opinion)
    request = ask(story, said, "hand_back", "退办", proposed="区教育局")
    case = answer(story, date(2026, 3, 16), request)
    assert {*opinion, "意见报送日期", "牵头单位", "交办日期", "办结时限"} & case.values.keys() == set()
    (kept,) = case.formers
    assert (kept.unit, kept.day, kept.left_behind) == ("区招商局", date(2026, 3, 16), True)
    assert kept.values == {**opinion, "意见报送日期": said}


def test_a_unit_that_said_nothing_leaves_nothing() -> None:
    story = Story(_SHUNDE)
    story.general(START)
    request = ask(story, date(2026, 3, 12), "hand_back", "退办", proposed="区教育局")
    assert answer(story, date(2026, 3, 16), request).formers == []


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["extend", "pause", "resume", "hand_back", "park", "answer", "refuse", "typed", "return", "dispatch"]
        ),
        st.integers(0, 40),
        st.integers(1, 40),
    ),
    max_size=12,
)


@settings(max_examples=120, deadline=None)
@given(steps=_STEPS)
def test_whatever_is_asked_decided_typed_and_returned_the_clocks_stay_sound(steps: list[tuple[str, int, int]]) -> None:
    story, day, typed = Story(_SHUNDE), START, False
    story.general(START)
    for what, wait, length in steps:
        day += timedelta(days=wait)
        typed = _take(story, what, day, length) or typed
        case = story.case
        for clock in case.clocks.values():
            assert typed or clock.current >= clock.original
            assert clock.late_by(day, story.calendar) >= 0
            assert not (
                clock.rests_on(day)
                and clock.met is None
                and clock.late_by(day, story.calendar) > clock.late_by(day - timedelta(days=1), story.calendar)
            )
        for request in case.requests.values():
            assert request.is_open or request.decision or request.lapsed
            assert not (request.is_open and request.round != case.round)
        ends = [each.last for each in case.rests.get(case.round, [])]
        assert ends.count(None) <= 1


def _take(story: Story, what: str, day: date, length: int) -> bool:
    """Let one step happen, and return whether a person set a date by it."""
    on, until = day + timedelta(days=1), day + timedelta(days=length + 60)
    if what in {"answer", "refuse"}:
        waiting = [each for each in story.case.requests.values() if each.is_open]
        if waiting:
            answer(story, day, waiting[0], take=what == "answer")
    elif what == "typed":
        story.edited(day, 办结时限=day + timedelta(days=length))
        return True
    elif what == "return":
        story.answered(day, 处理情况="已解决", 办理结果="已办")
    elif what == "dispatch":
        story.edited(day, 牵头单位="区教育局")
        story.dispatched(day)
    else:
        dates = {
            "extend": {"until": until}, "pause": {"first": on, "last": on + timedelta(days=length) if length % 2 else None},
            "resume": {"first": on}, "hand_back": {"proposed": "区教育局"}, "park": {"until": until},
        }[what]  # fmt: skip
        word = {"extend": "延期", "pause": "暂停", "resume": "恢复", "hand_back": "退办", "park": "挂账"}[what]
        ask(story, day, what, word, **dates)
    return False


def test_the_tiny_mechanism_has_none_of_this(tiny: Mechanism) -> None:
    assert tiny.record.special.requests == ()
    assert tiny.record.special.subclocks == ()
