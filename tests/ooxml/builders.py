"""Workbooks to test on: made by xlsxwriter, by openpyxl, and by hand where a program's odd habit is the point."""

from __future__ import annotations

import base64
import io
import warnings
import zipfile
from datetime import date
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from toolkit.ooxml import Workbook

SHEET = "问题台账"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def by_xlsxwriter(rows: int = 5, *, date1904: bool = False, table: bool = False) -> bytes:
    """Return a register with a filter (or a table), rules of both kinds, and things that programs tend to lose."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"date_1904": date1904})
    sheet = book.add_worksheet(SHEET)
    other = book.add_worksheet("看板")
    day, text = book.add_format({"num_format": "yyyy-mm-dd", "border": 1}), book.add_format({"border": 1})
    heads = ["编号", "状态", "提交日期", "分值", "备注"]
    sheet.write_row(0, 0, heads)
    for row in range(1, rows + 1):
        sheet.write_string(row, 0, f"2024-{row:03}", text)
        sheet.write_string(row, 1, "待交办", text)
        sheet.write_datetime(row, 2, date(2024, 3, row), day)
        sheet.write_number(row, 3, row * 1.5, text)
        sheet.write_rich_string(row, 4, "富", book.add_format({"bold": True}), "文本", text)
    if table:
        columns = [{"header": head} for head in heads]
        sheet.add_table(0, 0, rows, 4, {"name": "台账", "columns": columns})
    else:
        sheet.autofilter(0, 0, rows, 4)
    sheet.freeze_panes(1, 0)
    sheet.data_validation(1, 1, rows, 1, {"validate": "list", "source": ["待交办", "已办结"]})
    sheet.conditional_format(1, 3, rows, 3, {"type": "cell", "criteria": ">", "value": 3, "format": text})
    sheet.conditional_format(1, 3, rows, 3, {"type": "data_bar", "data_bar_2010": True})
    sheet.write_comment("B2", "批注")
    sheet.insert_image("H2", "dot.png", {"image_data": io.BytesIO(PNG)})
    sheet.insert_textbox("H8", "形状")
    sheet.add_sparkline("G2", {"range": f"{SHEET}!D2:D{rows + 1}"})
    other.write_formula("A1", f"=COUNTA({SHEET}!A:A)-1", None, rows)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SHEET}!$D$2:$D${rows + 1}"})
    other.insert_chart("C3", chart)
    book.close()
    return stream.getvalue()


def by_openpyxl(rows: int = 5, *, table: bool = False) -> bytes:
    """Return a register as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append(["编号", "状态", "提交日期", "分值", "备注"])
    for row in range(1, rows + 1):
        sheet.append([f"2024-{row:03}", "待交办", date(2024, 3, row), row * 1.5, "文本"])
    if table:
        sheet.add_table(Table(displayName="台账", ref=f"A1:E{rows + 1}"))
    else:
        sheet.auto_filter.ref = f"A1:E{rows + 1}"
    sheet.freeze_panes = "A2"
    validation = DataValidation(type="list", formula1='"待交办,已办结"')
    validation.add(f"B2:B{rows + 1}")
    sheet.add_data_validation(validation)
    rule = CellIsRule(operator="greaterThan", formula=["3"], fill=PatternFill("solid", bgColor="FFFF00"))
    sheet.conditional_formatting.add(f"D2:D{rows + 1}", rule)
    sheet["G1"] = "=SUM(D2:D6)"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_xml(rows: str, *, before: str = "", after: str = "", root: str = "") -> str:
    """Return a worksheet part around these rows."""
    data = f"<sheetData>{rows}</sheetData>" if rows else "<sheetData/>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}"{root}>{before}{data}{after}</worksheet>'


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="0" applyAlignment="1"><alignment wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def by_hand(sheet: str, *, strings: str = "", styles: str = STYLES, workbook: str = "", more: Any = ()) -> bytes:
    """Return a package around one sheet part."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{OFFICE_TYPE}.spreadsheetml.{kind}+xml"/>'
            for name, kind in (
                ("workbook", "sheet.main"),
                ("worksheets/sheet1", "worksheet"),
                ("styles", "styles"),
                ("sharedStrings", "sharedStrings"),
            )
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{workbook}'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELS}/styles" Target="/xl/styles.xml"/>'
        f'<Relationship Id="rId3" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        **dict(more),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def part(data: bytes, name: str) -> str:
    """Return the text of one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def raw_members(data: bytes) -> dict[str, bytes]:
    """Return the packed bytes of every member, in the order of the file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            at = info.header_offset
            begin = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
            begin += int.from_bytes(data[at + 28 : at + 30], "little")
            found[info.filename] = data[begin : begin + info.compress_size]
    return found


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Return the names of members whose packed bytes differ or that are on one side only; the order must be kept."""
    old, new = raw_members(before), raw_members(after)
    assert [name for name in new if name in old] == [name for name in old if name in new]
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def values(data: bytes, sheet: str = SHEET) -> dict[tuple[int, int], object]:
    """Return what our own reader sees, blanks left out."""
    rows = Workbook.read(data).rows(sheet)
    found = {(row.number, column): cell.value for row in rows for column, cell in row.cells.items()}
    return {place: value for place, value in found.items() if value is not None}


def open_by_openpyxl(data: bytes) -> openpyxl.Workbook:
    """Return the file as openpyxl sees it, without its warnings about all that it would lose."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported", category=UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data))


def by_judges(data: bytes, sheet: str, row: int, column: int) -> tuple[object, object]:
    """Return what openpyxl and calamine see in a cell."""
    book = open_by_openpyxl(data)
    grid = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return book[sheet].cell(row, column + 1).value, grid[row - 1][column]
