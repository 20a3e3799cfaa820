"""The sheet for telephone calls (电话回访表): whom to call, by which number, and blanks for what the firm says."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from toolkit.documents.across import lines_in_row, print_across
from toolkit.documents.package import midnight
from toolkit.documents.paper import issuer_of
from toolkit.documents.words import clean, full_date, narrow_date
from toolkit.mechanism import Mechanism
from toolkit.mechanism.ladder import ReminderPaper

_FACE, _HEAD_FACE = "仿宋", "黑体"
_HEADER_ROW = 2
_LINE_HEIGHT = 15.0
_SHORTEST = 48.0  # points: room for what is written in by hand


@dataclass(frozen=True, slots=True)
class CallItem:
    """A firm to be called.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        unit: who handled the matter.
        outcome: what the unit reports (处理情况).
        due: by when the firm was to evaluate.
        late: workdays late.
        contact, phone: the firm's contact person.
        principal, principal_phone: its head, where known.
    """

    number: str
    firm: str
    subject: str
    unit: str
    outcome: str
    due: date
    late: int
    contact: str = ""
    phone: str = ""
    principal: str = ""
    principal_phone: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    width: float
    value: Callable[[CallItem], str]
    centred: bool = False


_COLUMNS = (
    _Column("编号", 10, lambda item: item.number, centred=True),
    _Column("企业名称", 19, lambda item: item.firm),
    _Column("案由", 17, lambda item: item.subject),
    _Column("承办单位\n处理情况", 16, lambda item: "\n".join(filter(None, (item.unit, item.outcome)))),
    _Column("评价时限", 11, lambda item: f"{narrow_date(item.due)}\n超期{item.late}天", centred=True),
    _Column("联系人\n电话", 14, lambda item: "\n".join(filter(None, (item.contact, item.phone))), centred=True),
    _Column(
        "企业负责人\n电话",
        14,
        lambda item: "\n".join(filter(None, (item.principal, item.principal_phone))),
        centred=True,
    ),
)
#: What the caller writes in: header, width.
_BLANKS = (("通话时间", 11.0), ("接听人", 9.0), ("满意度", 10.0), ("企业意见建议", 24.0), ("回访人", 9.0))
_CHOSEN = "满意度"


def write_call_sheet(items: Sequence[CallItem], paper: ReminderPaper, mechanism: Mechanism, *, day: date) -> bytes:
    """Return the sheet as an Excel file, ready to print on A4 across.

    Args:
        items: the firms, in order.
        paper: title and issuer.
        mechanism: whose sheet it is.
        day: the day of the sheet.

    Raises:
        ConfigError: the mechanism does not say who issues it.
    """
    issuer = issuer_of(mechanism, paper.issuer).name
    raw = io.BytesIO()
    book = Workbook(raw, {"in_memory": True})
    book.set_properties({"title": paper.title, "author": issuer, "created": midnight(day)})
    sheet = book.add_worksheet(paper.name)
    base = {"font_name": _FACE, "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
    text = book.add_format({**base, "border": 1, "num_format": "@"})
    centred = book.add_format({**base, "border": 1, "num_format": "@", "align": "center"})
    header = book.add_format({**base, "border": 1, "font_name": _HEAD_FACE, "align": "center", "bg_color": "#F2F2F2"})
    blank = book.add_format({**base, "border": 1, "bg_color": "#FFFBE6"})
    last = len(_COLUMNS) + len(_BLANKS)
    title = book.add_format({**base, "font_name": _HEAD_FACE, "font_size": 18, "align": "center"})
    sheet.merge_range(0, 0, 0, last, paper.title, title)
    line = f"{issuer}　{full_date(day)}　共{len(items)}件　（“超期”按工作日计算）"
    sheet.merge_range(1, 0, 1, last, line, book.add_format({**base, "font_size": 11, "align": "center"}))
    for row, height in ((0, 34), (1, 22), (_HEADER_ROW, 34)):
        sheet.set_row(row, height)
    _headers(sheet, header)
    for place, item in enumerate(items, 1):
        row = _HEADER_ROW + place
        sheet.set_row(row, _height(item))
        sheet.write_number(row, 0, place, centred)
        for index, column in enumerate(_COLUMNS, 1):
            _write(sheet, row, index, clean(column.value(item)), centred if column.centred else text)
        for index in range(len(_COLUMNS) + 1, last + 1):
            sheet.write_blank(row, index, None, blank)
    end = _HEADER_ROW + len(items)
    _choices(sheet, mechanism, end)
    note = "接通后，请企业补交评价表；企业口头评价的，把满意度、意见填入总台账该事项的相应栏目，并注明电话回访。"
    sheet.merge_range(end + 1, 0, end + 1, last, note, book.add_format({**base, "align": "left"}))
    sheet.set_row(end + 1, 22)
    print_across(sheet, _HEADER_ROW, last, end + 1)
    book.close()
    return raw.getvalue()


def _write(sheet: Any, row: int, column: int, value: str, look: Any) -> None:
    # As text always: a firm's name may begin with = or look like a number.
    if value:
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_blank(row, column, None, look)


def _headers(sheet: Any, look: Any) -> None:
    sheet.set_column(0, 0, 5)
    sheet.write_string(_HEADER_ROW, 0, "序号", look)
    columns = [*((each.header, each.width) for each in _COLUMNS), *_BLANKS]
    for index, (name, wide) in enumerate(columns, 1):
        sheet.set_column(index, index, wide)
        sheet.write_string(_HEADER_ROW, index, name, look)


def _choices(sheet: Any, mechanism: Mechanism, end: int) -> None:
    """Offer the mechanism's own words where the firm's satisfaction is noted."""
    offered = mechanism.choices(mechanism.record.column(mechanism.record.role("satisfaction")))
    column = len(_COLUMNS) + 1 + [name for name, _ in _BLANKS].index(_CHOSEN)
    if offered and end > _HEADER_ROW:
        sheet.data_validation(_HEADER_ROW + 1, column, end, column, {"validate": "list", "source": list(offered)})


def _height(item: CallItem) -> float:
    lines = lines_in_row((column.value(item), column.width) for column in _COLUMNS)
    return max(_SHORTEST, lines * _LINE_HEIGHT + 6)
