"""A sheet of heads put behind all others: rows go into it at once, and nothing that was there is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from conftest import Soffice
from toolkit.ooxml import Head, UneditableError, Workbook

from .builders import SHEET, by_hand, by_openpyxl, by_xlsxwriter, changed_parts, open_by_openpyxl, sheet_xml

HEADS = [Head("组号", 8), Head("名称", 26), Head("件数", 8, is_number=True)]
Faults = Callable[[bytes], Counter[str]]


def headed(data: bytes, name: str = "共性问题") -> bytes:
    book = Workbook.read(data)
    book.add_sheet(name, HEADS, lines=2, font="宋体")
    book.edit(name, {}, [{0: "共001", 1: "2024-01", 2: 3}, {0: "共002", 2: 2}])
    return book.to_bytes()


@pytest.mark.parametrize(
    "data", [by_openpyxl(), by_xlsxwriter(), by_hand(sheet_xml(""))], ids=["openpyxl", "xlsxwriter", "prefix"]
)
def test_it_is_the_last_holds_its_rows_and_what_the_book_opens_on_stays(data: bytes, find_faults: Faults) -> None:
    after = headed(data)
    book, before = open_by_openpyxl(after), open_by_openpyxl(data)
    assert book.sheetnames == [*before.sheetnames, "共性问题"]
    assert book.active.title == before.active.title
    sheet = book["共性问题"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [["组号", "名称", "件数"], ["共001", "2024-01", 3], ["共002", None, 2]]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:C3")
    assert [sheet.cell(2, at).number_format for at in (2, 3)] == ["@", "0"], "what looks like a month stays as typed"
    assert not find_faults(after, known=data)


def test_every_part_not_concerned_stays() -> None:
    before = by_xlsxwriter()
    assert changed_parts(before, headed(before)) == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        "xl/worksheets/sheet3.xml",
    }


def test_a_sheet_of_that_name_is_not_written_over() -> None:
    with pytest.raises(UneditableError):
        headed(by_openpyxl(), SHEET)


def test_libreoffice_reads_it(soffice: Soffice) -> None:
    book = open_by_openpyxl(soffice({"表.xlsx": headed(by_xlsxwriter())}, "xlsx")["表.xlsx"])
    assert [cell.value for cell in book["共性问题"][2]] == ["共001", "2024-01", 3]
