"""What was told stands until the office accepts that it is counted anew."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cases import Case, DayOff, WorkCalendar
from toolkit.cases.recount import counted_event, lapsed, to_ask, told
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism

from .conftest import Story

OUT, TOLD, NEW = date(2027, 1, 5), date(2027, 2, 5), date(2027, 2, 15)
SPRING = {date(2027, 2, day): DayOff(works=False, name="春节") for day in range(5, 15)}


@pytest.fixture
def running(story: Story) -> Story:
    """Dispatched while nobody knew the holidays of 2027, and told so; then they are entered."""
    case = story.general(OUT)
    story.events[-1] = Event(Kind.DISPATCHED, OUT, story.number, {"clocks": told(case)}, seq=len(story.events))
    story.calendar = WorkCalendar(SPRING)
    return story


def asked(story: Story, name: str = "办结") -> Case:
    (ask, clock), *_ = [(ask, clock) for ask, clock in to_ask(story.case) if clock.name == name]
    data = {
        "ask": ask, "column": f"{name}时限", "clock": name, "round": 1, "before": clock.current, "after": clock.counted,
        "why": "放假", "reason": "按2027年放假安排重新推算",
    }  # fmt: skip
    return story.add(Kind.RECOUNTED, date(2027, 1, 7), data)


def test_a_due_date_that_was_told_stands_when_a_holiday_is_entered(running: Story) -> None:
    clock = running.case.clocks[1, "办结"]
    assert (clock.original, clock.current, clock.counted) == (TOLD, TOLD, NEW)
    assert running.case.values["办结时限"] == TOLD


def test_one_that_nobody_was_told_of_is_counted_by_what_is_known(story: Story) -> None:
    story.general(OUT)
    story.calendar = WorkCalendar(SPRING)
    assert story.case.clocks[1, "办结"].current == NEW
    assert list(to_ask(story.case)) == []


def test_what_was_told_is_noted_once(story: Story) -> None:
    event = counted_event(story.general(OUT), OUT)
    assert event is not None
    assert event.data["clocks"]["办结"] == {
        "round": 1, "start": OUT, "span": "1个月", "due": TOLD, "unsure": (2027,)
    }  # fmt: skip
    assert counted_event(story.add(event.kind, OUT, event.data), OUT) is None


def test_an_event_of_what_was_told_comes_back_from_the_journal_as_it_was(running: Story) -> None:
    event = running.events[-1]
    again = Event.from_record({**event.to_record(), "seq": event.seq, "at": "", "by": ""})
    assert again is not None
    running.events[-1] = again
    assert running.case.clocks[1, "办结"].current == TOLD


def test_each_deadline_that_would_move_is_asked_about_once(running: Story) -> None:
    assert [(clock.name, clock.counted) for _, clock in to_ask(running.case)] == [("办结", NEW), ("评价", NEW)]
    asked(running)
    assert [clock.name for _, clock in to_ask(running.case)] == ["评价"]


def test_accepted_it_moves_and_the_first_date_is_kept(running: Story) -> None:
    (ask,) = asked(running).asks.values()
    clock = running.decided(date(2027, 1, 8), ask.id, take=True).clocks[1, "办结"]
    assert (clock.original, clock.current) == (TOLD, NEW)
    assert (clock.reason, clock.approved) == ("按2027年放假安排重新推算", "办公室采纳")
    assert running.case.values["办结时限"] == NEW
    assert running.case.clocks[1, "评价"].current == TOLD, "each deadline is asked about by itself"


def test_refused_the_old_date_stands_and_nobody_asks_again(running: Story) -> None:
    (ask,) = asked(running).asks.values()
    case = running.decided(date(2027, 1, 8), ask.id, take=False)
    assert case.clocks[1, "办结"].current == TOLD
    assert [clock.name for _, clock in to_ask(case)] == ["评价"]
    assert list(lapsed(case)) == []


def test_another_change_asks_anew_and_the_old_question_lapses(running: Story) -> None:
    asked(running)
    running.calendar = WorkCalendar({**SPRING, date(2027, 2, 15): DayOff(works=False, name="停工")})
    assert [ask.theirs for ask in lapsed(running.case)] == [NEW]
    assert [clock.counted for _, clock in to_ask(running.case)] == [date(2027, 2, 16)] * 2


def test_a_question_that_lapsed_is_asked_again_when_the_calendar_is_back(running: Story) -> None:
    (first,) = asked(running).asks.values()
    running.add(Kind.DECIDED, date(2027, 1, 8), {"ask": first.id, "take": False, "lapsed": "又变"})
    case = asked(running)
    assert [ask.theirs for ask in case.asks.values() if not ask.decision] == [NEW]
    second = next(ask.id for ask in case.asks.values() if not ask.decision)
    assert running.decided(date(2027, 1, 9), second, take=True).clocks[1, "办结"].current == NEW


def test_a_question_lapses_when_the_matter_is_done(running: Story) -> None:
    asked(running)
    case = running.answered(date(2027, 1, 20), 办理结果="已修好", 处理情况="已解决")
    assert len(list(lapsed(case))) == 1
    assert [clock.name for _, clock in to_ask(case)] == ["评价"]


def test_a_date_that_a_person_set_is_not_asked_about(running: Story) -> None:
    running.edited(date(2027, 1, 6), 办结时限=date(2027, 3, 1))
    assert running.case.clocks[1, "办结"].current == date(2027, 3, 1)
    assert "办结" not in [clock.name for _, clock in to_ask(running.case)]


def test_a_date_that_was_met_is_left_alone(running: Story) -> None:
    running.answered(date(2027, 2, 3), 办理结果="已修好", 处理情况="已解决")
    clock = running.case.clocks[1, "办结"]
    assert (clock.current, clock.met) == (TOLD, date(2027, 2, 3))


def test_another_start_is_counted_by_what_is_known_now(running: Story) -> None:
    clock = running.edited(date(2027, 1, 6), 交办日期=date(2027, 1, 6)).clocks[1, "办结"]
    assert (clock.original, clock.current) == (NEW, NEW)
    event = counted_event(running.case, date(2027, 1, 6))
    assert event is not None
    assert set(event.data["clocks"]) == {"办结", "评价"}


def test_an_old_round_keeps_what_was_told(running: Story) -> None:
    running.answered(date(2027, 1, 20), 办理结果="已修好", 处理情况="已解决")
    running.evaluated(date(2027, 1, 21), 满意度="不满意")
    running.dispatched(date(2027, 1, 22))
    assert running.case.clocks[1, "办结"].original == TOLD
    assert running.case.clocks[2, "办结"].original == date(2027, 2, 22)


_OFF = st.sets(st.dates(date(2027, 1, 25), date(2027, 2, 25)), max_size=12)


@given(st.lists(st.tuples(_OFF, st.sampled_from([None, True, False])), max_size=6))
@settings(deadline=None, max_examples=60)
def test_whatever_the_calendar_becomes_only_an_accepted_date_holds(
    shunde: Mechanism, steps: list[tuple[set[date], bool | None]]
) -> None:
    story = Story(shunde)
    case = story.general(OUT)
    story.events[-1] = Event(Kind.DISPATCHED, OUT, story.number, {"clocks": told(case)}, seq=len(story.events))
    holds = TOLD
    for off, answer in steps:
        story.calendar = WorkCalendar({day: DayOff(works=False, name="停工") for day in off})
        for ask in list(lapsed(story.case)):
            story.add(Kind.DECIDED, NEW, {"ask": ask.id, "take": False, "lapsed": "又变"})
        if any(clock.name == "办结" for _, clock in to_ask(story.case)):
            asked(story)
        waiting = [ask for ask in story.case.asks.values() if not ask.decision]
        assert len(waiting) <= 1
        if waiting and answer is not None:
            story.decided(NEW, waiting[0].id, take=answer)
            holds = waiting[0].theirs if answer else holds
        assert story.case.clocks[1, "办结"].current == holds
        assert story.case.clocks[1, "办结"].original == TOLD


def test_a_supporting_units_own_date_is_asked_about_too(story: Story) -> None:
    """A month from 11 March 2026 is Monday 13 April; three workdays before it Wednesday 8 April, with the 9th off the 7th."""
    out, own = date(2026, 3, 11), (1, "配合意见", "区教育局")
    story.opened(out, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(out, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局")
    event = counted_event(story.dispatched(out), out)
    assert event is not None
    story.add(event.kind, out, event.data)
    story.calendar = WorkCalendar({date(2026, 4, 9): DayOff(works=False, name="街道庆典")})
    case = story.case
    assert case.side[own].current == date(2026, 4, 8)
    ((ask, clock),) = to_ask(case)
    assert (ask, clock.counted) == ("2026-001-1-配合意见·区教育局-20260407", date(2026, 4, 7))
    assert counted_event(case, out) is None

    data = {
        "ask": ask, "column": "配合意见·区教育局时限", "clock": "配合意见·区教育局", "round": 1,
        "before": clock.current, "after": clock.counted, "why": "放假", "reason": "放假安排有变动，重新推算",
    }  # fmt: skip
    story.add(Kind.RECOUNTED, out, data)
    case = story.decided(out, ask, take=True)
    own_clock = case.side[own]
    assert (own_clock.original, own_clock.current) == (date(2026, 4, 8), date(2026, 4, 7))
    assert (own_clock.reason, own_clock.approved) == ("放假安排有变动，重新推算", "办公室采纳")
    assert list(to_ask(case)) == []
    # Where the lead's date moves, the supporting unit's is counted from it anew: 29 May less three workdays.
    case = story.edited(out, 办结时限=date(2026, 5, 29))
    assert (case.side[own].original, case.side[own].current) == (date(2026, 4, 8), date(2026, 5, 26))
