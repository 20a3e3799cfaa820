from __future__ import annotations

from datetime import date

import pytest

from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.survey import survey

from .again import once
from .office import Office

DONE = {"办理意见": "已安排", "办理结果": "修好了", "处理情况": "已解决"}


@pytest.fixture
@once
def out(office: Office) -> Office:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="门口道路", 牵头单位="区交通运输局", 配合单位="北滘镇")
    office.run(dispatch, date(2024, 3, 1))
    return office


def asked(office: Office) -> int:
    return len(list((office.workspace.outbox / "评价").rglob("附件4*.xlsx")))


def test_a_case_in_hand_with_time_left_is_not_asked_about(out: Office) -> None:
    out.run(survey, date(2024, 3, 4))
    assert asked(out) == 0
    assert out.said == ["没有需要发出的评价表"]


def test_an_answered_case_is_asked_about_once_a_round(out: Office) -> None:
    out.take_in(date(2024, 3, 8), 回=out.answered(out.sent("附件3", "交通"), DONE))
    out.run(survey, date(2024, 3, 11))
    out.run(survey, date(2024, 3, 12))
    assert asked(out) == 1
    out.type_in("2024-001", 状态="重新办理")
    out.run(dispatch, date(2024, 3, 13))
    out.take_in(date(2024, 3, 15), 回二=out.answered(out.sent("2024-03-13", "交通"), DONE))
    out.run(survey, date(2024, 3, 18))
    assert asked(out) == 2


@pytest.mark.parametrize(("day", "count"), [(date(2024, 3, 22), 0), (date(2024, 3, 25), 1)])
def test_a_case_in_hand_is_asked_about_within_five_workdays_of_its_time(out: Office, day: date, count: int) -> None:
    assert out.row("2024-001")["评价时限"] == date(2024, 4, 1)
    out.run(survey, day)
    assert asked(out) == count


def test_the_form_names_all_units_and_a_dry_run_writes_none(out: Office) -> None:
    before = out.snapshot()
    out.run(survey, date(2024, 3, 28), dry_run=True)
    assert out.snapshot() == before
    out.run(survey, date(2024, 3, 28))
    from .office import open_book

    values = {
        str(cell.value) for row in open_book(out.sent("附件4").read_bytes()).worksheets[0].iter_rows() for cell in row
    }
    assert any("交通运输局" in each and "北滘" in each for each in values)
    assert "2024-001" in values
