"""A register that people arranged as they like, saved the way their program writes, and then written into by us."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jobs.office import Office, open_book, saved
from toolkit.jobs.ingest import ingest
from toolkit.ooxml import Package, Workbook
from toolkit.ooxml.places import RELATIONS
from toolkit.ooxml.relations import declare, relate

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "xl/sharedStrings.xml"
_TEXT = re.compile(
    r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?) t="inlineStr"><is><t(?: xml:space="preserve")?>(.*?)</t></is></c>',
    re.DOTALL,
)


def as_excel(data: bytes) -> bytes:
    """Write it as Excel does: shared strings, some of them rich or with a reading aid, spans, x14ac, mc:Ignorable."""
    package = Package.read(data)
    assert STRINGS not in package, "openpyxl writes its strings into the cells"
    numbers, texts = count(), []

    def shared(match: re.Match[str]) -> str:
        number, text = next(numbers), match[3]
        if number % 3 == 0 and len(text) > 1 and "&" not in text:
            texts.append(
                f'<si><r><t>{text[:1]}</t></r><r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">{text[1:]}</t></r></si>'
            )
        elif number % 3 == 1:
            texts.append(
                f'<si><t xml:space="preserve">{text}</t><rPh sb="0" eb="1"><t>ウ</t></rPh><phoneticPr fontId="1" type="noConversion"/></si>'
            )
        else:
            texts.append(f'<si><t xml:space="preserve">{text}</t></si>')
        return f'<c r="{match[1]}"{match[2]} t="s"><v>{number}</v></c>'

    spaces = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001-0000-0000-000000000000}"'
    )
    for sheet in Workbook.read(data).sheets:
        text = _TEXT.sub(shared, package.part(sheet.part).decode())
        text = text.replace("<worksheet ", f"<worksheet{spaces} ", 1)
        text = re.sub(r'<row r="([0-9]+)"', r'<row r="\1" spans="1:50" x14ac:dyDescent="0.25"', text)
        package.replace(sheet.part, text.encode())
    package.replace(STRINGS, f'<sst xmlns="{MAIN}">{"".join(texts)}</sst>'.encode())
    relate(package, "xl/workbook.xml", f"{RELATIONS}/sharedStrings", STRINGS)
    declare(package, STRINGS, "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml")
    return package.to_bytes()


def sort_backwards(sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
    for place, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(place, column).value = value


def hide_rows_by_a_filter(sheet: Any) -> None:
    sheet.auto_filter.ref = f"A1:AW{sheet.max_row}"
    sheet.auto_filter.add_filter_column(0, ["2024-002"])
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = True


def title_on_top(sheet: Any) -> None:
    sheet.insert_rows(1)
    sheet.cell(1, 1).value = "民营企业问题台账"
    sheet.merge_cells("A1:AW1")


def column_of_their_own(sheet: Any) -> None:
    sheet.insert_cols(2)
    sheet.cell(1, 2).value = "我的备忘"
    sheet.cell(3, 2).value = "问过王主任"


def rename_and_hide(sheet: Any) -> None:
    for cell in sheet[1]:
        if cell.value == "企业名称":
            cell.value = "公司名称"
    for letter in "CDEH":
        sheet.column_dimensions[letter].hidden = True


def colour_group_and_freeze(sheet: Any) -> None:
    for row in (2, 4):
        for cell in sheet[row]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")
        sheet.row_dimensions[row].outlineLevel = 1
        sheet.row_dimensions[row].height = 40
    sheet.freeze_panes = "C2"


def count_days_from_1904(sheet: Any) -> None:
    sheet.parent.epoch = CALENDAR_MAC_1904


CHANGES = [
    sort_backwards,
    hide_rows_by_a_filter,
    title_on_top,
    column_of_their_own,
    rename_and_hide,
    colour_group_and_freeze,
    count_days_from_1904,
]


def shown(office: Office) -> dict[str, dict[str, Any]]:
    """What an independent reader sees, by 编号, wherever the headings stand."""
    sheet = open_book(office.workspace.register.read_bytes())[office.record]
    grid = list(sheet.iter_rows(values_only=True))
    head = next(row for row in grid if row[0] == "编号")
    names = {"公司名称": "企业名称"}
    rows = grid[grid.index(head) + 1 :]
    return {
        row[0]: {
            names.get(name, name): value for name, value in zip(head, row, strict=True) if name and value is not None
        }
        for row in rows
        if row[0]
    }


@pytest.mark.parametrize("change", CHANGES)
def test_we_write_into_the_right_rows_and_columns(office: Office, change: Callable[[Any], None]) -> None:
    firms = {"2024-001": "顺德甲电器有限公司", "2024-002": "顺德乙家具有限公司", "2024-003": "顺德丙科技有限公司"}
    office.take_in(**{number[-1]: office.report(企业名称=firm) for number, firm in firms.items()})
    book = open_book(office.workspace.register.read_bytes())
    change(book[office.record])
    office.workspace.register.write_bytes(as_excel(saved(book)))
    before, events = shown(office), len(office.events("edited"))
    office.run(ingest)
    assert len(office.events("edited")) == events, "arranging is no change"
    office.take_in(丁=office.report(企业名称="顺德丁五金有限公司", 问题困难="招工困难"))
    after = shown(office)
    assert {number: row["企业名称"] for number, row in after.items()} == {**firms, "2024-004": "顺德丁五金有限公司"}
    assert {number: after[number] for number in before} == before, "what stood there stands"
    assert after["2024-004"]["提交日期"] == after["2024-001"]["提交日期"]
    # A cell that a rule fills in an old row lands in that row.
    book = open_book(office.workspace.register.read_bytes())
    sheet = book[office.record]
    head = next(row for row in sheet.iter_rows() if row[0].value == "编号")
    row = next(each for each in sheet.iter_rows() if each[0].value == "2024-002")
    place = next(cell.column for cell in head if cell.value == "问题分类")
    sheet.cell(row[0].row, place).value = "一般问题"
    office.workspace.register.write_bytes(as_excel(saved(book)))
    office.run(ingest)
    now = shown(office)
    assert now["2024-002"]["状态"] == "待交办"
    assert {number: now[number]["状态"] for number in now if number != "2024-002"} == dict.fromkeys(
        ("2024-001", "2024-003", "2024-004"), "待分类"
    )
