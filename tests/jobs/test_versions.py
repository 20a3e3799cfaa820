"""The same matter reported again: a new version, a mended form, a matter come back, one that others have too."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status

from .again import once
from .office import Office, open_book, saved

LATER = date(2024, 1, 18)
ROAD = "厂区门口道路破损严重，影响大型货车进出，多次反映没有结果"


@pytest.fixture
@once
def reported(office: Office) -> Office:
    office.take_in(甲=office.report(问题困难=ROAD))
    return office


def test_a_new_version_updates_what_its_sender_changed_and_waits_for_a_look(reported: Office) -> None:
    again = reported.report(问题困难=f"{ROAD}！", 企业名称="佛山市顺德区甲电器", 联系电话="13900000000", 职务=None)
    assert reported.take_in(LATER, 甲2=again) == 1
    (row,) = reported.rows()
    assert (row["编号"], row["联系电话"], row["职务"]) == ("2024-001", "13900000000", "经理")
    (ask,) = reported.rows("待确认")
    assert (ask["编号"], ask["栏目"], ask["来源"]) == ("2024-001", "新版本", "甲2.xlsx")
    assert "联系电话 13800138000 → 13900000000" in ask["说明"]
    assert "职务" not in ask["说明"], "a blank never erases"
    assert "待补正" not in row, "what is blank on the new form is known already"
    assert reported.rows("收件日志")[-1]["编号"] == "2024-001"
    reported.run(history, LATER, "2024-001")
    assert "联系电话 13800138000 → 13900000000" in reported.words


def test_a_no_brings_the_former_values_back_and_the_return_becomes_a_case(reported: Office) -> None:
    before = reported.row("2024-001")
    reported.take_in(LATER, 甲2=reported.report(问题困难=ROAD, 联系电话="13900000000", 报送单位="容桂街道", 职务=None))
    reported.decide("新版本", "不采纳")
    assert reported.run(ingest, LATER) == 0
    assert reported.row("2024-001") == before
    new = reported.row("2024-002")
    assert (new["联系电话"], new["报送单位"], new["来件"]) == ("13900000000", "容桂街道", "甲2.xlsx")
    assert "职务" not in new, "only what stood on it"
    reported.run(ingest, LATER)
    assert len(reported.rows()) == 2, "once"


def test_a_yes_lets_the_version_stand(reported: Office) -> None:
    reported.take_in(LATER, 甲2=reported.report(问题困难=ROAD, 联系电话="13900000000"))
    reported.decide("新版本", "采纳")
    assert reported.run(ingest, LATER) == 0
    (row,) = reported.rows()
    assert row["联系电话"] == "13900000000"
    assert "项待确认" not in reported.words


def test_what_the_office_typed_stands_against_a_version(reported: Office) -> None:
    reported.type_in("2024-001", 联系电话="13700000000")
    reported.take_in(LATER, 甲2=reported.report(问题困难=ROAD, 联系电话="13900000000", 职务="厂长"))
    assert reported.row("2024-001")["联系电话"] == "13700000000"
    assert reported.row("2024-001")["职务"] == "厂长"
    assert {ask["栏目"] for ask in reported.rows("待确认")} == {"新版本", "联系电话"}


def test_two_versions_in_one_run_follow_one_another(reported: Office) -> None:
    reported.take_in(
        LATER,
        二=reported.report(问题困难=ROAD, 联系电话="13900000000"),
        三=reported.report(问题困难=ROAD, 联系电话="13600000000"),
    )
    (row,) = reported.rows()
    assert row["联系电话"] == "13600000000"
    assert len(reported.rows("待确认")) == 2


def test_a_matter_reported_again_after_it_was_closed_is_a_new_one_that_may_have_come_back(reported: Office) -> None:
    reported.type_in("2024-001", 状态="已评价")
    assert reported.take_in(LATER, 甲2=reported.report(问题困难=ROAD, 联系电话="13900000000")) == 0
    assert [row["编号"] for row in reported.rows()] == ["2024-001", "2024-002"]
    assert "与“2024-001”（已评价）是同一企业的同一问题，可能是反复" in reported.rows("收件日志")[-1]["说明"]
    assert reported.rows("待确认") == []


def test_another_firms_like_problem_is_opened_and_named(reported: Office) -> None:
    other = reported.report(企业名称="顺德乙家具有限公司", 问题困难=ROAD.replace("大型", ""), 联系电话="13900000000")
    assert reported.take_in(LATER, 乙=other) == 0
    assert len(reported.rows()) == 2
    said = reported.rows("收件日志")[-1]["说明"]
    assert "与2024-001（顺德甲电器有限公司）的问题相似，可能是共性问题" in said
    assert reported.rows("待确认") == []


def test_another_problem_of_the_firm_is_another_matter(reported: Office) -> None:
    assert reported.take_in(LATER, 又=reported.report(问题困难="二期扩建用电容量不足，请协调增容")) == 0
    assert len(reported.rows()) == 2
    assert reported.rows("收件日志")[-1].get("说明", "") == ""


def test_a_like_problem_of_the_firm_is_opened_and_named(reported: Office) -> None:
    like = "厂区门口道路破损严重，影响员工上下班出行，多次反映无果"
    assert reported.take_in(LATER, 又=reported.report(问题困难=like)) == 0
    assert len(reported.rows()) == 2
    assert "同一企业的“2024-001”反映过相近的问题" in reported.rows("收件日志")[-1]["说明"]


# --- mended forms -----------------------------------------------------------------------------------------------


def test_a_mended_form_keeps_its_number_and_what_was_asked_for_is_cleared(office: Office) -> None:
    assert office.take_in(甲=office.report(联系电话="123", 提交日期=None)) == 1
    assert office.row("2024-001")["待补正"] == "提交日期、联系电话"
    assert office.take_in(LATER, 甲补=office.report()) == 0
    (row,) = office.rows()
    assert (row["编号"], row["联系电话"], row["提交日期"]) == ("2024-001", "13800138000", date(2024, 1, 8))
    assert "待补正" not in row
    assert office.rows("待确认") == []
    assert "“2024-001”补正后的重报，编号不变" in office.rows("收件日志")[-1]["说明"]


def test_a_mended_form_that_was_changed_elsewhere_too_is_a_new_version(office: Office) -> None:
    office.take_in(甲=office.report(联系电话="123"))
    assert office.take_in(LATER, 甲补=office.report(报送单位="容桂街道")) == 1
    (row,) = office.rows()
    assert row["报送单位"] == "容桂街道"
    assert "待补正" not in row
    (ask,) = office.rows("待确认")
    assert "报送单位 北滘总商会 → 容桂街道" in ask["说明"]


@pytest.mark.parametrize("lacks", ["企业名称", "问题困难"])
def test_a_form_without_firm_or_problem_goes_back_and_simply_opens_when_mended(office: Office, lacks: str) -> None:
    assert office.take_in(甲=office.report(**{lacks: None})) == 1
    assert office.rows() == []
    (log,) = office.rows("收件日志")
    assert log["结果"] == "退回补正"
    assert f"缺“{lacks}”" in log["说明"]
    assert list((office.workspace.outbox / "退回补正").rglob("*"))
    assert office.take_in(LATER, 甲补=office.report()) == 0
    assert office.row("2024-001")[lacks]


def test_a_case_that_lacks_a_field_is_entered_all_the_same(office: Office) -> None:
    assert office.take_in(甲=office.report(企业联系人=None)) == 1
    assert office.row("2024-001")["待补正"] == "企业联系人"


def test_a_label_of_the_senders_own_on_an_answer_is_told(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般", 案由="道路", 牵头单位="区交通局")
    office.run(dispatch)
    book = open_book(office.answered(office.sent("附件3", "交通"), {"办理意见": "已安排"}))
    book.worksheets[0].append(["经费来源：", "区级财政"])
    office.take_in(LATER, 回=saved(book))
    assert "经费来源：区级财政" in office.rows("收件日志")[-1]["说明"]


def test_a_dry_run_tells_and_changes_nothing(reported: Office) -> None:
    reported.put("甲2.xlsx", reported.report(问题困难=ROAD, 联系电话="13900000000"))
    before = reported.snapshot()
    reported.run(ingest, LATER, dry_run=True)
    assert "同一事项的新版本" in reported.words
    assert reported.snapshot() == before
    reported.run(status, LATER)


# --- what is told does not contradict itself -------------------------------------------------------------------


def told(office: Office) -> tuple[str, str]:
    log = office.rows("收件日志")[-1]
    return log["结果"], log["说明"]


def test_a_form_that_comes_back_unmended_is_not_called_done(office: Office) -> None:
    office.take_in(甲=office.report(联系电话="123"))
    office.take_in(LATER, 甲补=office.report(编号="2024-001", 联系电话="123", 职务=None))
    outcome, notes = told(office)
    assert outcome == "仍未补正（已出补正说明）"
    assert "“联系电话”仍没有补正" in notes
    assert "不用处理" not in notes


def test_a_form_that_is_mended_in_part_says_what_is_left(office: Office) -> None:
    office.take_in(甲=office.report(联系电话="123", 提交日期=None))
    office.take_in(LATER, 甲补=office.report(编号="2024-001", 联系电话="123"))
    outcome, notes = told(office)
    assert outcome == "已更新（已出补正说明）"
    assert "“联系电话”仍待补正" in notes
    assert "不用处理" not in notes


def test_what_differs_from_what_the_office_typed_is_not_called_the_same(reported: Office) -> None:
    reported.type_in("2024-001", 联系电话="13700000000")
    assert reported.take_in(LATER, 甲2=reported.report(问题困难=ROAD, 职务=None)) == 1
    outcome, notes = told(reported)
    assert outcome == "与台账不同（有待确认）"
    assert "“联系电话”与台账中人工填写的不同" in notes
    assert "内容没有变化" not in notes
    assert reported.row("2024-001")["联系电话"] == "13700000000"


def test_a_bad_value_that_the_office_has_put_right_itself_is_not_asked_for_again(office: Office) -> None:
    office.take_in(甲=office.report(联系电话="123"))
    office.type_in("2024-001", 联系电话="13700000000")
    office.take_in(LATER, 甲补=office.report(编号="2024-001", 联系电话="123", 职务="厂长"))
    assert "待补正" not in office.row("2024-001")


def test_a_new_version_of_a_matter_at_work_reminds_of_its_lead_unit(reported: Office) -> None:
    reported.take_in(LATER, 甲2=reported.report(问题困难=ROAD, 联系电话="13900000000"))
    assert "牵头单位" not in told(reported)[1], "nobody is at work on it yet"
    reported.type_in("2024-001", 问题分类="一般", 案由="道路", 牵头单位="区交通局")
    reported.run(dispatch)
    reported.take_in(LATER, 甲3=reported.report(问题困难=ROAD, 联系电话="13600000000"))
    assert "牵头单位 区交通局 正在按原来的内容办理。请告知 区交通局 内容有变动" in told(reported)[1]
    reported.take_in(LATER, 甲4=reported.report(问题困难=ROAD, 联系电话="13600000000", 职务=None))
    assert "牵头单位" not in told(reported)[1], "nothing changed"
