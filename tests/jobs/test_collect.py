from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from toolkit.analysis.figures.case_rows import read_rows
from toolkit.errors import ToolkitError
from toolkit.jobs.collect import collect
from toolkit.jobs.status import status

from . import quarterly_office as events
from .again import once
from .office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return events.found(tmp_path / "office")


@pytest.fixture
@once
def asked(office: Office) -> Office:
    """Everybody asked for the event of the first quarter."""
    assert office.run(collect, date(2024, 2, 20)) == 0
    return office


def letter(office: Office, unit: str) -> str:
    path = office.workspace.outbox / "征集" / "2024-03" / unit / "征集函.docx"
    return "\n".join(each.text for each in Document(str(path)).paragraphs)


def test_each_collector_is_asked_for_what_the_notice_has_it_collect(asked: Office) -> None:
    office = asked
    # Six named by the notice beside the office's own, eight counties, and twenty departments (市直相关部门): two members
    # of the body and the eighteen that units.toml adds. Ten workdays before Friday, 15 March.
    assert "2024年第一季度“面对面”政企交流活动：请 34 个单位在 2024-03-01 前报来" in office.words
    assert "请贵单位收集重点建设项目在推进过程中遇到的困难问题。" in letter(office, "市发展改革局")
    assert "商协会及其执委企业反映的问题及意见建议" in letter(office, "市工商联")
    assert "本县（区）企业反映的共性、突出问题" in letter(office, "紫金县")
    assert "紫金县人民政府：" in letter(office, "紫金县"), "as the letters that go out with matters call it"
    folder = office.workspace.outbox / "征集" / "2024-03" / "市商务局"
    assert sorted(each.suffix for each in folder.iterdir()) == [".docx", ".eml", ".txt", ".xlsx"]
    before = letter(office, "市商务局")
    office.run(collect, date(2024, 2, 23))
    assert "34 个单位已写过征集函，没有重写" in office.words
    assert letter(office, "市商务局") == before


def test_status_says_when_the_collectors_are_to_be_asked_until_they_are(office: Office) -> None:
    asks = "2024年第一季度“面对面”政企交流活动：收集的问题 2024-03-01 前报来{}；还没有写征集函，运行“toolkit collect”"

    def said(day: date) -> list[str]:
        office.run(status, day)
        assert ("没有等着要办的事" in office.words) != ("收集的问题" in office.words)
        return ["".join(each.strip() for each in office.said).count(asks.format(past)) for past in ("", "，已经过了")]

    # Due on Friday, 1 March. Ten workdays before it is Sunday, 18 February, worked for the Spring Festival's sake.
    days = (date(2024, 2, 9), date(2024, 2, 18), date(2024, 3, 1), date(2024, 3, 4))
    assert [said(day) for day in days] == [[0, 0], [1, 0], [1, 0], [0, 1]]
    office.run(collect, date(2024, 3, 1))
    assert "按规定今天（2024-03-01）就应报来" in office.words
    office.run(status, date(2024, 3, 4))
    assert "征集函" not in office.words


def test_departments_without_a_channel_of_their_own_are_asked_and_the_office_writes_itself_no_letter(
    asked: Office,
) -> None:
    letters = {each.name for each in (asked.workspace.outbox / "征集" / "2024-03").iterdir()}
    assert {"市自然资源局", "市财政局", "河源供电局"} <= letters
    assert letters & {"市府办公室", "市委宣传部", "市政府督查室", "市工业和信息化局"} == set()
    # Seed 003 §四（一）: 市直相关部门、各县（区）收集的共性、突出问题.
    assert "请贵单位收集本部门掌握的企业反映的共性、突出问题" in letter(asked, "市财政局")
    assert "共性" not in letter(asked, "市商务局"), "who has a channel is asked for that"
    asked.run(collect, date(2024, 2, 20), "2024Q2", dry_run=True)
    own = "市工业和信息化局自己收集（不写函）：工业领域特别是我市有代表性企业"
    assert [each for each in asked.said if each.startswith(own)] != []


def test_a_report_gets_its_channel_by_who_sent_it_and_they_are_counted(office: Office) -> None:
    for firm, reporter in (("甲", "市人大办"), ("乙", "和平县政府"), ("丙", "市财政局"), ("丁", "市府办")):
        office.take_in(events.REPORTED, **{firm: events.report(office, f"河源{firm}有限公司", reporter)})
    assert [row.get("收集渠道") for row in office.rows()] == ["人大代表", "县（区）", "市直部门", None]
    # Seed 003 §二（二）: what the office hears by other ways, at a 早餐会 for one, has a word in that column as well.
    events_of_its_own = {"戊": "早餐会", "己": "市长信箱"}
    for firm, way in events_of_its_own.items():
        office.take_in(events.REPORTED, **{firm: events.report(office, f"河源{firm}有限公司", "市府办")})
        office.type_in(office.rows()[-1]["编号"], 收集渠道=way)
    office.run(collect, date(2024, 3, 4), "2024Q1")
    assert "至今收到 6 件：人大代表 1 件、市直部门 1 件、县（区） 1 件、早餐会 1 件、其他 2 件" in office.words
    assert "还没有来件的渠道：政协委员、工业领域、重点建设项目、商贸领域、粤商通、商协会" in office.words
    assert "按规定应在 2024-03-01 前报来，已经过了" in office.words
    # One county has reported: the seven others are named, and all that no mail can be addressed to in one line.
    (silent,) = [each for each in office.said if each.startswith("县（区）里还没有来件的：")]
    assert silent == "县（区）里还没有来件的：源城区、东源县、龙川县、紫金县、连平县、市高新区管委会、江东新区管委会"
    (lacking,) = [each for each in office.said if "没有邮箱" in each]
    assert lacking.strip().startswith("源城区、东源县、")


def test_what_kind_of_firm_it_is_and_where_is_taken_in_and_counted_where_it_is(office: Office) -> None:
    """Seed 003 §三 names the kinds of firms; the reporter is a department, so only the form knows the county."""
    told = {"企业类型": "规上企业、执委企业", "所在县（区）": "河源高新区"}
    office.take_in(events.REPORTED, 甲=events.report(office, "河源甲有限公司", "市工商联", **told))
    office.take_in(events.REPORTED, 乙=events.report(office, "河源乙有限公司", "和平县"))
    first, second = office.rows()
    assert (first["企业类型"], first["所在县（区）"]) == ("规上企业、执委企业", "市高新区管委会")
    assert second.get("企业类型") is None
    assert not first.get("待补正")
    towns = read_rows(office.desk.live(), office.mechanism)["town"]
    assert towns.tolist() == ["市高新区", "和平县"]


def test_a_quarter_is_named_as_people_name_it(office: Office) -> None:
    office.run(collect, date(2024, 2, 20), "2024-06")  # once written, a letter is only told of
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
