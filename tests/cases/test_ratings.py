"""A bad rating is followed to its end: sent to be put right, told, rated anew (seed 002, measure 66)."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases.ratings import Mending, rectified
from toolkit.events import Kind
from toolkit.mechanism import load

from .conftest import Story

BAD = ("不满意", "非常不满意")
#: A Monday; 20 workdays from it is 28 March 2022, no holidays lie between.
START = date(2022, 2, 28)


@pytest.fixture(scope="module")
def rated() -> Story:
    """A matter that was answered and rated badly on 17 March."""
    story = Story(load("qingyuan"), "2022-001")
    story.opened(date(2022, 2, 25), 企业名称="清远某食品有限公司", 投诉诉求内容="大厅窗口排长队")
    story.edited(date(2022, 2, 25), 事项分类="一般事项", 牵头单位="市政务服务数据管理局")
    sent(story, START)
    story.answered(date(2022, 3, 10), 办理结果="已解决", 办理情况="已要求设立综合窗口")
    story.evaluated(date(2022, 3, 17), 服务评价="非常不满意", 评价意见="还是要分别取号", 评价日期=date(2022, 3, 17))
    return story


def sent(story: Story, day: date) -> None:
    story.add(Kind.DISPATCHED, day, {"units": ["市政务服务数据管理局"], "sent_to": {}})


def further(story: Story) -> Story:
    """The same story, to be told on without the others seeing it."""
    copy = Story(story.mechanism, story.number)
    copy.events = list(story.events)
    return copy


def state(story: Story, day: date) -> list[Mending]:
    return [each.state for each in rectified(story.case, BAD, day)]


def test_from_the_rating_to_the_second_one(rated: Story) -> None:
    story = further(rated)
    assert state(story, date(2022, 3, 16)) == []  # it was not given yet
    assert state(story, date(2022, 3, 17)) == [Mending.UNSENT]
    sent(story, date(2022, 3, 21))
    (open_one,) = rectified(story.case, BAD, date(2022, 4, 1))
    # 20 workdays from 21 March: 4 and 5 April (清明) were free, Saturday 2 April was worked; so 19 April.
    assert (open_one.state, open_one.sent, open_one.due) == (Mending.GOING, date(2022, 3, 21), date(2022, 4, 19))
    assert state(story, date(2022, 4, 20)) == [Mending.LATE]
    story.answered(date(2022, 4, 8), 办理结果="已解决", 办理情况="三个事项一次取号", 整改措施="约谈窗口负责人")
    assert state(story, date(2022, 4, 19)) == [Mending.TOLD]
    story.evaluated(date(2022, 4, 18), 服务评价="满意", 评价日期=date(2022, 4, 18))
    (done,) = rectified(story.case, BAD, date(2022, 4, 19))
    assert (done.state, done.told, done.remedy) == (Mending.MENDED, date(2022, 4, 8), "约谈窗口负责人")
    assert done.again is not None
    assert (done.again.word, done.rating.comment) == ("满意", "还是要分别取号")


def test_a_second_bad_rating_has_a_line_of_its_own(rated: Story) -> None:
    story = further(rated)
    sent(story, date(2022, 3, 21))
    story.answered(date(2022, 4, 8), 办理结果="已解决", 办理情况="已整改")
    story.evaluated(date(2022, 4, 18), 服务评价="不满意", 评价日期=date(2022, 4, 18))
    assert state(story, date(2022, 4, 19)) == [Mending.STILL_BAD, Mending.UNSENT]


def test_the_unit_is_the_one_that_led_when_it_was_rated(rated: Story) -> None:
    story = further(rated)
    story.edited(date(2022, 3, 18), 牵头单位="市市场监管局")
    sent(story, date(2022, 3, 21))
    assert story.case.ratings[1].unit == "市政务服务数据管理局"


def test_a_rating_that_is_put_right_by_hand_counts_as_it_stands_then(rated: Story) -> None:
    story = further(rated)
    story.edited(date(2022, 3, 18), 服务评价="不满意")
    assert (story.case.ratings[1].word, story.case.ratings[1].day) == ("不满意", date(2022, 3, 17))
    story.edited(date(2022, 3, 18), 服务评价=None)
    assert story.case.ratings == {}


def test_what_was_parked_is_not_called_rectified(rated: Story) -> None:
    story = further(rated)
    story.edited(date(2022, 3, 18), 状态="挂账")
    assert state(story, date(2022, 4, 1)) == [Mending.LEFT]
