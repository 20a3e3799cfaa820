"""quarterly (季度分析): the analysis workbook and the Word report of a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from toolkit.analysis import ChartData as ToldChart
from toolkit.analysis import Narrative, analyse, last_complete, narrate, read_period, write_workbook
from toolkit.analysis import Section as Told
from toolkit.analysis.firm_names import FirmNames, FirmStyle
from toolkit.cases import Case, fold
from toolkit.documents.chart_data import ChartData, Series
from toolkit.documents.report import ReportContent, Section, Table, write_report
from toolkit.events import Event, Kind
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.document_numbers import document_number
from toolkit.jobs.order import Order
from toolkit.workspace import Workspace

#: The report numbers its sections itself.
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


def quarterly(workspace: Workspace, order: Order, period: str = "") -> int:
    """Write analysis workbook and report of a period (the last complete quarter, where none is named).

    Returns:
        The exit status.

    Raises:
        PeriodError: ``period`` is none, or has not begun.
    """
    wanted = read_period(period) if period.strip() else last_complete(order.as_of)
    with open_desk(workspace, order) as desk:
        analysis = analyse(
            {case.number: case for case in desk.live()},
            desk.mechanism,
            wanted,
            as_of=desk.as_of,
            calendar=desk.calendar,
            as_they_stood=partial(before_reopening, desk),
        )
        firms = FirmNames(FirmStyle(desk.config.report_firms), desk.mechanism.place)
        told = narrate(analysis, desk.mechanism, firms)
        number = document_number(desk, "report", f"季度分析 {wanted.label}")
        report = write_report(replace(_content(told, desk.as_of), document_number=number), desk.mechanism)
        folder = desk.workspace.outbox / "季度分析" / wanted.label
        title = desk.mechanism.wording["report_title"]
        for name, data in (
            (f"{wanted.label}综合分析.xlsx", write_workbook(analysis, desk.mechanism)),
            (f"{wanted.label}{title}.docx", report),
        ):
            order.say(f"已写入 {desk.place(desk.put(folder / name, data))}")
        update(desk)
    return 0


def before_reopening(desk: Desk, cutoff: date) -> dict[str, Case]:
    """Return the cases that began a further round after ``cutoff``, as they stood before it.

    A new round empties the columns of the one before it; what was closed and evaluated within a period counts in that
    period all the same.
    """
    again = {
        event.number for event in desk.events if event.kind is Kind.DISPATCHED and event.day > cutoff
    }.intersection(case.number for case in desk.live() if case.round > 1)
    histories: dict[str, list[Event]] = {number: [] for number in again}
    for event in desk.events if again else ():
        if event.number in again:
            histories[event.number].append(event)
    stood = (_before(desk, history, cutoff) for history in histories.values())
    return {case.number: case for case in stood if case.status == case.record.reopened}


def _before(desk: Desk, history: Sequence[Event], cutoff: date) -> Case:
    late = next(at for at, event in enumerate(history) if event.kind is Kind.DISPATCHED and event.day > cutoff)
    return fold(history[:late], desk.mechanism.record, desk.calendar)[history[0].number]


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
