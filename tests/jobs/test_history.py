"""What the story of a case tells: which way the office decided and what that led to, what went back and came again."""

from __future__ import annotations

from datetime import date

from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest

from .office import Office

LATER, LAST = date(2024, 1, 18), date(2024, 1, 25)
LAND = "二期扩建缺少工业用地三十亩，请协调安排用地指标并加快办理"


def story(office: Office, number: str = "2024-001") -> list[str]:
    office.run(history, LAST, number)
    return list(office.said)


def test_a_no_to_a_new_version_tells_what_was_restored_and_what_the_return_became(office: Office) -> None:
    office.take_in(甲=office.report(问题困难=LAND))
    office.take_in(LATER, 乙=office.report(问题困难=LAND.replace("三十亩", "五十亩")))
    office.decide("新版本", "不采纳")
    office.run(ingest, LAST)
    (line,) = [each for each in story(office) if "确认" in each]
    assert "不采纳　“新版本”（乙.xlsx）" in line
    assert "恢复：" in line
    assert "五十亩" in line.partition(" → ")[0]
    assert "三十亩" in line.partition(" → ")[2]
    assert "来件另行登记为 2024-002" in line
    assert "曾作为 2024-001 的新版本" in story(office, "2024-002")[1]


def test_a_yes_tells_which_question_and_what_it_changed(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 联系电话="13700000000")
    office.take_in(LATER, 乙=office.report(编号="2024-001", 联系电话="13900000000"))
    office.decide("13900000000")
    office.run(ingest, LAST)
    (line,) = [each for each in story(office) if " 确认" in each]
    assert "采纳　“联系电话”（乙.xlsx）　改为：联系电话 13700000000 → 13900000000" in line


def test_a_form_sent_back_and_the_mended_one_are_told(office: Office) -> None:
    office.take_in(甲=office.report(联系电话="123"))
    office.take_in(LATER, 甲补=office.report())
    told = story(office)
    (back,) = [each for each in told if "退回补正" in each]
    assert back.startswith("2024-01-10 退回补正　甲.xlsx　已出补正说明，见 outbox/退回补正/2024-01-10 2024-001")
    (again,) = [each for each in told if "退回后重报" in each]
    assert again.startswith("2024-01-18 ")
    assert told.index(back) < told.index(again)
    assert "甲补.xlsx" in again


def test_an_answer_sent_back_is_told_with_its_mended_one(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般", 案由="道路", 牵头单位="区交通局")
    office.run(dispatch)
    form = office.sent("附件3", "交通")
    office.take_in(LATER, 回=office.answered(form, {"处理情况": "已解决"}))
    office.take_in(LAST, 回补=office.answered(form, {"处理情况": "已解决", "办理结果": "已修复"}))
    words = "\n".join(story(office))
    assert "退回补正　回.xlsx" in words
    assert "来表（退回后重报）" in words


def test_a_case_whose_forms_were_in_order_tells_of_no_return(office: Office) -> None:
    office.take_in(
        甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="宿舍排水不畅", 联系电话="123")
    )
    assert "退回" not in "\n".join(story(office))
    assert "退回补正　乙.xlsx" in "\n".join(story(office, "2024-002"))
