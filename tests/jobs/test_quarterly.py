"""The quarterly report: what happened in a quarter stays in it, whatever comes later."""

from __future__ import annotations

import re
from datetime import date

import docx
import pytest

from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.quarterly import quarterly

from .again import once
from .office import Office


@pytest.fixture
@once
def dissatisfied(office: Office) -> Office:
    """A matter that was closed within the first quarter and found wanting by its firm."""
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司"))
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 问题分类="一般问题", 案由="道路破损", 牵头单位="区交通局")
    office.run(dispatch, date(2024, 1, 11))
    done = {"处理情况": "已解决", "办理意见": "已安排", "办理结果": "已修复"}
    office.take_in(date(2024, 1, 25), 回=office.answered(office.sent("附件3", "2024-001"), done))
    form = office.mechanism.form("annex4")
    view = {"编号": "2024-001", "满意度": "不满意", "日期": date(2024, 1, 30)}
    office.take_in(date(2024, 1, 31), 评=office.blank(form, view))
    assert office.row("2024-001")["状态"] == "重新办理"
    return office


def report(office: Office, day: date, quarter: str = "2024Q1") -> list[str]:
    """The words of the report, the day it was written on left out."""
    office.run(quarterly, day, quarter)
    folder = office.workspace.outbox / "季度分析"
    newest = max(folder.rglob("*.docx"), key=lambda path: path.stat().st_mtime_ns)
    paper = docx.Document(str(newest))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    lines = [paragraph.text for paragraph in paper.paragraphs]
    return [line for line in [*lines, *cells] if not re.fullmatch(r"2024年4月\d+日", line)]


def test_a_second_round_changes_nothing_of_the_quarter_before_it(dissatisfied: Office) -> None:
    before = report(dissatisfied, date(2024, 4, 1))
    assert any("不满意" in line for line in before)
    dissatisfied.run(dispatch, date(2024, 4, 8))
    assert dissatisfied.row("2024-001")["办理轮次"] == 2
    assert report(dissatisfied, date(2024, 4, 9)) == before
