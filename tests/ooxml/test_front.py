"""A sheet put before all others: seen first, counted right, and replaced by the next one."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from conftest import Soffice
from toolkit.ooxml import FrontCell, FrontLook, UneditableError, Workbook

from .builders import SHEET, by_hand, by_openpyxl, by_xlsxwriter, changed_parts, open_by_openpyxl, part, sheet_xml

ROWS = [
    [FrontCell("请看", FrontLook.TITLE)],
    [FrontCell("序号", FrontLook.HEAD), FrontCell("位置", FrontLook.HEAD)],
    [FrontCell("1", FrontLook.NUMBER), FrontCell("B2", FrontLook.LINK, ("问题台账", "B2"))],
    [FrontCell("谢谢" * 60, FrontLook.LINE)],
]
Faults = Callable[[bytes], Counter[str]]


def fronted(data: bytes, name: str = "请看2处") -> bytes:
    book = Workbook.read(data)
    book.front_sheet(name, ROWS, (6, 30), replaces=lambda each: each.startswith("请看"))
    return book.to_bytes()


def several() -> bytes:
    book = openpyxl.Workbook()
    for title in ("甲", "乙", "丙"):
        book.create_sheet(title)["A1"] = title
    for place, sheet in enumerate(book.worksheets):
        sheet.print_title_rows = "1:1"
        sheet.defined_names["本表"] = DefinedName("本表", attr_text=f"'{sheet.title}'!$A${place + 1}")
    book.defined_names["全书"] = DefinedName("全书", attr_text="'甲'!$A$1")
    book.active = 2
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("tool", [by_openpyxl, by_xlsxwriter])
def test_it_is_the_first_and_the_one_that_shows(tool: Callable[[], bytes], find_faults: Faults) -> None:
    before = tool()
    after = fronted(before)
    book = open_by_openpyxl(after)
    assert book.sheetnames[0] == "请看2处"
    assert book.sheetnames[1:] == open_by_openpyxl(before).sheetnames
    assert book.active is book.worksheets[0]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets[1:]].count(True) == 0
    assert not find_faults(after, known=before)
    sheet = book.worksheets[0]
    assert (sheet["A1"].value, sheet["B3"].value) == ("请看", "B2")
    assert sheet["B3"].hyperlink.location == "'问题台账'!B2"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:B1", "A4:B4"}


def test_every_part_not_concerned_stays() -> None:
    before = by_xlsxwriter()
    changed = changed_parts(before, fronted(before))
    assert changed == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"),
    }
    assert part(fronted(before), "xl/worksheets/sheet1.xml") == part(before, "xl/worksheets/sheet1.xml").replace(
        ' tabSelected="1"', ""
    )


def test_names_of_one_sheet_still_belong_to_it() -> None:
    book = open_by_openpyxl(fronted(several()))
    for place, sheet in enumerate(book.worksheets[1:]):
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.defined_names["本表"].attr_text == f"'{sheet.title}'!$A${place + 1}"
    assert not book.worksheets[0].defined_names
    assert book.defined_names["全书"].attr_text == "'甲'!$A$1"


def test_an_earlier_one_is_replaced_with_all_that_was_its_own() -> None:
    once = open_by_openpyxl(fronted(several()))
    first = once.worksheets[0]
    first.print_title_rows = "1:2"
    from openpyxl.comments import Comment

    first["A1"].comment = Comment("看过了", "张三")
    first["D9"] = "=1+1"
    once.move_sheet(first, 2)  # and the sender has moved it away
    stream = io.BytesIO()
    once.save(stream)
    twice = fronted(stream.getvalue(), "请看1处")
    book = open_by_openpyxl(twice)
    assert book.sheetnames == ["请看1处", "Sheet", "甲", "乙", "丙"]
    assert [sheet.print_title_rows for sheet in book.worksheets] == [None, *["$1:$1"] * 4]
    assert "看过了" not in "".join(part(twice, name) for name in names(twice) if "comments" in name)
    assert not [name for name in names(twice) if "comments" in name.lower()]


def names(data: bytes) -> list[str]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def test_put_in_twice_it_is_there_once_and_adds_no_second_set_of_formats() -> None:
    once = fronted(by_openpyxl())
    twice = fronted(once)
    assert open_by_openpyxl(twice).sheetnames == open_by_openpyxl(once).sheetnames
    assert part(twice, "xl/styles.xml") == part(once, "xl/styles.xml")


def test_a_sheet_of_that_name_which_is_not_ours_is_not_written_over() -> None:
    book = Workbook.read(by_openpyxl())
    with pytest.raises(UneditableError):
        book.front_sheet(SHEET, ROWS, (6, 30))


def test_a_long_line_has_a_higher_row() -> None:
    sheet = open_by_openpyxl(fronted(by_openpyxl())).worksheets[0]
    assert sheet.row_dimensions[4].height > 3 * sheet.row_dimensions[3].height


def test_a_workbook_with_a_prefix_and_without_views_gets_one(find_faults: Faults) -> None:
    data = by_hand(sheet_xml(""))
    after = fronted(data)
    assert open_by_openpyxl(after).sheetnames == ["请看2处", SHEET]
    assert not find_faults(after, known=data)


def test_libreoffice_opens_on_it(soffice: Soffice) -> None:
    seen = soffice({"表.xlsx": fronted(several())}, "xlsx")["表.xlsx"]
    book = open_by_openpyxl(seen)
    assert book.active is not None
    assert book.active.title == "请看2处"
    assert book.worksheets[0]["B3"].hyperlink.location
