"""The sheets of what is open (超期清单, 在办时长 and 久拖未决), and 数据更正 of earlier reports."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.analysis.figures.case_cells import YES
from toolkit.analysis.figures.groups import Group, share_of
from toolkit.analysis.figures.many_rows import Column
from toolkit.analysis.figures.restate import OTHER_WAY
from toolkit.analysis.figures.result import Matter
from toolkit.analysis.report.exhibits import long_standing_reasons, long_standing_rules, overdue_head, written
from toolkit.analysis.sheets.formulas import CUTOFF
from toolkit.analysis.sheets.sheet import Cell
from toolkit.analysis.sheets.theme import Theme

OVERDUE, AGEING, CORRECTIONS = "超期清单", "在办时长", "数据更正"
_CHART = (520, 280)


def overdue_sheet(theme: Theme) -> None:
    """超期清单: every open case past its due date, whenever accepted."""
    analysis = theme.analysis
    header, note = overdue_head(analysis, theme.mechanism)
    sheet = theme.sheet(OVERDUE, (6, 12, 32, 44, 32, 13, 12, 14), "超期未办结事项清单")
    sheet.note(note, height=18)
    found = analysis.overdue
    columns = (
        Column("count", range(1, len(found) + 1)),
        Column("centre", [each.number for each in found]),
        Column("text", [each.firm for each in found]),
        Column("text", [each.subject for each in found]),
        Column("text", [each.lead for each in found]),
        Column("date", [each.due for each in found]),
        Column("count", [each.workdays for each in found]),
        Column("centre", [YES if each.accepted_now else analysis.period.earlier for each in found]),
    )
    sheet.long_table((*header, f"{analysis.period.this}受理"), columns, freeze=2)
    if not found:
        sheet.note("无。", height=18)


def ageing_sheet(theme: Theme) -> None:
    """在办时长: the open cases by their age, and those that are long-standing, each with why it is."""
    analysis, role = theme.analysis, theme.mechanism.record.roles
    widths = (24, 12, 12, 30, 30, 13, 12, 10, 10, 10, 10, 30)
    sheet = theme.sheet(AGEING, widths, "未办结事项在办时长和久拖未决事项")
    top = sheet.row
    bands = zip((0, *analysis.measuring.ageing), (*analysis.measuring.ageing, None), analysis.ageing, strict=True)
    rows = [_band_row(theme, low, high, group) for low, high, group in bands]
    names = sheet.table(("收到至今", "件数", "占比"), rows)
    sheet.note(f"以{written(analysis.cutoff)}未办结的全部事项计，按收到之日起的日历天数。", height=18)
    if any(each.count for each in analysis.ageing):
        sheet.chart("column", "未办结事项在办时长（件）", names, {1: "件数"}, at=(top, 4), size=_CHART)
    below = sheet.row
    sheet.row = top
    sheet.leave(_CHART[1])
    sheet.row = max(sheet.row, below + 1)
    head = (
        role["number"], "收到日期", "已历天数", role["firm"], role["subject"], role["lead"], role.get("due", "时限"),
        "轮次", "延期次数", "跨季末数", "未兑现时限", "列入原因",
    )  # fmt: skip
    found = analysis.long_standing
    sheet.note(f"久拖未决事项{len(found)}件，原因逐件列明。{long_standing_rules(analysis)}", height=18)
    sheet.table(("列入原因", "件数"), [_reason_row(theme, *each) for each in long_standing_reasons(analysis)])
    sheet.line((Cell("合计", "head"), _counted(theme, "久拖未决", found)))
    sheet.note("一件符合几条的，各条都计，合计只计一次。", height=18)
    columns = (
        Column("centre", [each.number for each in found]),
        Column("date", [each.received for each in found]),
        Column("count", [each.days for each in found]),
        Column("text", [each.firm for each in found]),
        Column("text", [each.subject for each in found]),
        Column("text", [each.lead for each in found]),
        Column("date", [each.due for each in found]),
        Column("count", [each.rounds for each in found]),
        Column("count", [each.extensions for each in found]),
        Column("count", [each.carried for each in found]),
        Column("count", [each.broken for each in found]),
        Column("text", ["、".join(each.why) for each in found]),
    )
    sheet.long_table(head, columns, filtered=bool(found))


def _band_row(theme: Theme, low: int, high: int | None, group: Group) -> list[Cell]:
    # Older than the lower end: received before that many days before the cutoff; no band begins at 0 days.
    span = [("received", f'"<"&({CUTOFF}-{low})')] if low else []
    span += [("received", f'">="&({CUTOFF}-{high})')] if high is not None else []
    formula = theme.counter.count(("open",), *span)
    origin = theme.origins.of(f"未办结：{group.name}", group.numbers, flags=("open",))
    return [
        Cell(group.name),
        Cell(group.count, "count", formula, (origin, True)),
        Cell(share_of(group, theme.analysis.ageing, theme.least), "rate", None, (origin, True)),
    ]


def _reason_row(theme: Theme, reason: str, matters: Sequence[Matter]) -> list[Cell]:
    return [Cell(reason), _counted(theme, f"久拖未决：{reason}", matters)]


def _counted(theme: Theme, title: str, matters: Sequence[Matter]) -> Cell:
    """Return a number of long-standing matters, with the list that says of each why it is."""
    why = {each.number: "、".join(each.why) for each in matters}
    origin = theme.origins.of(title, tuple(why), flags=("in_hand",), why=why)
    return Cell(len(matters), "count", None, (origin, True))


def corrections_sheet(theme: Theme) -> None:
    """数据更正: figures that are not what an earlier report said, and the cases that make the difference."""
    found = theme.analysis.restatements
    if not found:
        return
    sheet = theme.sheet(CORRECTIONS, (22, 14, 14, 26, 12, 12, 12, 12, 70), "数据更正")
    sheet.note("以前的报告已经报出、按现在的台账不再是那个数的指标，逐件说明原因。", height=18)
    head = ("时段", "数据截至", "报出日期", "指标", "报出时", "现在", "编号", "变化", "原因")
    rows = [
        [
            Cell(each.period), Cell(each.cutoff, "date"), Cell(each.reported, "date"), Cell(each.name),
            Cell(each.then, "centre"), Cell(each.now, "centre"), Cell(number, "centre"), Cell(counts, "centre"),
            Cell(why),
        ]
        for each in found
        for number, counts, why in (
            [(reason.number, reason.counts, reason.why) for reason in each.reasons] or [("", "", OTHER_WAY)]
        )
    ]  # fmt: skip
    sheet.table(head, rows, freeze=1)
