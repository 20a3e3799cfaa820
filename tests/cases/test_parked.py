"""While a matter waits (挂账) or is paused without an end (暂停), nothing runs and nobody is late; then it runs on."""

from __future__ import annotations

from datetime import date

from toolkit.cases import Case, WorkCalendar, waiting_of
from toolkit.cases.explanation import explain
from toolkit.cases.recount import counted_event
from toolkit.dispatch import owed
from toolkit.events import Kind

from .conftest import Story
from .test_requests import START, answer, ask

#: 11 March and a month is Saturday 11 April 2026, so Monday the 13th.
DUE = date(2026, 4, 13)
PARKED, BACK = date(2026, 4, 8), date(2026, 6, 1)
#: 8 April to 31 May are 54 days: 11 April and 54 days is 4 June, a Thursday.
ON = date(2026, 6, 4)


def due(story: Story, name: str = "办结") -> date:
    clock = story.case.clock(name)
    assert clock is not None
    return clock.current


def todo(case: Case, day: date) -> list[tuple[str, str]]:
    return [(each.kind, each.todo) for each in waiting_of([case], day, WorkCalendar())]


def park(story: Story, day: date = PARKED) -> Case:
    return answer(story, day, ask(story, day, "park", "挂账", until=date(2026, 9, 30)))


def test_days_of_waiting_do_not_count(story: Story) -> None:
    story.general(START)
    case = park(story)
    assert case.status == "挂账"
    assert due(story) == DUE
    clock = case.clock("办结")
    assert clock is not None
    assert (clock.rests[-1].first, clock.reason) == (PARKED, "挂账：等待批复")
    case = answer(story, date(2026, 5, 29), ask(story, date(2026, 5, 29), "resume", "恢复", first=BACK))
    assert case.status == "办理中"
    assert (due(story), due(story, "评价")) == (ON, ON)
    assert not story.case.clock("办结").is_late(date(2026, 6, 4))  # type: ignore[union-attr]


def test_what_was_late_before_stays_late_and_no_later(story: Story) -> None:
    """Due Monday 13 April, parked on Friday the 17th: the 14th, 15th and 16th are late, the days of waiting are not."""
    story.general(START)
    case = park(story, date(2026, 4, 17))
    clock = case.clock("办结")
    assert clock is not None
    assert [clock.late_by(day, story.calendar) for day in (date(2026, 4, 16), date(2026, 5, 29))] == [3, 3]


def test_a_supporting_unit_is_not_late_while_the_matter_waits(story: Story) -> None:
    story.opened(START, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(START, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局")
    story.dispatched(START)
    park(story, date(2026, 4, 1))
    (own,) = [each for each in story.case.side.values() if each.unit == "区教育局"]
    assert own.late_by(date(2026, 5, 29), story.calendar) == 0


def test_a_matter_that_a_person_parks_and_takes_up_again_in_the_register_rests_too(story: Story) -> None:
    story.general(START)
    case = story.edited(PARKED, 状态="挂账")
    assert case.clock("办结").rests_on(date(2026, 5, 1))  # type: ignore[union-attr]
    case = story.edited(BACK, 状态="办理中")
    assert due(story) == ON
    assert case.clock("办结").reason == "挂账：人工改定；恢复办理：人工改定"  # type: ignore[union-attr]
    # What the units are told stands, whatever a later calendar says.
    event = counted_event(case, BACK)
    assert event is not None
    assert event.data["moved"] == {"办结": {"round": 1, "start": START, "due": ON}}
    story.add(
        event.kind, event.day, {**event.data, "moved": {"办结": {"round": 1, "start": START, "due": date(2026, 6, 5)}}}
    )
    assert due(story) == date(2026, 6, 5)


def test_a_date_typed_together_with_the_status_is_the_one_that_holds(story: Story) -> None:
    story.general(START)
    story.edited(PARKED, 状态="挂账")
    story.edited(BACK, 状态="办理中", 办结时限=date(2026, 6, 30))
    assert due(story) == date(2026, 6, 30)


def test_a_matter_that_was_parked_when_it_was_typed_in_rests_from_then_on(story: Story) -> None:
    values = {"企业名称": "顺德甲公司", "问题分类": "一般问题", "牵头单位": "区招商局", "交办日期": START}
    story.add(Kind.OPENED, PARKED, {"by_hand": True, "values": values, "after": {"状态": "挂账"}, "incoming": ""})
    assert story.case.clock("办结").rests_on(PARKED)  # type: ignore[union-attr]
    story.edited(BACK, 状态="办理中")
    assert due(story) == ON


def test_parked_and_back_on_the_same_day_moves_nothing(story: Story) -> None:
    story.general(START)
    story.edited(PARKED, 状态="挂账")
    story.edited(PARKED, 状态="办理中")
    assert due(story) == DUE
    assert story.case.rests == {1: []}


def test_the_explanation_says_what_waited(story: Story) -> None:
    story.general(START)
    case = park(story)
    clock = case.clock("办结")
    assert clock is not None
    text = str(explain(clock, story.calendar, case.record.counting))
    assert (
        "自2026年4月8日起挂账（等待批复，领导小组办公室），恢复办理前不计期限、不算超期，恢复后按实际天数顺延" in text
    )
    case = answer(story, date(2026, 5, 29), ask(story, date(2026, 5, 29), "resume", "恢复", first=BACK))
    clock = case.clock("办结")
    assert clock is not None
    pauses = [each.pause for each in clock.rests if each.pause]
    text = str(explain(clock, story.calendar, case.record.counting, pauses))
    assert "挂账：等待批复" in text
    assert "挂账54日不计入，期满日相应后延54日" in text
    assert "挂账的日子同样" in text


def test_nothing_is_owed_of_what_is_paused_without_an_end_and_it_is_on_the_list(story: Story) -> None:
    story.general(START)
    first = date(2026, 3, 20)
    case = answer(story, first, ask(story, first, "pause", "暂停", first=first))
    late = date(2026, 4, 20)
    assert list(owed([case], story.mechanism.units, late)) == []
    assert todo(case, late) == [("暂停中", "3月20日起暂停，没有定恢复日期，条件具备即恢复办理（等待批复）")]
    case = answer(story, late, ask(story, late, "resume", "恢复", first=date(2026, 4, 21)))
    assert [each.who for each in owed([case], story.mechanism.units, late)] == []
    assert [each.who for each in owed([case], story.mechanism.units, date(2026, 4, 21))] == ["区招商局"]
    assert "暂停中" not in [kind for kind, _ in todo(case, date(2026, 4, 21))]


def test_a_pause_with_an_end_says_until_when(story: Story) -> None:
    story.general(START)
    first, last = date(2026, 3, 16), date(2026, 3, 20)
    case = answer(story, START, ask(story, START, "pause", "暂停", first=first, last=last))
    assert todo(case, last) == [("暂停中", "3月16日起暂停至3月20日（等待批复）")]
    assert todo(case, date(2026, 3, 21)) == []


def test_a_status_typed_into_a_round_that_is_over_leaves_it_alone(story: Story) -> None:
    story.general(START)
    story.edited(PARKED, 状态="挂账")
    story.edited(BACK, 状态="重新办理")
    story.add(Kind.DISPATCHED, BACK)
    assert due(story) == date(2026, 7, 1)
