from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from toolkit.documents.minutes import MinutesItem, ProgressItem, write_minutes
from toolkit.errors import ConfigError
from toolkit.mechanism import Issuer, Mechanism

from . import reading, samples


def test_the_minutes_read_as_minutes(mechanism: Mechanism) -> None:
    lines = reading.paragraphs(write_minutes(samples.minutes(mechanism), mechanism))
    assert lines[0] == ("PaperTitle", "“政企面对面”联络协作工作会议纪要")
    assert lines[1] == ("PaperIssued", mechanism.office)
    assert lines[2] == ("PaperIssued", "2024年3月4日")
    assert lines[4] == (
        "PaperBody",
        "2024年3月1日下午，区委常委、统战部部长陈志强在区工商联三楼会议室主持召开“政企面对面”联络协作工作会议，"
        "听取1件前期重点问题办理情况汇报，研究企业反映的重点问题2件。现将会议议定事项纪要如下：",
    )
    assert [words for style, words in lines if style == "Heading1"] == [
        "一、前期重点问题办理情况",
        "二、会议议定事项",
    ]
    assert (
        "PaperBody",
        "（一）关于佛山市顺德区恒泰电器有限公司反映的厂区用电增容问题（2024-003）。"
        "企业反映：二期厂房投产在即，现有变压器容量不足，已影响两条生产线调试；希望尽快明确增容时间。"
        "会议议定：同意按现有电力规划先行实施临时增容，供电方案于一周内答复企业；正式增容与道路管廊工程同步推进。"
        "由区经济促进局牵头，北滘镇、区住房城乡建设和水利局配合，于2024年6月3日前办结。",
    ) in lines


def test_who_was_there_stands_after_one_empty_line_in_the_standards_order(mechanism: Mechanism) -> None:
    lines = reading.paragraphs(write_minutes(samples.minutes(mechanism), mechanism))
    assert [style for style, _ in lines[-5:]] == ["PaperBody", "Normal", *["PaperPeople"] * 3]
    assert lines[-4][1] == ""
    assert [words[:3] for _, words in lines[-3:]] == ["出席：", "请假：", "列席："]
    assert lines[-1][1] == "列席：佛山市顺德区恒泰电器有限公司 郑涛；广东新辉食品有限公司 谢芳"


def test_lists_that_were_not_given_are_left_out(mechanism: Mechanism) -> None:
    content = replace(samples.minutes(mechanism), observing="", absent=" ")
    lines = reading.paragraphs(write_minutes(content, mechanism))
    assert [words[:3] for style, words in lines if style == "PaperPeople"] == ["出席："]


def test_earlier_matters_have_a_part_only_where_there_are_any(mechanism: Mechanism) -> None:
    content = replace(samples.minutes(mechanism), progress=())
    data = write_minutes(content, mechanism)
    assert [words for style, words in reading.paragraphs(data) if style == "Heading1"] == ["一、会议议定事项"]
    assert "听取" not in reading.text(data)


def test_nothing_is_pending_where_everything_is_known(mechanism: Mechanism) -> None:
    assert reading.pending(write_minutes(samples.minutes(mechanism), mechanism)) == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lead": ""}, "由【待定】牵头"),
        ({"due": None}, "于【待定】前办结"),
        ({"decision": ""}, "议定内容【待定】。"),
        ({"firm": ""}, "关于【待定】反映的"),
        ({"subject": "问题"}, "反映的【待定】问题"),
    ],
)
def test_what_is_missing_is_shown_as_pending_and_never_made_up(
    mechanism: Mechanism, change: dict[str, object], words: str
) -> None:
    item = replace(samples.ITEMS[0], **change)  # type: ignore[arg-type]
    data = write_minutes(replace(samples.minutes(mechanism), items=(item,)), mechanism)
    assert reading.pending(data) == 1
    assert words in reading.text(data)


def test_a_matter_without_consensus_is_not_called_decided(mechanism: Mechanism) -> None:
    data = write_minutes(replace(samples.minutes(mechanism), items=(samples.OPEN_ITEM,)), mechanism)
    assert "会议议定：" not in reading.text(data)


def test_place_chair_and_day_of_issue_are_not_made_up_either(mechanism: Mechanism) -> None:
    content = replace(samples.minutes(mechanism), place="", chair="", issued=None, progress=())
    assert reading.pending(write_minutes(content, mechanism)) == 3


def test_a_progress_that_was_not_reported_is_pending_and_was_not_heard(mechanism: Mechanism) -> None:
    content = replace(samples.minutes(mechanism), progress=(ProgressItem("2024-001", "甲公司", "道路", "区公安局"),))
    data = write_minutes(content, mechanism)
    assert reading.pending(data) == 1
    assert "听取" not in reading.text(data)


@pytest.mark.parametrize(
    ("subject", "heading"),
    [
        ("用工短缺", "反映的用工短缺问题"),
        ("用工短缺问题", "反映的用工短缺问题"),
        ("关于用工短缺的问题。", "反映的用工短缺问题"),
    ],
)
def test_the_subject_is_not_doubled(mechanism: Mechanism, subject: str, heading: str) -> None:
    content = replace(samples.minutes(mechanism), items=(MinutesItem("", "甲公司", subject),))
    assert f"（一）关于甲公司{heading}。" in reading.text(write_minutes(content, mechanism))


def test_an_office_without_seal_and_number_prints_neither(mechanism: Mechanism) -> None:
    content = replace(samples.minutes(mechanism), document_number="某联协〔2024〕3号")
    data = write_minutes(content, mechanism)
    assert "〔2024〕" not in reading.text(data)
    assert "PaperMark" not in {style for style, _ in reading.paragraphs(data)}


def test_another_office_may_have_mark_and_number(
    mechanism: Mechanism, findings: Callable[[str, bytes], list[str]]
) -> None:
    issuer = Issuer("某区人民政府办公室", document_number="某府纪〔{year}〕{n}号", red_head=True)
    content = replace(samples.minutes(mechanism), issuer=issuer, document_number="某府纪〔2024〕3号")
    data = write_minutes(content, mechanism)
    lines = reading.paragraphs(data)
    assert [style for style, _ in lines[:3]] == ["PaperMark", "PaperNumber", "PaperRule"]
    assert re.fullmatch(r".+〔\d{4}〕[1-9]\d*号", lines[1][1])
    assert findings("red.docx", data) == []
    assert reading.pending(write_minutes(replace(content, document_number=""), mechanism)) == 1


def test_characters_no_office_file_can_hold_are_dropped(mechanism: Mechanism) -> None:
    item = MinutesItem("2024-009", "甲\x00公\ud800司\x1f", "道路\ufffe", decision="一\r\n二", due=date(2024, 6, 3))
    text = reading.text(write_minutes(replace(samples.minutes(mechanism), items=(item,)), mechanism))
    assert "关于甲公司反映的道路问题（2024-009）。会议议定：一；二。" in text


def test_a_mechanism_without_the_heading_is_told_so(mechanism: Mechanism) -> None:
    with pytest.raises(ConfigError, match="minutes_head"):
        write_minutes(samples.minutes(mechanism), replace(mechanism, wording={}))
