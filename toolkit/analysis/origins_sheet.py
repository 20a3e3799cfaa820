"""The sheet 数字出处: behind every figure of the workbook the list of the cases it counts, a block a figure.

A figure is a link to its block: a numerator to its own rows at the block's top, a denominator to all of them. Plain
links to cells open in Excel, WPS and LibreOffice alike. Lists of thousands of cases, which nobody reads, would make the
file slow for everybody: the longest give way (:data:`MOST_ROWS`) and say instead how 明细 is to be filtered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.analysis.detail import cell_of, columns_of
from toolkit.analysis.formulas import DETAIL
from toolkit.analysis.origin import Origin
from toolkit.analysis.sheet import Cell, Sheet
from toolkit.analysis.theme import Theme

ORIGINS = "数字出处"
#: So many rows of cases the sheet holds at most.
MOST_ROWS = 20_000
#: What a list names of each case, by meaning, as far as this register has it.
_SHOWN = ("number", "firm", "subject", "lead", "received", "dispatched", "due", "closed")
#: What stands before that and behind it, and how wide.
_BEFORE, _BEHIND = (("序号", 6.0),), (("计入", 15.0), ("依据", 52.0))

_Case = Mapping[str, Any]


def origins_sheet(theme: Theme) -> None:
    """数字出处: the lists; every figure that was put before becomes a link to its own."""
    have = {each.meaning: each for each in columns_of(theme.analysis, theme.mechanism)}
    shown = [have[meaning] for meaning in _SHOWN if meaning in have]
    columns = (*_BEFORE, *((each.header, each.width) for each in shown), *_BEHIND)
    sheet = theme.sheet(ORIGINS, [width for _, width in columns], "各项数字所计事项")
    sheet.note("各表的蓝色数字可以点击，打开这里的名单。率的名单先列分子，再列只计入分母的。", height=18)
    sheet.page.freeze_panes(sheet.row, 0)
    theme.origins.choose(MOST_ROWS)
    cases = {str(each["number"]): each for each in theme.cases}
    drawn = {number: [cell_of(each.meaning, case) for each in shown] for number, case in cases.items()}
    for origin in theme.origins:
        sheet.row += 1
        _head(sheet, origin)
        if not origin.is_listed:
            origin.place = sheet.row + 1
            sheet.put(sheet.row, 0, Cell(_filter(theme, origin, have), "line"))
            sheet.row += 1
            continue
        asked = [have[meaning] for meaning in theme.counter.columns(origin.flags) if meaning in have]
        sheet.line([Cell(name, "head") for name, _ in columns])
        origin.place = sheet.row + 1
        for at, (number, is_top) in enumerate(origin.rows, 1):
            why = Cell(_why(cases[number], asked))
            part = Cell(origin.parts[not is_top], "centre")
            sheet.line((Cell(at, "count"), *drawn[number], part, why))
    _link(theme, len(columns))


def _head(sheet: Sheet, origin: Origin) -> None:
    sheet.put(sheet.row, 0, Cell(f"{origin.title}（{_size(origin)}）", "label"))
    sheet.row += 1
    if origin.definition:
        sheet.put(sheet.row, 0, Cell(origin.definition, "line"))
        sheet.row += 1


def _size(origin: Origin) -> str:
    whole = f"{len(origin.bottom)}件"
    return whole if origin.parts[0] == origin.parts[1] else f"{whole}，其中{origin.parts[0]}{len(origin.top)}件"


def _why(case: _Case, asked: Iterable[Any]) -> str:
    """Return on what of a case its being counted rests: ``本季度受理；办结情况：按期办结``."""
    told = []
    for column in asked:
        value = cell_of(column.meaning, case).value
        told.append(
            str(value) if column.meaning == "scope" else f"{column.header}：{'空' if value in (None, '') else value}"
        )
    return "；".join(told)


def _filter(theme: Theme, origin: Origin, have: Mapping[str, Any]) -> str:
    """Return how the sheet of cases is filtered for those of a list that is not written out."""
    headers = {meaning: each.header for meaning, each in have.items()}
    asked = theme.counter.told(origin.flags, headers)
    if origin.trait and origin.trait[0] in headers:
        asked = f"{asked}；“{headers[origin.trait[0]]}”为“{origin.trait[1]}”"
    return f"件数多，不在这里逐件列出。请在“{DETAIL}”表的表头筛选：{asked}。"


def _link(theme: Theme, columns: int) -> None:
    for sheet, row, column, cell, (origin, is_top) in theme.book.linked:
        count = len(origin.part(is_top=is_top)) if origin.is_listed else 1
        sheet.link(row, column, cell, (ORIGINS, origin.place - 1, origin.place + count - 2, columns - 1))
