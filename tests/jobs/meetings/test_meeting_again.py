"""An agenda that is sent in again, corrected: it is compared with what the one before had decided."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jobs.edited import edit
from jobs.office import Office
from jobs.returns.test_requests import LEAD, ask
from jobs.test_meeting import filled
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.minutes_read import read_back

DAY = date(2024, 3, 4)
HEAD = {"主持人": "李某", "会议地点": "三楼"}
#: What the first agenda decided, by kind of row and 编号.
FIRST: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("特殊情况", "2024-001"): {"议定事项": "同意延期"},
    ("前期办理情况", "2024-002"): {"议定事项": "延长办结时限", "办结时限": date(2024, 7, 31)},
    ("新上会", "2024-003"): {"议定事项": "请经促局协调", "牵头单位": "区经促局"},
    ("新上会", "2024-004"): {"议定事项": "请供电局协调", "牵头单位": "区教育局"},
}


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two matters in hand, one with a request for an extension, and two new ones, all decided about in March 2024."""
    office = Office.found(tmp_path_factory.mktemp("march") / "office")
    problems = {"甲": "道路破损", "乙": "治安不好", "丙": "用电容量不足", "丁": "用地指标不够"}
    office.take_in(**{name: office.report(企业名称=f"顺德{name}厂", 问题困难=text) for name, text in problems.items()})
    for number, text in enumerate(problems.values(), 1):
        office.type_in(f"2024-00{number}", 问题分类="重点问题", 案由=text)
    office.run(meeting, date(2024, 1, 30), "2024-02")
    in_february = {
        "2024-001": {"议定事项": "由区发改局牵头立项", "牵头单位": LEAD},
        "2024-002": {"议定事项": "分期改造", "牵头单位": "区公安局"},
    }
    office.take_in(date(2024, 2, 2), 一=filled(office, "2024-02", in_february, **HEAD))
    office.run(dispatch, date(2024, 2, 2))
    ask(office, "extension", date(2024, 2, 20), 延期至=date(2024, 8, 30), 延期理由="需等待招标结果")
    office.run(meeting, date(2024, 2, 26), "2024-03")
    office.take_in(DAY, 二=filled(office, "2024-03", FIRST, **HEAD))
    office.run(minutes, DAY)
    return office


@pytest.fixture
def office(march: Office, tmp_path: Path) -> Office:
    shutil.copytree(march.root, tmp_path / "office")
    return Office(tmp_path / "office", march.mechanism)


def send_again(office: Office, *, without: tuple[tuple[str, str], ...] = (), **changed: Mapping[str, Any]) -> int:
    """Send the agenda in once more: rows left without a decision, columns of others changed (by firm's 编号)."""
    rows = {key: dict(row) for key, row in FIRST.items() if key not in without}
    for number, columns in changed.items():
        key = next(each for each in rows if each[1] == f"2024-{number[1:]}")
        rows[key] = {column: text for column, text in {**rows[key], **columns}.items() if text is not None}
    return office.take_in(DAY, 三=filled(office, "2024-03", rows, **HEAD, 会议时间="15:00"))


def told(office: Office, number: str) -> str:
    """What the latest minutes say of a matter."""
    office.run(minutes, DAY)
    folder = office.workspace.outbox / "会议" / "2024-03"
    paper = max(folder.glob("会议纪要*.docx"), key=lambda each: each.stat().st_mtime_ns)
    lines = [each.text for each in Document(io.BytesIO(paper.read_bytes())).paragraphs]
    (found,) = [each for each in lines if f"（{number}）" in each]
    return found


def story(office: Office, number: str) -> list[str]:
    office.run(history, DAY, number)
    return [each for each in office.said if " 上会　" in each]


def test_an_agenda_that_says_the_same_records_nothing_anew(office: Office) -> None:
    before = len(office.events("met"))
    assert send_again(office) == 0
    assert len(office.events("met")) == before
    assert "办结时限由2024年5月6日改为2024年7月31日" in told(office, "2024-002")
    assert "办结时限由2024年5月6日改为2024年8月30日" in told(office, "2024-001")
    (row,) = [each for each in office.rows("会议") if each["会议"] == "2024-03"]
    assert (row["议定事项数"], row["会议时间"]) == (4, "15:00")


def test_what_is_different_is_recorded_and_all_else_of_the_matter_stands(office: Office) -> None:
    assert send_again(office, n002={"议定事项": "延长办结时限，每月报进展"}, n003={"牵头单位": "区教育局"}) == 0
    assert "会议议定：延长办结时限，每月报进展。" in told(office, "2024-002")
    assert "办结时限由2024年5月6日改为2024年7月31日" in told(office, "2024-002")
    (due,) = [each for each in office.rows("时限") if (each["编号"], each["种类"]) == ("2024-002", "办结")]
    assert (due["原期限"], due["现期限"]) == (date(2024, 5, 6), date(2024, 7, 31))
    assert (due["原因"], due["批准"]) == ("会议研定", "2024-03 会议")
    assert "由区教育局牵头" in told(office, "2024-003")
    assert office.row("2024-003")["牵头单位"] == "区教育局"
    assert story(office, "2024-002") == [
        "2024-02-01 上会　牵头单位：区公安局　分期改造　转为“待交办”",
        "2024-03-01 上会　牵头单位：区公安局　办结时限：2024-07-31　延长办结时限",
        "2024-03-01 上会　议程更正　延长办结时限，每月报进展",
    ]


def test_a_decision_that_is_left_empty_stands_and_the_office_is_asked(office: Office) -> None:
    assert send_again(office, without=(("新上会", "2024-004"),)) == 1
    assert (
        "2024-004 上次议程议定“请供电局协调”，这次没有写议定事项：原议定仍然有效。"
        "确实没有议定的，请在台账把“状态”改回“待上会”，再重新出纪要"
    ) in office.words
    assert "会议议定：请供电局协调。" in told(office, "2024-004")


def test_taken_back_in_the_register_it_is_open_in_the_minutes_and_not_dispatched(office: Office) -> None:
    send_again(office, without=(("新上会", "2024-004"),))
    office.type_in("2024-004", 状态="待上会")
    assert "议定内容【待定】" in told(office, "2024-004")
    office.run(dispatch, DAY)
    assert office.row("2024-004")["状态"] == "待上会"


def test_a_cell_that_is_left_empty_takes_nothing_back_and_is_told(office: Office) -> None:
    assert send_again(office, n002={"办结时限": None}) == 1
    assert "2024-002 上次议程填有办结时限“2024-07-31”，这次空白：仍按上次的办；确实不定的，请在台账里改" in office.words
    assert office.row("2024-002")["办结时限"] == date(2024, 7, 31)
    assert "办结时限由2024年5月6日改为2024年7月31日" in told(office, "2024-002")


@pytest.mark.parametrize(
    ("columns", "status", "said"),
    [
        ({"议定事项": "原则同意延期，抓紧招标"}, 0, "会议议定：原则同意延期，抓紧招标。"),
        ({"议定事项": "不同意延期"}, 1, "会议议定：同意延期。"),
        ({"办结时限": date(2024, 9, 30)}, 1, "会议议定：同意延期。"),
    ],
)
def test_a_decided_request_takes_other_words_but_no_other_verdict(
    office: Office, columns: dict[str, Any], status: int, said: str
) -> None:
    assert send_again(office, n001=columns) == status
    asked = "2024-001 上次议程议定“同意延期”，已经登记并答复申请单位；这次写的是" in office.words
    assert asked is bool(status)
    assert said in told(office, "2024-001")
    assert office.row("2024-001")["办结时限"] == date(2024, 8, 30)
    assert len(list((office.workspace.outbox / "复函").rglob("*复函.docx"))) == 1


def test_what_edited_minutes_changed_stands_where_the_agenda_says_what_it_said(office: Office) -> None:
    paper = office.workspace.outbox / "会议" / "2024-03" / "会议纪要 2024-03.docx"
    edit(paper, ("由区经济促进局牵头", "由区招商局牵头"))
    office.run(read_back, DAY, "", str(paper), accept=True)
    assert send_again(office, n003={"议定事项": "请经促局协调用电"}) == 0
    assert office.row("2024-003")["牵头单位"] == "区招商局"
    assert "由区招商局牵头" in told(office, "2024-003")


def promised(office: Office, month: str) -> dict[str, str]:
    """What the table of earlier matters says that meetings decided, by 编号."""
    paper = Document(str(office.workspace.outbox / "会议" / month / f"前期事项办理情况 {month}.docx"))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    heads = rows[0]
    number, said = heads.index("编号"), next(place for place, name in enumerate(heads) if "议定" in name)
    return {row[number]: row[said] for row in rows[1:]}


def test_the_next_meeting_reads_what_each_meeting_decided_and_of_each_the_last_word(office: Office) -> None:
    send_again(office, n002={"议定事项": "延长办结时限，每月报进展"})
    paper = office.workspace.outbox / "会议" / "2024-03" / "会议纪要 2024-03.docx"
    edit(paper, ("会议议定：同意延期。", "会议议定：同意延期，不再顺延。"))
    office.run(read_back, DAY, "", str(paper), accept=True)
    office.run(meeting, date(2024, 3, 26), "2024-04")
    found = promised(office, "2024-04")
    assert found["2024-001"] == "2024-02 会议：\n由区发改局牵头立项\n2024-03 会议：\n同意延期，不再顺延。"
    assert found["2024-002"] == "2024-02 会议：\n分期改造\n2024-03 会议：\n延长办结时限，每月报进展"
