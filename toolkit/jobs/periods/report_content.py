"""What an analysis says, laid out for the paper that the documents write: sections, tables, native charts."""

from __future__ import annotations

import re
from datetime import date

from toolkit.analysis.report.outline import ChartData as ToldChart
from toolkit.analysis.report.outline import Narrative
from toolkit.analysis.report.outline import Section as Told
from toolkit.documents.report import ReportContent, Section, Table
from toolkit.documents.setting.chart_data import ChartData, Series

#: The report numbers its sections itself.
_NUMBER = re.compile(r"^[一二三四五六七八九十]+、")


def report_content(told: Narrative, issued: date) -> ReportContent:
    """Return the content of a report that is dated ``issued``."""
    return ReportContent(
        quarter=told.title_period,
        cutoff=told.cutoff,
        sections=tuple(section_of(each) for each in told.sections),
        issued=issued,
    )


def section_of(told: Told) -> Section:
    """Return a section as the paper takes it; its number goes, for the paper numbers them itself."""
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
