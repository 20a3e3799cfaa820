"""What stands in a document's markup and not on its page."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from toolkit.intake.formats.word import read_document

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CONTROL = "<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent><w:r>{style}<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
_PROMPT = "单击或点击此处输入文字。"


def read(markup: str) -> tuple[str, tuple[str, ...]]:
    document = docx.Document()
    document.add_paragraph("职务：")._p.extend(parse_xml(f"<w:p {_NAMES}>{markup}</w:p>"))
    stream = io.BytesIO()
    document.save(stream)
    (grid,) = read_document(stream.getvalue()).grids
    return grid.text(0, 0), grid.floats


def test_hidden_text_is_left_aside_and_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>旧值</w:t></w:r>"
    text, floats = read(f"{hidden}<w:r><w:t>新值</w:t></w:r>")
    assert text == "职务：新值"
    assert [each for each in floats if "旧值" in each] == list(floats) != []


def test_text_that_was_made_visible_again_stays() -> None:
    assert read('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>新值</w:t></w:r>') == ("职务：新值", ())


def test_the_sounds_above_a_word_are_no_part_of_it() -> None:
    ruby = "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>jīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>经</w:t></w:r></w:rubyBase>"
    assert read(f"<w:r>{ruby}</w:ruby></w:r><w:r><w:t>理</w:t></w:r>") == ("职务：经理", ())


@pytest.mark.parametrize(
    ("mark", "style", "text", "shown"),
    [
        ("<w:showingPlcHdr/>", "", _PROMPT, ""),
        ("<w:showingPlcHdr/>", '<w:rPr><w:rStyle w:val="a3"/></w:rPr>', "职务名称", ""),
        ("<w:showingPlcHdr/>", "", "经理", "经理"),
        ('<w:showingPlcHdr w:val="0"/>', "", "经理", "经理"),
        ("", "", "经理", "经理"),
    ],
)
def test_a_content_control_that_shows_its_prompt_is_empty(mark: str, style: str, text: str, shown: str) -> None:
    assert read(_CONTROL.format(mark=mark, style=style, text=text)) == (f"职务：{shown}", ())
