"""What a return of annex 3 or 4 may do, may not do, and does once the office says so."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.again import once
from jobs.office import Office, open_book, saved
from jobs.test_meeting import filled
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.status import status

OUT, BACK = date(2024, 1, 11), date(2024, 1, 18)


@pytest.fixture
@once
def handed_out(office: Office) -> Office:
    """A general matter that its unit is at work on."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般", 案由="道路破损", 牵头单位="区交通局", 配合单位="北滘")
    office.run(dispatch, OUT)
    return office


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"处理情况": "已解决", "办理意见": "已修复"}, "办理结果"),
        ({"办理结果": "2月6日修复"}, "处理情况"),
    ],
)
def test_half_an_answer_is_told_and_closes_nothing(handed_out: Office, said: dict[str, str], missing: str) -> None:
    form = handed_out.sent("附件3", "交通")
    assert handed_out.take_in(BACK, 回=handed_out.answered(form, said)) == 1
    row = handed_out.row("2024-001")
    assert (row["状态"], row["待补正"]) == ("办理中", missing)
    assert list((handed_out.workspace.outbox / "退回补正").rglob("*.docx"))


def test_a_class_typed_short_is_the_class(handed_out: Office) -> None:
    assert handed_out.row("2024-001")["问题分类"] == "一般", "what a person typed stands"
    form = handed_out.sent("附件3", "交通")
    assert handed_out.take_in(BACK, 回=handed_out.answered(form, {"办理意见": "已安排"})) == 0
    assert handed_out.rows("待确认") == []


def test_a_form_that_comes_back_as_it_went_out_raises_no_question(handed_out: Office) -> None:
    form = handed_out.sent("附件3", "交通")
    handed_out.type_in("2024-001", 办结时限=date(2024, 3, 29), 案由="道路和排水")
    assert handed_out.take_in(BACK, 回=handed_out.answered(form, {"办理意见": "已安排"})) == 0
    assert handed_out.rows("待确认") == []
    assert handed_out.row("2024-001")["办结时限"] == date(2024, 3, 29)


def test_a_field_of_the_office_that_was_changed_is_a_question_told_at_once(handed_out: Office) -> None:
    form = handed_out.sent("附件3", "交通")
    changed = handed_out.answered(form, {"办理意见": "已安排", "办结时限": date(2024, 4, 30)})
    assert handed_out.take_in(BACK, 回=changed) == 1
    assert "办结时限" in handed_out.words
    (ask,) = handed_out.rows("待确认")
    assert (ask["栏目"], ask["来件内容"]) == ("办结时限", "2024-04-30")
    assert handed_out.row("2024-001")["办结时限"] == date(2024, 2, 18)


def test_a_return_without_number_is_taken_once_the_office_names_its_case(handed_out: Office) -> None:
    form = handed_out.mechanism.form("annex3")
    stray = handed_out.blank(form, {"办理意见": "已安排修复", "处理情况": "正在解决"})
    assert handed_out.take_in(BACK, 回=stray) == 1
    handed_out.decide("没有编号")
    assert handed_out.run(ingest, BACK) == 0
    assert "先在同一行的“编号”栏填上" in handed_out.words
    assert "办理意见" not in handed_out.row("2024-001")
    handed_out.name_case("没有编号", "2024-001")
    handed_out.run(ingest, BACK)
    row = handed_out.row("2024-001")
    assert (row["办理意见"], row["处理情况"], row["意见报送日期"]) == ("已安排修复", "正在解决", BACK)
    handed_out.run(ingest, BACK)
    assert handed_out.row("2024-001") == row, "taken once"


def test_a_return_of_an_earlier_round_is_taken_if_the_office_says_so(handed_out: Office) -> None:
    form = handed_out.sent("附件3", "交通")
    handed_out.type_in("2024-001", 状态="重新办理")
    handed_out.run(dispatch, date(2024, 1, 15))
    assert handed_out.take_in(BACK, 旧=handed_out.answered(form, {"办理意见": "第一轮的意见"})) == 1
    assert "办理意见" not in handed_out.row("2024-001")
    handed_out.decide("第 1 轮的表")
    handed_out.run(ingest, BACK)
    assert handed_out.row("2024-001")["办理意见"] == "第一轮的意见"


def test_an_evaluation_without_a_grade_stops_no_clock(handed_out: Office) -> None:
    form = handed_out.mechanism.form("annex4")
    handed_out.take_in(BACK, 评=handed_out.blank(form, {"编号": "2024-001", "日期": BACK, "签名": "陈总"}))
    (clock,) = [row for row in handed_out.rows("时限") if row["种类"] == "评价"]
    assert "完成日" not in clock
    assert clock["单位"] == "顺德甲电器有限公司", "the firm keeps this clock, not the unit"


def test_hand_work_is_said_to_be_taken_over(handed_out: Office) -> None:
    handed_out.type_in("2024-001", 案由="道路和排水")
    handed_out.run(status, BACK)
    assert "采用了台账“问题台账”里的人工改动" in handed_out.words


def test_papers_written_again_beside_an_edited_one_do_not_multiply(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="用地")
    office.run(meeting, date(2024, 1, 30))
    decided = {"2024-001": {"议定事项": "由招商局牵头研究", "牵头单位": "区招商局"}}
    office.take_in(date(2024, 2, 2), 议程=filled(office, "2024-02", decided, 主持人="李某"))
    office.run(minutes, date(2024, 2, 2))
    first = next((office.workspace.outbox / "会议").rglob("会议纪要*.docx"))
    first.write_bytes(first.read_bytes() + b"edited")
    for _ in range(3):
        office.run(minutes, date(2024, 2, 2))
    assert sorted(path.name for path in first.parent.glob("会议纪要*")) == [
        "会议纪要 2024-02.docx",
        "会议纪要 2024-02（2）.docx",
    ]


def test_a_covering_sentence_is_told_and_kept_out_of_the_register(office: Office) -> None:
    book = open_book(office.report())
    book.worksheets[0].append(["此表为我会走访时收集，请优先研究，谢谢！"])
    assert office.take_in(甲=saved(book)) == 0
    assert "备注" not in office.row("2024-001")
    (line,) = office.rows("收件日志")
    assert "请优先研究，谢谢！" in line["说明"]


def test_a_deleted_row_is_named_and_comes_back_unfrozen(office: Office) -> None:
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司"))
    row = office.row("2024-002")
    office.delete_row("2024-002")
    office.run(status)
    assert "台账里删去了 2024-002" in office.words
    office.add_row(**row)
    office.run(status)
    office.take_in(补=office.report(编号="2024-002", 企业名称="顺德乙家具有限公司", 联系电话="13900000000"))
    assert office.row("2024-002")["联系电话"] == "13900000000", "what came back as it was is nobody's typing"
    assert office.rows("待确认") == []
