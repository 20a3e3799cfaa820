"""The sheet 明细: every case that some figure counts, as it stood on the cutoff day. The other sheets count here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import isnan
from typing import Any, NamedTuple

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from toolkit.analysis.conventions import source_word, towns_word
from toolkit.analysis.formulas import DETAIL, YES, Ranges, verdict
from toolkit.analysis.result import Analysis
from toolkit.analysis.sheet import Cell
from toolkit.analysis.table import CLOSING, DAYS, OPINION
from toolkit.analysis.theme import Theme
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
        DetailColumn("closing", "办结情况", 13, "due"),
        DetailColumn("closing_original", "按原期限", 13, "due"),
        own("outcome", 10),
        own("satisfaction", 10),
        own("evaluated", 12),
        own("evaluation_due", 12),
        DetailColumn("evaluation_limit", "评价宽限至", 12, "evaluation_due"),
        own("round", 8),
        DetailColumn("redone", f"是否{mechanism.record.reopened}", 10),
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


def scope_of(analysis: Analysis) -> tuple[str, str]:
    """Return what the column 范围 says of a case that the period received, and of one from before."""
    return f"{analysis.period.this}受理", f"{analysis.period.earlier}受理"


def records(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the counted cases, meaning → value; ``scope`` as the column 范围 says it."""
    this, earlier = scope_of(analysis)
    detail = analysis.detail
    columns = {str(name): detail[name].tolist() for name in detail.columns if name not in DAYS}
    # Once for all rows: asking each cell whether it holds a day costs more than all the rest.
    columns.update({name: _days(detail[name]) for name in DAYS})
    columns["scope"] = [this if is_new else earlier for is_new in columns["accepted"]]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def detail_sheet(theme: Theme, where: Ranges) -> None:
    """明细: the counted cases; phones and contact persons are not on it."""
    columns = columns_of(theme.analysis, theme.mechanism)
    sheet = theme.sheet(DETAIL, [each.width for each in columns], "事项明细")
    sheet.note(
        "各表的件数按本表用公式计数；截止日之后的日期视为尚未发生，留空；“办结情况”等列由公式按日期判定。", height=18
    )
    sheet.table([each.header for each in columns], list(_rows(theme, columns, where)), freeze=1)
    # On one page across nobody could read it: two, the number on both.
    sheet.pages(2, 0)
    sheet.page.repeat_columns(0)


def _rows(theme: Theme, columns: list[DetailColumn], where: Ranges) -> Iterator[list[Cell]]:
    for row, case in enumerate(theme.cases, where.first):
        said = _verdicts(theme.analysis, case, row, where)
        yield [said[each.meaning] if each.meaning in said else cell_of(each.meaning, case) for each in columns]


def _days(column: pd.Series[Any]) -> list[date | None]:
    return [None if lacks else day for day, lacks in zip(column.dt.date.tolist(), column.isna().tolist(), strict=True)]


def cell_of(meaning: str, case: Mapping[str, Any]) -> Cell:
    """Return the cell of a column, by meaning, for one of :func:`records`."""
    value = case[meaning]
    if meaning in DAYS:
        return Cell(value, "date")
    if meaning in ("redone", "redone_now"):
        return Cell(YES if value else "", "centre")
    if meaning in ("round", "workdays"):
        return Cell(None if isnan(value) else int(value), "count")
    return Cell(value, "text" if meaning in ("firm", "subject", "lead") else "centre")


def _verdicts(analysis: Analysis, case: Mapping[str, Any], row: int, where: Ranges) -> dict[str, Cell]:
    """Return the cells that a formula works out from the dates beside them."""
    if "due" not in where.letters:
        return {}
    closed = where.cell("closed", row)
    asked = [("closing", "due", closed, CLOSING), ("closing_original", "original_due", closed, CLOSING)]
    if {"opinion_due", "opinion_given"} <= set(where.letters):
        given = where.cell("opinion_given", row)
        asked.append(("opinion", "opinion_due", f'IF({given}="",{closed},{given})', OPINION))
    return {
        meaning: Cell(case[meaning], "centre", verdict(where, row, due, done, words, analysis.conventions))
        for meaning, due, done, words in asked
    }
