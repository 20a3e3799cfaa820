"""The whole loop, by files in the inbox and words in the register alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jobs.office import Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.survey import survey

DONE = {
    "牵头联系人": "何某", "牵头联系电话": "0757-22223333", "办理意见": "已安排修复", "办理结果": "2月6日完成修复", "处理情况": "已解决",
}  # fmt: skip
VIEW = {
    "评价单位": "顺德甲电器有限公司", "处理情况": "已解决", "企业负责人": "陈总", "联系电话": "13900139000", "沟通方式": "电话、走访",
    "企业意见建议": "谢谢", "签名": "陈总", "日期": date(2024, 2, 19),
}  # fmt: skip


def general(office: Office) -> Office:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="门口道路破损", 牵头单位="区交通运输局", 配合单位="北滘镇")
    office.run(dispatch, date(2024, 1, 11))
    return office


def lead_form(office: Office, day: str) -> bytes:
    return office.answered(office.sent("交办", day, "交通", "附件3"), DONE)


def test_a_dissatisfied_firm_sends_its_matter_round_again_until_it_is_content(office: Office) -> None:
    general(office)
    assert office.take_in(date(2024, 2, 8), 回=lead_form(office, "2024-01-11")) == 0
    row = office.row("2024-001")
    assert (row["状态"], row["办结日期"], row["牵头联系人"]) == ("待评价", date(2024, 2, 8), "何某")

    office.run(survey, date(2024, 2, 9))
    unhappy = office.answered(office.sent("评价", "附件4"), {**VIEW, "满意度": "不满意"}, "annex4")
    assert office.take_in(date(2024, 2, 19), 评=unhappy) == 0
    row = office.row("2024-001")
    assert (row["状态"], row["满意度"], row["企业认定处理情况"]) == ("重新办理", "不满意", "已解决")

    office.run(dispatch, date(2024, 2, 20))
    row = office.row("2024-001")
    assert (row["状态"], row["办理轮次"], row["交办日期"]) == ("办理中", 2, date(2024, 2, 20))
    assert not {"满意度", "办理结果", "处理情况", "办结日期"} & set(row)
    rounds = [(each["轮次"], each["种类"], each.get("完成日")) for each in office.rows("时限")]
    assert (1, "办结", date(2024, 2, 8)) in rounds
    assert (2, "办结", None) in rounds

    assert office.take_in(date(2024, 3, 1), 回二=lead_form(office, "2024-02-20")) == 0
    office.run(survey, date(2024, 3, 1))
    happy = office.answered(office.sent("评价", "2024-03-01"), {**VIEW, "满意度": "满意"}, "annex4")
    assert office.take_in(date(2024, 3, 5), 评二=happy) == 0
    assert office.row("2024-001")["状态"] == "已评价"

    # Everything since came from forms: nothing of it may count as typed by a person.
    assert {column for each in office.events("edited") for column in each.data["after"]} == {
        "问题分类", "案由", "牵头单位", "配合单位",
    }  # fmt: skip
    before = office.workspace.register.read_bytes()
    office.run(ingest, date(2024, 3, 5))
    assert office.workspace.register.read_bytes() == before
    office.run(quarterly, date(2024, 4, 2), "2024Q1")
    assert len(list((office.workspace.outbox / "季度分析").rglob("*.*"))) == 3


def test_a_key_matter_goes_by_the_meeting(office: Office) -> None:
    from jobs.test_meeting import DECIDED, filled

    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="增资扩产用地")
    office.run(dispatch, date(2024, 1, 11))
    assert office.row("2024-001")["状态"] == "待上会"
    office.run(meeting, date(2024, 1, 30))
    agenda = filled(office, "2024-02", {"2024-001": DECIDED}, 主持人="李某", 会议地点="三楼会议室")
    office.take_in(date(2024, 2, 2), 议程=agenda)
    office.run(minutes, date(2024, 2, 2))
    office.run(dispatch, date(2024, 2, 5))
    row = office.row("2024-001")
    assert (row["状态"], row["交办日期"]) == ("办理中", date(2024, 2, 1)), "counted from the meeting"
    assert row["意见时限"] == date(2024, 2, 27)  # 15 workdays after the meeting, over the Spring Festival of 2024
    opinion = office.answered(office.sent("附件3", "自然资源"), {"办理意见": "编制调整方案", "处理情况": "正在解决"})
    office.take_in(date(2024, 2, 20), 意见=opinion)
    row = office.row("2024-001")
    assert (row["状态"], row["意见报送日期"]) == ("办理中", date(2024, 2, 20))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_forms_filled_in_a_real_spreadsheet_program_come_back_to_their_case(
    office: Office, soffice: Callable[..., dict[str, bytes]], kind: str
) -> None:
    from toolkit.forms import FieldType
    from toolkit.ooxml import Workbook
    from toolkit.templates import input_cell, sheet_name

    def by_a_program(data: bytes, form_id: str) -> bytes:
        """Without the visible 编号: only the invisible mark can tell whose the form is."""
        form = office.mechanism.form(form_id)
        (number,) = [each.key for each in form.fields if each.type is FieldType.NUMBER]
        book = Workbook.read(data)
        book.edit(sheet_name(form), {input_cell(form, number): None})
        return soffice({"表.xlsx": book.to_bytes()}, kind)["表.xlsx"]

    general(office)
    office.put(f"回.{kind}", by_a_program(lead_form(office, "2024-01-11"), "annex3"))
    assert office.run(ingest, date(2024, 2, 8)) == 0, office.words
    assert office.row("2024-001")["状态"] == "待评价"
    assert office.row("2024-001")["牵头联系电话"] == "0757-22223333"
    office.run(survey, date(2024, 2, 9))
    happy = office.answered(office.sent("评价", "附件4"), {**VIEW, "满意度": "基本满意"}, "annex4")
    office.put(f"评.{kind}", by_a_program(happy, "annex4"))
    assert office.run(ingest, date(2024, 2, 19)) == 0, office.words
    row = office.row("2024-001")
    assert (row["状态"], row["满意度"], row["沟通方式"]) == ("已评价", "基本满意", "电话、走访")
    assert row["评价日期"] == date(2024, 2, 19)
