"""The board's figures of the year (今年办理情况): formulas over the record's sheet, and a chart of the months."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.mechanism import Mechanism, Phase

#: The record's column by its header, as a formula names it.
Whole = Callable[[str], str]
#: The figure that is a rate; what stands in for one of too few cases, and from how many on it is given (issue 7).
RATE, TOO_FEW, _LEAST = "办结率", "样本不足", 5
_MONTHS = 12
_YEAR = "YEAR(TODAY())"
#: Where the figures of the months stand, so that the chart can read them: to the right of what is printed.
MONTHS_AT = 10
#: Their heads; by the first they are known again.
MONTH_HEADS = ("今年各月", "受理", "办结")
YEAR_HEADS = ("今年办理情况", "件数")
_CHART = {"width": 420, "height": 290}
_INK, _LIGHT, _FACE = "#1F4E79", "#C55A11", "宋体"


def figures_of_the_year(mechanism: Mechanism, whole: Whole, places: tuple[str, str]) -> Mapping[str, str]:
    """Return name → formula of what this year received, and what became of it; {} where no column says when.

    Args:
        mechanism: whose columns and choices.
        whole: gives a column of the record's sheet.
        places: the cells in which the first two figures will stand; the third is their rate.
    """
    role = mechanism.record.roles
    if "submitted" not in role:
        return {}
    received = [*_between(whole(role["submitted"]), f"DATE({_YEAR},1,1)", f"DATE({_YEAR}+1,1,1)")]
    received += _not_withdrawn(mechanism, whole)
    all_of_them, closed = places
    found = {
        "今年受理": _count(received),
        "其中已办结": _count([*received, whole(role["closed"]), '">0"']),
        RATE: f'=IF({all_of_them}=0,"—",IF({all_of_them}<{_LEAST},"{TOO_FEW}",{closed}/{all_of_them}))',
    }
    column = mechanism.record.column(role["satisfaction"])
    for word in mechanism.choices(column):
        found[f"评价“{word}”"] = _count([*received, whole(column.name), f'"{word}"'])
    return found


def draw_months(book: Any, sheet: Any, mechanism: Mechanism, whole: Whole, *, head: int, chart_at: int) -> None:
    """Write what each month of this year received and closed, and draw it.

    Args:
        book: the register in the making.
        sheet: its board.
        mechanism: whose columns.
        whole: gives a column of the record's sheet.
        head: the row of the heads, counted from 0.
        chart_at: the column of the chart's upper left corner, counted from 0.
    """
    role = mechanism.record.roles
    if "submitted" not in role:
        return
    look = {"font_name": _FACE, "font_size": 11, "border": 1, "align": "center"}
    heading = book.add_format({**look, "font_name": "黑体", "bg_color": "#DDEBF7"})
    plain = book.add_format(look)
    for step, text in enumerate(MONTH_HEADS):
        sheet.write_string(head, MONTHS_AT + step, text, heading)
    for row, (name, formulas) in enumerate(months_of_the_year(mechanism, whole), head + 1):
        sheet.write_string(row, MONTHS_AT, name, plain)
        for step, formula in enumerate(formulas, 1):
            sheet.write_formula(row, MONTHS_AT + step, formula, plain, "")
    draw_chart(book, sheet, head, MONTHS_AT, chart_at)


def months_of_the_year(mechanism: Mechanism, whole: Whole) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each month's name and the formulas of what it received and closed; withdrawn matters are left out."""
    role, asked = mechanism.record.roles, _not_withdrawn(mechanism, whole)
    for month in range(1, _MONTHS + 1):
        first, after = f"DATE({_YEAR},{month},1)", f"DATE({_YEAR},{month + 1},1)"
        received, closed = (
            _count([*_between(whole(role[each]), first, after), *asked]) for each in ("submitted", "closed")
        )
        yield f"{month}月", (received, closed)


def draw_chart(book: Any, sheet: Any, head: int, months_at: int, place: int) -> None:
    """Draw the months whose heads stand in that row and from that column on, both counted from 0, at ``place``."""
    chart = book.add_chart({"type": "column"})
    face = {"name": _FACE, "size": 10}
    for step, (name, colour) in enumerate(zip(MONTH_HEADS[1:], (_INK, _LIGHT), strict=True), 1):
        span = (sheet.name, head + 1, months_at + step, head + _MONTHS, months_at + step)
        labels = (sheet.name, head + 1, months_at, head + _MONTHS, months_at)
        chart.add_series({"name": name, "categories": [*labels], "values": [*span], "fill": {"color": colour}})
    chart.set_title({"name": "今年各月受理和办结（件）", "name_font": {**face, "size": 11, "bold": False}})
    chart.set_legend({"position": "bottom", "font": face})
    chart.set_x_axis({"num_font": face})
    # Cases are whole: an axis with 0.5 on it is nonsense.
    chart.set_y_axis({"num_font": face, "num_format": "0", "min": 0, "major_gridlines": {"visible": False}})
    chart.set_size(_CHART)
    corner = xl_rowcol_to_cell(head, place)
    sheet.insert_chart(corner, chart, {"object_position": 3, "description": "今年各月受理和办结的件数"})


def _between(column: str, first: str, after: str) -> tuple[str, ...]:
    return (column, f'">="&{first}', column, f'"<"&{after}')


def _not_withdrawn(mechanism: Mechanism, whole: Whole) -> list[str]:
    status = whole(mechanism.record.role("status"))
    return [part for name in mechanism.record.in_phase(Phase.WITHDRAWN) for part in (status, f'"<>{name}"')]


def _count(criteria: list[str]) -> str:
    return f"=COUNTIFS({','.join(criteria)})"
