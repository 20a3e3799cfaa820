"""One case's file on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from toolkit.jobs.case import case
from toolkit.jobs.dispatch import dispatch

from .office import Office, open_book

DAY = date(2024, 1, 25)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A case that was dispatched and answered, another of the same firm, one of another firm; the file written."""
    office = Office.found(tmp_path_factory.mktemp("filed") / "office")
    office.take_in(
        一=office.report(企业名称="顺德甲&乙有限公司"),
        二=office.report(企业名称="顺德甲&乙有限公司", 问题困难="招工困难，缺熟练工人三十名"),
        三=office.report(企业名称="顺德丙有限公司", 问题困难="用电容量不足"),
    )
    office.type_in("2024-001", 问题分类="一般问题", 案由="修路", 牵头单位="区交通运输局")
    office.run(dispatch, date(2024, 1, 11))
    office.take_in(date(2024, 1, 20), 答=office.answered(office.sent("附件3 2024-001"), {"办理意见": "拟2月动工"}))
    assert office.run(case, DAY, "2024-001") == 0
    return office


def folder(office: Office) -> Path:
    return office.workspace.outbox / "一事一档" / "2024-001 顺德甲&乙有限公司"


def text(office: Office) -> str:
    paper = Document(str(folder(office) / "一事一档 2024-001.docx"))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def test_the_file_holds_the_paper_and_the_annexes_that_were_begun(filed: Office) -> None:
    assert sorted(each.name for each in folder(filed).iterdir()) == [
        "一事一档 2024-001.docx",
        "附件2 民营企业反映问题情况表 2024-001.xlsx",
        "附件3 民营企业事项办理情况表 2024-001.xlsx",
    ]


def test_the_paper_tells_facts_deadlines_story_and_material(filed: Office) -> None:
    told = text(filed)
    # One month from 11 January ends on Sunday 11 February, in the holidays; Sunday the 18th is a make-up workday.
    for words in (
        "厂区门口道路破损，影响货车进出", "期限说明：办结时限 2024年2月18日", "交区交通运输局", "拟2月动工", "一.xlsx", "答.xlsx",
        "现为“办理中”", "13800138000", "不对外发送",
    ):  # fmt: skip
        assert words in told, words


def test_the_annexes_are_filled_with_all_the_register_has(filed: Office) -> None:
    sheet = open_book((folder(filed) / "附件3 民营企业事项办理情况表 2024-001.xlsx").read_bytes()).worksheets[0]
    shown = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    for words in ("2024-001", "修路", "区交通运输局", "拟2月动工"):
        assert words in shown


def test_all_of_a_firms_cases_are_filed_and_several_firms_only_shown(filed: Office) -> None:
    filed.run(case, DAY, "顺德甲&乙")
    assert (folder(filed).with_name("2024-002 顺德甲&乙有限公司") / "一事一档 2024-002.docx").exists()
    before = filed.snapshot()
    filed.run(case, DAY, "顺德")
    assert "共 2 家企业的名称里有“顺德”，只在屏幕上显示" in filed.words
    assert filed.words.count("【") == 3
    filed.run(case, DAY, "2024-003", dry_run=True)
    assert filed.snapshot() == before
