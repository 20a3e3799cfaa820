from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.jobs.collect import collect

from . import quarterly_office as events
from .office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return events.found(tmp_path / "office")


def letter(office: Office, unit: str) -> str:
    path = office.workspace.outbox / "征集" / "2024-03" / unit / "征集函.docx"
    return "\n".join(each.text for each in Document(str(path)).paragraphs)


def test_each_collector_is_asked_for_what_the_notice_has_it_collect(office: Office) -> None:
    assert office.run(collect, date(2024, 2, 20)) == 0
    # Seven named by the notice and eight counties; ten workdays before Friday, 15 March.
    assert "2024年第一季度“面对面”政企交流活动：请 15 个单位在 2024-03-01 前报来" in office.words
    assert "请贵单位收集重点建设项目在推进过程中遇到的困难问题。" in letter(office, "市发展改革局")
    assert "商协会及其执委企业反映的问题及意见建议" in letter(office, "市工商联")
    assert "本县（区）企业反映的共性、突出问题" in letter(office, "紫金县")
    folder = office.workspace.outbox / "征集" / "2024-03" / "市商务局"
    assert sorted(each.suffix for each in folder.iterdir()) == [".docx", ".eml", ".txt", ".xlsx"]
    before = letter(office, "市商务局")
    office.run(collect, date(2024, 2, 23))
    assert "15 个单位已写过征集函，没有重写" in office.words
    assert letter(office, "市商务局") == before


def test_a_report_gets_its_channel_by_who_sent_it_and_they_are_counted(office: Office) -> None:
    for firm, reporter in (("甲", "市人大办"), ("乙", "和平县政府"), ("丙", "市财政局"), ("丁", "市人大办")):
        office.take_in(events.REPORTED, **{firm: events.report(office, f"河源{firm}有限公司", reporter)})
    assert [row.get("收集渠道") for row in office.rows()] == ["人大代表", "县（区）", None, "人大代表"]
    office.run(collect, date(2024, 3, 4), "2024Q1")
    assert "至今收到 4 件：人大代表 2 件、县（区） 1 件、其他 1 件" in office.words
    assert "还没有来件的渠道：政协委员、工业领域、重点建设项目、商贸领域、粤商通、商协会" in office.words
    assert "按规定应在 2024-03-01 前报来，已经过了" in office.words
    # One county has reported: the seven others are named, and all that no mail can be addressed to in one line.
    (silent,) = [each for each in office.said if each.startswith("县（区）里还没有来件的：")]
    assert silent == "县（区）里还没有来件的：源城区、东源县、龙川县、紫金县、连平县、市高新区管委会、江东新区管委会"
    (lacking,) = [each for each in office.said if "没有邮箱" in each]
    assert lacking.strip().startswith("源城区、东源县、")


def test_a_quarter_is_named_as_people_name_it(office: Office) -> None:
    for text in ("2024Q2", "2024年第二季度", "2024年二季度", "2024-04", "2024-06"):
        office.run(collect, date(2024, 2, 20), text, dry_run=True)
        assert "2024年第二季度“面对面”政企交流活动" in office.words, text
        assert "outbox/征集/2024-06" in office.words, text


def test_what_is_no_quarter_is_refused(office: Office) -> None:
    with pytest.raises(ToolkitError, match="“2024Q5”不是季度"):
        office.run(collect, date(2024, 2, 20), "2024Q5")


def test_a_mechanism_without_channels_says_so(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="没有写明收集渠道"):
        Office.found(tmp_path / "other").run(collect)
