"""The board (看板) as it is first made: counts by formula on top, below them the list of what waits for whom."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell

from toolkit.mechanism import ColumnType, Mechanism, Phase
from toolkit.register import schema
from toolkit.register.board import COLUMNS, LINES
from toolkit.register.board_visits import VISIT_HEADS, figures_of_visits
from toolkit.register.board_year import RATE, YEAR_HEADS, draw_months, figures_of_the_year
from toolkit.register.schema import SheetSpec

FONT = "宋体"
_A4 = 9
#: Where the counts by status and the reminders stand: the columns of their words, each with its figures beside it.
_STATUS, _NOTICE = 1, 4
_FIRST = 3
#: The chart of the months: the column it begins in, and so many rows it stands on.
_CHART_AT, _CHART_ROWS = 6, 15


def draw_board(book: Any, main: SheetSpec, mechanism: Mechanism) -> None:
    """Draw the board into a new register.

    The counts are formulas over the record's sheet, right whenever the register is opened; the list is written by
    every command that updates the register.
    """
    sheet = book.add_worksheet(schema.BOARD)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, f"{mechanism.title}　看板", book.add_format({"font_name": "黑体", "font_size": 16}))
    told = _year(book, sheet, main, mechanism, _notices(book, sheet, main, mechanism) + 1)
    told = _visits(book, sheet, mechanism, told + 1)
    draw_months(book, sheet, mechanism, lambda name: _whole(main, name), head=_FIRST - 1, chart_at=_CHART_AT)
    end = max(_counts(book, sheet, main, mechanism), told, _FIRST + _CHART_ROWS)
    _list(book, sheet, end + 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.print_area(0, 0, end + 3 + LINES, len(COLUMNS) - 1)
    sheet.fit_to_pages(1, 0)


def _whole(main: SheetSpec, name: str) -> str:
    letters = {column.name: xl_col_to_name(place) for place, column in enumerate(main.columns)}
    return f"'{main.name}'!${letters[name]}:${letters[name]}"


def _heads(book: Any, sheet: Any, row: int, place: int, words: tuple[str, ...]) -> None:
    head = book.add_format(
        {"font_name": "黑体", "font_size": 11, "border": 1, "bg_color": "#DDEBF7", "align": "center"}
    )
    for step, each in enumerate(words):
        sheet.write_string(row, place + step, each, head)


def _count(book: Any, sheet: Any, row: int, place: int, words: str, formula: str, number_format: str = "0") -> None:
    look = {"font_name": FONT, "font_size": 11, "border": 1}
    sheet.write_string(row, place, words, book.add_format(look))
    # No cached value: LibreOffice believes one and would show 0 for ever.
    sheet.write_formula(
        row, place + 1, formula, book.add_format({**look, "align": "center", "num_format": number_format}), ""
    )


def _counts(book: Any, sheet: Any, main: SheetSpec, mechanism: Mechanism) -> int:
    """Write how many cases each status has, and return the row below."""
    record, row = mechanism.record, _FIRST
    _heads(book, sheet, row - 1, _STATUS, ("状态", "件数"))
    for each in record.statuses:
        formula = f'=COUNTIF({_whole(main, record.role("status"))},"{each.name}")'
        _count(book, sheet, row, _STATUS, each.name, formula)
        row += 1
    return row


def _notices(book: Any, sheet: Any, main: SheetSpec, mechanism: Mechanism) -> int:
    """Write how many deadlines of each kind have passed and how many rows are incomplete; return the row below."""
    record, row = mechanism.record, _FIRST
    _heads(book, sheet, row - 1, _NOTICE, ("提醒", "件数"))
    status = _whole(main, record.role("status"))
    open_ones = record.in_phase(Phase.HANDLING, Phase.ANSWERED)
    for clock in {each.column: each for each in record.clocks}.values():
        due, met = _whole(main, clock.column), _whole(main, clock.met_by)
        terms = [f'COUNTIFS({status},"{name}",{due},"<"&TODAY(),{due},">0",{met},"")' for name in open_ones]
        _count(book, sheet, row, _NOTICE, f"{clock.name}已超期", "=" + "+".join(terms))
        row += 1
    to_complete = record.role("to_complete")
    _count(book, sheet, row, _NOTICE, to_complete, f'=COUNTIF({_whole(main, to_complete)},"?*")-1')
    return row + 1


def _year(book: Any, sheet: Any, main: SheetSpec, mechanism: Mechanism, head: int) -> int:
    """Write what this year received and what became of it; return the row below."""
    places = (xl_rowcol_to_cell(head + 1, _NOTICE + 1), xl_rowcol_to_cell(head + 2, _NOTICE + 1))
    figures = figures_of_the_year(mechanism, lambda name: _whole(main, name), places)
    if not figures:
        return head
    _heads(book, sheet, head, _NOTICE, YEAR_HEADS)
    for row, (name, formula) in enumerate(figures.items(), head + 1):
        _count(book, sheet, row, _NOTICE, name, formula, "0.0%" if name == RATE else "0")
    return head + 1 + len(figures)


def _visits(book: Any, sheet: Any, mechanism: Mechanism, head: int) -> int:
    """Write how many visits there were, where the mechanism keeps any; return the row below."""
    visits = mechanism.visiting
    if visits is None:
        return head - 1
    specs = {spec.name: spec for spec in schema.others(mechanism)}
    _heads(book, sheet, head, _NOTICE, VISIT_HEADS)
    row = head
    for name, formula in figures_of_visits(visits, lambda of, name: _whole(specs[of], name)).items():
        row += 1
        _count(book, sheet, row, _NOTICE, name, formula)
    return row + 1


def _list(book: Any, sheet: Any, title: int) -> None:
    """Draw the heads of the list and the looks of its rows; a row that is not used shows nothing."""
    words = book.add_format({"font_name": "黑体", "font_size": 12})
    note = book.add_format({"font_name": FONT, "font_size": 9, "font_color": "#7F7F7F"})
    sheet.write_string(title, 0, "今天要办的事", words)
    sheet.write_string(title, 3, "最急的在最前。清单由工具包每次更新，备注请写在清单右边。", note)
    head = title + 1
    sheet.set_row(head, 20)
    _heads(book, sheet, head, 0, tuple(column.name for column in COLUMNS))
    formats: dict[ColumnType, dict[str, object]] = {
        ColumnType.TEXT: {"num_format": "@", "text_wrap": True},
        ColumnType.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
        ColumnType.NUMBER: {"num_format": "0", "align": "center"},
    }
    common: dict[str, object] = {"font_name": FONT, "font_size": 10.5, "valign": "vcenter"}
    for place, column in enumerate(COLUMNS):
        look = book.add_format({**common, **formats[column.type]})
        for row in range(head + 1, head + 1 + LINES):
            sheet.write_blank(row, place, None, look)
    area = xl_range(head + 1, 0, head + LINES, len(COLUMNS) - 1)
    used = f'={xl_rowcol_to_cell(head + 1, 0, col_abs=True)}<>""'
    late_at = [column.name for column in COLUMNS].index("超期工作日")
    late = f"={xl_rowcol_to_cell(head + 1, late_at, col_abs=True)}>0"
    red = book.add_format({"font_color": "#9C0006"})
    sheet.conditional_format(area, {"type": "formula", "criteria": late, "format": red})
    framed = book.add_format({"border": 1, "border_color": "#BFBFBF"})
    sheet.conditional_format(area, {"type": "formula", "criteria": used, "format": framed})
