"""A meeting gives a matter in hand to another lead unit: that one gets it, the one that had it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from jobs.edited import edit
from jobs.office import Office
from jobs.test_meeting import filled
from toolkit.jobs.case import case
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.minutes_read import read_back
from toolkit.jobs.remind import remind

from .in_hand import led_by_the_police
from .test_meeting_again import HEAD

#: What the unit in between reports before it loses the matter.
SAID: Mapping[str, str] = {
    "牵头联系人": "钱某", "牵头联系电话": "13700137000", "办理意见": "拟分段修补", "办理结果": "已修一段",
    "处理情况": "正在解决",
}  # fmt: skip
MET, SENT = date(2024, 3, 4), date(2024, 3, 6)


def papers(office: Office, day: date) -> list[str]:
    folder = office.workspace.outbox / "交办" / day.isoformat()
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*函*.docx"))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A matter that the police leads since February, before the meeting of March."""
    office = led_by_the_police(tmp_path_factory.mktemp("former") / "office")
    office.run(meeting, date(2024, 2, 26), "2024-03")
    return office


@pytest.fixture(scope="module")
def office(before: Office) -> Office:
    """The meeting of March gives it to the transport bureau, which gets it on 6 March."""
    decided = {"2024-001": {"议定事项": "先修路", "牵头单位": "区交通局", "配合单位": "区公安局"}}
    before.take_in(MET, 二=filled(before, "2024-03", decided, **HEAD))
    assert "2024-001 会议由区公安局改交区交通运输局牵头，时限自会议当日重新起算" in before.words
    assert before.row("2024-001")["状态"] == "待交办"
    before.run(remind, MET)
    assert not list((before.workspace.outbox / "催办").rglob("*区交通运输局*")), "who has it not is not urged"
    before.run(minutes, MET)
    before.run(dispatch, SENT)
    return before


def test_it_goes_out_to_the_new_lead_and_the_former_one_is_told_once(office: Office) -> None:
    assert papers(office, SENT) == sorted(
        ["区公安局 牵头单位调整函/牵头单位调整函.docx", "区公安局/交办函.docx", "区交通运输局/交办函.docx"]
    )
    folder = office.workspace.outbox / "交办" / SENT.isoformat() / "区公安局 牵头单位调整函"
    table = Document(str(folder / "牵头单位调整函.docx")).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [
        "2024-001",
        "顺德甲厂",
        "道路破损",
        "区交通运输局",
        "改为配合",
    ]
    assert (folder / "牵头单位调整函 邮件草稿.eml").exists()


def test_its_deadlines_begin_with_the_meeting_and_the_former_ones_stay_with_their_unit(office: Office) -> None:
    # The meeting was on Friday 1 March: 15 workdays end on 22 March, three months on Saturday 1 June, so 3 June.
    found = {row["种类"]: (row["单位"], row["起算日"], row["现期限"]) for row in office.rows("时限")}
    assert found["意见"] == ("区交通运输局", date(2024, 3, 1), date(2024, 3, 22))
    assert found["办结"] == ("区交通运输局", date(2024, 3, 1), date(2024, 6, 3))
    assert found["意见·区公安局改交"][0] == "区公安局"
    lines = [each.text for each in Document(str(_minutes(office))).paragraphs]
    (line,) = [each for each in lines if "（2024-001）" in each]
    assert "由区交通运输局牵头，区公安局配合，于2024年6月3日前办结。办理意见于2024年3月22日前报领导小组办公室" in line


def _minutes(office: Office) -> Path:
    return office.workspace.outbox / "会议" / "2024-03" / "会议纪要 2024-03.docx"


def test_its_story_says_who_had_it_and_who_has_it(office: Office) -> None:
    office.run(history, SENT, "2024-001")
    assert (
        "2024-03-01 上会　牵头单位：区交通运输局　配合单位：区公安局　改由其他单位牵头，重新交办　先修路　转为“待交办”"
    ) in office.said
    assert ("2024-03-06 交办　交区交通运输局、区公安局　已写函告知原牵头单位区公安局　转为“办理中”") in office.said


@pytest.fixture(scope="module")
def handed_on(office: Office) -> Office:
    """The transport bureau reports that it is at it; then the edited minutes give the matter to a third unit."""
    sent = office.sent("区交通运输局", "附件3")
    office.take_in(SENT, 三=office.answered(sent, SAID))
    assert {each: office.row("2024-001")[each] for each in SAID} == SAID
    office.type_in("2024-001", 办结时限=date(2024, 9, 30))
    edit(_minutes(office), ("由区交通运输局牵头", "由区教育局牵头"))
    office.run(read_back, SENT, "2024-03", accept=True)
    assert "说明：2024-001：改由其他单位牵头，原已延至2024年9月30日的办结时限不再适用" in office.said
    return office


def test_edited_minutes_that_name_another_lead_hand_it_over_likewise(handed_on: Office) -> None:
    office = handed_on
    assert office.row("2024-001")["状态"] == "待交办"
    office.run(dispatch, date(2024, 3, 7))
    assert papers(office, date(2024, 3, 7)) == sorted(
        ["区交通运输局 牵头单位调整函/牵头单位调整函.docx", "区公安局/交办函.docx", "区教育局/交办函.docx"]
    )
    office.run(dispatch, date(2024, 3, 8))
    assert papers(office, date(2024, 3, 8)) == []


def test_the_next_lead_inherits_nothing_and_what_the_former_one_said_is_kept_under_its_name(handed_on: Office) -> None:
    assert {*SAID, "意见报送日期"} & handed_on.row("2024-001").keys() == set()
    handed_on.run(case, date(2024, 3, 8), "2024-001")
    told = "牵头联系人：钱某；牵头联系电话：13700137000；办理意见：拟分段修补；意见报送日期：2024-03-06；办理结果：已修一段"
    assert f"原承办单位 区交通运输局（2024-03-06，交出时台账所载）：{told}；处理情况：正在解决" in handed_on.words
    facts, _ = _filed(handed_on)
    assert facts["区交通运输局"].startswith("2024年3月6日交出时台账所载　牵头联系人：钱某；")
    form = "".join(str(cell) for cell in _annex(handed_on))
    assert "拟分段修补" not in form
    assert "钱某" not in form


def test_the_file_says_of_each_deadline_of_a_former_lead_that_it_holds_no_more(handed_on: Office) -> None:
    handed_on.run(case, date(2024, 3, 8), "2024-001")
    facts, lines = _filed(handed_on)
    assert "意见（区公安局）：2024年3月1日会议改由其他单位牵头，此期限不再计算。" in lines
    # Due on 27 February (15 workdays, 4, 9 and 18 February worked), taken away on Friday 1 March.
    assert facts["意见 区公安局"] == "已改交，超期3个工作日"
    assert facts["意见 区教育局"] == ""


def _filed(office: Office) -> tuple[Mapping[str, str], list[str]]:
    """The case's file: what stands beside each unit, or deadline of a unit; and its paragraphs."""
    (path,) = (office.workspace.outbox / "一事一档").rglob("一事一档 2024-001.docx")
    paper = Document(str(path))
    facts, deadlines = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables[:2])
    found = {row[1]: row[2] for row in facts} | {f"{row[1]} {row[2]}": row[-1] for row in deadlines}
    return found, [each.text for each in paper.paragraphs]


def _annex(office: Office) -> list[object]:
    book = openpyxl.load_workbook(office.sent("一事一档", "附件3"))
    return [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
