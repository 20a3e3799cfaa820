"""What people write on the other sheets is journalled, stands, and moves a deadline where the office may move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from toolkit.events import Event
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.when import when

from .again import once
from .office import DAY, Office

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
    (ask,) = key.rows("待确认")
    assert (ask["编号"], ask["栏目"], ask["台账现有内容"]) == ("2024-001", "办结时限", "2024-04-10")
    assert "由会议研定" in ask["说明"]
    assert "“待确认”" in key.words


def test_with_the_meetings_consent_it_moves(key: Office) -> None:
    key.decide("办结时限")
    key.run(ingest, LATER)
    assert key.row("2024-001")["办结时限"] == date(2024, 6, 28)
    assert clock(key)["现期限"] == date(2024, 6, 28)


def test_without_it_the_sheet_shows_the_deadline_that_holds(key: Office) -> None:
    key.decide("办结时限", "不采纳")
    key.run(ingest, LATER)
    assert key.row("2024-001")["办结时限"] == date(2024, 4, 10)
    assert clock(key)["现期限"] == date(2024, 4, 10)


def test_a_pause_is_noted_and_the_person_told_what_it_does_not_do(going: Office) -> None:
    going.edit_sheet(cell(row_of(going, "办结"), 8, date(2024, 1, 20)), "时限")
    going.run(ingest)
    assert "不自动顺延" in going.words
    assert clock(going)["暂停自"] == date(2024, 1, 20)
    assert clock(going)["现期限"] == date(2024, 2, 18)


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
