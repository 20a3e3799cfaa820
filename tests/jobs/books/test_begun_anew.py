"""A journal begun anew from the register: nothing that stands there is emptied, and nobody is urged for what they did."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from jobs.again import once
from jobs.office import Office
from toolkit.jobs.check import check
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.survey import survey

ANSWERED, LATER = date(2024, 1, 22), date(2024, 2, 26)


@pytest.fixture
@once
def begun(office: Office) -> Office:
    """A case whose supporting town has answered and whose firm was asked, its journal lost and begun anew."""
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局", 配合单位="北滘镇")
    office.run(dispatch)
    said = {"办理意见": "同意修路"}
    office.take_in(ANSWERED, 配合=office.answered(office.sent("北滘镇", "附件3"), said))
    done = {"办理意见": "已安排", "办理结果": "已修好", "处理情况": "已解决"}
    office.take_in(ANSWERED, 牵头=office.answered(office.sent("区交通运输局", "附件3"), done))
    office.run(survey, ANSWERED)
    (row,) = [row for row in office.rows("时限") if str(row["种类"]).startswith("配合意见")]
    assert row["完成日"] == ANSWERED
    shutil.move(office.workspace.journal, office.root / "别处")
    office.run(restore, ANSWERED, "日志")
    return office


def test_no_cell_is_emptied_by_the_runs_that_follow(begun: Office) -> None:
    before = begun.rows("时限"), begun.rows()
    begun.run(ingest, ANSWERED)
    assert (begun.rows("时限"), begun.rows()) == before
    begun.run(check, ANSWERED)
    assert "一致" in begun.said[-1]


def test_who_has_answered_is_not_urged_and_who_was_asked_not_asked_again(begun: Office) -> None:
    begun.run(status, LATER)
    assert not [line for line in begun.said if "北滘镇" in line and "超期" in line]
    begun.run(survey, LATER)
    assert "没有需要发出的评价表" in begun.words


def test_the_story_says_from_where_it_is_known(begun: Office) -> None:
    begun.run(history, LATER, "2024-001")
    assert f"{ANSWERED} 来表（日志缺失，按台账和发件箱补记）　北滘镇" in begun.words
    assert f"{ANSWERED} 发评价表（日志缺失，按台账和发件箱补记）" in begun.words
