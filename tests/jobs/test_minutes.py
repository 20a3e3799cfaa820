"""What the minutes of a meeting say, and that dispatch can follow from them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from jobs.returns.test_requests import LEAD, ask
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes

from .office import Office, open_book
from .test_meeting import filled

DAY = date(2024, 3, 4)
FIRST = {
    "2024-001": {"议定事项": "由区发改局牵头立项", "牵头单位": LEAD},
    "2024-002": {"议定事项": "分期改造", "牵头单位": "区公安局"},
}
#: Of the second meeting: by kind of row and 编号, because a case may stand there twice.
SECOND = {
    ("特殊情况", "2024-001"): {"议定事项": "同意延期"},
    ("前期办理情况", "2024-001"): {},
    ("新上会", "2024-003"): {
        "议定事项": "请经促局协调用电，区发改局配合。",
        "牵头单位": "区经促局",
        "特殊情况": "须待变电站建成",
    },
    ("新上会", "2024-004"): {"暂缓": "市自然资源局顺德分局"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The meeting of March: an earlier matter reported on, one with a granted extension, one decided, one put off."""
    office = Office.found(tmp_path_factory.mktemp("minutes") / "office")
    problems = {"甲": "道路破损", "乙": "治安不好", "丙": "用电容量不足", "丁": "用地指标不够", "戊": "招不到工人"}
    calling = {"戊": "招不到工人（可致电郑某13800138000、0757-22880000）"}
    office.take_in(
        **{
            name: office.report(企业名称=f"顺德{name}厂", 问题困难=calling.get(name, text))
            for name, text in problems.items()
        }
    )
    for number in range(1, 6):
        office.type_in(f"2024-00{number}", 问题分类="重点问题", 案由=list(problems.values())[number - 1])
    office.run(meeting, date(2024, 1, 30), "2024-02")
    office.take_in(date(2024, 2, 2), 一=filled(office, "2024-02", FIRST, 主持人="李某", 会议地点="三楼"))
    office.run(dispatch, date(2024, 2, 2))
    ask(office, "extension", date(2024, 2, 20), 延期至=date(2024, 8, 30), 延期理由="需等待招标结果，可问13800138000")
    office.run(meeting, date(2024, 2, 26), "2024-03")
    office.take_in(DAY, 二=_second(office))
    office.run(minutes, DAY)
    return office


def _second(office: Office) -> bytes:
    head = {
        "主持人": "总召集人王某",
        "会议地点": "三楼",
        "会议认为": "会议认为，企业用电紧张。",
        "会议要求": "我们要按时办结，尽快答复",
    }
    return filled(office, "2024-03", SECOND, **head)


def everything(path: Path) -> str:
    """All that stands in an office file, whichever part it is in."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())


@pytest.fixture(scope="module")
def lines(office: Office) -> list[str]:
    paper = office.workspace.outbox / "会议" / "2024-03" / "会议纪要 2024-03.docx"
    return [each.text for each in Document(io.BytesIO(paper.read_bytes())).paragraphs]


def line(lines: list[str], number: str) -> str:
    (found,) = [each for each in lines if f"（{number}）" in each]
    return found


def test_each_matter_is_told_and_counted_once(lines: list[str]) -> None:
    for number in ("2024-001", "2024-002", "2024-003", "2024-004", "2024-005"):
        assert line(lines, number)
    assert lines[4] == (
        "2024年3月1日，总召集人王某在三楼主持召开“政企面对面”联络协作工作会议，听取1件前期重点问题办理情况汇报，"
        "研究企业反映的重点问题2件，研定特殊情况处理方式1件。现将会议议定事项纪要如下："
    )


def test_the_parts_stand_in_order(lines: list[str]) -> None:
    headings = [each for each in lines if each[:1] in "一二三四五六" and each[1:2] == "、"]
    assert headings == [
        "一、前期重点问题办理情况", "二、会议讨论情况", "三、会议议定事项", "四、未议定事项", "五、工作要求",
    ]  # fmt: skip
    assert "会议认为，企业用电紧张。" in lines
    assert "会议要求，我们要按时办结，尽快答复。" in lines


def test_a_granted_request_is_a_decision_with_its_old_and_new_date(lines: list[str]) -> None:
    told = line(lines, "2024-001")
    assert "反映的道路破损问题的延期申请（2024-001）。申请事项：区发展和改革局申请" in told
    assert "会议议定：同意延期。由区发展和改革局牵头，办结时限由2024年5月6日改为2024年8月30日。" in told


def test_a_new_matter_has_all_six_elements_and_one_name_for_each_unit(lines: list[str]) -> None:
    # 15 workdays after Friday 1 March: 4–8 are 5, 11–15 make 10, 18–22 make 15; three months end on Saturday 1 June.
    assert line(lines, "2024-003") == (
        "（一）关于顺德丙厂反映的用电容量不足问题（2024-003）。"
        "问题类别：B.项目规划建设、企业生产经营、员工工作生活过程中碰到的问题和困难。企业反映：用电容量不足。"
        "会议议定：请区经济促进局协调用电，区发展和改革局配合。由区经济促进局牵头，于2024年6月3日前办结。"
        "办理意见于2024年3月22日前报领导小组办公室，办结后报送《民营企业事项办理情况表》。"
        "特殊情况处理：须待变电站建成。"
    )


def test_nothing_undecided_is_called_decided(lines: list[str]) -> None:
    assert line(lines, "2024-004").endswith("由市自然资源局顺德分局进一步研究后提请下次会议审议。")
    assert line(lines, "2024-005").endswith("议定内容【待定】。由【待定】牵头，于【待定】前办结。")
    assert not [each for each in lines[lines.index("四、未议定事项") :] if "会议议定" in each]


def test_it_says_what_dispatch_will_send_to_whom_and_by_when(office: Office) -> None:
    office.run(minutes, DAY)
    assert "会议要求：写有“我们”、“尽快”，纪要用第三人称，时间和数量要写明，请在纪要里改" in office.said
    assert "可以交办 1 件，运行“交办”（dispatch）即按单位发出：" in office.said
    assert "  2024-003 顺德丙厂：区经济促进局牵头，意见时限 2024-03-22，办结时限 2024-06-03" in office.said
    assert "已经交办在办的 1 件：2024-001" in office.said


def test_the_list_has_the_matters_of_the_meeting(office: Office) -> None:
    place = office.workspace.outbox / "会议" / "2024-03" / "民营企业事项办理清单 2024-03.xlsx"
    sheet = open_book(place.read_bytes()).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=4)] == ["2024-003", "2024-001"]


def test_no_paper_of_the_meeting_shows_a_telephone_number(office: Office) -> None:
    papers = [each for each in (office.workspace.outbox / "会议").rglob("*.*") if each.suffix in {".docx", ".xlsx"}]
    assert {each.name for each in papers} >= {"会议议程 2024-03.xlsx", "会议纪要 2024-03.docx"}
    assert [each.name for each in papers if re.search("13800138000|22880000", everything(each))] == []


def test_minutes_written_again_are_the_same_and_noted_once(office: Office) -> None:
    written = office.workspace.outbox / "会议" / "2024-03" / "会议纪要 2024-03.docx"
    before, noted = written.read_bytes(), len(office.events("minuted"))
    office.run(minutes, DAY)
    assert written.read_bytes() == before
    assert len(office.events("minuted")) == noted == 1
