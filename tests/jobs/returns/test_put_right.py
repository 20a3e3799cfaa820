"""A second round is answered only with what was put right (整改措施; seed 002, measure 66); its unit is asked for it."""

from __future__ import annotations

from datetime import date

import docx
import openpyxl
import pytest

from jobs.office import Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.jobs.survey import survey
from toolkit.mechanism import load

DAY, LATER = date(2022, 5, 10), date(2022, 6, 6)
UNIT = "市政务服务数据管理局"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose firm was not satisfied the first time; its unit has the case again."""
    office = Office.found(tmp_path_factory.mktemp("again") / "office", load("qingyuan"))
    office.run(status, DAY)
    known = {"企业名称": "清远甲公司", "提交日期": DAY, "联系人": "陈某", "联系电话": "13700001111"}
    matter = {
        "投诉诉求内容": "窗口排长队",
        "事由": "窗口排长队",
        "事项分类": "一般事项",
        "事项类别": "D",
        "牵头单位": UNIT,
    }
    office.add_row(**known, **matter)
    office.run(dispatch, DAY)
    office.type_in("2022-001", 办理结果="已解决", 办理情况="已答复", 办结日期=DAY, 服务评价="非常不满意", 评价日期=DAY)
    office.run(dispatch, LATER)
    return office


def answered(office: Office, **more: str) -> bytes:
    said = {
        "办理结果": "已解决",
        "办理情况": "6月2日已设综合窗口",
        "经办人": "沈某",
        "经办人电话": "0763-3300006",
        **more,
    }
    return office.answered(office.sent(LATER.isoformat(), UNIT, "表二 2022-001"), said, "handling")


def test_the_letter_asks_for_it_and_calls_the_round_as_the_mechanism_does(office: Office) -> None:
    letter = docx.Document(str(office.workspace.outbox / "交办" / LATER.isoformat() / UNIT / "交办函.docx"))
    assert (
        "其中2022-001为限期整改事项，请针对企业的评价意见改进办理，在《民营企业投诉和诉求办理情况反馈表》填写整改措施，没有填写的不算办结。"
        in "".join(each.text for each in letter.paragraphs)
    )


def test_without_it_the_case_stays_in_hand_and_the_unit_is_asked(office: Office) -> None:
    office.put("再报.xlsx", answered(office))
    assert office.run(ingest, LATER) == 1
    row = office.row("2022-001")
    assert (row["状态"], row["办理轮次"], row["待补正"]) == ("办理中", 2, "整改措施")
    assert any("“整改措施”没有填写" in each for each in office.said)
    assert any((office.workspace.outbox / "退回补正").rglob("*.xlsx"))


def test_with_it_the_firm_is_asked_again(office: Office) -> None:
    office.put("补报.xlsx", answered(office, 整改措施="约谈窗口负责人，每月暗访"))
    office.run(ingest, LATER)
    row = office.row("2022-001")
    assert (row["状态"], row.get("待补正")) == ("待评价", None)


def test_the_firm_is_told_what_was_done_before_it_says_what_it_thinks_of_it(office: Office) -> None:
    # Seed 002, measure 64: 及时向举报人反馈办理情况; 66: 评价、反馈、整改、监督.
    office.run(survey, LATER)
    sheet = openpyxl.load_workbook(office.sent("表三 2022-001")).worksheets[0]
    told = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {"已解决", "6月2日已设综合窗口", "约谈窗口负责人，每月暗访"} <= told
    office.put("评价.xlsx", office.answered(office.sent("表三 2022-001"), {"服务评价": "基本满意"}, "rating"))
    assert office.run(ingest, LATER) == 0
    row = office.row("2022-001")
    assert (row["状态"], row["服务评价"], row["办理情况"]) == ("已评价", "基本满意", "6月2日已设综合窗口")
