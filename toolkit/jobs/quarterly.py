"""quarterly (季度分析): the analysis workbook and the Word report of a quarter, or of any other period."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from toolkit.analysis import Period, PeriodError, between, last_complete, read_day, read_period
from toolkit.analysis.firm_names import FirmNames, FirmStyle
from toolkit.analysis.outline import ChartData as ToldChart
from toolkit.analysis.outline import Narrative
from toolkit.analysis.outline import Section as Told
from toolkit.cases import Case
from toolkit.documents.chart_data import ChartData, Series
from toolkit.documents.report import ReportContent, Section, Table, write_report
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.document_numbers import document_number
from toolkit.jobs.order import Order
from toolkit.jobs.own_columns import own_column
from toolkit.mechanism.measuring import load_measuring
from toolkit.workspace import Workspace

#: The report numbers its sections itself.
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


def quarterly(workspace: Workspace, order: Order, period: str = "", first: str = "", last: str = "") -> int:
    """Write analysis workbook and report of a period, and note in the journal what was reported.

    Args:
        workspace: where.
        order: how.
        period: which, as people write it; "" for the last complete quarter.
        first: instead of it the first day of the period.
        last: and its last day; "" for the day to reckon from.

    Returns:
        The exit status.

    Raises:
        PeriodError: the words name no period, both ways are used at once, or it has not begun.
    """
    wanted = _period(order.as_of, period, first, last)
    cutoff = wanted.cutoff(order.as_of)
    # Only now what needs pandas: whoever mistyped a quarter need not wait for it.
    from toolkit.analysis import analyse, narrate, write_workbook  # noqa: PLC0415
    from toolkit.jobs.period_lists import period_lists  # noqa: PLC0415
    from toolkit.jobs.reported import Reports, as_they_stood, keep  # noqa: PLC0415

    with open_desk(workspace, order) as desk:
        cases = {case.number: case for case in desk.live()}

        @cache
        def stood(day: date) -> dict[str, Case]:
            return as_they_stood(desk.events, cases, desk.mechanism.record, desk.calendar, day)

        analysis = analyse(
            cases,
            desk.mechanism,
            wanted,
            as_of=desk.as_of,
            calendar=desk.calendar,
            as_they_stood=stood,
            industries=own_column(desk, load_measuring(desk.mechanism).industry),
            archive=Reports(desk),
        )
        firms = FirmNames(FirmStyle(desk.config.report_firms), desk.mechanism.place)
        lists = period_lists(desk, {**cases, **stood(cutoff)}, analysis.measure("accepted").numbers, wanted, firms)
        told = narrate(analysis, desk.mechanism, firms, common=lists.common, replies=lists.replies)
        number = document_number(desk, "report", f"季度分析 {wanted.label}")
        report = write_report(replace(_content(told, desk.as_of), document_number=number), desk.mechanism)
        folder = desk.workspace.outbox / "季度分析" / wanted.label
        title = desk.mechanism.wording["report_title"]
        for name, data in (
            (f"{wanted.label}综合分析.xlsx", write_workbook(analysis, desk.mechanism, lists.sheets)),
            (f"{wanted.label}{title}.docx", report),
        ):
            order.say(f"已写入 {desk.place(desk.put(folder / name, data))}")
        for each in analysis.restatements:
            order.say(f"数据更正：{each.words}")
        keep(desk, wanted, cutoff, analysis.measures)
        update(desk)
    return 0


def _period(as_of: date, period: str, first: str, last: str) -> Period:
    if first.strip() or last.strip():
        if period.strip() or not first.strip():
            raise PeriodError("时段只能用一种写法", "要么写时段（如 2024Q1），要么用 --from 和 --to 写起止日期")
        return between(read_day(first), read_day(last) if last.strip() else as_of)
    return read_period(period) if period.strip() else last_complete(as_of)


def _content(told: Narrative, issued: date) -> ReportContent:
    return ReportContent(
        quarter=told.title_period,
        cutoff=told.cutoff,
        sections=tuple(_section(each) for each in told.sections),
        issued=issued,
    )


def _section(told: Told) -> Section:
    return Section(
        heading=_NUMBER.sub("", told.heading),
        paragraphs=told.paragraphs,
        tables=tuple(Table(each.title, each.header, each.rows, each.notes) for each in told.tables),
        charts=tuple(_chart(each) for each in told.charts),
    )


def _chart(told: ToldChart) -> ChartData:
    return ChartData(
        title=f"{told.title}（单位：{told.unit}）",
        categories=told.categories,
        series=tuple(Series(name, values) for name, values in told.series),
        # Slices print badly in black and white: shares of a whole are drawn as bars.
        kind="column" if told.kind == "pie" else told.kind,
        number_format="0.0" if told.unit == "%" else "0",
    )
