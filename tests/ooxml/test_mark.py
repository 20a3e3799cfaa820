"""Marked cells: what is seen, what stays, and what Excel's own judge says."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection

from conftest import Soffice
from toolkit.ooxml import UneditableError, Workbook
from toolkit.ooxml.markup import parse

from .builders import (
    MAIN,
    PACKAGE,
    RELS,
    SHEET,
    by_hand,
    by_openpyxl,
    by_xlsxwriter,
    changed_parts,
    open_by_openpyxl,
    part,
    sheet_xml,
    values,
)

OFFICE = "某区工商联"
YELLOW = "FFFFFF99"
Faults = Callable[[bytes], Counter[str]]


def marked(data: bytes, texts: dict[Any, str], sheet: str = SHEET) -> bytes:
    book = Workbook.read(data)
    book.mark(sheet, texts, author=OFFICE)
    return book.to_bytes()


def unmarked(data: bytes) -> bytes:
    book = Workbook.read(data)
    book.unmark(lambda text: text.startswith("错"))
    return book.to_bytes()


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_cell_keeps_value_and_look_and_gets_fill_and_comment() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet["B2"] = "电话"
    sheet["B2"].font = Font(name="黑体", sz=14, b=True)
    sheet["B2"].number_format = "@"
    cell = open_by_openpyxl(marked(saved(book), {"B2": "错：请核对"}))[SHEET]["B2"]
    assert (cell.value, cell.font.name, cell.font.sz, cell.font.b, cell.number_format) == (
        "电话",
        "黑体",
        14,
        True,
        "@",
    )
    assert (cell.fill.patternType, cell.fill.fgColor.rgb) == ("solid", YELLOW)
    assert cell.comment is not None
    assert (cell.comment.text, cell.comment.author) == ("错：请核对", OFFICE)


def test_cells_and_rows_that_are_not_there_are_put_in_with_the_look_of_their_column() -> None:
    rows = '<row r="2" spans="2:3"><c r="C2"><v>1</v></c></row><row r="5" s="2" customFormat="1"/>'
    before = '<dimension ref="C2"/><cols><col min="1" max="1" width="9" style="1"/></cols>'
    after = marked(by_hand(sheet_xml(rows, before=before)), {"A2": "错", "E2": "错", (3, 0): "错", "B5": "错"})
    sheet = open_by_openpyxl(after)[SHEET]
    assert [sheet[ref].fill.fgColor.rgb for ref in ("A2", "E2", "A3", "B5")] == [YELLOW] * 4
    assert sheet["A2"].number_format == sheet["A3"].number_format == "mm-dd-yy"
    assert sheet["B5"].alignment.wrap_text
    assert sheet["C2"].fill.patternType is None
    xml = part(after, "xl/worksheets/sheet1.xml")
    assert '<row r="2" spans="1:5"><c r="A2"' in xml
    assert '<dimension ref="A2:E5"/>' in xml
    assert re.findall(r'<row r="(\d)"', xml) == ["2", "3", "5"]


@pytest.mark.parametrize("rows", ["", '<row r="1"/>'])
def test_an_empty_sheet_can_be_marked(rows: str, find_faults: Faults) -> None:
    after = marked(by_hand(sheet_xml(rows)), {"C5": "错"})
    comment = open_by_openpyxl(after)[SHEET]["C5"].comment
    assert comment is not None
    assert comment.text == "错"
    assert not find_faults(after, known=by_hand(sheet_xml(rows)))


def test_merged_cells_are_filled_whole_and_the_first_has_the_comment() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.merge_cells("B2:C3")
    sheet.protection.sheet = True
    after = marked(saved(book), {"C3": "错一", "B2": "错二"})
    xml = part(after, "xl/worksheets/sheet1.xml")
    styles = re.findall(r'<c r="[BC][23]" s="(\d+)"', xml)
    assert len(styles) == 4 and len(set(styles)) == 1
    seen = open_by_openpyxl(after)[SHEET]
    assert seen["B2"].comment is not None
    assert seen["B2"].comment.text == "错一\n错二"
    assert not seen["B2"].protection.locked


def test_a_protected_sheet_stays_protected_and_its_marked_cells_are_open() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet["A1"], sheet["A2"] = "标签", "值"
    sheet["A2"].protection = Protection(locked=True, hidden=True)
    sheet.protection.sheet = True
    seen = open_by_openpyxl(marked(saved(book), {"A1": "错", "A2": "错"}))[SHEET]
    assert seen.protection.sheet
    assert not seen["A1"].protection.locked
    assert not seen["A2"].protection.locked
    assert seen["A2"].protection.hidden
    assert seen["B1"].protection.locked


def test_their_comment_stays_below_ours_and_is_alone_again_when_ours_goes() -> None:
    book = open_by_openpyxl(by_openpyxl())
    book[SHEET]["B2"].comment = Comment("请领导阅", "李四")
    book[SHEET]["B3"].comment = Comment("别动", "王五")
    data = saved(book)
    once = marked(data, {"B2": "错：没写"})
    seen = open_by_openpyxl(once)[SHEET]
    assert seen["B2"].comment.text == "错：没写\n\n—— 以下是李四原有的批注 ——\n请领导阅"
    assert (seen["B3"].comment.text, seen["B3"].comment.author) == ("别动", "王五")
    back = open_by_openpyxl(unmarked(once))[SHEET]
    assert (back["B2"].comment.text, back["B2"].comment.author) == ("请领导阅", "李四")
    assert back["B2"].fill.patternType is None
    assert back["B3"].comment.text == "别动"


def test_rich_text_and_layout_of_their_comment_stay_as_they_were() -> None:
    runs = '<r><rPr><b/><sz val="9"/></rPr><t>粗</t></r><r><t xml:space="preserve"> 细</t></r>'
    ext = '<x:ext xmlns:x="urn:made-up">7</x:ext>'
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>甲&amp;乙</author></authors><commentList>'
        f'<comment ref="A1" authorId="0" shapeId="0"><text>{runs}</text>{ext}</comment>'
        f'<comment ref="A2" authorId="0"><text><t>平</t></text>{ext}</comment></commentList></comments>'
    )
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId9" Type="{RELS}/comments" Target="../comments1.xml"/></Relationships>'
    )
    more = {"xl/comments1.xml": comments, "xl/worksheets/_rels/sheet1.xml.rels": rels}
    data = by_hand(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'), more=more)
    once = part(marked(data, {"A1": "错"}), "xl/comments1.xml")
    assert f"{runs}</text>{ext}</comment>" in once
    assert f'<comment ref="A2" authorId="0"><text><t>平</t></text>{ext}</comment>' in once
    assert "<author>甲&amp;乙</author><author>某区工商联</author>" in once
    back = part(unmarked(marked(data, {"A1": "错", "A2": "错"})), "xl/comments1.xml")
    assert f"<text>{runs}</text>{ext}" in back
    assert f"<text><r><t>平</t></r></text>{ext}" in back


def test_a_conversation_of_a_newer_excel_is_kept_as_text_below_ours() -> None:
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1" id="{1}"><text>对吗</text></threadedComment>'
        '<threadedComment ref="A1" id="{2}" parentId="{1}"><text>对</text></threadedComment>'
        '<threadedComment ref="A2" id="{3}"><text>另一格</text></threadedComment></ThreadedComments>'
    )
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[Threaded comment] …</t></text></comment></commentList></comments>'
    )
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/comments" Target="../comments1.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    more = {
        "xl/comments1.xml": comments,
        "xl/threadedComments/threadedComment1.xml": threads,
        "xl/worksheets/_rels/sheet1.xml.rels": rels,
    }
    data = by_hand(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'), more=more)
    after = marked(data, {"A1": "错"})
    assert "对吗\n对" in part(after, "xl/comments1.xml")
    left = part(after, "xl/threadedComments/threadedComment1.xml")
    assert "另一格" in left
    assert "对吗" not in left
    with pytest.raises(KeyError):
        part(marked(after, {"A2": "错"}), "xl/threadedComments/threadedComment1.xml")


def test_marking_and_unmarking_leaves_every_cell_as_it_was() -> None:
    data = by_openpyxl()
    there_and_back = unmarked(marked(data, {"B2": "错", "C3": "错"}))
    old, new = open_by_openpyxl(data)[SHEET], open_by_openpyxl(there_and_back)[SHEET]
    for row in old.iter_rows():
        for cell in row:
            other = new[cell.coordinate]
            assert (other.value, other.number_format, other.fill.patternType) == (
                cell.value,
                cell.number_format,
                cell.fill.patternType,
            )
            assert other.comment is None


def test_a_fill_that_is_not_ours_any_more_stays_when_the_mark_goes() -> None:
    book = open_by_openpyxl(marked(by_openpyxl(), {"B2": "错"}))
    book[SHEET]["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    assert open_by_openpyxl(unmarked(saved(book)))[SHEET]["B2"].fill.fgColor.rgb == "FF00FF00"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            by_openpyxl(),
            {
                *("xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml"),
                *("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "[Content_Types].xml"),
            },
        ),
        (
            by_xlsxwriter(),
            {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"},
        ),
    ],
)
def test_every_other_part_stays_byte_for_byte(data: bytes, expected: set[str], find_faults: Faults) -> None:
    after = marked(data, {"B2": "错", "C3": "错", "H9": "错"})
    assert changed_parts(data, after) == expected
    assert values(after) == values(data)
    assert not find_faults(after, known=data)


@pytest.mark.parametrize("tool", [by_openpyxl, by_xlsxwriter])
def test_other_programs_see_the_marks(tool: Callable[[], bytes], soffice: Soffice) -> None:
    after = marked(tool(), {"B2": "错一", "G9": "错二"})
    book = open_by_openpyxl(soffice({"表.xlsx": after}, "xlsx")["表.xlsx"])
    for ref, text in (("B2", "错一"), ("G9", "错二")):
        cell = book[SHEET][ref]
        assert cell.comment is not None and cell.comment.text.startswith(text)
        assert cell.fill.fgColor.rgb == YELLOW


def test_what_libreoffice_saved_can_be_marked_and_unmarked(by_libreoffice: bytes, find_faults: Faults) -> None:
    once = marked(by_libreoffice, {"B2": "错", "D4": "错"})
    assert not find_faults(once, known=by_libreoffice)
    seen = open_by_openpyxl(once)[SHEET]
    assert seen["B2"].comment.text.endswith("原有的批注 ——\n批注")
    assert open_by_openpyxl(unmarked(once))[SHEET]["B2"].comment.text == "批注"


def test_a_drawing_of_form_controls_is_added_to() -> None:
    shape = '<v:shape id="_x0000_s1030" type="#_x0000_t201"><x:ClientData ObjectType="Checkbox"/><br></v:shape>'
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{shape}</xml>'
    )
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    more = {"xl/drawings/vmlDrawing1.vml": vml, "xl/worksheets/_rels/sheet1.xml.rels": rels}
    sheet = sheet_xml("", after=f'<legacyDrawing xmlns:r="{RELS}" r:id="rId1"/>')
    after = marked(by_hand(sheet, more=more), {"A1": "错"})
    drawn = part(after, "xl/drawings/vmlDrawing1.vml")
    assert shape in drawn
    assert 'id="_x0000_s1031"' in drawn
    assert part(after, "xl/worksheets/sheet1.xml").count("legacyDrawing") == 1


def test_the_box_of_a_long_text_is_larger() -> None:
    def height(text: str) -> int:
        drawn = part(marked(by_openpyxl(), {"B2": text}), "xl/drawings/vmlDrawing1.vml")
        found = re.search(r"<x:Anchor>([\d, ]+)</x:Anchor>", drawn)
        assert found is not None
        left, _, top, into, right, _, bottom, into_bottom = map(int, found[1].split(","))
        assert right > left
        return (bottom - top) * 20 + into_bottom - into

    assert height("请补填") < height("请补填" * 20) < height("请补填" * 60)


def test_elements_behind_the_rows_stand_in_order_whatever_is_there(find_faults: Faults) -> None:
    after = (
        '<dataValidations count="1"><dataValidation type="whole" sqref="A1"><formula1>1</formula1></dataValidation>'
        '</dataValidations><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>'
        '<extLst><ext uri="{urn}"/></extLst>'
    )
    data = by_hand(sheet_xml("", after=after))
    assert not find_faults(marked(data, {"A1": "错"}), known=data)


def test_a_workbook_without_formats_gets_some() -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(without_styles(), {"A1": "错"})))
    assert book[SHEET]["A1"].fill.fgColor.rgb == YELLOW
    assert book[SHEET]["B1"].fill.patternType is None


def without_styles() -> bytes:
    import zipfile

    stream = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(by_hand(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))))
    with source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name != "xl/styles.xml":
                text = re.sub(r"<Relationship [^>]*styles.xml\"/>", "", source.read(name).decode())
                target.writestr(name, text)
    return stream.getvalue()


def test_a_workbook_written_with_prefixes_is_marked_with_them() -> None:
    def prefixed(text: str) -> str:
        return re.sub(r"<(/?)(?!\?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")

    from .builders import STYLES

    sheet = prefixed(sheet_xml('<row r="1"><c r="A1"><v>7</v></c></row>').partition("\n")[2])
    after = marked(by_hand(sheet, styles=prefixed(STYLES)), {"A1": "错", "B1": "错", "A2": "错"})
    for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml"):
        assert not re.findall(r"<(?!/?x:|\?)", part(after, name)), name
        parse(part(after, name).encode())
    seen = open_by_openpyxl(after)[SHEET]
    assert seen["A1"].value == 7
    assert seen["A1"].fill.fgColor.rgb == YELLOW


def test_strict_open_xml_is_refused_and_nothing_changed() -> None:
    data = by_hand(sheet_xml("").replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"))
    book = Workbook.read(data)
    with pytest.raises(UneditableError, match="严格"):
        book.mark(SHEET, {"A1": "错"}, author=OFFICE)
    assert book.to_bytes() == data


@pytest.mark.parametrize("rows", ['<row r="2"/><row r="1"/>', '<row r="1"><c r="B1"/><c r="A1"/></row>', "<!-- 注 -->"])
def test_rows_out_of_order_or_with_comments_are_refused(rows: str) -> None:
    data = by_hand(sheet_xml(rows))
    book = Workbook.read(data)
    with pytest.raises(UneditableError):
        book.mark(SHEET, {"C1": "错"}, author=OFFICE)
    assert book.to_bytes() == data


@pytest.mark.parametrize("place", ["第5格", "A0", (0, 0), (1, 20_000)])
def test_what_is_no_cell_is_refused(place: Any) -> None:
    with pytest.raises(ValueError, match="no cell"):
        Workbook.read(by_openpyxl()).mark(SHEET, {place: "错"}, author=OFFICE)
