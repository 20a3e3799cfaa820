"""Who owes what, which reminder is due on a day, and what goes to whom: by hand on the calendar of spring 2026."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.conftest import TINY, Story
from toolkit.cases import Case, WorkCalendar, waiting_of
from toolkit.cases.today import LATE
from toolkit.dispatch import Parcel, Reminder, by_addressee, due_reminders, owed, parcels
from toolkit.events import Kind
from toolkit.mechanism import Unit, UnitBook, default_name, load
from toolkit.mechanism.ladder import load_ladder

SHUNDE = load(default_name())
LADDER = load_ladder(SHUNDE)
CALENDAR = WorkCalendar()
#: A Monday; one month later is Thursday, 2 April. 4 to 6 April are 清明节.
OUT, DUE = date(2026, 3, 2), date(2026, 4, 2)


@pytest.fixture
def story() -> Story:
    made = Story(SHUNDE)
    made.general(OUT)
    return made


def due(case: Case, day: date) -> list[tuple[int, str, str]]:
    """Of one case: by which step, who has to act, to whom it goes."""
    found = due_reminders(owed([case], SHUNDE.units, day), LADDER, day, CALENDAR)
    return [(each.step.at, each.debt.who, each.to) for each in found]


def went_out(story: Story, day: date, reminders: Iterable[Reminder]) -> None:
    for each in reminders:
        clock = each.debt.clock
        data = {"round": clock.round, "clock": clock.name, "due": clock.current}
        story.add(
            Kind.REMINDED, day, {**data, "who": each.debt.who, "to": each.to, "at": each.step.at, "paper": "提醒"}
        )


def remind(story: Story, day: date) -> list[tuple[int, str]]:
    """Let a day's reminders go out; return step and addressee of each."""
    found = list(due_reminders(owed([story.case], SHUNDE.units, day), LADDER, day, CALENDAR))
    went_out(story, day, found)
    return [(each.step.at, each.to) for each in found]


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        (date(2026, 3, 25), []),
        (date(2026, 3, 26), [-5]),
        (date(2026, 3, 27), [-5]),  # missed the day before
        (date(2026, 3, 30), [-3]),
        (date(2026, 4, 1), [-3]),
        (date(2026, 4, 2), [0]),
        (date(2026, 4, 3), [1]),
        (date(2026, 4, 10), [1]),  # the fifth workday: 3, 7, 8, 9, 10 April
        (date(2026, 4, 13), [1, 6]),
        (date(2026, 7, 1), [1, 6]),
    ],
)
def test_the_furthest_step_reached_is_due_and_the_note_beside_it(story: Story, day: date, steps: list[int]) -> None:
    assert [at for at, _, _ in due(story.case, day)] == steps


def test_a_step_goes_out_once_and_the_next_one_when_its_day_has_come(story: Story) -> None:
    told = {}
    for day in (date(2026, 3, 20) + timedelta(days=count) for count in range(40)):
        if CALENDAR.is_workday(day) and (sent := remind(story, day)):
            told[day] = sent
    unit = "区招商局"
    assert told == {
        date(2026, 3, 26): [(-5, unit)],
        date(2026, 3, 30): [(-3, unit)],
        date(2026, 4, 2): [(0, unit)],
        date(2026, 4, 3): [(1, unit)],
        date(2026, 4, 13): [(6, "召集人")],
    }


def test_days_of_a_pause_take_nobody_up_the_ladder(story: Story) -> None:
    """Due on 2 April, late on the 3rd and the 7th; at rest from the 8th to the 17th: three days late on the 20th."""
    story.add(Kind.REQUESTED, date(2026, 4, 7), {
        "form": "pause", "effect": "pause", "word": "暂停", "unit": "区招商局", "clocks": ["办结"], "reason": "等批复",
        "first": date(2026, 4, 8), "last": date(2026, 4, 17),
    })  # fmt: skip
    (asked,) = story.case.requests
    case = story.add(Kind.DECIDED, date(2026, 4, 7), {"ask": asked, "take": True, "dues": {}, "approved": "办公室"})
    day = date(2026, 4, 20)
    (found,) = due_reminders(owed([case], SHUNDE.units, day), LADDER, day, CALENDAR)
    (line,) = [each for each in waiting_of([case], day, CALENDAR) if each.kind == LATE]
    assert (found.step.at, found.left, line.left) == (1, -3, -3)
    assert [at for at, _, _ in due(case, date(2026, 4, 22))] == [1]
    assert [at for at, _, _ in due(case, date(2026, 4, 23))] == [1, 6]


def test_two_notices_of_one_date_are_two_workdays_apart(story: Story) -> None:
    """The first is missed on the 26th and goes out on Friday the 27th; on Monday three workdays are left."""
    told = {day: remind(story, date(2026, 3, day)) for day in (27, 30, 31)}
    assert told == {27: [(-5, "区招商局")], 30: [], 31: [(-3, "区招商局")]}
    # Nothing holds back what is due today, or late.
    assert [remind(story, date(2026, 4, day)) for day in (1, 2, 3)] == [[], [(0, "区招商局")], [(1, "区招商局")]]


@given(st.sets(st.integers(0, 60), max_size=25))
def test_on_whatever_days_it_is_run_nobody_is_told_a_step_twice_or_an_earlier_one_later(runs: set[int]) -> None:
    story = Story(SHUNDE)
    story.general(OUT)
    sent: dict[str, list[int]] = {}
    for count in sorted(runs):
        for at, to in [*remind(story, OUT + timedelta(days=count)), *remind(story, OUT + timedelta(days=count))]:
            sent.setdefault(to, []).append(at)
    assert all(steps == sorted(set(steps)) for steps in sent.values())


def test_what_was_taken_back_on_the_same_day_does_not_go_out_again_that_day(story: Story) -> None:
    day = date(2026, 3, 26)
    debts = list(owed([story.case], SHUNDE.units, day))
    told = {("2026-001", "办结", "区招商局", "区招商局")}
    assert list(due_reminders(debts, LADDER, day, CALENDAR, told)) == []
    assert len(list(due_reminders(debts, LADDER, day, CALENDAR))) == 1


def test_a_due_date_that_was_moved_is_reminded_of_anew(story: Story) -> None:
    assert remind(story, date(2026, 4, 3)) == [(1, "区招商局")]
    story.edited(date(2026, 4, 7), 办结时限=date(2026, 4, 30))
    assert remind(story, date(2026, 4, 8)) == []
    # Five workdays before 30 April 2026: 23 April (24, 27, 28, 29, 30).
    assert remind(story, date(2026, 4, 23)) == [(-5, "区招商局")]


def test_who_has_answered_owes_nothing_and_neither_does_a_case_that_rests(story: Story) -> None:
    late = date(2026, 4, 3)
    story.edited(late, 状态="挂账")
    assert due(story.case, late) == []
    story.edited(late, 状态="办理中")
    story.answered(late, 办理结果="办好了", 处理情况="已解决")
    assert due(story.case, late) == []


def test_the_opinion_and_the_end_of_a_key_matter_are_reminded_of_each_for_itself() -> None:
    story = Story(SHUNDE)
    story.key(OUT, OUT)
    # Fifteen workdays after 2 March 2026: 23 March; three before: 18 March.
    assert due(story.case, date(2026, 3, 18)) == [(-3, "区招商局", "区招商局")]
    story.answered(date(2026, 3, 18), 办理意见="拟办")
    assert due(story.case, date(2026, 3, 18)) == []


def test_a_supporting_unit_is_reminded_of_its_own_return_and_not_the_lead() -> None:
    story = Story(SHUNDE)
    story.opened(OUT, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(OUT, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="北滘、区税务局")
    story.dispatched(OUT)
    day = date(2026, 3, 26)
    found = [(each.who, each.role) for each in owed([story.case], SHUNDE.units, day)]
    assert found == [("区招商局", "牵头"), ("北滘镇", "配合"), ("区税务局", "配合")]
    story.answered(day, role="support", unit="北滘镇", 办理意见="已配合")
    assert [who for _, who, _ in due(story.case, day)] == ["区招商局", "区税务局"]
    # The lead has done its part: the case is answered, and nobody is asked for more.
    story.answered(day, 办理结果="办好了", 处理情况="已解决")
    assert due(story.case, day) == []


def test_what_a_supporting_unit_said_in_an_earlier_round_is_no_answer_in_this_one() -> None:
    story = Story(SHUNDE)
    story.opened(OUT, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(OUT, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="北滘镇")
    story.dispatched(OUT)
    story.answered(date(2026, 3, 9), role="support", unit="北滘镇", 办理意见="已配合")
    story.edited(date(2026, 3, 10), 状态="重新办理")
    story.dispatched(date(2026, 3, 11))
    assert [each.who for each in owed([story.case], SHUNDE.units, OUT)] == ["区招商局", "北滘镇"]


def test_a_deadline_of_its_own_is_what_a_supporting_unit_is_reminded_of() -> None:
    story = Story(SHUNDE)
    story.opened(OUT, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(OUT, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="北滘镇")
    case = story.dispatched(OUT)
    own = replace(case.clocks[1, "办结"], name="配合", unit="北滘", current=date(2026, 3, 16))
    case.clocks[1, "配合"] = own
    assert [(each.who, each.clock.name) for each in owed([case], SHUNDE.units, OUT)] == [
        ("区招商局", "办结"),
        ("北滘镇", "配合"),
    ]


def test_a_firm_is_reminded_only_once_it_was_asked(story: Story) -> None:
    story.answered(date(2026, 3, 20), 办理结果="办好了", 处理情况="已解决")
    assert due(story.case, date(2026, 4, 2)) == []
    story.edited(date(2026, 3, 20), 报送单位="北滘总商会")
    story.add(Kind.SURVEYED, date(2026, 3, 23))
    firm = "顺德甲公司"
    assert due(story.case, date(2026, 3, 30)) == [(-3, firm, firm)]
    assert due(story.case, date(2026, 4, 2)) == [(0, firm, "北滘总商会")]
    assert due(story.case, date(2026, 4, 3)) == [(1, firm, "办公室")]


def test_a_firm_is_left_in_peace_while_its_unit_is_still_at_work(story: Story) -> None:
    story.add(Kind.SURVEYED, date(2026, 3, 30))
    assert {who for _, who, _ in due(story.case, date(2026, 4, 7))} == {"区招商局"}


def test_a_firm_that_keeps_silent_is_called_every_five_workdays(story: Story) -> None:
    story.answered(date(2026, 3, 20), 办理结果="办好了", 处理情况="已解决")
    story.add(Kind.SURVEYED, date(2026, 3, 23))
    days = [day for count in range(28) if CALENDAR.is_workday(day := DUE + timedelta(days=count))]
    calls = [day for day in days if (1, "办公室") in remind(story, day)]
    # 3 April; then 7, 8, 9, 10 and 13; 14 to 17 and 20; 21 to 24 and 27 April.
    assert calls == [date(2026, 4, 3), date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 27)]
    story.evaluated(date(2026, 4, 28), 满意度="满意")
    assert due(story.case, date(2026, 5, 20)) == []


def test_a_firm_that_reported_itself_is_not_asked_to_urge_itself(story: Story) -> None:
    story.answered(date(2026, 3, 20), 办理结果="办好了", 处理情况="已解决")
    story.edited(date(2026, 3, 20), 报送单位="顺德甲公司")
    story.add(Kind.SURVEYED, date(2026, 3, 23))
    assert [to for _, _, to in due(story.case, DUE)] == ["顺德甲公司"]


def test_a_unit_given_up_is_followed_to_the_one_it_became_part_of(story: Story) -> None:
    heir = Unit("区经济促进局", "部门")
    units = UnitBook([Unit("区招商局", "部门", until=date(2026, 3, 10), successor="区经济促进局"), heir])
    assert [each.who for each in owed([story.case], units, date(2026, 3, 9))] == ["区招商局"]
    assert [each.who for each in owed([story.case], units, date(2026, 3, 26))] == ["区经济促进局"]


# what goes to whom


def together(day: date, *cases: Case) -> list[Parcel]:
    debts = owed(cases, SHUNDE.units, day)
    return parcels(due_reminders(debts, LADDER, day, CALENDAR), LADDER, SHUNDE.units)


def case_of(number: str, out: date, lead: str) -> Case:
    story = Story(SHUNDE, number)
    story.opened(out, 企业名称=f"顺德{number}公司", 问题困难="用电不足")
    story.edited(out, 问题分类="一般问题", 牵头单位=lead)
    return story.dispatched(out)


def test_each_gets_one_paper_a_kind_the_worst_first_of_its_own_matters() -> None:
    cases = [
        case_of("2026-001", date(2026, 3, 4), "区税务局"),  # due 7 April, the first day after the holiday
        case_of("2026-002", date(2026, 3, 2), "区税务局"),  # due 2 April
        case_of("2026-003", date(2026, 3, 9), "税务局"),  # due 9 April
        case_of("2026-004", date(2026, 3, 4), "大良"),
    ]
    found = [
        (each.to, each.paper.name, [(one.debt.case.number, one.left) for one in each.reminders])
        for each in together(date(2026, 4, 7), *cases)
    ]
    assert found == [
        ("区税务局", "催办函", [("2026-002", -2)]),
        ("区税务局", "到期催办", [("2026-001", 0)]),
        ("大良街道", "到期催办", [("2026-004", 0)]),
        ("区税务局", "办理提醒", [("2026-003", 2)]),
    ]
    papers = [[each.paper.name for each in one] for one in by_addressee(together(date(2026, 4, 7), *cases))]
    assert papers == [["催办函", "到期催办", "办理提醒"], ["到期催办"]]


def test_another_office_orders_its_sections_and_writes_letters_to_its_equals() -> None:
    tiny = load(TINY)
    ladder = load_ladder(tiny)
    cases = []
    for number, lead in (("1", "经发办"), ("2", "红旗社区")):
        story = Story(tiny, number)
        story.opened(OUT, 受访企业="甲厂", 诉求详情="招不到人", 承办部门=lead)
        cases.append(story.dispatched(OUT))
    day = date(2026, 3, 16)  # ten days after 2 March: 12 March; 13 and 16 are the second workday after it
    made = parcels(due_reminders(owed(cases, tiny.units, day), ladder, day, CALENDAR), ladder, tiny.units)
    assert {each.to: each.paper.name for each in made} == {"经济发展办公室": "督办单", "红旗社区": "催办函"}


def test_nobody_is_asked_to_supervise_itself() -> None:
    # Seed 002, measure 64: 市纪委监委 is told of what is late, but of its own cases it is only urged.
    mechanism = load("qingyuan")
    ladder = load_ladder(mechanism)

    def sent(lead: str) -> list[str]:
        story = Story(mechanism)
        story.opened(date(2022, 5, 9), 企业名称="清远甲公司")
        story.edited(date(2022, 5, 9), 事项分类="一般事项", 牵头单位=lead)
        case = story.dispatched(date(2022, 5, 9))
        day = date(2022, 6, 20)  # 20 workdays from 9 May: 6 June; ten more have gone by
        return [each.to for each in due_reminders(owed([case], mechanism.units, day), ladder, day, CALENDAR)]

    assert sent("市金融局") == ["市金融局", "市纪委监委"]
    assert sent("市纪委监委") == ["市纪委监委"]


def test_nobody_is_asked_to_take_up_a_matter_that_he_has_taken_up(story: Story) -> None:
    """With a column named, a step is left out as soon as something stands there; the others are as before."""
    steps = [replace(each, unless="特殊情况") if each.besides else each for each in LADDER.steps]
    ladder, day = replace(LADDER, steps=tuple(steps)), date(2026, 4, 13)

    def found() -> list[int]:
        debts = owed([story.case], SHUNDE.units, day)
        return [each.step.at for each in due_reminders(debts, ladder, day, CALENDAR)]

    assert found() == [1, 6]
    story.edited(date(2026, 4, 9), 特殊情况="召集人已过问")
    assert found() == [1]
