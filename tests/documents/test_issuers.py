"""What an issuer's data ask of a paper: mark, number, rules, seal, letterhead, signer, imprint, page and faces.

The pages are measured as LibreOffice sets them, in millimetres; what it does not do (a floating table as wide as the
text) is held by the file alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import Soffice
from toolkit.documents.frames.letter import write_letter
from toolkit.documents.setting.paper import Paper, TableColumn, head
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.together import keep_ends_together
from toolkit.mechanism import Imprint, Issuer, Layout, Mechanism, PageKind

from . import measuring, reading, samples
from .reading import W, attribute

OFFICE = "某某区人民政府办公室"
COPIES = "区委办公室，区人大常委会办公室，区政协办公室，区纪委监委，区法院，区检察院"
SEALED = Issuer(
    OFFICE, seal=True, red_head=True, mark=f"{OFFICE}文件", document_number="某府办〔{year}〕{n}号",
    imprint=Imprint(OFFICE, COPIES),
)  # fmt: skip
LETTER = Issuer("某某区工商业联合会", letterhead=True, document_number="某工商联函〔{year}〕{n}号")
B = Layout(PageKind.B)


def paper(issuer: Issuer, paragraphs: int = 3) -> bytes:
    made = Paper(title="函", issuer=issuer, day=date(2024, 3, 5))
    head(made, "关于转交民营企业反映问题的函", issuer, issuer.numbered(2024, 7))
    made.empty()
    made.write(Style.ADDRESSEE, "某某局：")
    for _ in range(paragraphs):
        made.write(Style.BODY, "现将有关事项函告如下，请予研究办理，并于规定时限内反馈办理意见。" * 3)
    made.empty()
    made.write(Style.SIGNATURE, issuer.name)
    made.write(Style.SIGNED_DAY, "2024年3月5日")
    return made.to_bytes()


def grid(layout: Layout) -> bytes:
    made = Paper(title="版面", issuer=Issuer("办公室", layout=layout), day=date(2024, 3, 1))
    made.write(Style.NORMAL, "测" * 28 * 44)
    return made.to_bytes()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {
        "sealed.docx": paper(SEALED),
        "sealed-b.docx": paper(replace(SEALED, layout=B)),
        "up.docx": paper(replace(SEALED, signer="王大伟")),
        "letter.docx": paper(LETTER, 12),
        "letter-b.docx": paper(replace(LETTER, layout=B), 12),
        "grid-a.docx": grid(Layout()),
        "grid-b.docx": grid(B),
    }


@pytest.fixture(scope="module")
def pages(
    files: dict[str, bytes], soffice: Soffice, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[measuring.Picture]]:
    folder: Path = tmp_path_factory.mktemp("pages")
    found = {}
    for name, data in soffice(files, "pdf").items():
        (folder / name).with_suffix(".pdf").write_bytes(data)
        found[name.removesuffix(".docx")] = measuring.pages((folder / name).with_suffix(".pdf"))
    return found


def test_the_open_xml_sdk_finds_nothing_wrong(
    files: dict[str, bytes], findings: Callable[[str, bytes], list[str]]
) -> None:
    assert {name: findings(name, files[name]) for name in ("up.docx", "letter-b.docx")} == {
        "up.docx": [],
        "letter-b.docx": [],
    }


@pytest.mark.parametrize("name", ["grid-a", "grid-b"])
def test_a_page_holds_22_lines_that_fill_the_text_and_its_number_stands_28_mm_from_the_edge(
    pages: Mapping[str, list[measuring.Picture]], name: str
) -> None:
    first, second = (measuring.bands(measuring.dark(each)) for each in pages[name])
    for bands in (first, second):
        *lines, number = bands
        assert len(lines) == 22
        assert {(round(left), round(right)) for _, _, left, right in lines} == {(28, 183)}
        assert (number[0] + number[1]) / 2 == pytest.approx(269, abs=1)
    assert first[-1][2] > 150, "odd pages: on the right"
    assert first[-1][3] == pytest.approx(184 - 4.9, abs=1), "one character from the edge of the text"
    assert second[-1][2] == pytest.approx(28 + 4.9, abs=1), "even pages: on the left"


def test_page_b_begins_higher_than_page_a_by_what_its_margin_is_less(
    pages: Mapping[str, list[measuring.Picture]],
) -> None:
    a, b = (measuring.bands(measuring.dark(pages[name][0]))[0][0] for name in ("grid-a", "grid-b"))
    assert a - b == pytest.approx(37 - 34.58 - (29.45 - 28.95) / 2 * 25.4 / 72, abs=0.6)


@pytest.mark.parametrize("name", ["sealed", "sealed-b"])
def test_the_red_mark_stands_72_mm_from_the_edge_and_the_rule_4_mm_below_the_number(
    pages: Mapping[str, list[measuring.Picture]], name: str
) -> None:
    mark, rule = measuring.bands(measuring.red(pages[name][0]))
    number = measuring.bands(measuring.dark(pages[name][0]))[0]
    assert mark[0] == pytest.approx(72, abs=1)
    assert (rule[2], rule[3]) == pytest.approx((28, 184), abs=0.5)
    assert rule[0] - number[1] == pytest.approx(4 + 2.3, abs=1), "4 mm below the number's line, of which 2.3 are empty"
    assert number[0] - mark[1] > 2 * 10.2, "two lines between mark and number"


@pytest.mark.parametrize("name", ["letter", "letter-b"])
def test_a_letter_has_its_mark_at_30_mm_and_double_rules_of_170_mm_and_no_number_on_page_one(
    pages: Mapping[str, list[measuring.Picture]], name: str
) -> None:
    first, second, third = pages[name]
    mark, upper, lower = measuring.bands(measuring.red(first), 0.8)
    assert mark[0] == pytest.approx(30, abs=1)
    assert upper[0] - mark[1] == pytest.approx(4, abs=0.7)
    for rule in (upper, lower):
        assert (rule[2], rule[3]) == pytest.approx((20, 190), abs=0.5)
    assert lower[1] == pytest.approx(297 - 20, abs=0.5)
    number, *_, last = measuring.bands(measuring.dark(first))
    assert number[3] == pytest.approx(184, abs=1), "at the right edge of the text"
    assert number[0] - upper[1] == pytest.approx(4.84, abs=1)
    assert last[1] < 263, "no page number"
    for page in (second, third):
        foot = measuring.bands(measuring.dark(page))[-1]
        assert (foot[0] + foot[1]) / 2 == pytest.approx(269, abs=1)
        assert not measuring.bands(measuring.red(page))


def test_the_signer_stands_in_the_line_of_the_number(pages: Mapping[str, list[measuring.Picture]]) -> None:
    line = measuring.bands(measuring.dark(pages["up"][0]))[0]
    assert line[2] == pytest.approx(28 + 5.6, abs=1), "one character from the left"
    assert line[3] == pytest.approx(184 - 5.6, abs=1), "one character from the right"


def test_the_imprint_ends_the_paper_at_the_foot_of_its_page(files: dict[str, bytes]) -> None:
    data = files["sealed.docx"]
    assert reading.paragraphs(data)[-4:] == [
        ("PaperCopies", f"抄送：{COPIES}。"),
        ("PaperImprint", OFFICE),
        ("PaperImprintDay", "2024年3月5日印发"),
        ("PaperTail", ""),
    ]
    (table,) = reading.tree(data).iter(f"{W}tbl")
    place = table.find(f"{W}tblPr/{W}tblpPr")
    assert {key.removeprefix(W): value for key, value in place.attrib.items()} == {
        "vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom",
    }  # fmt: skip
    sizes = {each: attribute(table, f"tblPr/tblBorders/{each}", "sz") for each in ("top", "bottom", "insideH")}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}, "0.35 mm outside, 0.25 mm inside"
    assert attribute(table, "tblPr/tblW", "w") == str(11906 - 1588 - 1474)


def test_an_issuers_furniture_is_drawn_into_the_template_as_well(mechanism: Mechanism) -> None:
    issuers = {"letter": replace(LETTER, imprint=Imprint(copies="某局，某镇"))}
    other = replace(mechanism, folder=Path("/nowhere"), issuers=issuers)
    data = write_letter(replace(samples.letter(), document_number="某工商联函〔2024〕3号"), other)
    lines = reading.paragraphs(data)
    assert lines[0] == ("PaperNumberRight", "某工商联函〔2024〕3号")
    assert lines[-2] == ("PaperCopies", "抄送：某局，某镇。"), "a letter's imprint has neither office nor day (10.1)"
    assert not any(style == "PaperImprintDay" for style, _ in lines)
    sealed = replace(mechanism, folder=Path("/nowhere"), issuers={"letter": SEALED})
    assert ("PaperImprintDay", "2024年3月4日印发") in reading.paragraphs(write_letter(samples.letter(), sealed))
    assert "某某区工商业联合会" in reading.parts(data)["word/header1.xml"].decode()


def test_a_face_is_set_in_every_style_and_the_usual_one_named_beside_it() -> None:
    layout = Layout().changed("", {"正文": "仿宋", "标题": "华文中宋", "一级标题": "仿宋_GB2312"})
    data = paper(Issuer("办公室", layout=layout))
    fonts = reading.tree(data, "word/fontTable.xml")
    names = {each.get(f"{W}name"): attribute(each, "altName", "val") for each in fonts}
    assert names["仿宋"] == "仿宋_GB2312,仿宋"
    assert names["华文中宋"] == "方正小标宋简体,方正小标宋_GBK,宋体"

    def face(style: str) -> str | None:
        return attribute(reading.style(data, style), "rPr/rFonts", "eastAsia")

    assert [face(each) for each in ("Normal", "PaperTitle", "Heading1", "Heading2", "PageOdd")] == [
        *("仿宋", "华文中宋", "仿宋_GB2312", "楷体_GB2312", "宋体")
    ]


def test_signature_and_attendance_take_the_last_lines_of_the_text_along() -> None:
    made = Paper(title="函", issuer=Issuer("办公室"), day=date(2024, 3, 5))
    before = (Style.BODY, Style.BODY, Style.NORMAL, Style.ENCLOSURE, Style.ENCLOSURE_NEXT, Style.NORMAL)
    for style in (*before, Style.SIGNATURE, Style.SIGNED_DAY, Style.NORMAL, Style.PEOPLE, Style.PEOPLE):
        made.write(style, "请于收到之日起三个工作日内办理。")
    keep_ends_together(made.document.element.body)
    styles = [each.style.style_id for each in made.document.paragraphs]
    assert styles == [
        *("PaperBody", "PaperBodyKept", "NormalKept", "PaperEnclosure", "PaperEnclosureNext", "NormalKept"),
        *("PaperSignature", "PaperSignedDay", "NormalKept", "PaperPeople", "PaperPeople"),
    ]
    data = made.to_bytes()
    for each in ("PaperBodyKept", "NormalKept", "PaperEnclosure", "PaperEnclosureNext", "PaperSignature"):
        assert reading.style(data, each).find(f"{W}pPr/{W}keepNext") is not None


def test_a_closing_formula_takes_the_sentence_before_it_along_and_a_table_its_last_row() -> None:
    made = Paper(title="函", issuer=Issuer("办公室"), day=date(2024, 3, 5))
    for style, words in (
        (Style.BODY, "贵单位承办的事项已经超过办理时限。"), (Style.BODY, "请于三个工作日内报送办理情况。"),
        (Style.BODY, "特此函告。"), (Style.NORMAL, ""), (Style.SIGNATURE, "办公室"), (Style.SIGNED_DAY, "2024年3月5日"),
    ):  # fmt: skip
        made.write(style, words)
    made.table([TableColumn("栏目", 1000, Style.TABLE_TEXT)], [[[["甲"]]], [[["乙"]]]], Style.TABLE_HEAD)
    made.write(Style.SIGNATURE, "办公室")
    keep_ends_together(made.document.element.body)
    assert [each.style.style_id for each in made.document.paragraphs][:4] == [
        "PaperBody", "PaperBodyKept", "PaperBodyKept", "NormalKept",
    ]  # fmt: skip
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in made.document.tables[0].rows]
    assert kept == [False, False, True]


def test_a_signature_below_a_table_takes_the_last_note_under_it_along() -> None:
    made = Paper(title="通报", issuer=Issuer("办公室"), day=date(2024, 3, 5))
    made.table([TableColumn("栏目", 1000, Style.TABLE_TEXT)], [[[["甲"]]]], Style.TABLE_HEAD)
    for style, words in ((Style.TABLE_NOTE, "注1：甲。"), (Style.TABLE_NOTE, "注2：乙。"), (Style.NORMAL, "")):
        made.write(style, words)
    made.write(Style.SIGNATURE, "办公室")
    keep_ends_together(made.document.element.body)
    kept = [bool(each.paragraph_format.keep_with_next) for each in made.document.paragraphs[:2]]
    assert kept == [False, True]
