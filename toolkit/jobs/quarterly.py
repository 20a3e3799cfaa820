"""quarterly (季度分析): the analysis workbook and the Word report of a quarter, or of any other period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.analysis import Period, PeriodError, between, last_complete, read_day, read_period
from toolkit.analysis.report.firm_names import FirmNames, FirmStyle
from toolkit.documents.report import write_report
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.own_columns import own_column
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sentinel import identity
from toolkit.jobs.periods.rating_papers import write_rating_papers
from toolkit.jobs.periods.report_content import report_content
from toolkit.jobs.periods.supervising import supervise
from toolkit.jobs.visiting.firm_towns import towns_of
from toolkit.mechanism.measuring import load_measuring
from toolkit.workspace import Workspace


def quarterly(workspace: Workspace, order: Order, period: str = "", first: str = "", last: str = "") -> int:
    """Write analysis workbook, report and package of a period, and note in the journal what was reported.

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
    from toolkit.analysis.packages.data_package import package_of  # noqa: PLC0415
    from toolkit.analysis.packages.package_book import write_package  # noqa: PLC0415
    from toolkit.analysis.report.corrections import correction_lines  # noqa: PLC0415
    from toolkit.analysis.report.narrative import before_all  # noqa: PLC0415
    from toolkit.jobs.periods.meetings_held import meetings_held  # noqa: PLC0415
    from toolkit.jobs.periods.period_lists import period_lists  # noqa: PLC0415
    from toolkit.jobs.periods.reported import AsTheyStood, Reports, keep, latest_day  # noqa: PLC0415
    from toolkit.jobs.periods.service_ratings import service_of  # noqa: PLC0415

    with open_desk(workspace, order) as desk:
        cases = {case.number: case for case in desk.live()}

        stood = AsTheyStood(lambda: desk.events, cases, desk.mechanism.record, desk.calendar)
        analysis = analyse(
            cases,
            desk.mechanism,
            wanted,
            as_of=desk.as_of,
            calendar=desk.calendar,
            as_they_stood=stood,
            industries=own_column(desk, load_measuring(desk.mechanism).industry),
            archive=Reports(desk),
            latest=latest_day(desk),
            towns=towns_of(desk, cases.values()),
        )
        firms = FirmNames(FirmStyle(desk.config.report_firms), desk.mechanism.place)
        lists = period_lists(desk, {**cases, **stood(cutoff)}, analysis.measure("accepted").numbers, wanted, firms)
        service = service_of(desk, wanted)
        ratings = service.section() if service is not None else None
        told = narrate(
            analysis,
            desk.mechanism,
            firms,
            common=lists.common,
            replies=lists.replies,
            ratings=ratings,
            meetings=meetings_held(desk, wanted),
        )
        number = document_number(desk, "report", f"季度分析 {wanted.label}")
        report = write_report(replace(report_content(told, desk.as_of), document_number=number), desk.mechanism)
        package = package_of(analysis, desk.mechanism, identity(workspace))
        folder = desk.workspace.outbox / "季度分析" / wanted.label
        title = desk.mechanism.wording["report_title"]
        papers = {
            f"{wanted.label}综合分析.xlsx": write_workbook(analysis, desk.mechanism, lists.sheets),
            f"{wanted.label}{title}.docx": report,
            f"{wanted.label}分析数据包（{desk.mechanism.place}）.xlsx": write_package(package),
        }
        desk.put_and_tell(folder, papers)
        write_rating_papers(desk, service, folder)
        supervise(desk, service)
        if early := before_all(analysis):
            order.say(f"请核对时段：{early}")
        if corrected := correction_lines(analysis.restatements):
            order.say(f"数据更正：{''.join(corrected)}逐项见综合分析的“数据更正”表")
        keep(desk, wanted, cutoff, analysis.measures)
        update(desk)
    return 0


def _period(as_of: date, period: str, first: str, last: str) -> Period:
    if last.strip() and not first.strip() and not period.strip():
        how = "请把起日也写上，如 2024-01-01..2024-03-20"
        raise PeriodError("只写了止日，没有写起日", how)
    if first.strip() or last.strip():
        if period.strip() or not first.strip():
            raise PeriodError(
                "时段只能用一种写法", "要么写时段（如 2024Q1），要么写起止日期（如 2024-01-01..2024-03-20）"
            )
        return between(read_day(first), read_day(last) if last.strip() else as_of)
    return read_period(period) if period.strip() else last_complete(as_of)
