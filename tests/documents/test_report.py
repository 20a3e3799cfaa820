from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

import openpyxl
import pytest

from toolkit.documents.report import Section, Table, write_report
from toolkit.documents.setting.chart_data import ChartData, Series
from toolkit.documents.setting.charts import add_bar_chart, add_chart
from toolkit.documents.setting.paper import Paper
from toolkit.mechanism import Issuer, Mechanism

from . import reading, samples
from .reading import W

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def _paper() -> Paper:
    return Paper(title="图", issuer=Issuer("办公室"), day=date(2024, 4, 8))


def _cache(chart: bytes) -> dict[str, list[str]]:
    """What the chart shows without opening its workbook: reference → cached texts, gaps as ""."""
    tree = reading.etree.fromstring(chart)
    found: dict[str, list[str]] = {}
    for each in tree.iter(f"{C}strRef", f"{C}numRef"):
        cache = each.find(f"{C}strCache") if each.tag.endswith("strRef") else each.find(f"{C}numCache")
        count = int(cache.find(f"{C}ptCount").get("val"))
        values = [""] * count
        for point in cache.iter(f"{C}pt"):
            values[int(point.get("idx"))] = point.find(f"{C}v").text
        found[each.find(f"{C}f").text] = values
    return found


def test_the_report_is_laid_out_in_the_usual_order(mechanism: Mechanism) -> None:
    lines = reading.paragraphs(write_report(samples.report(), mechanism))
    assert lines[0] == ("PaperTitle", "2024年第一季度\n民营企业项目联络协作工作专题报告")
    assert lines[2] == ("PaperAddressee", "区委、区政府：")
    assert lines[3][1].endswith("现将有关情况报告如下（数据截至2024年3月31日）。")
    assert [words for style, words in lines if style == "Heading1"] == [
        "一、总体情况",
        "二、办理情况",
        "三、下一步工作建议",
    ]
    assert [words for style, words in lines if style in ("PaperTableTitle", "PaperCaption")] == [
        "表1　分类受理和办结情况",
        "图1　分类受理和办结件数",
        "表2　牵头单位办理情况",
        "图2　镇街受理件数",
        "图3　月度办结率",
    ]
    assert lines[-2:] == [("PaperSignature", mechanism.issuers["report"].name), ("PaperSignedDay", "2024年4月8日")]
    assert ("TableNote", "注1：办结率＝本期受理且截至2024年3月31日已办结件数÷本期受理件数。") in lines


def test_tables_fill_the_width_of_the_text(papers: dict[str, bytes]) -> None:
    for table in reading.tree(papers["report.docx"]).iter(f"{W}tbl"):
        assert sum(int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")) == 11906 - 1588 - 1474


@pytest.mark.parametrize(
    ("rows", "text", "kept"),
    [(1, "北滘镇", 0), (2, "北滘镇", 1), (14, "北滘镇", 13), (15, "北滘镇", 0), (6, "一二三四五六七八九十" * 12, 0)],
)
def test_only_a_short_table_is_kept_on_one_page(mechanism: Mechanism, rows: int, text: str, kept: int) -> None:
    table = Table("分布", ("镇街", "件数"), tuple((text, "3") for _ in range(rows)))
    content = replace(samples.report(), sections=(Section("总体情况", tables=(table,)),))
    data = write_report(content, mechanism)
    goes_on = []
    for row in next(reading.tree(data).iter(f"{W}tbl")).iter(f"{W}tr"):
        styles = {reading.style(data, each.get(f"{W}val")) for each in row.iter(f"{W}pStyle")}
        goes_on.append(all(each.find(f"{W}pPr/{W}keepNext") is not None for each in styles))
    # The header and every row but the last go along with the next one; of a longer table the header and the first row,
    # and the last row but one: no row stands alone at a page's end, or on the last page.
    longer = [True, True, *[False] * (rows - 3), True]
    assert goes_on == ([True] * (kept + 1) if kept or rows == 1 else longer) + [False]


def test_a_row_of_another_length_is_refused(mechanism: Mechanism) -> None:
    crooked = Section("总体情况", tables=(Table("表", ("甲", "乙"), (("1",),)),))
    with pytest.raises(ValueError, match="a row of 1 cells"):
        write_report(replace(samples.report(), sections=(crooked,)), mechanism)


def test_every_chart_shows_what_its_workbook_holds(papers: dict[str, bytes]) -> None:
    parts = reading.parts(papers["report.docx"])
    for number, data in enumerate((chart for each in samples.report().sections for chart in each.charts), 1):
        sheet = openpyxl.load_workbook(io.BytesIO(parts[f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"]))[
            "Sheet1"
        ]
        cache = _cache(parts[f"word/charts/chart{number}.xml"])
        assert cache
        for reference, shown in cache.items():
            cells = sheet[reference.removeprefix("Sheet1!").replace("$", "")]
            held = [cells.value] if not isinstance(cells, tuple) else [row[0].value for row in cells]
            assert [str(each) for each in held] == [each.removesuffix(".0") for each in shown]
        figures = [[float(value) for value in cache[key]] for key in cache if key.count("$") == 4 and "$A" not in key]
        assert figures == [list(each.values) for each in data.series]


def test_a_gap_stays_a_gap() -> None:
    paper = _paper()
    add_chart(paper.document, ChartData("率", ("1月", "2月"), (Series("办结率", (0.5, None)),), "line", "0.0%"))
    data = paper.to_bytes()
    assert _cache(reading.parts(data)["word/charts/chart1.xml"])["Sheet1!$B$2:$B$3"] == ["0.5", ""]
    assert "2月 无数据" in next(reading.tree(data).iter(f"{WP}docPr")).get("descr")


def test_charts_name_a_chinese_face_and_have_valid_axes(papers: dict[str, bytes]) -> None:
    for number in (1, 2, 3):
        tree = reading.etree.fromstring(reading.parts(papers["report.docx"])[f"word/charts/chart{number}.xml"])
        looks = list(tree.iter(f"{A}defRPr"))
        assert looks
        for each in looks:
            assert each.find(f"{A}latin").get("typeface") == each.find(f"{A}ea").get("typeface") == "宋体"
        assert all(int(each.get("val")) > 0 for each in tree.iter(f"{C}axId", f"{C}crossAx"))
        assert tree.find(f"{C}roundedCorners").get("val") == "0"
        assert tree.find(f"{C}externalData") is not None


def test_a_chart_stands_in_single_spacing_and_can_be_read_out(papers: dict[str, bytes]) -> None:
    data = papers["report.docx"]
    look = reading.style(data, "PaperChart")
    assert reading.attribute(look, "pPr/spacing", "lineRule") == "auto"
    assert reading.attribute(look, "pPr/ind", "firstLine") is None
    told = [each.get("descr") for each in reading.tree(data).iter(f"{WP}docPr")]
    assert told[0] == (
        "分类受理和办结件数。受理：A 招商增资 12，B 生产经营 25，C 历史遗留 6；"
        "办结：A 招商增资 9，B 生产经营 21，C 历史遗留 1。"
    )
    assert "A&B<镇> 1" in told[1]
    assert "3月 72.1%" in told[2]
    ids = [each.get("id") for each in reading.tree(data).iter(f"{WP}docPr")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("lying", [False, True])
def test_a_bar_chart_can_be_added_to_any_paper(lying: bool, findings: Callable[[str, bytes], list[str]]) -> None:
    paper = _paper()
    add_bar_chart(
        paper.document, '件数 & "<率>"', ["甲", "乙"], [Series("受理", (1, 2)), Series("办结", (0, 1))], lying=lying
    )
    assert findings("chart.docx", paper.to_bytes()) == []


@pytest.mark.parametrize(
    ("categories", "series"), [((), (Series("甲", ()),)), (("一",), ()), (("一", "二"), (Series("甲", (1,)),))]
)
def test_a_chart_without_figures_is_refused(categories: tuple[str, ...], series: tuple[Series, ...]) -> None:
    with pytest.raises(ValueError, match=r"nothing to draw|figures for"):
        add_chart(_paper().document, ChartData("图", categories, series))


LATE = Table(
    "超期未办结事项清单",
    ("序号", "编号", "企业名称", "案由", "牵头单位", "办结时限", "超期工作日"),
    (
        ("1", "2024-012", "佛山市顺德区丰润饲料有限公司", "设施农用地备案", "区农业农村局", "2024年12月31日", "68"),
        ("12", "2024-123", "恒岳", "用地", "市自然资源局顺德分局", "2024年3月1日", "不足1"),
    ),
)
RATES = Table(
    "主要指标",
    ("指标", "本季度", "计算", "上季度", "环比", "上年同期", "同比"),
    (("本季度办结（含以前季度受理）", "100.0%", "124÷128", "100.0%", "提高12.3个百分点", "100.0%", "无可比数据"),),
)


def _widths(table: Table, mechanism: Mechanism) -> tuple[dict[str, float], bool]:
    """Millimetres by header, and whether the table is in small type."""
    sections = (Section("总体情况", tables=(table,)),)
    found = next(reading.tree(write_report(replace(samples.report(), sections=sections), mechanism)).iter(f"{W}tbl"))
    grid = [int(each.get(f"{W}w")) for each in found.iter(f"{W}gridCol")]
    assert sum(grid) == 11906 - 1588 - 1474
    small = any(each.get(f"{W}val", "").startswith("TableSmallHead") for each in found.iter(f"{W}pStyle"))
    return dict(zip(table.header, (each / 56.7 for each in grid), strict=True)), small


def test_numbers_days_and_short_headers_of_a_report_stand_on_one_line(mechanism: Mechanism) -> None:
    late, small = _widths(LATE, mechanism)
    assert small
    character = 10.5 / 72 * 25.4
    assert late["编号"] >= max(20, 4.5 * character + 2)
    assert late["办结时限"] >= max(24, 8 * character + 2)
    assert late["序号"] >= 2 * character + 2
    assert late["企业名称"] > late["案由"]
    rates, small = _widths(RATES, mechanism)
    character = (10.5 if small else 12) / 72 * 25.4
    assert all(rates[each] >= 3.3 * character + 2 for each in ("本季度", "上季度", "上年同期"))
    assert rates["同比"] >= 5 * character + 2
    assert rates["计算"] >= 4 * character + 2


def test_a_table_that_cannot_keep_its_pieces_whole_still_fills_the_width(mechanism: Mechanism) -> None:
    crowded = Table("表", tuple(f"第{at}列" for at in range(12)), (("2024-123456789",) * 12,))
    assert min(_widths(crowded, mechanism)[0].values()) > 5
    assert len(_widths(Table("表", ("编号", "案由"), ()), mechanism)[0]) == 2
    assert len(_widths(Table("表", ("编号", "案由"), (("", ""),)), mechanism)[0]) == 2


@pytest.mark.parametrize(("kind", "bars"), [("bar", 30), ("bar", 3), ("column", 4), ("line", 3)])
def test_no_chart_is_so_tall_that_it_leaves_half_a_page_empty(
    kind: Literal["bar", "column", "line"], bars: int
) -> None:
    paper = _paper()
    names, values = tuple(f"第{at}个单位" for at in range(bars)), (1.0,) * bars
    add_chart(paper.document, ChartData("图", names, (Series("交办", values), Series("办结", values)), kind))
    extent = next(reading.tree(paper.to_bytes()).iter(f"{WP}extent"))
    assert int(extent.get("cy")) <= 90 * 36000


def test_a_tables_head_repeats_and_a_chart_keeps_its_caption(papers: dict[str, bytes]) -> None:
    data = papers["report.docx"]
    assert reading.style(data, "PaperChart").find(f"{W}pPr/{W}keepNext") is not None
    for table in reading.tree(data).iter(f"{W}tbl"):
        assert next(table.iter(f"{W}tr")).find(f"{W}trPr/{W}tblHeader") is not None
