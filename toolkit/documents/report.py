"""The quarterly report (季度专题报告): sentences, tables and charts that the analysis made, laid out as a paper.

Nothing is computed and nothing is phrased here but the frame; the figures come ready.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from toolkit.documents.setting.boxes import blank_boxes
from toolkit.documents.setting.chart_data import ChartData
from toolkit.documents.setting.charts import add_chart
from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import Paper, TableColumn, fit_title, head, issuer_of, wording_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, numeral, one_line
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
        title: in place of the mechanism's own, behind the period; "" takes that.
        addressee: to whom; None takes the mechanism's own, "" leaves it out.
        issuer: in whose name, as the mechanism calls the kind of paper.
        signed: who signs, "" for the issuer.
        instructions: the heading of the box above the text in which leaders write what they order (批示); "" for none.
        enclosed: the annexes as the list below the text names them, by number and title (``1.走访日志``) if several.
    """

    quarter: str
    cutoff: date
    sections: tuple[Section, ...]
    issued: date
    introduction: str = ""
    document_number: str = ""
    title: str = ""
    addressee: str | None = None
    issuer: str = "report"
    signed: str = ""
    instructions: str = ""
    enclosed: tuple[str, ...] = ()


def write_report(content: ReportContent, mechanism: Mechanism) -> bytes:
    """Return the report as a Word file, with tables and charts numbered through.

    Raises:
        ConfigError: the mechanism does not say how the report is headed or who issues it.
        ValueError: a table's row is not as long as its header, or a chart cannot be drawn.
    """
    issuer = issuer_of(mechanism, content.issuer)
    title = fit_title(content.quarter, content.title or wording_of(mechanism, "report_title"))
    paper = Paper(title=title, issuer=issuer, day=content.issued)
    head(paper, title, issuer, content.document_number)
    if content.instructions:
        paper.empty()
        blank_boxes(paper, [content.instructions])
    paper.empty()
    addressee = mechanism.wording.get("report_addressee", "") if content.addressee is None else content.addressee
    if addressee:
        paper.write(Style.ADDRESSEE, f"{addressee}：")
    paper.write(Style.BODY, content.introduction or _introduction(content, mechanism))
    numbers = _Numbers()
    for place, section in enumerate(content.sections, 1):
        _section(paper, place, section, numbers)
    _enclosed(paper, content.enclosed)
    paper.empty()
    paper.write(Style.SIGNATURE, content.signed or issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(content.issued))
    return paper.to_bytes()


def _enclosed(paper: Paper, titles: Sequence[str]) -> None:
    """Write the list of annexes, an empty line below the text (GB/T 9704—2012, 7.3.4)."""
    for place, title in enumerate(titles):
        if not place:
            paper.empty()
        paper.write(Style.ENCLOSURE_NEXT if place else Style.ENCLOSURE, f"{'' if place else '附件：'}{one_line(title)}")


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
    columns, head_style = _laid_out(table)
    paper.table(columns, rows, head_style, kept=_is_short(table, columns), ends=True)
    for place, note in enumerate(table.notes, 1):
        lead = "注：" if len(table.notes) == 1 else f"注{place}："
        paper.write(Style.TABLE_NOTE, f"{lead}{one_line(note)}")
    if not table.notes:
        paper.empty(Style.TABLE_NOTE)


def _laid_out(table: Table) -> tuple[list[TableColumn], Style]:
    """Return columns together as wide as the text, and the header's style.

    Small type where the pieces that must not break would leave too little for the long texts.
    """
    least, wanted = zip(*(_asked(table, index) for index in range(len(table.header))), strict=True)
    small = sum(least) * _CHARACTER > TEXT_WIDTH * _CROWDED
    unit = _SMALL_CHARACTER if small else _CHARACTER
    widths = _shared(least, wanted, TEXT_WIDTH / unit)
    twips = [int(each * unit) for each in widths]
    twips[0] += TEXT_WIDTH - sum(twips)
    centred, text, head_style = _SMALL if small else _USUAL
    columns = []
    for index, (header, wide) in enumerate(zip(table.header, twips, strict=True)):
        # Centred where every cell fits on one line, else flush left.
        fits = all(_wide(cell) + _MARGIN <= widths[index] for cell in _cells(table, index))
        columns.append(TableColumn(header, wide, centred if fits else text))
    return columns, head_style


def _is_short(table: Table, columns: Sequence[TableColumn]) -> bool:
    """Return whether a table is to stand on one page: a longer one would leave too much of the page before empty."""
    if len(table.rows) > _MOST_KEPT:
        return False
    small = any(each.style in _SMALL for each in columns)
    unit = _SMALL_CHARACTER if small else _CHARACTER
    room = [each.width / unit - _MARGIN for each in columns]
    lines = (max(math.ceil(_wide(cell) / space) for cell, space in zip(row, room, strict=True)) for row in table.rows)
    return sum(lines) <= _MOST_LINES


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Give every column its least; what is left goes to those that want more, then to all by what they have."""
    left = room - sum(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if left > 0 and sum(more) > 0:
        part = min(1.0, left / sum(more))
        widths = [need + part * extra for need, extra in zip(least, more, strict=True)]
    else:
        widths = list(least)
    return [each * room / sum(widths) for each in widths]


def _asked(table: Table, index: int) -> tuple[float, float]:
    """Return how wide a column must be, lest a piece of it break, and how wide it would be at best, in characters."""
    header, cells = table.header[index], _cells(table, index)
    # A long header may stand on two lines.
    head_width = _wide(header) if _wide(header) <= _SHORT_HEADER else math.ceil(_wide(header) / 2)
    least = max(_NARROWEST, head_width, *(_unbroken(cell) for cell in cells), 0.0)
    longest = max(_wide(header), *(_wide(cell) for cell in cells), 0.0)
    return least + _MARGIN, max(least, min(longest, _WIDEST)) + _MARGIN


def _unbroken(text: str) -> float:
    """Return the width of the longest piece that must stand on one line: a short text, a number, a day."""
    whole = _wide(text)
    return whole if whole <= _SHORT_TEXT else max(_wide(piece) for piece in _PIECES.findall(text))


def _wide(text: str) -> float:
    signs = sum(_HALF if each in _HALF_SIGNS else 1.0 for each in text)
    # LibreOffice and WPS set some space between figures and Chinese, whatever the style says.
    return signs + _SPACE * sum((a in _HALF_SIGNS) != (b in _HALF_SIGNS) for a, b in pairwise(text))


def _cells(table: Table, index: int) -> Sequence[str]:
    return [one_line(row[index]) for row in table.rows]


# Twips a character of the table's text, usual and small; the share of the width that unbroken pieces may take.
_CHARACTER, _SMALL_CHARACTER, _CROWDED = 240, 210, 0.75
#: Rows, and lines of them together, of a table that is kept on one page; a page holds some 35 lines of a table.
_MOST_KEPT, _MOST_LINES = 14, 18
_USUAL = (Style.TABLE_CENTRED, Style.TABLE_TEXT, Style.TABLE_HEAD)
_SMALL = (Style.TABLE_SMALL_CENTRED, Style.TABLE_SMALL, Style.TABLE_SMALL_HEAD)
# All in characters. A figure takes half of one in 仿宋; a face that stands in for it takes more.
_HALF, _SPACE, _MARGIN = 0.65, 0.25, 0.6
_HALF_SIGNS = frozenset(map(chr, range(0x20, 0x7F)))
_NARROWEST, _WIDEST, _SHORT_TEXT, _SHORT_HEADER = 2.0, 16.0, 5.0, 4.0
_PIECES = re.compile(r"\d+年\d+月\d+日|[!-~÷]+|.", re.DOTALL)
