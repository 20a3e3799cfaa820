"""quarterly (季度分析): the analysis workbook and the Word report of a quarter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from toolkit.analysis import ChartData as ToldChart
from toolkit.analysis import Narrative, Quarter, analyse, narrate, read_quarter, write_workbook
from toolkit.analysis import Section as Told
from toolkit.cases import Case, fold
from toolkit.documents.chart_data import ChartData, Series
from toolkit.documents.report import ReportContent, Section, Table, write_report
from toolkit.events import Kind
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.document_numbers import document_number
from toolkit.jobs.order import Order
from toolkit.jobs.period_lists import period_lists
from toolkit.workspace import Workspace

#: The report numbers its sections itself.
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


def quarterly(workspace: Workspace, order: Order, quarter: str = "") -> int:
    """Write analysis workbook and report of a quarter (the last complete one, where none is named).

    Returns:
        The exit status.

    Raises:
        QuarterError: ``quarter`` is none.
    """
    wanted = read_quarter(quarter) if quarter.strip() else last_complete(order.as_of)
    with open_desk(workspace, order) as desk:

        def as_they_stood(cutoff: date) -> dict[str, Case]:
            return {case.number: _before_reopening(desk, case, cutoff) for case in desk.live()}

        stood = as_they_stood(wanted.cutoff(desk.as_of))
        analysis = analyse(
            stood,
            desk.mechanism,
            wanted,
            as_of=desk.as_of,
            calendar=desk.calendar,
            as_they_stood=as_they_stood,
        )
        lists = period_lists(desk, stood, analysis.measure("accepted").numbers, wanted.label)
        told = narrate(analysis, desk.mechanism)
        # The suggestions stay last.
        told = replace(told, sections=(*told.sections[:-1], *lists.sections, *told.sections[-1:]))
        number = document_number(desk, "report", f"季度分析 {wanted.label}")
        report = write_report(replace(_content(told, desk.as_of), document_number=number), desk.mechanism)
        folder = desk.workspace.outbox / "季度分析" / wanted.label
        title = desk.mechanism.wording["report_title"]
        for name, data in (
            (f"{wanted.label}综合分析.xlsx", write_workbook(analysis, desk.mechanism, lists.sheets)),
            (f"{wanted.label}{title}.docx", report),
        ):
            order.say(f"已写入 {desk.place(desk.put(folder / name, data))}")
        update(desk)
    return 0


def _before_reopening(desk: Desk, case: Case, cutoff: date) -> Case:
    """Return a case as it stood before a further round that began after ``cutoff``, or as it stands.

    A new round empties the columns of the one before it; what was closed and evaluated within the quarter counts in
    that quarter all the same.
    """
    events = [event for event in desk.events if event.number == case.number]
    late = [place for place, event in enumerate(events) if event.kind is Kind.DISPATCHED and event.day > cutoff]
    if not late:
        return case
    before = fold(events[: late[0]], desk.mechanism.record, desk.calendar)[case.number]
    return before if before.status == before.record.reopened else case


def last_complete(as_of: date) -> Quarter:
    """Return the last quarter that was over before ``as_of``."""
    return Quarter(as_of.year, (as_of.month + 2) // 3).previous


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
