"""What is said on the day of a quarter's event, row by row of its agenda, and what becomes of it (seed 003 §四（三）（六）)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from docx import Document

from jobs import quarterly_office as events
from jobs.office import Office, open_book
from toolkit.jobs.catalogue import catalogue
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.status import status

#: The event of the first quarter, a Friday.
DAY = date(2024, 3, 15)
AGREED, DAILY = "同意列入", "转日常办理"
SAID: Mapping[str, Mapping[str, Any]] = {
    "2024-002": {"处理意见": "由市住建局容缺受理。", "牵头单位": "市住建局", "配合单位": "紫金县"},
    "2024-003": {"处理意见": "转日常办理，由市交通局办。", "牵头单位": "市交通局"},
    "2024-004": {"暂缓": "暂缓，由市自然资源局进一步研究"},
    "2024-005": {"处理意见": "给予补贴。", "牵头单位": "市邮政局"},
    "": {
        "企业名称": "东源子电池有限公司",
        "困难问题和意见建议": "蒸汽管网未通。",
        "处理意见": "接通管网。",
        "牵头单位": "市发改局",
    },
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Five matters on the catalogue of March: the first goes the daily way before the event, four come before it."""
    office = events.found(tmp_path_factory.mktemp("event") / "office")
    office.take_in(events.REPORTED, **{name: events.report(office, f"河源{name}有限公司") for name in "甲乙丙丁戊"})
    numbers = [f"2024-00{place}" for place in range(1, 6)]
    for number in numbers:
        office.type_in(number, 核实情况="属实", 问题分类="活动事项", 案由=f"案由{number[-1]}")
    office.run(catalogue, events.LISTED)
    for number in numbers:
        office.type_in(number, 专班意见=DAILY if number == "2024-001" else AGREED, 领导审定=AGREED)
    office.type_in("2024-001", 牵头单位="市交通局", 配合单位="紫金县", 领导审定=None)
    office.run(meeting, date(2024, 3, 12))
    agenda = events.at_the_table(office, "2024-03", SAID, 主持人="李某", 活动地点="一楼")
    office.put("议程.xlsx", agenda)
    assert office.run(ingest, DAY) == 1, "a unit that nobody knows was named"
    office.run(minutes, DAY)
    return office


def lines(office: Office) -> Mapping[str, str]:
    """The minutes' paragraphs by the 编号 in them; under "" the one that says what the event did."""
    path = office.workspace.outbox / "会议" / "2024-03" / "活动纪要 2024-03.docx"
    texts = [each.text for each in Document(str(path)).paragraphs]
    found = {number: text for text in texts for number in NUMBERS if f"（{number}）" in text}
    return {**found, "": next(each for each in texts if "现将" in each)}


NUMBERS = [f"2024-00{place}" for place in range(1, 7)]


def test_the_periods_report_tells_of_the_event_its_catalogue_and_what_became_of_it(office: Office) -> None:
    """Seed 003 §四（八）, on the day itself: 001 went the daily way, 004 was put off at the table, 006 came up there."""
    office.run(quarterly, DAY, "2024Q1")
    (path,) = (office.workspace.outbox / "季度分析").rglob("*.docx")
    document = Document(str(path))
    texts = [each.text for each in document.paragraphs]
    assert "市政府有关领导：" in texts
    (told,) = [each for each in texts if each.startswith("2024年3月15日开展2024年第一季度")]
    assert "企业问题目录5件，其中转日常办理1件、同意列入4件；" in told
    assert told.endswith("形成处理意见4件；截至2024年3月15日，待意见审定3件、待交办1件；活动上暂缓1件。")
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    (row,) = [each for each in rows if each[0] == "2024-006" and "接通管网" in each[2]]
    assert row[3:] == ["市发展改革局", "待意见审定"]


def test_what_goes_the_daily_way_is_a_daily_matter_and_was_never_before_the_event(office: Office) -> None:
    row = office.row("2024-001")
    assert (row["状态"], row["问题分类"], row.get("活动")) == ("待交办", "日常事项", None)
    assert "2024-001" not in lines(office)
    office.run(dispatch, date(2024, 3, 18), ["2024-001"])
    # A daily matter has one month (record.toml), the event's have three.
    assert office.row("2024-001")["办结时限"] == date(2024, 4, 18)


def test_who_leads_reports_when_the_firm_was_replied_to_and_who_supports_need_not(office: Office) -> None:
    # Dispatched by the test before. Seed 003 §四（七）: 将解决问题和回复企业情况报市工业和信息化局汇总.
    said = {"处理情况": "已解决", "办理措施": "4月1日组织验收。", "办理结果": "路已拓宽。"}
    for unit, code in (("紫金县", 0), ("市交通运输局", 1)):
        office.put(f"{unit}.xlsx", office.answered(office.sent("交办", unit, "表三 2024-001"), said, "reply"))
        assert office.run(ingest, date(2024, 4, 2)) == code, office.words
    assert "“回复企业日期”没有填写" in office.words
    assert office.row("2024-001")["状态"] == "办理中"
    office.run(status, date(2024, 4, 2))
    assert [each.split()[2:] for each in office.said if "补报" in each] == [
        ["市交通运输局", "等牵头单位补报：回复企业日期"]
    ]


def test_turned_daily_on_the_day_it_can_go_out_without_an_opinion_to_be_approved(office: Office) -> None:
    row = office.row("2024-003")
    assert (row["状态"], row["问题分类"], row["活动"]) == ("待交办", "日常事项", "2024-03")
    assert "自交办之日起1个月内办结" in lines(office)["2024-003"]


def test_what_comes_up_at_the_table_is_taken_up_like_the_others(office: Office) -> None:
    row = office.row("2024-006")
    assert (row["状态"], row["问题分类"], row["活动"]) == ("待意见审定", "活动事项", "2024-03")
    assert "现场议定：接通管网" in lines(office)["2024-006"]


def test_only_what_goes_the_events_way_has_an_opinion_to_be_approved(office: Office) -> None:
    papers = office.workspace.outbox / "会议" / "2024-03" / "处理意见"
    assert sorted(each.name.split()[1] for each in papers.iterdir()) == ["2024-002", "2024-005", "2024-006"]


def test_the_minutes_count_what_was_studied_and_nothing_as_earlier(office: Office) -> None:
    # 002, 003, 005 and 006 were decided about, 004 was put off: five studied, none heard.
    assert "研究企业反映的活动事项5件" in lines(office)[""]
    assert "前期" not in lines(office)[""]


def opinion(office: Office, number: str) -> Mapping[str, str]:
    (path,) = (office.workspace.outbox / "会议" / "2024-03" / "处理意见").glob(f"*{number}*.docx")
    return {row.cells[0].text: row.cells[1].text for row in Document(str(path)).tables[0].rows}


@pytest.mark.parametrize(
    ("number", "lead", "words"),
    [
        ("2024-002", "市住房城乡建设局", "由市住房城乡建设局容缺受理"),
        ("2024-005", "【待定】", "给予补贴"),
        ("2024-006", "市发展改革局", "接通管网"),
    ],
)
def test_minutes_list_and_opinion_tell_the_same_unit_and_the_same_time(
    office: Office, number: str, lead: str, words: str
) -> None:
    paper, line = opinion(office, number), lines(office)[number]
    assert (paper["牵头单位"], paper["办理期限"]) == (lead, "自交办之日起3个月内")
    assert words in paper["处理意见"]
    assert words in line
    assert f"由{lead}牵头" in line
    assert "自交办之日起3个月内办结" in line
    path = office.workspace.outbox / "会议" / "2024-03" / "企业诉求事项办理清单 2024-03.docx"
    rows = [[cell.text for cell in row.cells] for table in Document(str(path)).tables for row in table.rows]
    (row,) = [each for each in rows if number in each]
    assert any(lead in each for each in row)
    assert any("自交办之日起3个月内" in each for each in row)


def test_a_unit_that_nobody_knows_is_named_before_it_is_approved_and_before_it_goes_out(office: Office) -> None:
    office.run(minutes, DAY)
    assert "2024-005 河源戊有限公司：单位“市邮政局”没有填或不在成员单位名单中" in office.words
    office.type_in("2024-005", 处理意见审定日期=date(2024, 3, 18))
    office.run(status, date(2024, 3, 18))
    lines = [each for each in office.said if "2024-005" in each]
    assert [each.split()[-1][:16] for each in lines] == ["“牵头单位”填的“市邮政局”不在"]


def test_what_was_put_off_says_so_in_the_register_its_story_and_the_next_agenda(office: Office) -> None:
    words = "2024-03 暂缓，由市自然资源局进一步研究"
    assert office.row("2024-004")["暂缓情况"] == words
    office.run(history, DAY, "2024-004")
    assert f"2024-03-15 暂缓　{words}" in office.said
    office.run(meeting, date(2024, 6, 11))
    sheet = open_book(office.sent("活动议程", "2024-06").read_bytes()).worksheets[0]
    (row,) = [[cell.value for cell in row] for row in sheet.iter_rows() if "2024-004" in [each.value for each in row]]
    assert words in row


def test_an_agenda_sent_again_takes_back_that_a_matter_was_put_off(office: Office) -> None:
    said = {"2024-004": {"处理意见": "由市自然资源局统筹指标。", "牵头单位": "市自然资源局", "暂缓": None}}
    office.put("更正.xlsx", events.at_the_table(office, "2024-03", {**SAID, **said}, 主持人="李某", 活动地点="一楼"))
    office.run(ingest, date(2024, 3, 18))
    row = office.row("2024-004")
    assert (row["状态"], row.get("暂缓情况")) == ("待意见审定", None)
    office.run(history, date(2024, 3, 18), "2024-004")
    assert any("暂缓　议程更正，没有暂缓" in each for each in office.said)
