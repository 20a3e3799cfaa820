from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from documents import reading
from documents.reading import W, attribute
from toolkit.documents.setting.paper import Paper, fit_title
from toolkit.documents.setting.styles import Style
from toolkit.mechanism import Issuer

WORD = ["minutes.docx", "assignments.docx", "letter.docx", "report.docx"]
UPRIGHT = ["minutes.docx", "letter.docx", "report.docx"]


def _millimetres(twips: str | None) -> float:
    return int(twips or 0) / 1440 * 25.4


@pytest.mark.parametrize("name", UPRIGHT)
def test_the_page_is_a4_with_the_margins_of_the_standard(papers: dict[str, bytes], name: str) -> None:
    for section in reading.tree(papers[name]).iter(f"{W}sectPr"):
        assert (attribute(section, "pgSz", "w"), attribute(section, "pgSz", "h")) == ("11906", "16838")
        margins = [_millimetres(attribute(section, "pgMar", each)) for each in ("top", "bottom", "left", "right")]
        assert margins == pytest.approx([37, 35, 28, 26], abs=0.02)
        assert _millimetres(attribute(section, "pgMar", "footer")) == pytest.approx(25.5, abs=0.02)


def test_the_list_lies_across_with_its_head_at_the_binding_edge(papers: dict[str, bytes]) -> None:
    section = next(reading.tree(papers["assignments.docx"]).iter(f"{W}sectPr"))
    assert (attribute(section, "pgSz", "w"), attribute(section, "pgSz", "h")) == ("16838", "11906")
    assert attribute(section, "pgSz", "orient") == "landscape"
    margins = [_millimetres(attribute(section, "pgMar", each)) for each in ("top", "bottom", "left", "right")]
    assert margins == pytest.approx([28, 26, 37, 35], abs=0.02)


@pytest.mark.parametrize("name", WORD)
def test_the_grid_has_lines_only(papers: dict[str, bytes], name: str) -> None:
    section = next(reading.tree(papers[name]).iter(f"{W}sectPr"))
    assert attribute(section, "docGrid", "type") == "lines"
    assert attribute(section, "docGrid", "linePitch") == "579"
    assert attribute(section, "docGrid", "charSpace") is None


@pytest.mark.parametrize("name", WORD)
def test_no_font_is_left_to_a_theme(papers: dict[str, bytes], name: str) -> None:
    for part, data in reading.parts(papers[name]).items():
        if part.startswith("word/") and part.endswith(".xml"):
            tree = reading.tree(papers[name], part)
            assert not [key for each in tree.iter() for key in each.attrib if key.endswith("Theme")], part
            assert b"theme/theme" not in data


@pytest.mark.parametrize("name", WORD)
def test_every_style_with_a_font_names_it_for_chinese_too(papers: dict[str, bytes], name: str) -> None:
    for fonts in reading.tree(papers[name], "word/styles.xml").iter(f"{W}rFonts"):
        assert len({fonts.get(f"{W}{each}") for each in reading.TESTED_FONTS}) == 1
        assert fonts.get(f"{W}hint") == "eastAsia"


@pytest.mark.parametrize("name", WORD)
def test_every_written_run_says_that_its_marks_are_chinese(papers: dict[str, bytes], name: str) -> None:
    for run in reading.tree(papers[name]).iter(f"{W}r"):
        if "".join(each.text or "" for each in run.iter(f"{W}t")):
            assert attribute(run, "rPr/rFonts", "hint") == "eastAsia"


@pytest.mark.parametrize("name", WORD)
def test_nothing_is_formatted_but_by_style(papers: dict[str, bytes], name: str) -> None:
    tree = reading.tree(papers[name])
    direct = {each.tag for properties in tree.iter(f"{W}pPr") for each in properties}
    direct |= {each.tag for properties in tree.iter(f"{W}rPr") for each in properties}
    assert direct <= {f"{W}pStyle", f"{W}rStyle", f"{W}rFonts"}
    for fonts in tree.iter(f"{W}rFonts"):
        assert list(fonts.attrib) == [f"{W}hint"]


@pytest.mark.parametrize("name", WORD)
def test_every_style_used_exists(papers: dict[str, bytes], name: str) -> None:
    known = {each.get(f"{W}styleId") for each in reading.tree(papers[name], "word/styles.xml").iter(f"{W}style")}
    used = {each.get(f"{W}val") for each in reading.tree(papers[name]).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known


@pytest.mark.parametrize("name", WORD)
def test_faces_and_sizes_are_those_of_the_standard(papers: dict[str, bytes], name: str) -> None:
    def look(style: str) -> tuple[str | None, ...]:
        found = reading.style(papers[name], style)
        return attribute(found, "rPr/rFonts", "eastAsia"), attribute(found, "rPr/sz", "val")

    assert look("Normal") == ("仿宋_GB2312", "32")
    assert look("PaperTitle") == ("方正小标宋简体", "44")
    assert look("Heading1") == ("黑体", None)
    assert look("Heading2") == ("楷体_GB2312", None)
    assert look("PageOdd") == ("宋体", "28")
    assert look("TableText") == ("仿宋_GB2312", "24")
    assert look("TableSmall") == ("仿宋_GB2312", "21")
    normal, body = reading.style(papers[name], "Normal"), reading.style(papers[name], "PaperBody")
    assert (attribute(normal, "pPr/spacing", "line"), attribute(normal, "pPr/spacing", "lineRule")) == ("579", "exact")
    assert attribute(normal, "rPr/spacing", "val") == "-5"
    assert (attribute(body, "pPr/ind", "firstLineChars"), attribute(body, "pPr/ind", "firstLine")) == ("200", "640")
    table = reading.style(papers[name], "TableText")
    assert attribute(table, "pPr/snapToGrid", "val") == "0"
    assert attribute(table, "pPr/spacing", "line") == "360"


@pytest.mark.parametrize("name", WORD)
def test_the_file_opens_as_a_chinese_paper_of_todays_word(papers: dict[str, bytes], name: str) -> None:
    settings = reading.tree(papers[name], "word/settings.xml")
    modes = {each.get(f"{W}name"): each.get(f"{W}val") for each in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    assert attribute(settings, "characterSpacingControl", "val") == "compressPunctuation"
    assert attribute(settings, "themeFontLang", "eastAsia") == "zh-CN"
    styles = reading.tree(papers[name], "word/styles.xml")
    assert attribute(styles, "docDefaults/rPrDefault/rPr/lang", "eastAsia") == "zh-CN"


@pytest.mark.parametrize("name", WORD)
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(papers: dict[str, bytes], name: str) -> None:
    for part, style, side in (("word/footer1.xml", "PageOdd", "right"), ("word/footer2.xml", "PageEven", "left")):
        foot = reading.tree(papers[name], part)
        assert attribute(foot, "p/pPr/pStyle", "val") == style
        assert "".join(each.text for each in foot.iter(f"{W}t")) == "— 1 —"
        assert [each.text.strip() for each in foot.iter(f"{W}instrText")] == ["PAGE"]
        look = reading.style(papers[name], style)
        assert attribute(look, "pPr/jc", "val") == side
        assert attribute(look, "pPr/ind", side) == "280"


def test_a_page_holds_22_lines_of_28_characters(render: Callable[[dict[str, bytes]], dict[str, list[str]]]) -> None:
    paper = Paper(title="版面", issuer=Issuer("办公室"), day=date(2024, 3, 1))
    paper.write(Style.NORMAL, "测" * 28 * 44)
    pages = render({"grid.docx": paper.to_bytes()})["grid.docx"]
    lines = [[each.strip() for each in page.splitlines() if "测" in each] for page in pages]
    assert [len(each) for each in lines] == [22, 22]
    assert {len(each) for page in lines for each in page} == {28}


@pytest.mark.parametrize(
    ("issuer", "name_left", "day_left"),
    [("顺德区工商业联合会", 17, 19), ("区工商联", 17, 19), ("某" * 22, 4, 6), ("某" * 40, 0, 2)],
)
def test_without_a_seal_the_day_begins_two_characters_after_the_name(
    issuer: str, name_left: int, day_left: int
) -> None:
    data = Paper(title="署名", issuer=Issuer(issuer), day=date(2024, 3, 1)).to_bytes()
    assert attribute(reading.style(data, "PaperSignature"), "pPr/ind", "leftChars") == str(name_left * 100)
    assert attribute(reading.style(data, "PaperSignedDay"), "pPr/ind", "leftChars") == str(day_left * 100)


def test_with_a_seal_the_day_stands_four_characters_from_the_edge() -> None:
    data = Paper(title="署名", issuer=Issuer("某某区工商业联合会", seal=True), day=date(2024, 3, 1)).to_bytes()
    assert attribute(reading.style(data, "PaperSignedDay"), "pPr/ind", "rightChars") == "400"
    assert attribute(reading.style(data, "PaperSignature"), "pPr/ind", "rightChars") == "300"


def test_a_title_breaks_only_between_its_parts() -> None:
    assert fit_title("2024年第一季度", "专题报告") == "2024年第一季度专题报告"
    assert (
        fit_title("2024年第一季度", "民营企业项目联络协作工作专题报告")
        == "2024年第一季度\n民营企业项目联络协作工作专题报告"
    )
