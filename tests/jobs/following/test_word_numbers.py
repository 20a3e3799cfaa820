"""Numbers that Word counts itself are read as they are shown: by level, by style, anew, and none for a dot."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.jobs.following.plan_text import read_plan
from toolkit.jobs.following.word_numbers import written_out

_LIST = """<w:abstractNum {ns} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum>"""
_NUM = '<w:num {ns} w:numId="{number}"><w:abstractNumId w:val="90"/>{anew}</w:num>'
_ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


def word_file(paragraphs: list[tuple[str, int | None, int]], style: int | None = None) -> bytes:
    """Return a Word file: each paragraph with its level in the list (None for none) and the list's number."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_LIST.format(ns=nsdecls("w"))))
    for number, anew in ((91, ""), (92, _ANEW)):
        numbering.append(parse_xml(_NUM.format(ns=nsdecls("w"), number=number, anew=anew)))
    if style is not None:
        properties = document.styles["Heading 1"].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{style}"/></w:numPr>'))
    for text, level, number in paragraphs:
        paragraph = document.add_paragraph(text, style="Heading 1" if level == -1 else None)
        if level is not None and level >= 0:
            place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(place))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def read(data: bytes) -> list[str]:
    return read_plan(data, "方案.docx")[0]


def test_levels_count_each_by_itself_and_begin_anew_below_a_higher_one() -> None:
    asked = [("甲", 0, 91), ("乙", 1, 91), ("丙", 1, 91), ("丁", 2, 91), ("戊", 0, 91), ("己", 1, 91)]
    assert read(word_file([*asked, ("正文", None, 0), ("点", 3, 91)])) == [
        "一、甲", "（一）乙", "（二）丙", "1.1.丁", "二、戊", "（一）己", "正文", "点",
    ]  # fmt: skip


def test_a_list_that_begins_anew_counts_from_its_own_number() -> None:
    assert read(word_file([("甲", 0, 91), ("乙", 0, 92), ("丙", 0, 91)])) == ["一、甲", "五、乙", "二、丙"]


def test_a_style_that_is_a_list_numbers_its_paragraphs() -> None:
    assert read(word_file([("甲", -1, 0), ("乙", -1, 0)], style=91)) == ["一、甲", "二、乙"]


@pytest.mark.parametrize("number", [0, 77])
def test_a_paragraph_taken_out_of_its_list_has_no_number(number: int) -> None:
    assert read(word_file([("甲", 0, 91), ("乙", 0, number)])) == ["一、甲", "乙"]


def test_a_file_without_lists_stays_as_it_is() -> None:
    data = word_file([("甲", None, 0)])
    assert written_out(data) is data
