"""Choices made by looks, words struck out, and what lies over a sheet: read where it can be, and always told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Code
from toolkit.intake.formats.floating import floating
from toolkit.intake.formats.looks import Run, standing_out
from toolkit.intake.formats.parse import parse_book
from toolkit.intake.plain.grid import Book, Grid
from toolkit.intake.read import read
from toolkit.mechanism import Mechanism
from toolkit.submission import Submission

DAY = date(2024, 3, 8)
ROWS = [
    ["民营企业事项办理评价表"],
    ["编号：2024-005"],
    ["案由", "续贷"],
    ["承办单位", "区税务局", "问题类别", "B"],
    ["评价单位", "甲公司", "处理情况", "已解决"],
    ["企业负责人", "郭总", "联系电话", "13688889999"],
    ["沟通方式", "电话 走访 其他方式 未沟通"],
    ["意见建议", "太慢"],
    ["满意度", "满意 基本满意 不满意"],
    ["签名", "郭总"],
    ["日期", "2024.3.6"],
]
#: A cell of another look: the book, the sheet, row and column.
Cell = Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet, int, int], object]


def workbook(cells: dict[tuple[int, int], Cell], more: Callable[..., object] = lambda _sheet: None) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("表")
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            if (row, column) in cells:
                cells[row, column](book, sheet, row, column)
            else:
                sheet.write_string(row, column, text)
    more(sheet)
    book.close()
    return target.getvalue()


def rich(looks: dict[str, object], *pieces: str, marked: tuple[int, ...]) -> Cell:
    def write(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet, row: int, column: int) -> None:
        style = book.add_format(looks)
        parts = [
            part for number, piece in enumerate(pieces) for part in ([style, piece] if number in marked else [piece])
        ]
        sheet.write_rich_string(row, column, *parts)

    return write


def submission_of(data: bytes, mechanism: Mechanism) -> Submission:
    (submission,) = read(parse_book(data)[1], mechanism, day=DAY).submissions
    return submission


def codes(submission: Submission, key: str) -> set[Code]:
    return {each.code for each in submission.problems if each.field == key}


@pytest.mark.parametrize(
    "looks", [{"font_color": "red"}, {"bold": True}, {"underline": 1}, {"bold": True, "font_color": "#0070C0"}]
)
def test_the_only_word_that_stands_out_is_chosen_and_told(looks: dict[str, object], mechanism: Mechanism) -> None:
    data = workbook({(8, 1): rich(looks, "满意 基本满意 ", "不满意", marked=(1,))})
    submission = submission_of(data, mechanism)
    assert submission.value("满意度") == "不满意"
    assert codes(submission, "满意度") == {Code.READ_BY_LOOK}


def test_several_ways_may_stand_out_where_several_may_be_chosen(mechanism: Mechanism) -> None:
    bold = rich({"bold": True}, "电话", " ", "走访", " 其他方式 未沟通", marked=(0, 2))
    assert submission_of(workbook({(6, 1): bold}), mechanism).value("沟通方式") == "电话、走访"


def test_two_words_that_stand_out_choose_nothing_where_one_may_be_chosen(mechanism: Mechanism) -> None:
    data = workbook({(8, 1): rich({"bold": True}, "满意", " ", "基本满意", " 不满意", marked=(0, 2))})
    submission = submission_of(data, mechanism)
    assert submission.value("满意度") is None
    assert codes(submission, "满意度") == {Code.MISSING}


def test_a_category_is_chosen_by_its_colour(mechanism: Mechanism) -> None:
    red = rich({"font_color": "red"}, "A招商增资 ", "B生产经营", " C历史遗留", marked=(1,))
    submission = submission_of(workbook({(3, 3): red}), mechanism)
    assert submission.value("问题类别") == "B 生产经营"
    assert codes(submission, "问题类别") == {Code.READ_BY_LOOK}


def test_what_is_struck_out_is_no_answer(mechanism: Mechanism) -> None:
    strike = {"font_strikeout": True}
    name = rich(strike, "李总", "郭总", marked=(0,))
    others = rich(strike, "满意 ", "基本满意 不满意", marked=(1,))
    submission = submission_of(workbook({(5, 1): name, (8, 1): others}), mechanism)
    assert (submission.value("企业负责人"), submission.value("满意度")) == ("郭总", "满意")
    assert codes(submission, "企业负责人") == {Code.STRUCK_OUT}
    assert codes(submission, "满意度") & {Code.STRUCK_OUT, Code.READ_BY_LOOK}


def test_a_mark_says_more_than_looks(mechanism: Mechanism) -> None:
    data = workbook({(8, 1): rich({"bold": True}, "☑满意 □基本满意 ", "□不满意", marked=(1,))})
    submission = submission_of(data, mechanism)
    assert submission.value("满意度") == "满意"
    assert not codes(submission, "满意度")


def test_what_lies_over_the_cells_is_told(mechanism: Mechanism) -> None:
    def over(sheet: xlsxwriter.workbook.Worksheet) -> None:
        sheet.insert_textbox(12, 1, "另有两户")
        sheet.write_comment(2, 1, "请核对", {"author": "甲"})
        sheet.write_comment(3, 1, "【请修改】第1处：…", {"author": "办公室"})
        picture = Path(__file__).parents[3] / "toolkit/mechanisms/shunde/demo/samples/厂区积水照片.png"
        sheet.insert_image(15, 0, str(picture))

    loose = submission_of(workbook({}, over), mechanism).loose
    assert "另有两户" in loose
    assert "批注（B3）：请核对" in loose
    assert any("1 张图片" in each for each in loose)
    assert not any("请修改" in each for each in loose)


ELLIPSE = """<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="urn:a"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>8</xdr:row>
</xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:row>8</xdr:row></xdr:to><xdr:sp><xdr:spPr><a:prstGeom prst="ellipse"/>
</xdr:spPr></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""


def test_a_circle_drawn_round_a_cell_chooses_its_word(mechanism: Mechanism) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            '<Relationships><Relationship Id="r1" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
        )
        archive.writestr("xl/drawings/drawing1.xml", ELLIPSE)
    with zipfile.ZipFile(target) as archive:
        over = floating(archive, "xl/worksheets/sheet1.xml")
    assert over.circled == {(8, 1)}
    rows = [*ROWS[:8], ["满意度", "满意", "基本满意", "不满意"], *ROWS[9:]]
    grid = replace(Grid.of_rows(rows, "表"), circled=frozenset({(8, 2)}))
    (submission,) = read(Book((grid,)), mechanism, day=DAY).submissions
    assert submission.value("满意度") == "基本满意"
    assert codes(submission, "满意度") == {Code.READ_BY_LOOK}


def test_a_word_document_tells_its_looks_too(mechanism: Mechanism) -> None:
    paper = Document()
    table = paper.add_table(rows=len(ROWS), cols=4)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    answer = table.cell(8, 1)
    answer.text = ""
    answer.paragraphs[0].add_run("满意 ")
    answer.paragraphs[0].add_run("基本满意").font.color.rgb = RGBColor(255, 0, 0)
    answer.paragraphs[0].add_run(" 不满意")
    ways = table.cell(6, 1)
    ways.text = ""
    ways.paragraphs[0].add_run("电话 ")
    ways.paragraphs[0].add_run("走访 其他方式 未沟通").font.strike = True
    target = io.BytesIO()
    paper.save(target)
    submission = submission_of(target.getvalue(), mechanism)
    assert (submission.value("满意度"), submission.value("沟通方式")) == ("基本满意", "电话")


def test_looks_cross_the_pipe() -> None:
    _, book = parse_book(workbook({(8, 1): rich({"bold": True}, "满意 基本满意 ", "不满意", marked=(1,))}))
    again = Book.from_json(book.to_json())
    assert again == book
    assert dict(again.grids[0].emphasis) == {(8, 1): ("不满意",)}


@given(st.lists(st.tuples(st.text("甲乙丙 ", min_size=1, max_size=4), st.booleans(), st.booleans()), max_size=6))
def test_what_stands_out_is_part_of_the_text(pieces: list[tuple[str, bool, bool]]) -> None:
    runs = [Run(text, frozenset({"b"} if bold else ()), struck) for text, bold, struck in pieces]
    whole = "".join(run.text for run in runs)
    shown, struck = standing_out(runs)
    assert all(each in whole for each in (*shown, *struck))
    if len({run.marks for run in runs}) == 1 and not any(run.struck for run in runs):
        assert not shown
