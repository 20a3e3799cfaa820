"""Native charts in Word: a chart part with its workbook, which a reader can recolour and whose figures can be edited.

python-pptx writes the chart's own markup; the workbook and the place in the document are made here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Literal

from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from xlsxwriter import Workbook

from toolkit.documents.setting.chart_data import ChartData, Series
from toolkit.documents.setting.chart_look import A, C, R, chart_xml
from toolkit.documents.setting.package import midnight
from toolkit.documents.setting.styles import Style, W
from toolkit.documents.setting.words import one_line

__all__ = ["ChartData", "Series", "add_bar_chart", "add_chart"]

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU = 36000  # a millimetre
# In millimetres. A chart that does not fit on what is left of a page leaves a gap there, so it must not be tall.
_TALL, _TALLEST = 60, 90


def add_bar_chart(
    document: DocumentObject,
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    lying: bool = False,
    number_format: str = "0",
    height: int = 0,
) -> None:
    """Add a bar chart in a paragraph of its own at the document's end.

    Raises:
        ValueError: a series is not as long as the categories, or there is nothing to draw.
    """
    kind: Literal["column", "bar"] = "bar" if lying else "column"
    add_chart(document, ChartData(title, tuple(categories), tuple(series), kind, number_format, height))


def add_chart(document: DocumentObject, data: ChartData) -> None:
    """Add a chart in a paragraph of its own at the document's end.

    Raises:
        ValueError: a series is not as long as the categories, or there is nothing to draw.
    """
    _check(data)
    number = 1 + sum(1 for each in document.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.CHART)
    package = document.part.package
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), _SHEET_TYPE, _workbook(document, data)
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    part._blob = chart_xml(data, part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE))  # noqa: SLF001 - no other way in
    inline = _inline(
        document.part.relate_to(part, RELATIONSHIP_TYPE.CHART), document.part.next_id, data, _size(data, document)
    )
    document.element.body[-1].addprevious(inline)


def _check(data: ChartData) -> None:
    if not data.categories or not data.series:
        raise ValueError("nothing to draw")
    for each in data.series:
        if len(each.values) != len(data.categories):
            raise ValueError(f"{each.name}: {len(each.values)} figures for {len(data.categories)} categories")


def _size(data: ChartData, document: DocumentObject) -> tuple[int, int]:
    """Width and height in EMU: as wide as the text."""
    section = document.sections[0]
    text = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    height = data.height
    if not height:
        bars = len(data.categories) * len(data.series)
        height = min(_TALLEST, 18 + 8 * bars) if data.kind == "bar" else _TALL
    return text, max(40, height) * _EMU


def _workbook(document: DocumentObject, data: ChartData) -> bytes:
    """Return the workbook the chart reads: categories in column A, a series a column, as the chart's references say."""
    raw = io.BytesIO()
    book = Workbook(raw, {"in_memory": True})
    properties = document.core_properties
    created = properties.created
    book.set_properties({"author": properties.author, "created": created and midnight(created.date())})
    sheet = book.add_worksheet("Sheet1")
    figures = book.add_format({"num_format": data.number_format})
    sheet.set_column(0, 0, 24)
    for row, category in enumerate(data.categories, 1):
        sheet.write_string(row, 0, one_line(category))
    for column, series in enumerate(data.series, 1):
        sheet.write_string(0, column, one_line(series.name))
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, figures)
    book.close()
    return raw.getvalue()


def _inline(relation: str, number: int, data: ChartData, size: tuple[int, int]) -> Any:
    paragraph: Any = parse_xml(
        f'<w:p xmlns:w="{W}" xmlns:wp="{_DRAWING}" xmlns:a="{A}" xmlns:c="{C}" xmlns:r="{R}">'
        f'<w:pPr><w:pStyle w:val="{Style.CHART}"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<wp:docPr id="{number}" name="chart {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    for properties in paragraph.iter(f"{{{_DRAWING}}}docPr"):
        properties.set("descr", _spoken(data))  # set, not written into the markup: names may hold & and "
    return paragraph


def _spoken(data: ChartData) -> str:
    """The alternative text: the title and every figure, for those who hear the paper."""
    lines = []
    for series in data.series:
        pairs = zip(data.categories, series.values, strict=True)
        told = "，".join(f"{name} {_said(value, data.number_format)}" for name, value in pairs)
        lines.append(f"{series.name}：{told}")
    return one_line(f"{data.title}。{'；'.join(lines)}。")


def _said(value: float | None, number_format: str) -> str:
    if value is None:
        return "无数据"
    if "%" in number_format:
        places = len(number_format.partition(".")[2].rstrip("%"))
        return f"{value * 100:.{places}f}%"
    return f"{value:g}"
