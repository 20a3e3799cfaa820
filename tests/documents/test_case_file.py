"""One case on paper: every part of it, and nothing invented where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from toolkit.documents.case_file import CaseFile, Deadline, Material, write_case_file
from toolkit.mechanism import Mechanism

from . import reading, samples

FILE = CaseFile(
    number="2024-003",
    firm=samples.TRICKY_FIRM,
    subject="厂区用电增容",
    status="办理中",
    round=2,
    facts=[("事项", [("编号", "2024-003"), ("企业名称", samples.TRICKY_FIRM)]), ("报送", [("问题困难", "容量不足\n影响调试")])],
    deadlines=[
        Deadline(
            2, "办结", "区经济促进局", date(2024, 3, 1), date(2024, 6, 3), date(2024, 7, 1), None, "",
            ("期限说明：办结时限 2024年6月3日", "3月1日（周五）　不计（当日不计）"),
        )
    ],
    story=["2024-02-20 登记　甲.xlsx　转为“待分类”", "2024-03-01 上会　先行实施临时增容"],
    decisions=["2024-03 会议议定：先行实施临时增容"],
    material=[Material(date(2024, 2, 20), "甲.xlsx", "民营企业反映问题情况表", "register/originals/ab/abc.xlsx")],
    forms=["附件2 民营企业反映问题情况表 2024-003"],
    day=date(2024, 3, 4),
)  # fmt: skip


@pytest.fixture(scope="module")
def paper(mechanism: Mechanism) -> bytes:
    return write_case_file(FILE, mechanism)


def test_the_parts_follow_one_another(paper: bytes) -> None:
    lines = reading.paragraphs(paper)
    assert lines[0] == ("PaperTitle", "民营企业事项档案（2024-003）")
    assert [words for style, words in lines if style == "Heading1"] == [
        "一、登记内容", "二、期限", "三、会议议定", "四、办理经过", "五、材料目录",
    ]  # fmt: skip
    assert ("PaperBody", f"{samples.TRICKY_FIRM}反映的厂区用电增容，编号2024-003，现为“办理中”，第2轮办理。") in lines


def test_days_are_told_as_they_stand_and_how_they_were_counted(paper: bytes) -> None:
    cells = [words for style, words in reading.paragraphs(paper) if style.startswith("TableSmall")]
    start = cells.index("区经济促进局")
    assert cells[start : start + 5] == ["区经济促进局", "2024-3-1", "2024-6-3", "2024-7-1", ""]
    notes = [words for style, words in reading.paragraphs(paper) if style == "TableNote"]
    assert "期限说明：办结时限 2024年6月3日" in notes
    assert notes[-1].endswith("不对外发送。")


def test_a_case_of_which_little_is_known_says_so(mechanism: Mechanism) -> None:
    bare = replace(FILE, deadlines=[], decisions=[], material=[], forms=[], round=1)
    text = reading.text(write_case_file(bare, mechanism))
    assert "尚未交办，没有计时。" in text
    assert text.count("无。") == 2
    assert "第1轮" not in text


def test_the_open_xml_sdk_finds_nothing_wrong(paper: bytes, findings: Callable[[str, bytes], list[str]]) -> None:
    assert findings("case.docx", paper) == []
