"""What was set aside or paused after a quarter was late at its end all the same, each worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.analysis import Analysis, Month, Quarter
from toolkit.events import Kind

from .test_reported import Journal

Q1, Q2 = Quarter(2024, 1), Quarter(2024, 2)
#: What a unit asks for that wants its deadline to rest from a day on.
PAUSE = {
    "unit": "区交通局",
    "form": "pause",
    "effect": "pause",
    "word": "暂停",
    "clocks": ["办结"],
    "reason": "等检测",
}


def late() -> Journal:
    """A plain matter that went out on 21 February 2024: due a month later, on Thursday, 21 March."""
    told = Journal()
    told.opened("1", 2, 20, "一般问题")
    told.add(Kind.DISPATCHED, "1", 2, 21)
    # And one in time, that the rate may be reckoned of.
    told.opened("2", 2, 20, "一般问题")
    told.add(Kind.DISPATCHED, "2", 2, 21)
    told.answered("2", 3, 1, 办理结果="已修复", 处理情况="已解决")
    return told


def said(analysis: Analysis) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, int | None]]:
    """Who is late, who is set aside, and of how many the rate of those in time is."""
    rate = analysis.measure("on_time_rate")
    return (
        analysis.measure("overdue").numbers,
        analysis.measure("parked").numbers,
        (rate.numerator, rate.denominator),
    )


def test_a_late_matter_set_aside_after_the_quarter_stays_late_in_it() -> None:
    told = late()
    told.edited("1", 5, 15, 状态="挂账")
    assert said(told.of(Q1)) == (("1",), (), (1, 2))
    # On 30 June it lay aside: nobody is late with it then.
    assert told.of(Q2).measure("overdue_all").numbers == ()
    assert told.of(Month(2024, 4)).measure("overdue_all").numbers == ("1",)


def test_what_was_taken_up_again_since_was_late_before_and_set_aside_between() -> None:
    told = late()
    told.edited("1", 5, 15, 状态="挂账")
    told.edited("1", 7, 15, 状态="办理中")
    assert said(told.of(Q1)) == (("1",), (), (1, 2))
    assert told.of(Month(2024, 5)).measure("overdue_all").numbers == ()
    told.edited("1", 7, 25, 状态="挂账")
    assert said(told.of(Q1)) == (("1",), (), (1, 2))


def test_set_aside_within_the_quarter_counts_as_that_whatever_came_after() -> None:
    told = late()
    told.edited("1", 3, 15, 状态="挂账")
    assert said(told.of(Q1)) == ((), ("1",), (1, 1))
    told.edited("1", 4, 15, 状态="办理中")
    assert said(told.of(Q1)) == ((), ("1",), (1, 1))
    told.answered("1", 4, 20, 办理结果="已修复", 处理情况="已解决")
    assert said(told.of(Q1)) == ((), ("1",), (1, 1))


@pytest.mark.parametrize("closed", [False, True])
def test_a_pause_granted_after_the_quarter_moves_no_date_of_it(closed: bool) -> None:
    told = late()
    asked = {**PAUSE, "first": date(2024, 3, 11), "last": date(2024, 4, 19)}
    request = f"{told.add(Kind.REQUESTED, '1', 4, 8, asked)}-暂停"
    granted = {"ask": request, "take": True, "dues": {"办结": date(2024, 4, 30)}, "approved": "领导小组办公室"}
    told.add(Kind.DECIDED, "1", 4, 10, granted)
    assert told.cases["1"].day("due") == date(2024, 4, 30)
    if closed:
        told.answered("1", 4, 29, 办理结果="已修复", 处理情况="已解决")
    assert said(told.of(Q1)) == (("1",), (), (1, 2))
    assert told.of(Month(2024, 4)).measure("overdue_all").numbers == ()


def test_an_answer_that_came_in_late_counts_by_its_day_though_the_matter_was_set_aside_since() -> None:
    told = late()
    told.edited("1", 5, 15, 状态="挂账")
    told.edited("1", 5, 20, 办结日期=date(2024, 3, 20), 办理结果="已修复", 处理情况="已解决")
    assert said(told.of(Q1)) == ((), (), (2, 2))
