"""What comes back through the inbox and is no form: reply slips are noted, edited minutes kept to be read back."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from jobs.edited import edited
from jobs.office import Office, open_book
from jobs.test_meeting import filled
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.minutes_read import read_back

CALLED, SENT, MET = date(2024, 1, 24), date(2024, 1, 29), date(2024, 2, 2)
UNIT, FIRM = "北滘总商会", "顺德甲电器有限公司"


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A key matter before the meeting of February, the notices out."""
    office = Office.found(tmp_path_factory.mktemp("called") / "office")
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="道路破损", 牵头单位="区交通局")
    office.run(meeting, CALLED, "2024-02")
    return office


@pytest.fixture
def office(called: Office, tmp_path: Path) -> Office:
    shutil.copytree(called.root, tmp_path / "office")
    return Office(tmp_path / "office", called.mechanism, sent_so_far=called.sent_so_far)


def slip(office: Office, guest: str, *people: tuple[str, ...]) -> bytes:
    """The notice that went out to a guest, its reply slip filled in."""
    folder = office.workspace.outbox / "会议" / "2024-02" / "通知" / guest
    document = Document(str(folder / "会议通知.docx"))
    table = document.tables[-1]
    for row, person in zip(table.rows[1:], people, strict=False):
        for cell, text in zip(row.cells, person, strict=False):
            cell.text = text
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def send(office: Office, name: str, data: bytes) -> int:
    office.put(name, data)
    return office.run(ingest, SENT)


def test_a_reply_slip_is_noted_and_who_comes_stands_on_sign_in_sheet_and_list(office: Office) -> None:
    assert (
        send(office, "回执.docx", slip(office, UNIT, ("张三", "秘书长", "13800138001"), ("李四", "", "", "请假"))) == 0
    )
    assert f"{UNIT}参加2024年2月会议：张三 秘书长 13800138001；李四 请假" in office.words
    assert not list((office.workspace.outbox / "退回补正").rglob("*.*"))
    office.run(meeting, SENT, "2024-02")
    assert "参会回执：已交 1 家，未交 3 家" in office.words
    folder = office.workspace.outbox / "会议" / "2024-02"
    signing = [
        cell.text
        for table in Document(str(folder / "签到表 2024-02.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "张三" in signing
    assert not {"李四", "13800138001"} & set(signing), "who stays away does not sign, and no number is laid out"
    listed = [
        tuple(cell.value for cell in row[1:])
        for row in open_book((folder / "参会名单 2024-02.xlsx").read_bytes()).worksheets[0].iter_rows(min_row=4)
    ]
    assert (UNIT, "张三", "秘书长", "13800138001", None) in listed
    assert (UNIT, "李四", None, None, "请假") in listed
    assert (FIRM, None, None, None, "未交回执") in listed


def test_a_later_slip_of_the_same_unit_takes_the_place_of_the_first(office: Office) -> None:
    send(office, "回执.docx", slip(office, UNIT, ("张三",)))
    send(office, "回执（改）.docx", slip(office, UNIT, ("王五",)))
    office.run(meeting, SENT, "2024-02")
    sheet = open_book((office.workspace.outbox / "会议" / "2024-02" / "参会名单 2024-02.xlsx").read_bytes()).worksheets[
        0
    ]
    names = [row[2].value for row in sheet.iter_rows(min_row=4)]
    assert "王五" in names
    assert "张三" not in names


def test_a_slip_on_which_nobody_stands_is_left_to_the_office(office: Office) -> None:
    assert send(office, "回执.docx", slip(office, UNIT)) == 1
    assert f"{UNIT}交回的参会回执没有填参会人员，没有登记，请与该单位联系" in office.words
    assert not office.events("attending")


def test_edited_minutes_are_kept_to_be_read_back(office: Office) -> None:
    decided = {"2024-001": {"议定事项": "修路", "牵头单位": "区交通局"}}
    office.take_in(MET, 议程=filled(office, "2024-02", decided, 主持人="李某", 会议地点="三楼"))
    office.run(minutes, MET)
    paper = office.workspace.outbox / "会议" / "2024-02" / "会议纪要 2024-02.docx"
    office.put("纪要（领导改）.docx", edited(paper.read_bytes(), ("由区交通运输局牵头", "由区教育局牵头")))
    office.put("纪要（没改）.docx", paper.read_bytes())
    assert office.run(ingest, MET) == 1
    assert "这是2024-02 会议的纪要，台账没有改动。要把改动写入台账的，请运行“读回纪要”" in office.words
    assert "这是2024-02 会议的纪要，和生成的一样，没有改动" in office.words
    assert not list((office.workspace.outbox / "退回补正").rglob("*.*"))
    assert office.row("2024-001")["牵头单位"] == "区交通运输局"
    assert office.run(read_back, MET, accept=True) == 0
    assert "读回 纪要（领导改）.docx：1 项有改动" in office.said
    assert office.row("2024-001")["牵头单位"] == "区教育局"
    office.run(dispatch, MET)
    assert office.row("2024-001")["状态"] == "办理中"
