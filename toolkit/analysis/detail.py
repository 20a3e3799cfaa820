"""The sheet 明细: every case that some figure counts, as it stood on the cutoff day. The other sheets count here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from toolkit.analysis.formulas import DETAIL, EARLIER, THIS, YES, Ranges, verdict
from toolkit.analysis.result import Analysis
from toolkit.analysis.sheet import Book, Cell
from toolkit.analysis.table import CLOSING, DAYS, OPINION, day_of
from toolkit.mechanism import Mechanism

#: Rows above the cases: title, note, head.
_ABOVE = 3


class _Column(NamedTuple):
    meaning: str
    header: str
    width: float
    needs: str = ""


def _columns(mechanism: Mechanism) -> list[_Column]:
    role = mechanism.record.roles

    def own(meaning: str, width: float, fallback: str = "") -> _Column:
        return _Column(meaning, role.get(meaning, fallback), width, "" if fallback else meaning)

    due = role.get("due", "")
    columns = [
        own("number", 11),
        _Column("scope", "范围", 14),
        own("status", 11),
        own("class", 10),
        own("category", 14),
        own("firm", 28),
        own("subject", 30),
        own("reporter", 16),
        _Column("source", "来源", 8),
        _Column("received", role.get("submitted", "收到日期"), 12),
        own("lead", 32),
        own("dispatched", 12),
        own("opinion_due", 12),
        own("opinion_given", 12),
        _Column("opinion", "意见情况", 12, "opinion_due"),
        own("due", 12),
        _Column("original_due", f"原{due}", 12, "due"),
        own("closed", 12),
        _Column("closing", "办结情况", 13, "due"),
        _Column("closing_original", "按原期限", 13, "due"),
        own("outcome", 10),
        own("satisfaction", 10),
        own("evaluated", 12),
        own("evaluation_due", 12),
        _Column("evaluation_limit", "评价宽限至", 12, "evaluation_due"),
        own("round", 8),
        _Column("redone", f"是否{mechanism.record.reopened}", 10),
        _Column("redone_now", f"本季度{mechanism.record.reopened}", 10, "evaluated"),
    ]
    return [each for each in columns if not each.needs or each.needs in role]


def ranges(analysis: Analysis, mechanism: Mechanism) -> Ranges:
    """Return where the columns of 明细 will lie."""
    letters = {each.meaning: xl_col_to_name(at) for at, each in enumerate(_columns(mechanism))}
    first = _ABOVE + 1
    return Ranges(letters, first, first + max(len(analysis.detail), 1) - 1)


def write_detail(book: Book, analysis: Analysis, mechanism: Mechanism, where: Ranges) -> None:
    """Add the sheet; phones and contact persons are not on it."""
    columns = _columns(mechanism)
    sheet = book.sheet(DETAIL, [each.width for each in columns])
    sheet.title(f"{analysis.period.label}事项明细")
    sheet.note(
        "各表的件数按本表用公式计数；截止日之后的日期视为尚未发生，留空；“办结情况”等列由公式按日期判定。", height=18
    )
    rows = list(_rows(analysis, columns, where))
    sheet.table([each.header for each in columns], rows, freeze=1)
    # On one page across nobody could read it: two, the number on both.
    sheet.pages(2, 0)
    sheet.page.repeat_columns(0)


def _rows(analysis: Analysis, columns: list[_Column], where: Ranges) -> Iterator[list[Cell]]:
    cases: list[dict[str, Any]] = [
        {str(key): value for key, value in each.items()} for each in analysis.detail.to_dict("records")
    ]
    for row, case in enumerate(cases, where.first):
        said = _verdicts(analysis, case, row, where)
        yield [said[each.meaning] if each.meaning in said else _cell(each.meaning, case) for each in columns]


def _cell(meaning: str, case: dict[str, Any]) -> Cell:
    if meaning in DAYS:
        return Cell(day_of(case[meaning]), "date")
    if meaning == "scope":
        return Cell(THIS if case["accepted"] else EARLIER, "centre")
    if meaning in ("redone", "redone_now"):
        return Cell(YES if case[meaning] else "", "centre")
    if meaning == "round":
        return Cell(int(case["round"]), "count")
    return Cell(case[meaning], "text" if meaning in ("firm", "subject", "lead") else "centre")


def _verdicts(analysis: Analysis, case: dict[str, Any], row: int, where: Ranges) -> dict[str, Cell]:
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
