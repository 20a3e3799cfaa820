"""The sheet 数字出处: behind every figure of the workbook the list of the cases it counts, a block a figure.

A figure is a link to its block: a numerator to its own rows at the block's top, a denominator to all of them. Plain
links to cells open in Excel, WPS and LibreOffice alike. Lists of thousands of cases, which nobody reads, would make the
file slow for everybody: the longest give way (:data:`MOST_ROWS`) and say instead where the cases are to be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from toolkit.analysis.figures.case_cells import reasons
from toolkit.analysis.figures.many_rows import Column
from toolkit.analysis.sheets.detail import DetailColumn, columns_of
from toolkit.analysis.sheets.formulas import DETAIL
from toolkit.analysis.sheets.origin import Origin, Origins
from toolkit.analysis.sheets.sheet import Book, Cell, Sheet
from toolkit.analysis.sheets.theme import Theme

ORIGINS = "数字出处"
#: So many rows of cases the sheet holds at most.
MOST_ROWS = 60_000
#: What a list names of each case, by meaning, as far as this register has it.
_SHOWN = ("number", "firm", "subject", "lead", "received", "dispatched", "due", "closed")
#: What stands before that and behind it, and how wide.
_BEFORE, _BEHIND = (("序号", 6.0),), (("计入", 15.0), ("依据", 52.0))


class WithLists(Protocol):
    """What a workbook's figures and the lists behind them are made from."""

    @property
    def book(self) -> Book:
        """The workbook."""

    @property
    def origins(self) -> Origins:
        """The lists."""

    def sheet(self, name: str, widths: Sequence[float], title: str) -> Sheet:
        """Add a sheet and write its title."""


def origins_sheet(theme: Theme) -> None:
    """数字出处: the lists; every figure that was put before becomes a link to its own."""
    have = {each.meaning: each for each in columns_of(theme.analysis, theme.mechanism)}
    shown = [have[meaning] for meaning in _SHOWN if meaning in have]
    columns = (*_BEFORE, *((each.header, each.width) for each in shown), *_BEHIND)
    sheet = begun(theme, [width for _, width in columns])
    for origin in theme.origins:
        sheet.row += 1
        _head(sheet, origin)
        if not origin.is_listed:
            origin.place = sheet.row + 1
            sheet.put(sheet.row, 0, Cell(_elsewhere(theme, origin, have), "line"))
            sheet.row += 1
            continue
        asked = [have[meaning] for meaning in theme.counter.columns(origin.flags) if meaning in have]
        sheet.line([Cell(name, "head") for name, _ in columns])
        origin.place = sheet.row + 1
        sheet.rows(_columns(theme, origin, shown, asked))
    link_to_lists(theme, len(columns))


def begun(theme: WithLists, widths: Sequence[float]) -> Sheet:
    """Return the sheet with its title, and choose which of the lists are written out on it."""
    sheet = theme.sheet(ORIGINS, widths, "各项数字所计事项")
    sheet.note("各表的蓝色数字可以点击，打开这里的名单。率的名单先列分子，再列只计入分母的。", height=18)
    sheet.page.freeze_panes(sheet.row, 0)
    theme.origins.choose(MOST_ROWS)
    return sheet


def link_to_lists(theme: WithLists, columns: int) -> None:
    """Make every figure that was put before a link to its own list, which is so many columns wide."""
    for sheet, row, column, cell, (origin, is_top) in theme.book.linked:
        count = len(origin.part(is_top=is_top)) if origin.is_listed else 1
        sheet.link(row, column, cell, (ORIGINS, origin.place - 1, origin.place + count - 2, columns - 1))


def _columns(
    theme: Theme, origin: Origin, shown: Iterable[DetailColumn], asked: Iterable[DetailColumn]
) -> Sequence[Column]:
    cells, count = theme.cells[origin.base], len(origin.bottom)
    places = [cells.places[number] for number in origin.numbers]
    told = (cells.told(each.meaning, each.header, places) for each in asked)
    why = reasons(told, count) if origin.why is None else [origin.why[number] for number in origin.numbers]
    in_top, other = origin.parts
    parts = [in_top] * len(origin.top) + [other] * (count - len(origin.top))
    return (
        Column("count", range(1, count + 1)),
        *(cells.of(each.meaning, places) for each in shown),
        Column("centre", parts),
        Column("text", why),
    )


def _head(sheet: Sheet, origin: Origin) -> None:
    sheet.put(sheet.row, 0, Cell(f"{origin.title}（{_size(origin)}）", "label"))
    sheet.row += 1
    if origin.definition:
        sheet.put(sheet.row, 0, Cell(origin.definition, "line"))
        sheet.row += 1


def _size(origin: Origin) -> str:
    whole = f"{len(origin.bottom)}件"
    return whole if origin.parts[0] == origin.parts[1] else f"{whole}，其中{origin.parts[0]}{len(origin.top)}件"


def _elsewhere(theme: Theme, origin: Origin, have: Mapping[str, DetailColumn]) -> str:
    """Return where the cases of a list that is not written out are to be seen."""
    if origin.base:
        period = next(base.period for base in theme.analysis.period.bases if base.word == origin.base)
        return f"件数多，不在这里逐件列出。请看{period.label}的综合分析。"
    headers = {meaning: each.header for meaning, each in have.items()}
    asked = theme.counter.told(origin.flags, headers)
    if origin.trait and origin.trait[0] in headers:
        asked = f"{asked}；“{headers[origin.trait[0]]}”为“{origin.trait[1]}”"
    return f"件数多，不在这里逐件列出。请在“{DETAIL}”表的表头筛选：{asked}。"
