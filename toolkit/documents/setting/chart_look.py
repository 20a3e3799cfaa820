"""How a native chart looks: python-pptx writes the markup, here it gets our colours, faces and axes."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml as parse_chart
from pptx.util import Pt

from toolkit.documents.setting.chart_data import ChartData
from toolkit.documents.setting.styles import SONGTI
from toolkit.documents.setting.words import one_line

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEXT_SIZE = 10
#: Bars from which on they stand closer together, with smaller figures, to be read within the height of a chart.
_MANY_BARS, _SMALL_TEXT_SIZE = 11, 9
# Told apart in print without colour too: dark, light, middle.
_COLOURS = ("1F4E79", "9DC3E6", "C55A11", "7F7F7F", "BF9000", "548235")
_GREY = "BFBFBF"
_KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
# python-pptx is half typed: its classes are, what makes them is not.
_figures: Any = CategoryChartData
_writer: Any = ChartXmlWriter
_chart: Any = Chart
_colour: Any = RGBColor.from_string


def chart_xml(data: ChartData, relation: str) -> bytes:
    """Return the chart part's markup; ``relation`` is the relationship to its workbook."""
    figures = _figures(number_format=data.number_format)
    figures.categories = [one_line(each) for each in data.categories]
    for each in data.series:
        figures.add_series(one_line(each.name), each.values)
    space = parse_chart(_writer(_KINDS[data.kind], figures).xml.encode())
    _dress(_chart(space, None), data)
    _finish(space, relation)
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _dress(chart: Any, data: ChartData) -> None:
    chart.has_title = False  # the caption below says it
    many = data.kind == "bar" and len(data.categories) * len(data.series) >= _MANY_BARS
    chart.font.size = Pt(_SMALL_TEXT_SIZE if many else _TEXT_SIZE)
    chart.font.color.rgb = _colour("000000")
    chart.has_legend = len(data.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format = data.number_format
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.show_value = True
    plot.data_labels.position = XL_LABEL_POSITION.ABOVE if data.kind == "line" else XL_LABEL_POSITION.OUTSIDE_END
    if data.kind != "line":
        plot.gap_width = 40 if many else 80
    for colour, series in zip(_cycle(len(data.series)), plot.series, strict=True):
        _paint(series, colour, line=data.kind == "line")
    _axes(chart, data)


def _paint(series: Any, colour: Any, *, line: bool) -> None:
    if line:
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(2)
        fill = series.marker.format.fill
    else:
        series.invert_if_negative = False
        fill = series.format.fill
    fill.solid()
    fill.fore_color.rgb = colour


def _cycle(count: int) -> list[Any]:
    return [_colour(_COLOURS[index % len(_COLOURS)]) for index in range(count)]


def _axes(chart: Any, data: ChartData) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale = 0
    values.tick_labels.number_format = "0%" if "%" in data.number_format else data.number_format
    values.tick_labels.number_format_is_linked = False
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = _colour(_GREY)
    values.format.line.color.rgb = _colour(_GREY)
    names.format.line.color.rgb = _colour(_GREY)
    if _small_counts(data):
        values.major_unit = 1  # or the axis counts half cases
    if data.kind == "bar":
        names.reverse_order = True  # the first on top, as in the table
        # That would put the figures of the axis on top too; every bar has its own.
        values.visible = values.has_major_gridlines = False


def _small_counts(data: ChartData) -> bool:
    figures = [value for each in data.series for value in each.values if value is not None]
    return "%" not in data.number_format and max(figures, default=0) <= 5


def _finish(space: Any, relation: str) -> None:
    """Say what python-pptx does not: faces for Chinese, square corners, the workbook, valid axis numbers."""
    for properties in space.iter(f"{{{A}}}defRPr"):
        for tag in ("latin", "ea"):
            if properties.find(f"{{{A}}}{tag}") is None:
                etree.SubElement(properties, f"{{{A}}}{tag}", typeface=SONGTI)
    if space.find(f"{{{C}}}roundedCorners") is None:
        corners = etree.Element(f"{{{C}}}roundedCorners", val="0")
        space.find(f"{{{C}}}chart").addprevious(corners)
    edge = parse_chart(f'<c:spPr xmlns:c="{C}" xmlns:a="{A}"><a:ln><a:noFill/></a:ln></c:spPr>'.encode())
    space.find(f"{{{C}}}chart").addnext(edge)
    for tag in ("axId", "crossAx"):
        for axis in space.iter(f"{{{C}}}{tag}"):
            axis.set("val", str(abs(int(axis.get("val")))))  # they are unsigned; python-pptx writes some below zero
    data = etree.Element(f"{{{C}}}externalData")
    data.set(f"{{{R}}}id", relation)
    etree.SubElement(data, f"{{{C}}}autoUpdate", val="0")
    text = space.find(f"{{{C}}}txPr")
    (text if text is not None else space.find(f"{{{C}}}chart")).addnext(data)
