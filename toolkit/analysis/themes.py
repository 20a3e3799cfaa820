"""The sheets of the analysis workbook but 明细: what is on each, in which order, with which chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from toolkit.analysis.conventions import TOO_FEW, UNFILLED
from toolkit.analysis.exhibits import MOST_BARS, base_heads, evaluation_keys, overdue_table, written
from toolkit.analysis.formulas import countable
from toolkit.analysis.groups import Group
from toolkit.analysis.measures import COUNT, PER_CENT, WORKDAYS, Measure
from toolkit.analysis.sheet import Cell, Sheet
from toolkit.analysis.theme import NONE, Theme, criterion, first_of, or_none, rate_formula, tall

OVERVIEW, CATEGORIES, SOURCES, OVERDUE, EVALUATIONS = "总体指标", "类别分析", "来源分析", "超期清单", "满意度"
#: The cells of 总体指标 with the first and the cutoff day.
FIRST_DAY_AT, CUTOFF_AT = "$B$2", "$B$3"
_CHART = (560, 300)
#: How a cell shows a figure of each unit.
_KINDS = {COUNT: "count", PER_CENT: "rate", WORKDAYS: "days"}
_SHARES = "占比按最大余数法取一位小数，合计100.0%。"


def overview_sheet(theme: Theme) -> None:
    """总体指标: every measure with numerator, denominator, bases of comparison and definition; the months."""
    analysis = theme.analysis
    sheet = theme.sheet(OVERVIEW, (28, 13, 10, 10, 10, 16, 10, 16, 84), f"{theme.mechanism.record.title}办理情况分析")
    sheet.pages(1, 1)
    for label, day in (("季度首日", analysis.period.first_day), ("数据截至", analysis.cutoff)):
        sheet.put(sheet.row, 0, Cell(label, "label"))
        sheet.put(sheet.row, 1, Cell(day, "day"))
        sheet.row += 1
    if not analysis.whole:
        sheet.note("本季度尚未结束，暂不与上季度、上年同期比较。", height=18)
    head = ("指标", "分子（件）", "分母（件）", "数值", *base_heads(analysis), "计算口径")
    rows = [_measure_row(theme, each, sheet.row + 2 + at) for at, each in enumerate(analysis.measures)]
    sheet.table(head, rows)
    sheet.row += 1
    _months(theme, sheet)
    for note in analysis.notes:
        sheet.note(f"台账需核对：{note}", height=18 * (1 + len(note) // 80))


def _measure_row(theme: Theme, measure: Measure, row: int) -> list[Cell]:
    spec = next(each for each in theme.analysis.specs if each.key == measure.key)
    figures = _figures(theme.counter.top(spec), theme.counter.bottom(spec), measure, row)
    bases = [
        cell
        for change in theme.analysis.changes[measure.key]
        for cell in (_plain(change.before), Cell(change.short, "centre"))
    ]
    return [*figures, *bases, Cell(measure.definition)]


def _plain(measure: Measure) -> Cell:
    return Cell(measure.shown, _KINDS[measure.unit])


def _months(theme: Theme, sheet: Sheet) -> None:
    analysis = theme.analysis
    rows = []
    for part, accepted, closed in zip(analysis.period.parts, analysis.months, analysis.closings, strict=True):
        span = [f'">="&{_date(part.first_day)}', f'"<="&{_date(part.last_day)}']
        received = theme.counter.count(("accepted",), *(("received", each) for each in span))
        done = theme.counter.count(("closed_now",), *(("closed", each) for each in span))
        rows.append(
            [Cell(accepted.name, "centre"), Cell(accepted.count, "count", received), Cell(closed.count, "count", done)]
        )
    top = sheet.row
    names = sheet.table(("月份", "受理（件）", "办结（件）"), rows)
    sheet.chart(
        "line", "分月受理和办结情况", names, {1: "受理", 2: "办结（含以前季度受理）"}, at=(top, 4), size=(620, 260)
    )
    sheet.row = top
    sheet.leave(260)


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def categories_sheet(theme: Theme) -> None:
    """类别分析: categories and classes with their shares."""
    analysis, role = theme.analysis, theme.mechanism.record.roles
    sheet = theme.sheet(CATEGORIES, (24, 11, 11, 11, 11, 4, 20, 20, 20, 20), f"{role['category']}分析")
    names = _shares(theme, sheet, role["category"], analysis.categories, "category")
    sheet.row += 1
    _shares(theme, sheet, role["class"], analysis.classes, "class")
    sheet.chart("column", f"{role['category']}分布（件）", names, {1: "件数"}, at=(1, 6), size=_CHART)


def sources_sheet(theme: Theme) -> None:
    """来源分析: who reported, by kind of unit and by unit."""
    analysis, role = theme.analysis, theme.mechanism.record.roles
    sheet = theme.sheet(SOURCES, (28, 11, 11, 11, 11, 4, 20, 20, 20, 20), "来源分析")
    _shares(theme, sheet, "来源", analysis.sources, "source")
    sheet.row += 1
    names = _shares(theme, sheet, role["reporter"], analysis.reporters, "reporter")
    if names:
        top = names[:MOST_BARS]
        title = first_of(f"{role['reporter']}分布（件）", len(top), len(names))
        sheet.chart("bar", title, top, {1: "件数"}, at=(1, 6), size=(_CHART[0], tall(len(top), 1)))


def _shares(theme: Theme, sheet: Sheet, head: str, groups: Sequence[Group], column: str) -> range:
    """Write a table of groups with count, share, closed and rate, a sum below it; return the groups' rows."""
    safe = countable([each.name for each in groups])
    rows = []
    for row, group in enumerate(groups, sheet.row + 2):
        by = criterion(group, column, row, safe)
        closed = theme.closed(group)
        rate = closed / group.count if group.count >= theme.least else TOO_FEW if group.count else NONE
        rows.append(
            [
                Cell(group.name),
                Cell(group.count, "count", by and theme.counter.count(("accepted",), by)),
                Cell(group.share / 100, "rate"),
                Cell(closed, "count", by and theme.counter.count(("accepted", "closed"), by)),
                Cell(rate, "rate", rate_formula(f"D{row}", f"B{row}", theme.least)),
            ]
        )
    names = sheet.table((head, "件数", "占比", "已办结", "办结率"), rows)
    _sum(sheet, groups, sum(theme.closed(each) for each in groups), names)
    sheet.note(f"{_SHARES}不足{theme.least}件的不计算办结率。", height=18)
    return names


def _sum(sheet: Sheet, groups: Sequence[Group], closed: int, names: range) -> None:
    total, row = sum(each.count for each in groups), sheet.row + 1
    first, last = names.start + 1, max(names.stop, names.start + 1)

    def of(column: str) -> str | None:
        return f"=SUM({column}{first}:{column}{last})" if names else None

    cells = (
        Cell("合计", "head"),
        Cell(total, "count", of("B")),
        Cell(1.0 if total else 0.0, "rate", of("C")),
        Cell(closed, "count", of("D")),
        Cell(closed / total if total else NONE, "rate", f'=IF(B{row}=0,"{NONE}",D{row}/B{row})'),
    )
    for at, cell in enumerate(cells):
        sheet.put(sheet.row, at, cell)
    sheet.row += 1


def overdue_sheet(theme: Theme) -> None:
    """超期清单: every open case past its due date, whenever accepted."""
    analysis = theme.analysis
    table = overdue_table(analysis, theme.mechanism)
    sheet = theme.sheet(OVERDUE, (6, 12, 32, 44, 32, 13, 12, 14), "超期未办结事项清单")
    sheet.note(f"数据截至{written(analysis.cutoff)}，共{len(analysis.overdue)}件。{''.join(table.notes)}", height=18)
    rows = [
        [
            Cell(at, "count"),
            Cell(each.number, "centre"),
            Cell(each.firm),
            Cell(each.subject),
            Cell(each.lead),
            Cell(each.due, "date"),
            Cell(each.workdays, "count"),
            Cell("是" if each.accepted_now else "以前季度", "centre"),
        ]
        for at, each in enumerate(analysis.overdue, 1)
    ]
    sheet.table((*table.header, "本季度受理"), rows, freeze=2)
    if not rows:
        sheet.note("无。", height=18)


def evaluations_sheet(theme: Theme) -> None:
    """满意度: evaluations with their shares, 参评率 beside 满意率, outcomes."""
    analysis, role = theme.analysis, theme.mechanism.record.roles
    sheet = theme.sheet(EVALUATIONS, (26, 12, 12, 12, 4, 20, 20, 20, 20), "企业评价情况")
    names = _choices(theme, sheet, role["satisfaction"], analysis.evaluations, ("satisfaction", "evaluated"))
    sheet.note(f"另有已办结未评价{len(analysis.unevaluated)}件，不计入占比和满意率。", height=18)
    sheet.row += 1
    _rates(theme, sheet, [found for key in evaluation_keys(analysis) if (found := analysis.find(key))])
    sheet.row += 1
    _choices(theme, sheet, role["outcome"], analysis.outcomes, ("outcome", "closed"))
    sheet.note("以承办单位填报、已办结的事项计。", height=18)
    if analysis.measure("satisfied_rate").denominator:
        sheet.chart("pie", "企业评价构成（件）", names, {1: "件数"}, at=(1, 5), size=_CHART)


def _choices(theme: Theme, sheet: Sheet, head: str, groups: Sequence[Group], what: tuple[str, str]) -> range:
    column, flag = what
    # An empty cell is shown as 未填; COUNTIFS would look for the word.
    safe = countable([each.name for each in groups]) - {UNFILLED}
    rows = []
    for row, group in enumerate(groups, sheet.row + 2):
        by = criterion(group, column, row, safe)
        formula = by and theme.counter.count(("accepted", flag), by)
        rows.append([Cell(group.name), Cell(group.count, "count", formula), Cell(group.share / 100, "rate")])
    return sheet.table((head, "件数", "占比"), rows)


def _rates(theme: Theme, sheet: Sheet, measures: Iterable[Measure]) -> None:
    rows = []
    for row, measure in enumerate(measures, sheet.row + 2):
        spec = next(each for each in theme.analysis.specs if each.key == measure.key)
        rows.append(_figures(theme.counter.top(spec), theme.counter.bottom(spec), measure, row))
    sheet.table(("指标", "分子（件）", "分母（件）", "数值"), rows)


def _figures(top: str | None, bottom: str | None, measure: Measure, row: int) -> list[Cell]:
    name, counted = Cell(measure.name), Cell(measure.numerator, "count", top)
    if measure.unit == WORKDAYS:
        parts = [Cell(or_none(each), "count") for each in (measure.numerator, measure.denominator)]
        return [name, *parts, Cell(measure.shown, _KINDS[WORKDAYS])]
    if measure.denominator is None:
        return [name, counted, Cell(NONE, "centre"), Cell(measure.numerator, "count", f"=B{row}")]
    value = Cell(measure.shown, "rate", rate_formula(f"B{row}", f"C{row}", measure.least))
    return [name, counted, Cell(measure.denominator, "count", bottom), value]
