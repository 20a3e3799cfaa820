"""Who comes to a meeting (参会名单), as an Excel sheet for the office: names, posts, telephone numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook

from toolkit.documents.setting.across import lines_in_row, print_across
from toolkit.documents.setting.package import midnight
from toolkit.documents.setting.paper import issuer_of
from toolkit.documents.setting.words import clean, full_date
from toolkit.mechanism import Mechanism

_TITLE = "参会名单"
_FACE, _HEAD_FACE = "仿宋", "黑体"
_COLUMNS = (("单位", 34), ("姓名", 14), ("职务", 26), ("联系电话", 20), ("备注", 26))
_HEADER_ROW = 2
_LINE_HEIGHT = 14.5


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the list: unit or firm, name, post, telephone number, remark; all but the unit may be ""."""

    unit: str
    name: str = ""
    post: str = ""
    phone: str = ""
    remark: str = ""


def write_attendance(people: Sequence[Attendee], mechanism: Mechanism, *, day: date) -> bytes:
    """Return the list as an Excel file.

    Args:
        people: who comes, in order.
        mechanism: whose meeting it is.
        day: when it is.

    Raises:
        ConfigError: the mechanism does not say who issues the meeting's papers.
    """
    raw = io.BytesIO()
    book = Workbook(raw, {"in_memory": True})
    author = issuer_of(mechanism, "minutes").name
    book.set_properties({"title": _TITLE, "author": author, "created": midnight(day)})
    sheet = book.add_worksheet(_TITLE)
    base = {"font_name": _FACE, "font_size": 11, "valign": "vcenter", "text_wrap": True}
    cell = book.add_format({**base, "border": 1, "num_format": "@"})
    header = book.add_format({**base, "font_name": _HEAD_FACE, "border": 1, "align": "center", "bg_color": "#F2F2F2"})
    title = book.add_format({**base, "font_name": _HEAD_FACE, "font_size": 18, "align": "center"})
    line = book.add_format({**base, "align": "center"})
    count = book.add_format({**base, "border": 1, "align": "center"})
    last = len(_COLUMNS)
    sheet.merge_range(0, 0, 0, last, f"{mechanism.meeting.title}{_TITLE}", title)
    sheet.merge_range(1, 0, 1, last, f"{full_date(day)}　按交回的参会回执", line)
    sheet.set_row(0, 34)
    sheet.set_row(1, 22)
    sheet.set_column(0, 0, 6)
    sheet.write_string(_HEADER_ROW, 0, "序号", header)
    for column, (name, wide) in enumerate(_COLUMNS, 1):
        sheet.set_column(column, column, wide)
        sheet.write_string(_HEADER_ROW, column, name, header)
    for place, each in enumerate(people, 1):
        row = _HEADER_ROW + place
        texts = [clean(text) for text in (each.unit, each.name, each.post, each.phone, each.remark)]
        widths = (wide for _, wide in _COLUMNS)
        sheet.set_row(row, lines_in_row(zip(texts, widths, strict=True)) * _LINE_HEIGHT + 8)
        sheet.write_number(row, 0, place, count)
        for column, text in enumerate(texts, 1):
            # As text always: a post may begin with = and a telephone number with a nought.
            (sheet.write_string if text else sheet.write_blank)(row, column, text or None, cell)
    print_across(sheet, _HEADER_ROW, last, _HEADER_ROW + len(people))
    book.close()
    return raw.getvalue()
