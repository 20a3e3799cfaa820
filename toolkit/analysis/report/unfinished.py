"""The report's section 超期清单: what is past its due date, how old what is open is, and what is long-standing."""

from __future__ import annotations

from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.report import exhibits as show
from toolkit.analysis.report.firm_names import FirmNames
from toolkit.analysis.report.outline import Section, TableData
from toolkit.analysis.report.phrases import seen_in, table
from toolkit.mechanism import Mechanism

AGEING, LONG_STANDING = "未办结事项在办时长", "久拖未决事项"


def unfinished(analysis: Analysis, mechanism: Mechanism, firms: FirmNames) -> Section:
    """Return the section."""
    tables, paragraphs = [], [_overdue(analysis)]
    if analysis.overdue:
        tables.append(show.overdue_table(analysis, mechanism, firms))
    if total := sum(each.count for each in analysis.ageing):
        bands = "、".join(f"{each.name}{each.count}件" for each in analysis.ageing if each.count)
        paragraphs.append(f"全部未办结事项{total}件，按收到至今的日历天数，{bands}{seen_in(AGEING)}")
        note = f"以{show.written(analysis.cutoff)}未办结的全部事项计，不论何时受理。"
        least = analysis.conventions.least_ranked
        tables.append(show.shares_table(AGEING, "收到至今", analysis.ageing, (note,), least))
    if analysis.long_standing:
        paragraphs.append(f"久拖未决的{len(analysis.long_standing)}件，原因逐件列明{seen_in(LONG_STANDING)}")
        tables.append(_long_standing(analysis, mechanism, firms))
    return Section("四、超期清单", tuple(each for each in paragraphs if each), tuple(tables))


def _overdue(analysis: Analysis) -> str:
    measure = analysis.find("overdue_all")
    if measure is None:
        return ""
    if not analysis.overdue:
        return f"截至{show.written(analysis.cutoff)}，没有超期未办结事项。"
    mine, this = sum(each.accepted_now for each in analysis.overdue), analysis.period.this
    count = len(analysis.overdue)
    split = f"其中{this}受理{mine}件" if 0 < mine < count else f"均为{this if mine else analysis.period.earlier}受理"
    return f"截至{show.written(analysis.cutoff)}，超期未办结事项{count}件，{split}{seen_in(show.OVERDUE)}"


def _long_standing(analysis: Analysis, mechanism: Mechanism, firms: FirmNames) -> TableData:
    role = mechanism.record.roles
    header = ("序号", role["number"], role["firm"], role["subject"], role["lead"], "已历天数", "列入原因")
    rows = [
        (
            str(at), each.number, firms.of(each.firm), firms.within(each.subject, each.firm), each.lead, str(each.days),
            "、".join(each.why),
        )
        for at, each in enumerate(analysis.long_standing[: analysis.measuring.long_standing.printed], 1)
    ]  # fmt: skip
    count = len(analysis.long_standing)
    rest = f"时间最久的{len(rows)}件列在这里，其余见综合分析表。" if len(rows) < count else ""
    note = f"共{count}件。{rest}{show.long_standing_rules(analysis)}"
    return table(LONG_STANDING, header, rows, note)
