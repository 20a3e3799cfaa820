"""Tables under a false name or in an unusual format: each reads as the same cells, and none harms the reader."""

from __future__ import annotations

import contextlib
import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Soffice
from intake.test_files import workbook
from intake.variants import ANSWERS, SHEETS, word_table
from toolkit.errors import Code
from toolkit.intake import read
from toolkit.intake.formats.kinds import Kind, delimiter_of
from toolkit.intake.formats.parse import parse_book
from toolkit.intake.formats.unpack import UnreadableError, unpack
from toolkit.intake.plain.grid import Book, Grid
from toolkit.mechanism import Mechanism

from .test_areas import ods, ods_cell, ods_row

DAY = date(2024, 3, 8)


def cells(data: bytes, kind: Kind) -> dict[tuple[int, int], object]:
    return dict(grid(data, kind).cells)


def grid(data: bytes, kind: Kind) -> Grid:
    told, book = parse_book(data)
    assert told is kind
    return book.grids[0]


def refused(data: bytes) -> Code:
    with pytest.raises(UnreadableError) as caught:
        parse_book(data)
    assert "…" not in str(caught.value.problem)
    return caught.value.problem.code


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


TABLE = "<table><tr><td>企业名称</td><td>甲公司</td></tr><tr><td>联系电话</td><td>13800000000</td></tr></table>"
SEEN = {(0, 0): "企业名称", (0, 1): "甲公司", (1, 0): "联系电话", (1, 1): "13800000000"}


@pytest.mark.parametrize(
    ("codec", "head"),
    [
        ("utf-8", ""), ("utf-8-sig", ""), ("gbk", ""), ("utf-16", ""), ("gbk", "<meta charset=gb2312>"),
        ("utf-8", "<meta http-equiv=Content-Type content='text/html; charset=utf-8'>"), ("utf-8", "<meta charset=gbk>"),
    ],
)  # fmt: skip
def test_a_web_page_posing_as_a_workbook_is_read_in_any_encoding(codec: str, head: str) -> None:
    assert cells(page(TABLE, head).encode(codec), Kind.HTML) == SEEN


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "<?xml version='1.0' encoding='utf-8'?>", "\r\n  ", "<!-- x -->\n", ""]
)
def test_a_web_page_is_known_however_it_begins(start: str) -> None:
    assert cells((start + page(TABLE)).encode(), Kind.HTML) == SEEN
    assert cells((start + TABLE).encode(), Kind.HTML) == SEEN


def test_spans_are_merged_ranges_and_push_what_follows() -> None:
    body = "<table><tr><td colspan=3>表</td></tr><tr><td rowspan=2>甲</td><td>乙</td><td>丙</td></tr><tr><td>丁</td></tr></table>"
    found = grid(page(body).encode(), Kind.HTML)
    assert dict(found.cells) == {(0, 0): "表", (1, 0): "甲", (1, 1): "乙", (1, 2): "丙", (2, 1): "丁"}
    assert found.merged == ((0, 0, 0, 2), (1, 0, 2, 0))


def test_paragraphs_around_a_table_are_rows_and_tables_for_layout_are_seen_through() -> None:
    body = f"<h1>附件2</h1><p>项目<b>问题</b>收集表</p><table><tr><td>前言{TABLE}</td></tr></table>落款<br>日期"
    found = cells(page(body).encode(), Kind.HTML)
    assert list(found.values()) == ["附件2", "项目问题收集表", "前言", *SEEN.values(), "落款", "日期"]


def test_the_words_of_a_cell_are_those_a_browser_shows() -> None:
    body = "<table><tr><td> 用地 \n 不足&nbsp;<br>第二行<script>x()</script><!-- y --></td><td><input type=checkbox checked>满意</td></tr></table>"
    assert list(cells(page(body).encode(), Kind.HTML).values()) == ["用地 不足\n第二行", "☑满意"]


def test_what_excel_saves_beside_the_text_counts() -> None:
    rows = (
        '<tr><td x:num="13800000000">1.38E+10</td><td x:num="45356">2024-3-5</td></tr>'
        "<tr><td colspan=2 style='mso-ignore:colspan'>长</td><td>后</td></tr>"
    )
    names = "<!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>问题表</x:Name></x:ExcelWorksheet></xml><![endif]-->"
    found = grid(page(f"<table>{rows}</table>", names).encode(), Kind.HTML)
    assert found.name == "问题表"
    assert list(found.cells.items()) == [((0, 0), "13800000000"), ((0, 1), "2024-3-5"), ((1, 0), "长"), ((1, 2), "后")]
    assert found.merged == ()


def test_a_workbook_saved_as_a_single_page_has_all_its_sheets() -> None:
    names = "".join(f"<x:ExcelWorksheet><x:Name>{each}</x:Name></x:ExcelWorksheet>" for each in ("说明", "附件2"))
    parts = [
        ("book.htm", page("", f"<xml>{names}</xml>")),
        ("sheet001.htm", page("<table><tr><td>填报</td></tr></table>")),
        ("sheet002.htm", page(TABLE)),
    ]
    data = b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    for name, text in parts:
        head = f'--b\r\nContent-Location: file:///C:/x/{name}\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n'
        data += head.encode() + text.encode("gbk") + b"\r\n"
    told, book = parse_book(data + b"--b--\r\n")
    assert told is Kind.MHTML
    assert [(each.name, len(each.cells)) for each in book.grids] == [("说明", 1), ("附件2", 4)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_written_as_text_is_read(codec: str, delimiter: str) -> None:
    text = f'企业名称{delimiter}甲公司\r\n问题困难{delimiter}"用地{delimiter}\n不足"\r\n联系电话{delimiter}="13800000000"\r\n'
    expected = ["企业名称", "甲公司", "问题困难", f"用地{delimiter}\n不足", "联系电话", "13800000000"]
    assert list(cells(text.encode(codec), Kind.CSV).values()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "您好：\n现将企业反映的问题报送贵办，请查收。\n张三\n",
        "关于用地,经我单位研究并报请分管领导同意后现答复如下\n一是尽快完善手续,二是继续跟进有关事项的办理进度并及时反馈\n",
        "只有一行,也不是表\n",
        "",
    ],
)
def test_a_letter_is_no_table(text: str) -> None:
    assert delimiter_of(text) == ""
    if text:
        with pytest.raises(UnreadableError) as caught:
            unpack(text.encode())
        assert caught.value.problem.facts["kind"] == "文本"


XML_BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="问题表"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">项目<B>问题</B>表</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:Index="2"><Data ss:Type="Number">13800000000</Data></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="旧"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


def test_the_xml_of_excel_2003_is_read() -> None:
    told, book = parse_book(XML_BOOK.encode())
    first, second = book.grids
    assert told is Kind.XML
    assert dict(first.cells) == {
        (0, 0): "项目问题表",
        (3, 1): 13800000000.0,
        (3, 2): datetime(2024, 3, 5),
        (3, 4): True,
    }
    assert first.merged == ((0, 0, 0, 2), (3, 2, 4, 2))
    assert first.errors == {(3, 3): "#N/A"}
    assert (first.name, first.hidden, second.name, second.hidden) == ("问题表", False, "旧", True)


def test_a_cell_in_the_last_corner_of_an_xml_book_does_not_matter() -> None:
    far = XML_BOOK.replace('ss:Index="4"', 'ss:Index="1048576"').replace('ss:Index="2"', 'ss:Index="16381"')
    assert cells(far.encode(), Kind.XML)[1_048_575, 16_380] == 13800000000.0


@pytest.mark.parametrize(
    "data",
    [
        page(f"<table><tr><td colspan=1000>x</td>{'<td>y</td>' * 16_000}</tr></table>").encode(),
        page("<table>" + "<tr><td rowspan=60000 colspan=1000>x</td></tr>" * 30 + "</table>").encode(),
        page("<table>" + "<tr>" * 200_002 + "<td>x</td></tr></table>").encode(),
        XML_BOOK.replace('ss:MergeDown="1"', 'ss:MergeDown="1000000" ss:MergeAcross="9000"').encode(),
        XML_BOOK.replace("<?mso-application", "<!DOCTYPE x [<!ENTITY a 'ha'>]><?mso-application").encode(),
        b"a,b\n" * 200_001,
        b"a,b\n" * 10 + b"," * 1_000_000,
    ],
)  # fmt: skip
def test_a_sheet_larger_than_any_form_is_refused(data: bytes) -> None:
    assert refused(data) is Code.TOO_LARGE


def test_a_span_beyond_reason_is_cut_to_what_browsers_take() -> None:
    found = grid(
        page("<table><tr><td colspan=100000 rowspan=-5>x</td><td rowspan=99999999999>y</td></tr></table>").encode(),
        Kind.HTML,
    )
    assert found.merged == ((0, 0, 0, 999), (0, 1000, 65533, 1000))


@pytest.mark.parametrize(
    "text",
    [
        "<!---->" * 5_000 + "x",
        "<html><table><tr><td>" + "<b> </b>" * 50_000,
        "<" * 50_000,
        "<table " * 9_000,
        "a:" * 9_000,
        "," * 60_000,
    ],
)
def test_a_text_made_to_tire_a_reader_does_not(text: str) -> None:
    started = time.process_time()
    with contextlib.suppress(UnreadableError):
        parse_book(text.encode())
    assert time.process_time() - started < 5


def test_tables_in_tables_without_end_do_not_end_the_reader() -> None:
    data = page("<table><tr><td>x" * 20_000).encode()
    told, book = parse_book(data)
    assert told is Kind.HTML
    assert len(book.grids) == 1


def test_nothing_of_a_page_is_fetched_or_expanded() -> None:
    data = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + page("<table><tr><td>&x;</td><td><img src='http://x.invalid/'>y</td></tr></table>").encode()
    )
    assert "root" not in "".join(map(str, cells(data, Kind.HTML).values()))


def test_what_libreoffice_saves_reads_as_the_form(soffice: Soffice, mechanism: Mechanism) -> None:
    sheet = SHEETS["plain_layout"](mechanism.form("annex2"), ANSWERS["annex2"])
    source = workbook(sheet)
    kinds = {
        "ods": Kind.ODS,
        "html": Kind.HTML,
        "csv:Text - txt - csv (StarCalc):44,34,76": Kind.CSV,
        "csv:Text - txt - csv (StarCalc):9,34,65535": Kind.CSV,  # tabs, UTF-16
    }
    for kind, told in kinds.items():
        ((_, data),) = soffice({"表.xlsx": source}, kind).items()
        check(data, told, mechanism)


def test_what_libreoffice_writer_saves_reads_as_the_form(soffice: Soffice, mechanism: Mechanism) -> None:
    source = word_table(mechanism.form("annex2"), ANSWERS["annex2"])
    for kind, told in (("odt", Kind.ODT), ("html", Kind.HTML)):
        ((_, data),) = soffice({"表.docx": source}, kind).items()
        check(data, told, mechanism)


def check(data: bytes, told: Kind, mechanism: Mechanism) -> None:
    kind, book = parse_book(data)
    assert kind is told
    (submission,) = read(book, mechanism, day=DAY).submissions
    wrong = {key: submission.words(key) for key, said in ANSWERS["annex2"].items() if submission.words(key) != said}
    assert not wrong, told


SAMPLES: dict[str, bytes] = {
    "html": page(TABLE).encode(),
    "xml": XML_BOOK.encode(),
    "csv": "企业,甲\n电话,1\n".encode("gbk"),
    "ods": ods(ods_row(ods_cell())),
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_spoiled_table_is_read_or_told(name: str, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 5))):
        sample[data.draw(st.integers(0, len(sample) - 1))] = data.draw(st.integers(0, 255))
    # Anything else than the gate's own error fails the test.
    with contextlib.suppress(UnreadableError):
        assert isinstance(parse_book(bytes(sample))[1], Book)
