"""An office that holds an event each quarter, with matters on every step before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.mechanism import load
from toolkit.submission import Value

from .office import Office, open_book, saved

REPORTED = date(2024, 2, 26)
#: A Friday: the event of the quarter is on Friday, 15 March.
LISTED = date(2024, 3, 8)


def found(root: Path) -> Office:
    """A fresh workspace of the mechanism with events."""
    return Office.found(root, load("heyuan"))


def report(office: Office, firm: str, reporter: str = "市工业和信息化局", **more: Value) -> bytes:
    """A filled report of a firm."""
    values: dict[str, Value] = {
        "报送单位": reporter, "企业名称": firm, "提交日期": date(2024, 2, 23), "问题类别": "B", "企业联系人": "刘某",
        "联系电话": "13800138000", "困难问题和意见建议": f"{firm}门口道路破损，影响货车进出",
    }  # fmt: skip
    return office.blank(office.mechanism.form("report"), {**values, **more})


def reported(office: Office, *firms: str) -> Office:
    """Firms' reports taken in, in order: 2024-001 and so on."""
    for firm in firms:
        office.take_in(REPORTED, **{firm: report(office, f"河源{firm}有限公司")})
    return office


def decided(office: Office, month: str, **rows: dict[str, Any]) -> bytes:
    """The catalogue with what was decided typed in, by 企业名称 without what all have."""
    return _typed(office.sent("企业问题目录", month), "专班意见", rows)


def agenda(office: Office, month: str, head: dict[str, Any], **rows: dict[str, Any]) -> bytes:
    """The event's agenda filled in: its head by label, its rows by 企业名称 without what all have."""
    return _typed(office.sent("活动议程", month), "处理意见", rows, head)


def _typed(path: Path, anchor: str, rows: dict[str, dict[str, Any]], top: dict[str, Any] | None = None) -> bytes:
    book = open_book(path.read_bytes())
    sheet = book.worksheets[0]
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == anchor]
    for row in sheet.iter_rows(max_row=head.row - 1) if top else ():
        for cell in row:
            if cell.value in top:
                sheet.cell(cell.row, cell.column + 1).value = top[cell.value]
    columns = {cell.value: cell.column for cell in sheet[head.row] if cell.value}
    for row in sheet.iter_rows(min_row=head.row + 1):
        firm = str(row[columns["企业名称"] - 1].value or "").removeprefix("河源").removesuffix("有限公司")
        for column, text in rows.get(firm, {}).items():
            sheet.cell(row[0].row, columns[column]).value = text
    return saved(book)


def at_the_table(office: Office, month: str, rows: Mapping[str, Mapping[str, Any]], **head: Any) -> bytes:
    """The agenda with what was said at the table, column → text by 编号; what bears none goes into the first empty row."""
    book = open_book(office.sent("活动议程", month).read_bytes())
    sheet = book.worksheets[0]
    (place,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "处理意见"]
    columns = {cell.value: cell.column for cell in sheet[place.row] if cell.value}
    lines = {
        str(row[columns["编号"] - 1].value or ""): row[0].row
        for row in sheet.iter_rows(max_row=60, min_row=place.row + 1)
    }
    lines[""] = next(row[0].row for row in sheet.iter_rows(min_row=place.row + 1) if not row[columns["编号"] - 1].value)
    for number, row in rows.items():
        for column, text in row.items():
            sheet.cell(lines[number], columns[column]).value = text
    for row in sheet.iter_rows(max_row=place.row - 1):
        for cell in row:
            if cell.value in head:
                sheet.cell(cell.row, cell.column + 1).value = head[cell.value]
    return saved(book)
