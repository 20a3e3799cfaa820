"""Progress asked for before a meeting: owed until something comes, or the meeting is past."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases import waiting_of
from toolkit.cases.case import Case
from toolkit.cases.progress_due import progress_due
from toolkit.dispatch import owed
from toolkit.events import Kind

from .conftest import Story

ASKED, DUE, HELD = date(2026, 3, 23), date(2026, 3, 30), date(2026, 4, 1)


@pytest.fixture
def asked(story: Story) -> Story:
    """A key matter in hand since March, whose lead was asked for progress before the meeting of April."""
    story.key(date(2026, 3, 2), date(2026, 3, 3))
    story.add(
        Kind.PROGRESS,
        ASKED,
        {"meeting": "2026-04", "held": HELD, "clock": "会前反馈", "unit": "区招商局", "due": DUE},
    )
    return story


def owing(case: Case, day: date) -> date | None:
    clock = progress_due(case, day)
    return clock.current if clock else None


def test_it_is_owed_until_the_meeting_and_no_longer(asked: Story) -> None:
    assert owing(asked.case, ASKED) == DUE
    assert owing(asked.case, HELD) == DUE
    assert owing(asked.case, date(2026, 4, 2)) is None


@pytest.mark.parametrize("column", ["办理意见", "处理情况", "办理结果"])
def test_whatever_the_lead_reports_settles_it(asked: Story, column: str) -> None:
    said = "正在解决" if column == "处理情况" else "已现场查看"
    case = asked.answered(date(2026, 3, 26), **{column: said})
    assert case.progress is not None
    assert (owing(case, DUE), case.progress.reported) == (None, date(2026, 3, 26))


def test_what_the_office_was_told_and_typed_in_settles_it_too(asked: Story) -> None:
    assert owing(asked.edited(date(2026, 3, 26), 办理意见="电话告知：已现场查看"), DUE) is None


def test_neither_a_supporting_unit_nor_another_column_settles_it(asked: Story) -> None:
    asked.answered(date(2026, 3, 25), role="support", unit="区税务局", 办理意见="无意见")
    assert owing(asked.edited(date(2026, 3, 26), 备注="已催"), DUE) == DUE


def test_the_next_meeting_asks_anew(asked: Story) -> None:
    asked.answered(date(2026, 3, 26), 办理意见="已现场查看")
    again = {"meeting": "2026-05", "held": date(2026, 5, 6), "clock": "会前反馈", "unit": "区招商局"}
    case = asked.add(Kind.PROGRESS, date(2026, 4, 29), {**again, "due": date(2026, 4, 30)})
    assert owing(case, date(2026, 4, 30)) == date(2026, 4, 30)


def test_it_stands_among_what_waits_and_is_reminded_of_from_the_day_it_is_due(asked: Story) -> None:
    case, units = asked.case, asked.mechanism.units
    (line,) = [each for each in waiting_of([case], ASKED, asked.calendar) if "会前反馈" in each.todo]
    assert (line.unit, line.due, line.left) == ("区招商局", DUE, 5)
    assert [each.clock.name for each in owed([case], units, date(2026, 3, 27)) if each.clock.name == "会前反馈"] == []
    (debt,) = [each for each in owed([case], units, DUE) if each.clock.name == "会前反馈"]
    assert (debt.who, debt.clock.current) == ("区招商局", DUE)


def test_who_gave_the_matter_back_is_not_asked_any_more(asked: Story) -> None:
    asked.edited(date(2026, 3, 25), 状态="待交办", 牵头单位="区税务局")
    assert owing(asked.dispatched(date(2026, 3, 25)), DUE) is None
