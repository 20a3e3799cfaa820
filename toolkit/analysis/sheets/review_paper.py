"""Replies worth a look (答复核查) on paper: a sheet of the analysis workbook and a section of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.analysis.figures.masks import masked
from toolkit.analysis.periods.period import Period
from toolkit.analysis.report.firm_names import FirmNames
from toolkit.analysis.report.outline import Section
from toolkit.analysis.report.phrases import seen_in, table
from toolkit.analysis.report.typical import TO_JUDGE
from toolkit.analysis.sheets.sheet import Cell
from toolkit.analysis.sheets.theme import Theme
from toolkit.cases.reply import Reviewed
from toolkit.mechanism import Mechanism

TITLE, TABLE = "答复核查", "答复核查情况"
#: So many stand in the report; all stand in the workbook.
_MOST = 10
_HOW = "按规则提醒，供办公室核对，不作为承办单位办理质量的结论。"


def review_sheet(found: Sequence[Reviewed]) -> Callable[[Theme], None]:
    """Return what writes the sheet 答复核查."""

    def write(theme: Theme) -> None:
        sheet = theme.sheet(TITLE, (6, 12, 22, 22, 18, 10, 60), TITLE)
        sheet.note(_HOW, height=18)
        roles = theme.mechanism.record.roles
        head = ("序号", *(roles.get(each, "") for each in ("number", "firm", "subject", "lead", "outcome")), "提醒")
        rows = [
            [
                Cell(at, "count"), Cell(each.number, "centre"), Cell(masked(each.firm)), Cell(masked(each.subject)),
                Cell(each.lead), Cell(each.outcome, "centre"), Cell(masked("\n".join(each.advice))),
            ]
            for at, each in enumerate(found, start=1)
        ]  # fmt: skip
        sheet.table(head, rows, freeze=2)

    return write


def review_section(found: Sequence[Reviewed], mechanism: Mechanism, period: Period, firms: FirmNames) -> Section:
    """Return the report's section; of many the first stand in it."""
    roles = mechanism.record.roles
    if not found:
        return Section(TITLE, (f"{period.this}收到的答复（含{period.earlier}受理的），按规则核查没有需要提醒的。",))
    rows = [
        (each.number, each.lead, each.outcome, masked(firms.within("；".join(each.advice), each.firm)))
        for each in found[:_MOST]
    ]
    notes = (_HOW, *([f"另有{len(found) - _MOST}件见分析表“{TITLE}”。"] if len(found) > _MOST else []))
    header = (roles["number"], roles.get("lead", ""), roles.get("outcome", ""), "提醒")
    words = f"{period.this}收到的答复（含{period.earlier}受理的）中，有{len(found)}件宜再核对{seen_in(TABLE)}"
    to_judge = TO_JUDGE.format("逐件核对后是否列入")
    return Section(TITLE, (words + to_judge,), (table(TABLE, header, rows, *notes),))
