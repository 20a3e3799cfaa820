"""Links from cells to folders beside the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from conftest import Soffice
from toolkit.ooxml import Link, Workbook

from .builders import RELS, SHEET, by_hand, by_openpyxl, by_xlsxwriter, changed_parts, open_by_openpyxl, part, sheet_xml

FOLDER = "佐证材料/2024-003/"
Faults = Callable[[bytes], Counter[str]]


def linked(data: bytes, *links: tuple[str, str]) -> bytes:
    book = Workbook.read(data)
    for ref, target in links:
        book.link(SHEET, ref, target, f"打开 {target}")
    return book.to_bytes()


def target(data: bytes, ref: str) -> str | None:
    link = open_by_openpyxl(data)[SHEET][ref].hyperlink
    return link.target if link else None


@pytest.mark.parametrize("tool", [by_openpyxl, by_xlsxwriter])
def test_a_cell_leads_to_a_folder_and_looks_like_it(tool: Callable[[], bytes], find_faults: Faults) -> None:
    before = tool()
    after = linked(before, ("E2", FOLDER))
    cell = open_by_openpyxl(after)[SHEET]["E2"]
    assert cell.hyperlink is not None
    assert (cell.hyperlink.target, cell.hyperlink.tooltip) == (FOLDER, f"打开 {FOLDER}")
    assert cell.font.u == "single"
    assert cell.value == open_by_openpyxl(before)[SHEET]["E2"].value
    assert changed_parts(before, after) == {
        *("xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml")
    }
    assert not find_faults(after, known=before)


def test_done_twice_it_is_done_once() -> None:
    once = linked(by_openpyxl(), ("E2", FOLDER), ("E3", FOLDER))
    assert linked(once, ("E2", FOLDER), ("E3", FOLDER)) == once


def test_a_link_gives_way_to_a_new_one_and_leaves_nothing_behind() -> None:
    once = linked(by_openpyxl(), ("E2", FOLDER), ("E3", "别处/"))
    twice = linked(once, ("E2", "佐证材料/2024-004/"))
    assert (target(twice, "E2"), target(twice, "E3")) == ("佐证材料/2024-004/", "别处/")
    assert FOLDER not in part(twice, "xl/worksheets/_rels/sheet1.xml.rels")


def test_a_person_who_took_the_underline_away_is_left_in_peace() -> None:
    import io

    from openpyxl.styles import Font

    book = open_by_openpyxl(linked(by_openpyxl(), ("E2", FOLDER)))
    book[SHEET]["E2"].font = Font(name="宋体")
    stream = io.BytesIO()
    book.save(stream)
    assert linked(stream.getvalue(), ("E2", FOLDER)) == stream.getvalue()


def test_an_edit_and_links_go_into_one_saving() -> None:
    book = Workbook.read(by_openpyxl())
    added = book.edit(SHEET, {(2, 4): "3 份"}, [{0: "2024-009", 4: "1 份"}])
    book.links(SHEET, {(2, 4): Link(FOLDER), (added[0], 4): Link("佐证材料/2024-009/")})
    book.edit(SHEET, {(3, 4): "后来"})
    sheet = open_by_openpyxl(book.to_bytes())[SHEET]
    assert (sheet["E2"].value, sheet["E2"].hyperlink.target) == ("3 份", FOLDER)
    assert (sheet["E7"].value, sheet["E7"].hyperlink.target) == ("1 份", "佐证材料/2024-009/")
    assert sheet["E3"].value == "后来"


def test_an_address_may_hold_blanks_and_windows_separators() -> None:
    after = linked(by_openpyxl(), ("E2", "..\\佐证 材料\\100%#1.pdf"))
    assert target(after, "E2") == "../佐证%20材料/100%25%231.pdf"


def test_libreoffice_follows_the_link(soffice: Soffice) -> None:
    after = soffice({"表.xlsx": linked(by_openpyxl(), ("E2", FOLDER))}, "fods")["表.xlsx"].decode()
    assert "2024-003/" in after
    assert "xlink:href" in after


def test_links_that_are_there_for_other_cells_stay() -> None:
    inner = '<hyperlinks><hyperlink ref="A1" location="\'表\'!B2"/></hyperlinks>'
    data = by_hand(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=inner, root=f' xmlns:r="{RELS}"'))
    after = linked(data, ("B1", FOLDER))
    xml = part(after, "xl/worksheets/sheet1.xml")
    assert '<hyperlink ref="A1" location="\'表\'!B2"/><hyperlink ref="B1" r:id="rId1"' in xml
    assert (
        "hyperlink ref"
        not in part(linked(after, ("A1", FOLDER)), "xl/worksheets/sheet1.xml").partition("<hyperlinks>")[0]
    )


def test_more_links_than_excel_takes_are_refused() -> None:
    from toolkit.ooxml import UneditableError

    book = Workbook.read(by_openpyxl())
    with pytest.raises(UneditableError):
        book.links(SHEET, {(row, 0): Link("a/") for row in range(1, 65_532)})
