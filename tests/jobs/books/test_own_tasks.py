"""A task that the office types into 任务台账 itself is followed like a plan's, or asked about; none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from jobs.office import Office
from jobs.test_tasks import filled
from toolkit.jobs.breakdown import breakdown
from toolkit.jobs.following.accepted_plan import accept_ledger
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.jobs.tasks import tasks
from toolkit.mechanism import load

PLAN = """关于办好几件实事的方案
二○○七年十月十一日
一、主要任务
1.培育骨干担保机构，到2010年年担保额超过15亿元（市经贸委牵头，市财政局配合）
2.编制培训计划，3个月内印发（市人事局牵头，市经贸委配合）
""".encode()
#: What people type under the table: 01-补-1 is whole; one bears a number that stands already; a unit that nobody
#: knows; a task without a unit; one with a telephone number and a day in words; and a note.
TYPED: tuple[Mapping[str, Any], ...] = (
    {"任务内容": "编印民营企业服务手册", "牵头单位": "市工商联", "配合单位": "市司法局", "届满日": date(2008, 3, 31)},
    {"任务号": "01-1-1", "措施编号": "1", "任务内容": "建立担保机构名录", "牵头单位": "市经贸委"},
    {"任务内容": "开展银企对接", "牵头单位": "银企对接专班"},
    {"任务内容": "召开座谈会"},
    {"任务内容": "走访民营企业，联系人张三13812345678", "牵头单位": "市工商联", "届满日": "3月底"},
    {"备注": "以上为会议议定"},
)


@dataclass
class Played:
    office: Office
    said: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def step(self, name: str, status: int, wanted: int = 0) -> None:
        self.said[name] = "\n".join(self.office.said)
        assert status == wanted, self.office.said
        self.rows[name] = {row.get("任务号", ""): row for row in self.office.rows("任务台账")}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    office = Office.found(tmp_path_factory.mktemp("own") / "office", load("guangzhou"))
    it = Played(office)
    office.run(breakdown, date(2007, 10, 15), PLAN, "方案.txt")
    ledger = next((office.workspace.outbox / "任务分解").glob("*.xlsx")).read_bytes()
    it.step("accept", office.run(accept_ledger, date(2007, 10, 15), ledger, "台账.xlsx"))

    def add(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(TYPED, start=sheet.max_row + 1):
            for name, value in row.items():
                sheet.cell(number, heads[name]).value = value

    office.edit_sheet(add, "任务台账")
    it.step("typed", office.run(tasks, date(2008, 1, 3), "2007Q4", ask=True))
    office.decide("银企对接专班")
    office.decide("另编为")
    type_in(office, "01-补-3", {"牵头单位": "市民营办"})
    it.step("answered", office.run(tasks, date(2008, 1, 4), "2007Q4", ask=True))
    sent = office.workspace.outbox / "任务跟踪" / "2007Q4" / "市工商联" / "任务进展报送表 市工商联.xlsx"
    told = filled(sent, {"01-补-1": {"进展情况": "已完成", "工作进展": "已印发一千册"}})
    office.put("工商联.xlsx", told)
    it.step("told", office.run(ingest, date(2008, 1, 8)))
    it.step("status", office.run(status, date(2008, 1, 9)))
    type_in(office, "01-补-3", {"牵头单位": None})
    type_in(office, "01-补-1", {"措施编号": "2"})
    it.step("emptied", office.run(status, date(2008, 1, 10)))
    office.decide(latest_about(office, "召开座谈会"), "采纳")
    it.step("waved through", office.run(status, date(2008, 1, 10)))
    office.decide(latest_about(office, "召开座谈会"), "不采纳")
    it.step("refused", office.run(tasks, date(2008, 1, 11), "2007Q4", report=True))
    it.step("story", office.run(history, date(2008, 1, 11), "01-补-1"))
    it.step("plan's", office.run(history, date(2008, 1, 11), "01-1-1"))
    return it


def latest_about(office: Office, text: str) -> str:
    """The question about a task that was asked last."""
    return [str(row["序号"]) for row in office.rows("待确认") if row["来件内容"] == text][-1]


def grid(path: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def type_in(office: Office, key: str, cells: Mapping[str, Any]) -> None:
    def edit(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        line = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == key)
        for name, value in cells.items():
            sheet.cell(line, heads[name]).value = value

    office.edit_sheet(edit, "任务台账")


def test_a_task_typed_under_the_table_gets_a_number_and_is_asked_of_its_units(played: Played) -> None:
    row = played.rows["typed"]["01-补-1"]
    assert (row["任务内容"], row["文件"], row["现状"]) == ("编印民营企业服务手册", "关于办好几件实事的方案", "尚未报送")
    assert "“任务台账”表 01-补-1：新增的任务，由市工商联报送，照常跟踪" in played.said["typed"]
    for unit in ("市工商联", "市司法局"):
        folder = played.office.workspace.outbox / "任务跟踪" / "2007Q4" / unit
        listed = [
            cell.text for row in Document(str(folder / "报送任务进展的函.docx")).tables[0].rows for cell in row.cells
        ]
        assert "01-补-1" in listed


def test_what_cannot_be_followed_as_it_stands_is_asked_and_its_row_stays(played: Played) -> None:
    asks = {row["来件内容"]: row["说明"] for row in played.office.rows("待确认")}
    assert "“银企对接专班”不在“成员单位”表里" in asks["开展银企对接"]
    assert "填的任务号 01-1-1 已有，另编为 01-1-2" in asks["建立担保机构名录"]
    assert "还没有填牵头单位" in asks["召开座谈会"]
    assert {key: played.rows["typed"][key]["现状"] for key in ("01-1-2", "01-补-2", "01-补-3")} == dict.fromkeys(
        ("01-1-2", "01-补-2", "01-补-3"), "待确认"
    )
    assert played.rows["typed"]["01-1-1"]["任务内容"].startswith("培育骨干担保机构")
    assert "任务 4 项" in played.said["typed"]


def test_once_answered_or_put_right_they_are_followed_too(played: Played) -> None:
    assert "任务 7 项" in played.said["answered"]
    assert {played.rows["answered"][key]["现状"] for key in ("01-1-2", "01-补-2", "01-补-3")} == {"尚未报送"}
    folder = played.office.workspace.outbox / "任务跟踪" / "2007Q4"
    assert (folder / "银企对接专班" / "报送任务进展的函.docx").exists()
    asks = [row["说明"] for row in played.office.rows("待确认") if row["来件内容"] == "召开座谈会"]
    assert asks[0].startswith("01-补-3 已改正、删去或纳入跟踪，不用处理。")


def test_reports_on_them_count_like_any(played: Played) -> None:
    assert played.rows["told"]["01-补-1"]["现状"] == "已完成"
    assert played.rows["told"]["01-补-1"]["工作进展"] == "已印发一千册"


def test_a_task_that_lacks_its_unit_again_is_asked_about_again_until_it_is_refused(played: Played) -> None:
    assert "01-补-3 还没有填牵头单位" in played.said["emptied"]
    assert played.rows["refused"]["01-补-3"]["现状"] == "不跟踪"
    assert "任务 6 项" in played.said["refused"]


def test_what_lacks_its_unit_is_asked_about_once_more_where_it_is_waved_through(played: Played) -> None:
    assert played.rows["waved through"]["01-补-3"]["现状"] == "待确认"
    assert len([row for row in played.office.rows("待确认") if row["来件内容"] == "召开座谈会"]) == 3


def test_a_telephone_number_in_a_typed_task_goes_to_nobody(played: Played) -> None:
    assert played.rows["typed"]["01-补-4"]["措施标题"] == "走访民营企业，联系人张三***"
    folder = played.office.workspace.outbox / "任务跟踪" / "2007Q4" / "市工商联"
    letter = "".join(
        cell.text for row in Document(str(folder / "报送任务进展的函.docx")).tables[0].rows for cell in row.cells
    )
    form = "".join(str(cell) for row in grid(folder / "任务进展报送表 市工商联.xlsx") for cell in row)
    for paper in (letter, form):
        assert "走访民营企业，联系人张三***" in paper
        assert "13812345678" not in paper


def test_a_day_in_words_that_is_none_is_told_at_once(played: Played) -> None:
    told = "“任务台账”表 01-补-4：新增的任务，由市工商联报送，照常跟踪；届满日“3月底”不是日期，没有采用"
    assert told in played.said["typed"]


def test_what_is_filled_in_later_is_told(played: Played) -> None:
    assert "“任务台账”表 01-补-1 措施编号：空 → 2" in played.said["emptied"]


def test_the_story_of_a_task_is_told_by_its_number(played: Played) -> None:
    story = played.said["story"].splitlines()
    assert story[0] == "01-补-1　编印民营企业服务手册　市工商联　已完成"
    assert story[1].startswith("2008-01-03 人工修改　")
    assert story[2] == "2008-01-03 请报送 2007Q4　市司法局、市工商联　2008-01-15 前"
    assert "2008-01-08 报送 2007Q4　市工商联　工商联.xlsx　工作进展：已印发一千册" in story
    assert played.said["plan's"].splitlines()[1] == "2007-10-15 纳入跟踪　《关于办好几件实事的方案》"


def test_a_note_under_the_table_is_no_task(played: Played) -> None:
    assert played.rows["refused"][""] == {"备注": "以上为会议议定"}
