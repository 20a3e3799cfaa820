"""The list of matters in hand (事项办理清单) as an Excel sheet, to be sorted, filtered and printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from toolkit.documents.assignment_item import AssignmentItem
from toolkit.documents.assignments import heading_line
from toolkit.documents.setting.across import lines_in_row, print_across
from toolkit.documents.setting.headers import headed, is_known
from toolkit.documents.setting.package import midnight
from toolkit.documents.setting.paper import issuer_of, wording_of
from toolkit.documents.setting.words import PENDING_WORDS, clean
from toolkit.mechanism import Mechanism

# Every Windows and WPS has 仿宋 and 黑体; a workbook names no second choice for a face.
_FACE, _HEAD_FACE = "仿宋", "黑体"
_HEADER_ROW = 2
_LINE_HEIGHT = 14.5


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    width: float
    value: Callable[[AssignmentItem], str | date | None]
    centred: bool = False
    #: Shown as 【待定】 where it is missing.
    needed: bool = False
    #: Left out where no matter has anything in it.
    optional: bool = False


_COLUMNS = (
    _Column("编号", 10, lambda item: item.number, centred=True, needed=True),
    _Column("企业名称", 17, lambda item: item.firm),
    _Column("案由", 17, lambda item: item.subject),
    _Column("问题类别", 16, lambda item: item.category),
    _Column("议定事项", 26, lambda item: item.decision),
    _Column("承办", 7, lambda item: item.role, centred=True, optional=True),
    _Column("牵头单位", 13, lambda item: item.lead, needed=True),
    _Column("牵头联系人", 14, lambda item: item.lead_contact),
    _Column("配合单位", 14, lambda item: item.support),
    _Column("交办日期", 11, lambda item: item.dispatched, centred=True),
    _Column("意见时限", 11, lambda item: item.opinion_due, centred=True),
    _Column("办结时限", 11, lambda item: item.due or item.due_within, centred=True, needed=True),
    _Column("状态", 9, lambda item: item.status, centred=True),
)


def write_assignments_sheet(items: Sequence[AssignmentItem], mechanism: Mechanism, *, heading: str, day: date) -> bytes:
    """Return the list as an Excel file: one table, real dates, ready to print on A4 across.

    Args:
        items: the matters, in order.
        mechanism: whose list it is.
        heading: what the list is of: a meeting, a unit; "" for nothing.
        day: the day the list speaks of.

    Raises:
        ConfigError: the mechanism does not name the list or its issuer.
    """
    issuer = issuer_of(mechanism, "assignments").name
    title = wording_of(mechanism, "assignments_title")
    raw = io.BytesIO()
    book = Workbook(raw, {"in_memory": True})
    book.set_properties({"title": title, "author": issuer, "created": midnight(day)})
    sheet = book.add_worksheet(title)
    formats = _Formats(book)
    columns = [
        each
        for each in _COLUMNS
        if is_known(mechanism, each.header) and (not each.optional or any(each.value(item) for item in items))
    ]
    last = len(columns)
    sheet.merge_range(0, 0, 0, last, title, formats.title)
    sheet.merge_range(1, 0, 1, last, heading_line(issuer, heading, day, len(items)), formats.line)
    sheet.set_row(0, 34)
    sheet.set_row(1, 22)
    sheet.set_row(_HEADER_ROW, 30)
    _columns(sheet, formats, columns, mechanism)
    for place, item in enumerate(items, 1):
        _write_row(sheet, formats, columns, place, item, mechanism)
    end = _HEADER_ROW + len(items)
    print_across(sheet, _HEADER_ROW, last, end)
    sheet.autofilter(_HEADER_ROW, 0, max(end, _HEADER_ROW), last)
    book.close()
    return raw.getvalue()


class _Formats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": _FACE, "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
        cell = {**base, "border": 1}
        self.title = book.add_format({**base, "font_name": _HEAD_FACE, "font_size": 18, "align": "center"})
        self.line = book.add_format({**base, "font_size": 11, "align": "center"})
        self.header = book.add_format({**cell, "font_name": _HEAD_FACE, "align": "center", "bg_color": "#F2F2F2"})
        self.text = book.add_format({**cell, "num_format": "@"})
        self.centred = book.add_format({**cell, "num_format": "@", "align": "center"})
        self.number = book.add_format({**cell, "align": "center"})
        self.day = book.add_format({**cell, "num_format": "yyyy-m-d", "align": "center"})
        self.pending = book.add_format({**cell, "align": "center", "bg_color": "#FFFF00"})


def _columns(sheet: Any, formats: _Formats, columns: Sequence[_Column], mechanism: Mechanism) -> None:
    sheet.set_column(0, 0, 6)
    sheet.write_string(_HEADER_ROW, 0, "序号", formats.header)
    for index, column in enumerate(columns, 1):
        sheet.set_column(index, index, column.width)
        sheet.write_string(_HEADER_ROW, index, headed(mechanism, column.header), formats.header)


def _write_row(
    sheet: Any,
    formats: _Formats,
    columns: Sequence[_Column],
    place: int,
    item: AssignmentItem,
    mechanism: Mechanism,
) -> None:
    row = _HEADER_ROW + place
    sheet.set_row(row, _height(item, mechanism))
    sheet.write_number(row, 0, place, formats.number)
    for index, column in enumerate(columns, 1):
        value = column.value(item)
        if isinstance(value, date):
            sheet.write_datetime(row, index, midnight(value).replace(tzinfo=None), formats.day)
            continue
        text = _words(column, clean(value or ""), mechanism)
        look = formats.centred if column.centred else formats.text
        if text:
            # As text always: a firm's name may begin with = or look like a number.
            sheet.write_string(row, index, text, look)
        elif column.needed:
            sheet.write_string(row, index, PENDING_WORDS, formats.pending)
        else:
            sheet.write_blank(row, index, None, look)


def _height(item: AssignmentItem, mechanism: Mechanism) -> float:
    said = ((column, column.value(item)) for column in _COLUMNS)
    texts = ((_words(each, clean(value), mechanism), each.width) for each, value in said if isinstance(value, str))
    return lines_in_row(texts) * _LINE_HEIGHT + 6


def _words(column: _Column, text: str, mechanism: Mechanism) -> str:
    category = mechanism.category(text) if column.header == "问题类别" else None
    return category.printed if category else text
