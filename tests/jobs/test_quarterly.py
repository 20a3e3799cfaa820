"""The quarterly report: what happened in a quarter stays in it, whatever comes later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from lxml import etree

from toolkit.analysis import PeriodError
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.own_columns import own_column
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.quarterly import quarterly

from .again import once
from .office import Office

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture
@once
def dissatisfied(office: Office) -> Office:
    """A matter that was closed within the first quarter and found wanting by its firm."""
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司"))
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 问题分类="一般问题", 案由="道路破损", 牵头单位="区交通局")
    office.run(dispatch, date(2024, 1, 11))
    done = {"处理情况": "已解决", "办理意见": "已安排", "办理结果": "已修复"}
    office.take_in(date(2024, 1, 25), 回=office.answered(office.sent("附件3", "2024-001"), done))
    form = office.mechanism.form("annex4")
    view = {"编号": "2024-001", "满意度": "不满意", "日期": date(2024, 1, 30)}
    office.take_in(date(2024, 1, 31), 评=office.blank(form, view))
    assert office.row("2024-001")["状态"] == "重新办理"
    return office


def report(office: Office, day: date, quarter: str = "2024Q1") -> list[str]:
    """The words of the report, the day it was written on left out."""
    office.run(quarterly, day, quarter)
    folder = office.workspace.outbox / "季度分析"
    newest = max(folder.rglob("*.docx"), key=lambda path: path.stat().st_mtime_ns)
    paper = docx.Document(str(newest))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    lines = [paragraph.text for paragraph in paper.paragraphs]
    return [line for line in [*lines, *cells] if not re.fullmatch(r"2024年4月\d+日", line)]


def _chart_caches(parts: Mapping[str, bytes], folder: str) -> list[list[tuple[str, ...]]]:
    """Of each native chart of a package what it shows unopened: its categories and its figures."""
    charts = []
    for name in sorted(each for each in parts if each.startswith(f"{folder}/charts/chart")):
        tree = etree.fromstring(parts[name])
        series = [
            tuple(
                point.findtext(f"{C}v").removesuffix(".0")
                for cache in each.iter(f"{C}strCache", f"{C}numCache")
                if cache.getparent().getparent().tag in (f"{C}cat", f"{C}val")
                for point in cache.iter(f"{C}pt")
            )
            for each in tree.iter(f"{C}ser")
        ]
        charts.append(series)
    return charts


def test_report_workbook_and_charts_say_the_same_figures(dissatisfied: Office) -> None:
    report(dissatisfied, date(2024, 4, 1))
    folder = dissatisfied.workspace.outbox / "季度分析" / "2024年第一季度"
    word, excel = next(folder.glob("*.docx")), next(folder.glob("*综合分析.xlsx"))
    paper, book = docx.Document(str(word)), openpyxl.load_workbook(excel, data_only=True)
    rows = {row[0]: row for row in book["总体指标"].iter_rows(values_only=True) if row[0]}
    compared = 0
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    for table in (each for each in tables if each[0][:3] == ["指标", "本季度", "计算"]):
        for name, shown, parts, *_ in table[1:]:
            top, bottom, value = rows[name][1:4]
            assert parts == ("—" if bottom in ("—", 0) else f"{top}÷{bottom}"), name
            if shown.endswith("件"):
                assert shown == f"{top}件"
            elif shown.endswith("%"):
                assert shown == f"{value:.1%}"
            compared += 1
    assert compared > 20
    months = next(table for table in tables if table[0] == ["时间", "受理", "办结"])
    sheet = [row[:3] for row in book["总体指标"].iter_rows(values_only=True) if str(row[0]).endswith("月")]
    assert [[str(each) for each in row] for row in sheet] == months[1:]
    with ZipFile(word) as package, ZipFile(excel) as workbook:
        in_word, in_excel = (
            _chart_caches({name: each.read(name) for name in each.namelist()}, folder)
            for each, folder in ((package, "word"), (workbook, "xl"))
        )
    course = [(*(row[0] for row in months[1:]), *(row[column] for row in months[1:])) for column in (1, 2)]
    assert course in in_word
    assert course in in_excel
    for chart in in_word:
        assert any(set(series) <= {cell for table in tables for row in table for cell in row} for series in chart)


def test_a_second_round_changes_nothing_of_the_quarter_before_it(dissatisfied: Office) -> None:
    before = report(dissatisfied, date(2024, 4, 1))
    assert any("不满意" in line for line in before)
    dissatisfied.run(dispatch, date(2024, 4, 8))
    assert dissatisfied.row("2024-001")["办理轮次"] == 2
    assert report(dissatisfied, date(2024, 4, 9)) == before


def test_figures_reported_earlier_are_explained_where_the_register_was_put_right(dissatisfied: Office) -> None:
    office = dissatisfied
    office.run(quarterly, date(2024, 4, 1), "2024Q1")
    office.run(quarterly, date(2024, 4, 1), "2024Q1")
    told = [event for event in office.events() if event.kind is Kind.REPORTED]
    assert [(each.data["period"], each.data["cutoff"]) for each in told] == [("2024Q1", date(2024, 3, 31))]
    assert told[0].data["figures"]["closed_rate"] == [1, 2]
    office.type_in("2024-002", 处理情况="已解决", 办理结果="已修复", 办结日期=date(2024, 2, 7))
    office.run(quarterly, date(2024, 4, 8), "2024Q1")
    (said,) = [line for line in office.said if line.startswith("数据更正")]
    assert said.startswith("数据更正：2024年4月1日报出的2024年第一季度指标有")
    assert said.count("2024-002") == 1
    assert "2024-002“办结日期”由空白改为2024年2月7日" in said
    # The base of the next quarter is what leadership saw last: nothing more to explain.
    office.run(quarterly, date(2024, 7, 2), "2024Q2")
    assert not [line for line in office.said if line.startswith("数据更正")]


def test_any_period_is_written_under_its_own_name_and_a_dry_run_writes_nothing(office: Office) -> None:
    for words in ({"period": "2024-03"}, {"first": "2024-01-15", "last": "2024年3月20日"}, {"period": "2023"}):
        assert office.run(quarterly, date(2024, 4, 2), **words, dry_run=True) == 0
    folder = office.workspace.outbox / "季度分析"
    assert not list(folder.iterdir())
    assert not [event for event in office.events() if event.kind is Kind.REPORTED]
    office.run(quarterly, date(2024, 4, 2), first="2024-01-15", last="2024年3月20日")
    assert [path.name for path in folder.iterdir()] == ["2024年1月15日至3月20日"]
    with pytest.raises(PeriodError, match="一种写法"):
        office.run(quarterly, date(2024, 4, 2), "2024Q1", first="2024-01-15")
    with pytest.raises(PeriodError, match="没有写起日"):
        office.run(quarterly, date(2024, 4, 2), last="2024-03-20")
    with pytest.raises(PeriodError, match="还没有开始"):
        office.run(quarterly, date(2024, 4, 2), "2024Q3")
    office.run(quarterly, date(2024, 4, 2), "2023Q4")
    assert not any("开始有数据" in line for line in office.said)


def test_what_a_unit_handed_back_after_the_quarter_stays_dispatched_in_it(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路破损", 牵头单位="区交通局")
    office.run(dispatch, date(2024, 3, 20))
    before = report(office, date(2024, 4, 1))
    form = office.mechanism.form("handback")
    asked = {"编号": "2024-001", "申请单位": "区交通局", "签名": "王某", "日期": date(2024, 4, 2)}
    office.take_in(
        date(2024, 4, 2), 退=office.blank(form, {**asked, "建议单位": "区公安局", "退办理由": "不属本单位职责"})
    )
    office.decide("退办申请")
    office.run(ingest, date(2024, 4, 3))
    assert office.row("2024-001")["状态"] == "待交办"
    assert report(office, date(2024, 4, 4)) == before


def test_a_column_with_industries_that_the_office_added_is_asked(office: Office) -> None:
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司"))
    assert not own_column(office.desk, ("行业",))

    def add(sheet: Any) -> None:
        place = sheet.max_column + 1
        sheet.cell(1, place, "所属 行业")
        sheet.cell(3, place, "家具制造")

    office.edit_sheet(add)
    with open_desk(office.workspace, office.order()) as desk:
        assert own_column(desk, ("行业", "所属行业")) == {"2024-002": "家具制造"}
        assert not own_column(desk, ("行业",))
    assert office.run(quarterly, date(2024, 4, 2)) == 0
