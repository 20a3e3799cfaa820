"""Which units are to be told that their dates moved, on the State Council's calendar of 2026."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases.moves import to_tell
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism

from .conftest import Story
from .test_requests import answer, ask

#: A Monday in March and a month; three workdays before Monday 13 April: 10, 9 and 8 April.
START, DUE, OWN = date(2026, 3, 11), date(2026, 4, 13), date(2026, 4, 8)


@pytest.fixture
def supported(shunde: Mechanism) -> Story:
    story = Story(shunde)
    story.opened(START, 企业名称="顺德甲公司", 问题困难="用电不足")
    story.edited(START, 问题分类="一般问题", 牵头单位="区招商局", 配合单位="区教育局")
    story.dispatched(START)
    return story


def told(story: Story) -> list[tuple[str, str, date, date]]:
    return [(each.unit, each.clock, each.before, each.after) for each in to_tell(story.case)]


def extend(story: Story, day: date, until: date) -> None:
    answer(story, day, ask(story, day, "extend", "延期", until=until, clock="办结"))


def test_the_lead_and_who_follows_it_are_told_the_firm_is_not(supported: Story) -> None:
    """Three workdays before Thursday 30 April: 29, 28 and 27 April."""
    extend(supported, date(2026, 3, 20), date(2026, 4, 30))
    assert told(supported) == [
        ("区招商局", "办结", DUE, date(2026, 4, 30)),
        ("区教育局", "配合意见", OWN, date(2026, 4, 27)),
    ]
    (first, _) = to_tell(supported.case)
    assert (first.reason, first.approved) == ("延期：等待批复", "领导小组办公室")


def test_a_date_that_moved_twice_is_told_once_from_the_first_to_the_last(supported: Story) -> None:
    extend(supported, date(2026, 3, 20), date(2026, 4, 20))
    extend(supported, date(2026, 3, 23), date(2026, 4, 30))
    assert told(supported)[0] == ("区招商局", "办结", DUE, date(2026, 4, 30))
    ids = [each.id for each in to_tell(supported.case)]
    supported.add(Kind.RETOLD, date(2026, 3, 23), {"moves": ids})
    assert told(supported) == []
    extend(supported, date(2026, 3, 24), date(2026, 5, 8))
    assert told(supported)[0] == ("区招商局", "办结", date(2026, 4, 30), date(2026, 5, 8))


def test_the_answer_tells_its_own_unit_and_one_of_old_whoever_there_was(supported: Story) -> None:
    extend(supported, date(2026, 3, 20), date(2026, 4, 30))
    request = next(iter(supported.case.requests))
    own = [each.id for each in to_tell(supported.case) if each.unit == "区招商局"]
    before = list(supported.events)
    supported.add(Kind.REPLIED, date(2026, 3, 20), {"request": request, "paths": [], "moves": own})
    assert [each.unit for each in to_tell(supported.case)] == ["区教育局"]
    supported.events = [*before, Event(Kind.REPLIED, date(2026, 3, 20), "2026-001", {"request": request}, seq=99)]
    assert told(supported) == []


def test_a_refusal_a_hand_edit_and_what_is_done_since_are_told_to_nobody(supported: Story) -> None:
    day = date(2026, 3, 20)
    answer(supported, day, ask(supported, day, "extend", "延期", until=date(2026, 4, 30), clock="办结"), take=False)
    supported.edited(day, 办结时限=date(2026, 4, 29))
    assert told(supported) == []
    extend(supported, date(2026, 3, 23), date(2026, 5, 8))
    assert told(supported)[0] == ("区招商局", "办结", date(2026, 4, 29), date(2026, 5, 8))
    supported.answered(date(2026, 3, 24), 处理情况="已解决", 办理结果="已办")
    assert told(supported) == []
