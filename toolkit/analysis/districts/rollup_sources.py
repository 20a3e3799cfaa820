"""The sheets 数据来源, 口径 and 不作对比: where the districts' figures come from, and what is not the same in all."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.analysis.districts.rollup_result import District
from toolkit.analysis.districts.rollup_theme import DISTRICT, NONE, RollupTheme
from toolkit.analysis.figures.measures import Measure
from toolkit.analysis.sheets.sheet import Cell

SOURCES, DEFINITIONS, APART = "数据来源", "口径", "不作对比"
#: What is said of what was taken into the roll-up, and of a district of which nothing can be.
TAKEN, MISSING = "已并入", "没有可并入的数据"


def sources_sheet(theme: RollupTheme) -> None:
    """数据来源: what was given, what was taken in, and what was not and why."""
    rollup = theme.rollup
    sheet = theme.sheet(SOURCES, (22, 12, 40, 34, 14, 14, 10, 10, 60), "数据来源")
    heads = (DISTRICT, "来源", "文件", "机制", "数据截至", "生成日期", "版本", "件数", "情况")
    blank, dash = [Cell(NONE, "centre") for _ in range(5)], Cell(NONE, "centre")
    rows = [
        *map(_taken, rollup.districts),
        *([dash, dash, Cell(each.file), *blank, Cell(f"没有并入：{each.words}")] for each in rollup.left_out),
        *([Cell(name), dash, dash, *blank, Cell(MISSING)] for name in rollup.missing),
    ]
    sheet.table(heads, rows, freeze=1)
    sheet.note("件数是计入本时段任一指标的事项数。数据包逐件重新计数，与其指标不一致的不并入。", height=18)
    for line in rollup.differences:
        sheet.note(line, height=18 * (1 + len(line) // 90))


def _taken(district: District) -> list[Cell]:
    package = district.package
    return [
        Cell(district.name), Cell(district.source, "centre"), Cell(district.file), Cell(package.title),
        Cell(package.cutoff, "date"), Cell(package.written, "date"), Cell(package.version, "centre"),
        Cell(len(package.rows), "count"), Cell(TAKEN),
    ]  # fmt: skip


def definitions_sheet(theme: RollupTheme) -> None:
    """口径: how each measure is counted, in the words of each district where they are not the same."""
    rollup = theme.rollup
    sheet = theme.sheet(DEFINITIONS, (34, 34, 110), "指标口径")
    sheet.note(f"各区的计算条件相同才作对比。不足{rollup.least}件的不算百分比、平均用时和位次（样本不足）。", height=18)
    named = {
        each.key: {district.name: one for district, one in zip(rollup.districts, each.figures, strict=True)}
        for each in rollup.compared
    }
    named.update({each.key: dict(each.figures) for each in rollup.apart})
    rows = [row for figures in named.values() for row in _worded(figures, len(rollup.districts))]
    sheet.table(("指标", DISTRICT, "计算口径"), rows, freeze=1)


def _worded(figures: Mapping[str, Measure], of: int) -> list[list[Cell]]:
    """Return a row for each wording of a measure, with the districts that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for district, each in figures.items():
        found.setdefault((each.name, each.definition), []).append(district)
    return [
        [Cell(name), Cell("各区" if len(districts) == of else "、".join(districts)), Cell(definition)]
        for (name, definition), districts in found.items()
    ]


def apart_sheet(theme: RollupTheme) -> None:
    """不作对比: the measures that not all districts count alike, each district's own figure and no total."""
    if not theme.rollup.apart:
        return
    sheet = theme.sheet(APART, (34, 26, 12, 12, 14, 70), "不作对比的指标")
    rows = [
        [
            Cell(measure.name), Cell(name), theme.top(measure, name), theme.bottom(measure, name),
            theme.value(measure, name), Cell(each.why),
        ]
        for each in theme.rollup.apart
        for name, measure in each.figures.items()
    ]  # fmt: skip
    sheet.table(("指标", DISTRICT, "分子", "分母", "数值", "不作对比的原因"), rows, freeze=2)
