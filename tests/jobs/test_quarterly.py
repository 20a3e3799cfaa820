"""The quarterly report: what happened in a quarter stays in it, whatever comes later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from lxml import etree

from toolkit.jobs.dispatch import dispatch
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
    word, excel = next(folder.glob("*.docx")), next(folder.glob("*.xlsx"))
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
