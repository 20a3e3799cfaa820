"""The sheet 满意度: evaluations with their shares, 参评率 beside 满意率, outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.analysis.figures.conventions import UNFILLED
from toolkit.analysis.figures.groups import Group, share_of
from toolkit.analysis.report.exhibits import evaluation_keys
from toolkit.analysis.sheets.formulas import countable
from toolkit.analysis.sheets.overview_sheet import figures
from toolkit.analysis.sheets.sheet import Cell, Sheet
from toolkit.analysis.sheets.theme import Theme, criterion

EVALUATIONS = "满意度"
_CHART = (560, 300)


def evaluations_sheet(theme: Theme) -> None:
    """满意度: what firms said, how many said anything, and what became of what was closed."""
    analysis, role = theme.analysis, theme.mechanism.record.roles
    sheet = theme.sheet(EVALUATIONS, (26, 12, 12, 12, 4, 20, 20, 20, 20), "企业评价情况")
    names = _choices(theme, sheet, role["satisfaction"], analysis.evaluations, ("satisfaction", "evaluated"))
    sheet.note(f"另有已办结未评价{len(analysis.unevaluated)}件，不计入占比和满意率。", height=18)
    sheet.row += 1
    measures = [found for key in evaluation_keys(analysis) if (found := analysis.find(key))]
    rows = [figures(theme, each, sheet.row + 2 + at) for at, each in enumerate(measures)]
    sheet.table(("指标", "分子（件）", "分母（件）", "数值"), rows)
    sheet.row += 1
    _choices(theme, sheet, role["outcome"], analysis.outcomes, ("outcome", "closed"))
    sheet.note("以承办单位填报、已办结的事项计。", height=18)
    if analysis.again:
        sheet.row += 1
        head = (role["number"], "轮次", role["lead"], "评价日期", role["satisfaction"])
        sheet.table(
            head,
            [
                [Cell(each.number), Cell(each.round, "count"), Cell(each.unit), Cell(each.day, "date"), Cell(each.word)]
                for each in analysis.again
            ],
        )
        sheet.note(f"{analysis.period.this}作出、其后重新办理的评价，一行一次；以上各表按现在这一轮办理计。", height=18)
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
        title, flags = f"{head}：{group.name}", ("accepted", flag)
        origin = theme.origins.of(title, group.numbers, flags=flags, trait=(column, group.name))
        count = Cell(group.count, "count", formula, (origin, True))
        rows.append([Cell(group.name), count, Cell(share_of(group, groups, theme.least), "rate", None, (origin, True))])
    return sheet.table((head, "件数", "占比"), rows)
