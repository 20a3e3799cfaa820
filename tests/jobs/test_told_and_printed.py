"""Jobs that only tell or print: assignments, quarterly, case, history."""

from __future__ import annotations

from datetime import date

import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.jobs.assignments import Which, assignments
from toolkit.jobs.case import case
from toolkit.jobs.history import history
from toolkit.jobs.quarterly import quarterly

from .again import once
from .office import Office, two_in_hand


@pytest.fixture
@once
def two(office: Office) -> Office:
    """Two cases in hand of two units, one waiting, one with a missing phone number."""
    return two_in_hand(office, "顺德甲有限公司")


def text(office: Office, word: str) -> str:
    (path,) = [each for each in (office.workspace.outbox / "交办").glob("*.docx") if word in each.name]
    paper = Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def test_the_list_of_all_units_has_every_case_in_hand(two: Office) -> None:
    assert two.run(assignments, date(2024, 1, 15)) == 0
    told = text(two, "全部")
    assert "甲的事" in told
    assert "乙的事" in told
    assert "2024-003" not in told


def test_the_list_of_one_unit_has_what_it_leads_and_supports(two: Office) -> None:
    two.type_in("2024-002", 配合单位=None)
    two.run(assignments, date(2024, 1, 15), Which(unit="区交通局"))
    told = text(two, "交通运输局")
    assert "甲的事" in told
    assert "乙的事" not in told
    two.type_in("2024-002", 配合单位="区交通运输局")
    two.run(assignments, date(2024, 1, 16), Which(unit="区交通局"))
    (later,) = (two.workspace.outbox / "交办").glob("*交通*2024-01-16.docx")
    assert any("乙的事" in cell.text for row in Document(str(later)).tables[0].rows for cell in row.cells)


def test_a_unit_nobody_knows_is_refused_with_a_proposal(two: Office) -> None:
    with pytest.raises(ToolkitError, match="不在成员单位名单中"):
        two.run(assignments, date(2024, 1, 15), Which(unit="火星办事处"))


def test_the_quarter_gives_a_workbook_a_report_and_a_package(two: Office) -> None:
    assert two.run(quarterly, date(2024, 4, 2), "2024Q1") == 0
    made = sorted(each.suffix for each in (two.workspace.outbox / "季度分析").rglob("*.*"))
    assert made == [".docx", ".xlsx", ".xlsx"]
    with pytest.raises(ToolkitError):
        two.run(quarterly, date(2024, 4, 2), "2024Q5")


def test_a_case_is_found_by_number_or_by_part_of_a_firms_name(two: Office) -> None:
    two.run(case, date(2024, 1, 15), "2024-001")
    assert "【2024-001】顺德甲有限公司　办理中" in two.words
    assert "案由：甲的事" in two.words
    two.run(case, date(2024, 1, 15), "顺德")
    assert two.words.count("【") == 2
    with pytest.raises(ToolkitError, match="没有“2024-044”"):
        two.run(case, date(2024, 1, 15), "2024-044")


def test_history_tells_a_case_in_the_order_it_happened(two: Office) -> None:
    two.run(history, date(2024, 1, 15), "2024-001")
    told = [line.split()[1] for line in two.said[1:] if line[:4] == "2024"]
    assert told == ["登记", "人工修改", "交办"]
    assert "案由：空 → 甲的事" in two.words
    assert "第 1 轮办结时限 2024-02-18" in two.words
    with pytest.raises(ToolkitError, match="没有编号"):
        two.run(history, date(2024, 1, 15), "2024-044")


@pytest.mark.parametrize("job", [assignments, quarterly])
def test_a_dry_run_prints_nothing(two: Office, job: object) -> None:
    assert callable(job)
    before = two.snapshot()
    more = ("2024Q1",) if job is quarterly else ()
    two.run(job, date(2024, 1, 15), *more, dry_run=True)
    assert two.snapshot() == before
