"""What people write on the other sheets is journalled, stands, and moves a deadline where the office may move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jobs.again import once
from jobs.office import DAY, Office
from jobs.test_meeting import filled, table
from toolkit.events import Event
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.status import status
from toolkit.jobs.when import when

LATER = date(2024, 1, 18)


@pytest.fixture
@once
def going(office: Office) -> Office:
    """A general matter at work.

    One month from 10 January 2024 is Saturday 10 February; Spring Festival lasts until the 17th, and the make-up Sunday
    18 February is worked.
    """
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    office.run(dispatch)
    assert office.row("2024-001")["办结时限"] == date(2024, 2, 18)
    return office


def cell(row: int, column: int, value: object) -> Callable[[Any], None]:
    return lambda sheet: setattr(sheet.cell(row, column), "value", value)


def clock(office: Office, name: str = "办结") -> dict[str, Any]:
    return next(row for row in office.rows("时限") if row["种类"] == name)


def row_of(office: Office, name: str) -> int:
    return next(number for number, row in enumerate(office.rows("时限"), start=2) if row["种类"] == name)


def edits(office: Office, sheet: str) -> list[Event]:
    return [each for each in office.events("edited") if each.data["sheet"] == sheet]


def test_a_due_date_typed_on_the_sheet_of_deadlines_moves_the_deadline(going: Office) -> None:
    going.edit_sheet(cell(row_of(going, "办结"), 7, date(2024, 3, 1)), "时限")
    going.run(ingest)
    assert going.row("2024-001")["办结时限"] == date(2024, 3, 1)
    assert clock(going)["现期限"] == date(2024, 3, 1)
    assert clock(going)["原期限"] == date(2024, 2, 18)
    (event,) = edits(going, "时限")
    assert (event.number, event.data["before"], event.data["after"]) == (
        "2024-001", {"现期限": date(2024, 2, 18)}, {"现期限": date(2024, 3, 1)},
    )  # fmt: skip
    going.run(ingest)
    assert len(edits(going, "时限")) == 1


def test_moved_once_more_in_the_register_both_sheets_show_the_last_word(going: Office) -> None:
    going.edit_sheet(cell(row_of(going, "办结"), 7, date(2024, 3, 1)), "时限")
    going.run(ingest)
    going.type_in("2024-001", 办结时限=date(2024, 3, 15))
    going.run(ingest)
    assert clock(going)["现期限"] == date(2024, 3, 15)


def test_a_reason_typed_there_stands(going: Office) -> None:
    going.edit_sheet(cell(row_of(going, "办结"), 7, date(2024, 3, 1)), "时限")
    going.edit_sheet(cell(row_of(going, "办结"), 10, "企业停产检修"), "时限")
    for _ in range(2):
        going.run(ingest)
        assert clock(going)["原因"] == "企业停产检修"


@pytest.fixture
@once
def key(office: Office) -> Office:
    """A key matter at work, its meeting held on the day."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="道路", 牵头单位="区交通运输局", 状态="待交办", 会议="2024-01")
    office.run(dispatch)
    assert office.row("2024-001")["办结时限"] == date(2024, 4, 10)
    office.edit_sheet(cell(row_of(office, "办结"), 7, date(2024, 6, 28)), "时限")
    office.run(ingest)
    return office


def test_of_a_key_matter_only_the_meeting_decides(key: Office) -> None:
    assert key.row("2024-001")["办结时限"] == date(2024, 4, 10)
    assert clock(key)["现期限"] == date(2024, 6, 28), "what a person typed is never overwritten unasked"
    assert key.rows("待确认") == [], "the office cannot take its own edit"
    assert "列入下次会议议程" in key.words
    key.run(status, DAY)
    assert "申请待上会 1 项" in key.words
    key.run(meeting, date(2024, 1, 30))
    (row,) = [each for each in table(key, "2024-02") if each["事项"] == "特殊情况"]
    assert row["问题困难"] == "领导小组办公室申请办结时限延期至2024年6月28日，理由：“时限”表填写"

    agenda = filled(key, "2024-02", {"2024-001": {"议定事项": "同意延期"}}, 主持人="李某", 会议地点="三楼会议室")
    key.take_in(date(2024, 2, 2), 议程=agenda)
    assert key.row("2024-001")["办结时限"] == date(2024, 6, 28)
    assert (clock(key)["现期限"], clock(key)["批准"]) == (date(2024, 6, 28), "2024-02 会议")
    letters = {path.name for path in (key.workspace.outbox / "复函").rglob("*.docx")}
    assert letters == {"时限变更函.docx"}, "the lead is told of its new date; nobody is answered, for no unit asked"
    assert list((key.workspace.outbox / "复函").rglob("区交通运输局*/时限变更函.docx"))


def test_a_date_no_later_than_the_one_that_holds_is_for_the_agenda_too(key: Office) -> None:
    key.edit_sheet(cell(row_of(key, "办结"), 7, date(2024, 3, 29)), "时限")
    key.run(ingest, LATER)
    assert "要改早的，请在会议议程里填写" in key.words
    assert key.row("2024-001")["办结时限"] == date(2024, 4, 10)


def test_a_pause_written_there_moves_the_clock_like_the_form(going: Office) -> None:
    """From 22 to 31 January: ten days; 10 February and ten days is the 20th, a Tuesday."""

    def write(sheet: Any) -> None:
        for column, value in ((8, date(2024, 1, 22)), (9, date(2024, 1, 31)), (10, "等批复")):
            sheet.cell(row_of(going, "办结"), column).value = value

    going.edit_sheet(write, "时限")
    going.run(ingest)
    assert "暂停已生效，办结时限现为 2024-02-20，请告知承办单位" in going.words
    row = clock(going)
    assert (row["暂停自"], row["暂停至"], row["现期限"]) == (date(2024, 1, 22), date(2024, 1, 31), date(2024, 2, 20))
    assert (row["原因"], row["批准"]) == ("暂停：等批复", "领导小组办公室")
    assert going.row("2024-001")["办结时限"] == date(2024, 2, 20)
    assert not (going.workspace.outbox / "复函").exists()


def test_a_pause_without_an_end_is_ended_by_writing_when(going: Office) -> None:
    going.edit_sheet(cell(row_of(going, "办结"), 8, date(2024, 1, 22)), "时限")
    going.run(ingest)
    assert "恢复之前不计期限" in going.words
    going.run(status, date(2024, 3, 1))
    assert "暂停中 1 件" in going.words
    going.edit_sheet(cell(row_of(going, "办结"), 9, date(2024, 1, 31)), "时限")
    going.run(ingest, LATER)
    assert clock(going)["现期限"] == date(2024, 2, 20)


def test_of_a_key_matter_a_pause_waits_for_the_meeting(key: Office) -> None:
    key.edit_sheet(cell(row_of(key, "办结"), 8, date(2024, 1, 22)), "时限")
    key.run(ingest, LATER)
    assert "暂停要由会议研定" in key.words
    assert not key.desk.cases["2024-001"].rests
    assert clock(key)["暂停自"] == date(2024, 1, 22)


@pytest.mark.parametrize("sheet", ["时限", "收件日志"])
def test_a_row_deleted_there_stays_deleted(going: Office, sheet: str) -> None:
    count = len(going.rows(sheet))
    going.edit_sheet(lambda there: there.delete_rows(2), sheet)
    for _ in range(2):
        going.run(ingest)
        assert len(going.rows(sheet)) == count - 1
    (event,) = edits(going, sheet)
    assert event.data["removed"] is True
    assert not going.desk.cases["2024-001"].removed


def test_a_remark_in_the_log_of_received_files_stands(going: Office) -> None:
    going.edit_sheet(cell(2, 8, "已电话核实"), "收件日志")
    going.take_in(乙=going.report(企业名称="顺德乙有限公司"))
    assert going.rows("收件日志")[0]["说明"] == "已电话核实"
    assert edits(going, "收件日志")[0].data["after"] == {"说明": "已电话核实"}


def test_a_units_contact_is_journalled_with_what_stood_there(going: Office) -> None:
    name = going.rows("成员单位")[0]["单位名称"]
    for contact in ("李四", "王五"):
        going.edit_sheet(cell(2, 4, contact), "成员单位")
        going.run(ingest)
    told = [(each.data["key"], each.data["before"], each.data["after"]) for each in edits(going, "成员单位")]
    assert told == [
        ([name], {"联络协作员": None}, {"联络协作员": "李四"}),
        ([name], {"联络协作员": "李四"}, {"联络协作员": "王五"}),
    ]


def test_a_holiday_added_and_taken_out_again_is_journalled(going: Office) -> None:
    going.edit_sheet(lambda sheet: sheet.append([date(2024, 3, 5), "放假", "街道庆典"]), "节假日")
    going.run(when, DAY, date(2024, 3, 4), "1工作日")
    going.run(ingest)
    going.edit_sheet(lambda sheet: sheet.delete_rows(sheet.max_row), "节假日")
    going.run(ingest)
    first, last = edits(going, "节假日")
    assert first.data["after"] == {"日期": date(2024, 3, 5), "安排": "放假", "节日": "街道庆典"}
    assert (last.data["key"], last.data["removed"]) == (["2024-03-05"], True)


def test_a_fresh_register_gives_nothing_to_journal(office: Office) -> None:
    office.run(ingest)
    office.edit_sheet(lambda sheet: None)  # saved by another program, nothing changed
    office.run(ingest)
    assert office.events("edited") == []


def test_a_unit_written_twice_is_no_error(going: Office) -> None:
    name = going.rows("成员单位")[0]["单位名称"]
    going.edit_sheet(lambda sheet: sheet.append([name, "部门"]), "成员单位")
    going.run(ingest)
    (event,) = edits(going, "成员单位")
    assert event.data["key"] == [name, "2"]


def test_history_tells_it(going: Office) -> None:
    going.edit_sheet(cell(row_of(going, "办结"), 7, date(2024, 3, 1)), "时限")
    going.run(ingest)
    going.run(history, DAY, "2024-001")
    assert "人工修改　“时限”表 1 办结　现期限：2024-02-18 → 2024-03-01" in going.words


def test_a_row_that_is_pasted_back_follows_its_case_again(going: Office) -> None:
    there = row_of(going, "办结")
    (row,) = [row for row in going.rows("时限") if row["种类"] == "办结"]
    going.edit_sheet(lambda sheet: sheet.delete_rows(there), "时限")
    going.run(ingest)

    def paste(sheet: Any) -> None:
        head = [each.value for each in sheet[1]]
        sheet.append([row.get(each) for each in head])

    going.edit_sheet(paste, "时限")
    going.run(ingest)
    assert edits(going, "时限")[-1].data["after"] == {}
    going.type_in("2024-001", 办结时限=date(2024, 3, 15))
    going.run(ingest)
    assert clock(going)["现期限"] == date(2024, 3, 15)


def empty(office: Office) -> None:
    office.edit_sheet(cell(row_of(office, "办结"), 7, None), "时限")
    office.run(ingest)


def test_emptying_the_due_date_takes_back_what_was_typed_there(going: Office) -> None:
    empty(going)
    assert clock(going)["现期限"] == date(2024, 2, 18), "nothing was typed: the rule's date comes back into its cell"
    assert "“时限”表 2024-001 1 办结：现期限被清空，仍有期限，按 2024-02-18 补回" in going.words
    going.edit_sheet(cell(row_of(going, "办结"), 7, date(2024, 3, 1)), "时限")
    going.run(ingest)
    empty(going)
    assert (clock(going)["现期限"], going.row("2024-001")["办结时限"]) == (date(2024, 2, 18),) * 2
    going.run(ingest)
    assert "清空" not in going.words


def test_what_the_meeting_decides_is_not_taken_back_by_emptying_a_cell(key: Office) -> None:
    key.run(meeting, date(2024, 1, 30))
    agenda = filled(key, "2024-02", {"2024-001": {"议定事项": "同意延期"}}, 主持人="李某", 会议地点="三楼会议室")
    key.take_in(date(2024, 2, 2), 议程=agenda)
    empty(key)
    assert (clock(key)["现期限"], key.row("2024-001")["办结时限"]) == (date(2024, 6, 28),) * 2
