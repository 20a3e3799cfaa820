"""The quarterly report (季度专题报告): sentences, tables and charts that the analysis made, laid out as a paper.

Nothing is computed and nothing is phrased here but the frame; the figures come ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.chart_data import ChartData
from toolkit.documents.charts import add_chart
from toolkit.documents.page import TEXT_WIDTH
from toolkit.documents.paper import Paper, TableColumn, fit_title, head, issuer_of, wording_of
from toolkit.documents.styles import Style
from toolkit.documents.words import full_date, numeral, one_line, width
from toolkit.mechanism import Mechanism


@dataclass(frozen=True, slots=True)
class Table:
    """A table: texts as they are to be printed; ``notes`` say what the figures count (numerator, denominator)."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. The heading comes without its number; tables and charts follow the paragraphs."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[ChartData, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What the report says.

    Attributes:
        quarter: the period in words, ``2024年第一季度``.
        cutoff: the day up to which the figures count (数据截止日).
        sections: its parts, in order.
        issued: the day the report is dated.
        introduction: the first paragraph; "" takes the frame's own, which names the plan and the cut-off day.
        document_number: printed only where the issuer numbers its papers.
    """

    quarter: str
    cutoff: date
    sections: tuple[Section, ...]
    issued: date
    introduction: str = ""
    document_number: str = ""


def write_report(content: ReportContent, mechanism: Mechanism) -> bytes:
    """Return the report as a Word file, with tables and charts numbered through.

    Raises:
        ConfigError: the mechanism does not say how the report is headed or who issues it.
        ValueError: a table's row is not as long as its header, or a chart cannot be drawn.
    """
    issuer = issuer_of(mechanism, "report")
    title = fit_title(content.quarter, wording_of(mechanism, "report_title"))
    paper = Paper(title=title, issuer=issuer, day=content.issued)
    head(paper, title, issuer, content.document_number)
    paper.empty()
    if addressee := mechanism.wording.get("report_addressee", ""):
        paper.write(Style.ADDRESSEE, f"{addressee}：")
    paper.write(Style.BODY, content.introduction or _introduction(content, mechanism))
    numbers = _Numbers()
    for place, section in enumerate(content.sections, 1):
        _section(paper, place, section, numbers)
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(content.issued))
    return paper.to_bytes()


def _introduction(content: ReportContent, mechanism: Mechanism) -> str:
    return (
        f"根据{mechanism.source}要求，{mechanism.office_short}对{content.quarter}相关企业问题办理情况进行了综合分析。"
        f"现将有关情况报告如下（数据截至{full_date(content.cutoff)}）。"
    )


@dataclass(slots=True)
class _Numbers:
    """How many tables and charts there have been."""

    tables: int = 0
    charts: int = 0


def _section(paper: Paper, place: int, section: Section, numbers: _Numbers) -> None:
    paper.write(Style.HEADING_1, f"{numeral(place)}、{section.heading}")
    for text in section.paragraphs:
        paper.write(Style.BODY, one_line(text))
    for each in section.tables:
        numbers.tables += 1
        _table(paper, each, numbers.tables)
    for chart in section.charts:
        numbers.charts += 1
        add_chart(paper.document, chart)
        paper.write(Style.CAPTION, f"图{numbers.charts}　{chart.title}")


def _table(paper: Paper, table: Table, number: int) -> None:
    for row in table.rows:
        if len(row) != len(table.header):
            raise ValueError(f"{table.title}: a row of {len(row)} cells under a header of {len(table.header)}")
    paper.write(Style.TABLE_TITLE, f"表{number}　{table.title}")
    rows = ([[[cell]] for cell in row] for row in table.rows)
    paper.table(_columns(table), rows, Style.TABLE_HEAD)
    for place, note in enumerate(table.notes, 1):
        lead = "注：" if len(table.notes) == 1 else f"注{place}："
        paper.write(Style.TABLE_NOTE, f"{lead}{one_line(note)}")
    if not table.notes:
        paper.empty(Style.TABLE_NOTE)


def _columns(table: Table) -> list[TableColumn]:
    """Columns as wide as what stands in them asks for, together as wide as the text."""
    wanted = [_wanted(table, index) for index in range(len(table.header))]
    widths = [int(TEXT_WIDTH * each / sum(wanted)) for each in wanted]
    widths[0] += TEXT_WIDTH - sum(widths)
    return [
        TableColumn(header, wide, _style(table, index, wide))
        for index, (header, wide) in enumerate(zip(table.header, widths, strict=True))
    ]


def _wanted(table: Table, index: int) -> float:
    # At least three characters, so that a header does not stand upright; at most sixteen, then the cell wraps.
    longest = max(width(text) for text in _texts(table, index))
    return min(max(longest, 3.0), 16.0) + 1.0


def _style(table: Table, index: int, wide: int) -> Style:
    """Centred where every cell fits on one line, else flush left."""
    room = wide / 240 - 0.5
    fits = all(width(text) <= room for text in _texts(table, index)[1:])
    return Style.TABLE_CENTRED if fits else Style.TABLE_TEXT


def _texts(table: Table, index: int) -> Sequence[str]:
    return [table.header[index], *(row[index] for row in table.rows)]
