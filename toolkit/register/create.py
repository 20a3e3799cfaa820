"""The register as it is first made: headers, drop-downs, colours, the member units, the holidays, the board."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from toolkit.mechanism import Column, ColumnType, Mechanism, Phase
from toolkit.register import schema
from toolkit.register.create_board import FONT, draw_board
from toolkit.register.schema import SheetSpec

_LAST_ROW = 1_048_575
_A3 = 8
#: Columns from this width on, in characters, hold texts of several lines.
_LONG, _LINE_POINTS = 20.0, 15.0
#: How many characters of the register's type size stand side by side on A3, with margins.
_CHARACTERS_ON_A3 = 230
_HEADER_FILLS = ("#DDEBF7", "#E2EFDA", "#FFF2CC", "#FCE4D6", "#EDEDED", "#E4DFEC", "#DAEEF3")
Rows = Iterable[Sequence[str | date | int]]


def create(mechanism: Mechanism, holidays: Rows, made: date) -> bytes:
    """Return a new, empty register.

    Args:
        mechanism: gives the record's sheet, its choices and its units.
        holidays: the rows of 节假日: date, 放假 or 上班, name.
        made: the day it is made.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": "总台账", "author": mechanism.office, "created": datetime.combine(made, time.min)})
    book.set_calc_mode("auto")
    main, *others = (spec for spec in schema.sheets(mechanism) if not spec.optional)
    sheet = _sheet(book, main, mechanism)
    sheet.activate()
    sheet.freeze_panes(1, 2)
    _warn(book, sheet, main, mechanism)
    made_sheets = {spec.name: _sheet(book, spec, mechanism) for spec in others}
    _fill(book, made_sheets[schema.UNITS], _unit_rows(mechanism))
    _fill(book, made_sheets[schema.HOLIDAYS], holidays)
    draw_board(book, main, mechanism)
    book.close()
    return out.getvalue()


def _formats(book: Any, width: float = 0.0) -> dict[ColumnType, Any]:
    """Return a format a column type; long texts begin at the top, so that a row of fixed height shows their start."""
    common = {
        "font_name": FONT,
        "font_size": 10.5,
        "valign": "top" if width >= _LONG else "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": "#BFBFBF",
    }
    return {
        ColumnType.TEXT: book.add_format({**common, "num_format": "@"}),
        ColumnType.DATE: book.add_format({**common, "num_format": "yyyy-mm-dd", "align": "center"}),
        ColumnType.NUMBER: book.add_format({**common, "num_format": "0", "align": "center"}),
    }


def _sheet(book: Any, spec: SheetSpec, mechanism: Mechanism) -> Any:
    sheet = book.add_worksheet(spec.name)
    groups = list(dict.fromkeys(column.group for column in spec.columns))
    for place, column in enumerate(spec.columns):
        head = book.add_format(
            {
                "font_name": "黑体", "font_size": 10.5, "align": "center", "valign": "vcenter", "text_wrap": True,
                "border": 1, "bg_color": _HEADER_FILLS[groups.index(column.group) % len(_HEADER_FILLS)],
            }
        )  # fmt: skip
        sheet.set_column(place, place, column.width, _formats(book, column.width)[column.type])
        sheet.write_string(0, place, column.name, head)
        _offer(sheet, place, column, mechanism)
    # A fixed height, or one long text would fill the screen; whoever wants to read it all makes the row higher.
    sheet.set_default_row(spec.lines * _LINE_POINTS)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, 0, len(spec.columns) - 1)
    _print_setup(sheet, spec)
    return sheet


def _print_setup(sheet: Any, spec: SheetSpec) -> None:
    """Print on A3 at a size that can be read: as many pages side by side as the columns need, keys on each."""
    width = sum(column.width for column in spec.columns)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(max(1, round(width / _CHARACTERS_ON_A3)), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _offer(sheet: Any, place: int, column: Column, mechanism: Mechanism) -> None:
    choices = mechanism.choices(column)
    if choices:
        sheet.data_validation(
            1, place, _LAST_ROW, place,
            {
                "validate": "list", "source": list(choices), "error_type": "warning",
                "error_title": column.name, "error_message": f"通常填写：{'、'.join(choices)}"[:255],
            },
        )  # fmt: skip


def _warn(book: Any, sheet: Any, main: SheetSpec, mechanism: Mechanism) -> None:
    """Colour what wants attention: overdue in red, due within a week in yellow, fields to complete in orange."""
    record = mechanism.record
    places = {column.name: xl_col_to_name(place) for place, column in enumerate(main.columns)}
    red = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    yellow = book.add_format({"bg_color": "#FFEB9C"})
    status = f"${places[record.role('status')]}2"
    names = record.in_phase(Phase.HANDLING, Phase.ANSWERED)
    terms = ",".join(f'{status}="{name}"' for name in names)
    running = f"OR({terms})" if names else "TRUE"
    for clock in {each.column: each for each in record.clocks}.values():
        due, met = f"${places[clock.column]}2", f"${places[clock.met_by]}2"
        area = f"{places[clock.column]}2:{places[clock.column]}{_LAST_ROW + 1}"
        late = f'=AND({due}<>"",{met}="",{running},{due}<TODAY())'
        soon = f'=AND({due}<>"",{met}="",{running},{due}>=TODAY(),{due}<=TODAY()+7)'
        sheet.conditional_format(area, {"type": "formula", "criteria": late, "format": red})
        sheet.conditional_format(area, {"type": "formula", "criteria": soon, "format": yellow})
    to_complete = places[record.role("to_complete")]
    sheet.conditional_format(
        f"{to_complete}2:{to_complete}{_LAST_ROW + 1}",
        {"type": "formula", "criteria": f'=${to_complete}2<>""', "format": book.add_format({"bg_color": "#FCD5B4"})},
    )


def _fill(book: Any, sheet: Any, rows: Rows) -> None:
    formats = _formats(book)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, formats[ColumnType.DATE])
            else:
                sheet.write_string(number, place, str(value), formats[ColumnType.TEXT])


def _unit_rows(mechanism: Mechanism) -> Rows:
    return [(unit.name, unit.group, "、".join(unit.aliases)) for unit in mechanism.units]
