"""The sheet 明细: every case that some figure counts, as it stood on the cutoff day. The other sheets count here."""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from toolkit.analysis.figures.case_cells import Scope
from toolkit.analysis.figures.conventions import source_word, towns_word
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.figures.table import CLOSING, OPINION
from toolkit.analysis.sheets.formulas import DETAIL, Ranges, verdict
from toolkit.analysis.sheets.theme import Theme
from toolkit.mechanism import Mechanism

#: Rows above the cases: title, note, head.
_ABOVE = 3


class DetailColumn(NamedTuple):
    """A column of 明细; ``needs`` is the meaning without which the register cannot give it."""

    meaning: str
    header: str
    width: float
    needs: str = ""


def columns_of(analysis: Analysis, mechanism: Mechanism) -> list[DetailColumn]:
    """Return the columns of 明细 in their order."""
    this = analysis.period.this
    role = mechanism.record.roles

    def own(meaning: str, width: float, fallback: str = "") -> DetailColumn:
        return DetailColumn(meaning, role.get(meaning, fallback), width, "" if fallback else meaning)

    due = role.get("due", "")
    columns = [
        own("number", 11),
        DetailColumn("scope", "范围", 14),
        own("status", 11),
        own("class", 10),
        own("category", 14),
        own("firm", 28),
        own("subject", 30),
        own("reporter", 16),
        DetailColumn("source", source_word(mechanism), 8),
        DetailColumn("town", towns_word(mechanism), 10),
        DetailColumn("industry", "行业", 12),
        DetailColumn("received", role.get("submitted", "收到日期"), 12),
        own("lead", 32),
        own("dispatched", 12),
        own("opinion_due", 12),
        own("opinion_given", 12),
        DetailColumn("opinion", "意见情况", 12, "opinion_due"),
        own("due", 12),
        DetailColumn("original_due", f"原{due}", 12, "due"),
        own("closed", 12),
        DetailColumn("workdays", "用时（工作日）", 10),
        DetailColumn("handed_back", "退办日期", 12),
        own("supervised", 12),
        DetailColumn("closing", "办结情况", 13, "due"),
        DetailColumn("closing_original", "按原期限", 13, "due"),
        own("outcome", 10),
        own("satisfaction", 10),
        own("evaluated", 12),
        own("evaluation_due", 12),
        DetailColumn("evaluation_limit", "评价宽限至", 12, "evaluation_due"),
        own("round", 8),
        DetailColumn("redone", f"是否{mechanism.record.reopened}", 10),
        DetailColumn("carried", f"{analysis.period.before}结转", 10),
        DetailColumn("redone_now", f"{this}{mechanism.record.reopened}", 10, "evaluated"),
    ]
    # Towns and industries are a column only where the office analyses by them.
    left_out = {"town", "industry"} - {each.key for each in analysis.cuts}
    return [each for each in columns if each.meaning not in left_out and (not each.needs or each.needs in role)]


def ranges(analysis: Analysis, mechanism: Mechanism) -> Ranges:
    """Return where the columns of 明细 will lie."""
    letters = {each.meaning: xl_col_to_name(at) for at, each in enumerate(columns_of(analysis, mechanism))}
    first = _ABOVE + 1
    return Ranges(letters, first, first + max(len(analysis.detail), 1) - 1, scope_of(analysis))


def scope_of(analysis: Analysis) -> Scope:
    """Return the words of the column 范围."""
    return Scope(f"{analysis.period.this}受理", f"{analysis.period.earlier}受理")


def detail_sheet(theme: Theme, where: Ranges) -> None:
    """明细: the counted cases; phones and contact persons are not on it."""
    columns = columns_of(theme.analysis, theme.mechanism)
    sheet = theme.sheet(DETAIL, [each.width for each in columns], "事项明细")
    sheet.note(
        "各表的件数按本表用公式计数；截止日之后的日期视为尚未发生，留空；“办结情况”等列由公式按日期判定。", height=18
    )
    cells, said = theme.cells[""], _verdicts(theme.analysis, where)
    shown = (cells.column(each.meaning)._replace(formula=said.get(each.meaning, "")) for each in columns)
    sheet.long_table([each.header for each in columns], list(shown), freeze=1)
    # On one page across nobody could read it: two, the number on both.
    sheet.pages(2, 0)
    sheet.page.repeat_columns(0)


def _verdicts(analysis: Analysis, where: Ranges) -> dict[str, str]:
    """Return the formulas, by column, that work out of the dates beside them what the first case counts as."""
    if "due" not in where.letters:
        return {}
    closed = where.cell("closed", where.first)
    asked = [("closing", "due", closed, CLOSING), ("closing_original", "original_due", closed, CLOSING)]
    if {"opinion_due", "opinion_given"} <= set(where.letters):
        given = where.cell("opinion_given", where.first)
        asked.append(("opinion", "opinion_due", f'IF({given}="",{closed},{given})', OPINION))
    return {
        meaning: verdict(where, where.first, due, done, words, analysis.conventions)
        for meaning, due, done, words in asked
    }
