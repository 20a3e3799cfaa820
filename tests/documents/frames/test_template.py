"""Templates the office rewrites: what is filled in, what is told of a template that cannot be used."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from conftest import Soffice
from documents import reading, samples
from toolkit.documents.frames.letter import write_letter
from toolkit.documents.frames.letter_template import LETTER, write_letter_template
from toolkit.documents.frames.template import Templates
from toolkit.documents.frames.template_check import faults
from toolkit.documents.frames.template_kind import TemplateKind
from toolkit.documents.frames.template_kinds import KINDS
from toolkit.mechanism import Mechanism

#: A red point, as small as a PNG is.
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
#: What a letter cannot do without, to which each test adds its own line.
FRAME = (
    "致{{ 单位 }}",
    "{%p for 事 in 事项清单 %}",
    "{{ 事.企业名称 }}",
    "{%p endfor %}",
    "{{ 发函单位 }} {{ 日期 }}",
)


def template(*lines: str, header: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document: object) -> bytes:
    raw = io.BytesIO()
    document.save(raw)  # type: ignore[attr-defined]
    return raw.getvalue()


def told(data: bytes, kind: TemplateKind = LETTER) -> list[str]:
    return [each.words for each in faults(data, kind)]


class Office:
    """The templates of an office that has one of its own."""

    def __init__(self, mechanism: Mechanism, own: bytes | None) -> None:
        self.heard: list[str] = []
        self.templates = Templates(mechanism, lambda _kind: own, self.heard.append)


def test_the_offices_own_template_is_filled_and_names_with_markup_stay_whole(mechanism: Mechanism) -> None:
    office = Office(mechanism, template("共{{ 件数 }}件", *FRAME, header="{{ 办公室简称 }}专用"))
    data = write_letter(replace(samples.letter(), unit="甲&乙<丙>局"), mechanism, office.templates)
    lines = [words for _, words in reading.paragraphs(data)]
    assert lines == [
        *("共2件", "致甲&乙<丙>局", "佛山市顺德区恒泰电器有限公司", samples.TRICKY_FIRM),
        "顺德区工商业联合会 2024年3月4日",
    ]
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "领导小组办公室专用"
    assert office.heard == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("主持：{{ 主持人 }}", "第6段“主持：{{ 主持人 }}”：没有“主持人”这个字段，可用的字段见"),
        ("{{ 受文单位 }}", "没有“受文单位”这个字段，是不是“单位”？"),
        ("{% for 事 in 事项清单 %}{{ 事.企业名 }}{% endfor %}", "没有“事.企业名”这个字段，是不是“企业名称”？"),
        (
            "{% for 期 in 期限说明 %}{% for 日 in 期.逐日 %}{{ 日.星期 }}{% endfor %}{% endfor %}",
            "没有“日.星期”这个字段",
        ),
        ("{% if 单位 %}没有结束", "没有对应的“endfor”或“endif”"),
        ("{% endfor %}", "没有配对或者写错了"),
        ("{% 如果 单位 %}", "没有配对或者写错了"),
        ("{{ 单位 + }}", "写得不完整"),
        ("{{ 单位", "里的“{{”没有配对"),
        ("单位 }}", "里的“}}”没有配对"),
        ("｛｛ 单位 ｝｝", "全角的花括号"),
        ("{％ if 单位 ％}", "全角的花括号或百分号"),
        ("{{ 日期|中文 }}", "没有“|中文”这个写法"),
    ],
)
def test_what_cannot_be_filled_is_told_with_its_paragraph(line: str, words: str) -> None:
    (only,) = told(template(*FRAME, line))
    assert only.startswith("第6段")
    assert words in only


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ 主持人 + }}和{{ 受文单位 }}", ["里的“{{ 主持人 + }}”写得不完整", "没有“受文单位”这个字段"]),
        ("{{ 单位 + }}和{{ 日期 - }}", ["里的“{{ 单位 + }}”写得不完整", "里的“{{ 日期 - }}”写得不完整"]),
        ("{{ 受文单位 }}和日期 }}和{{ 单位", ["里的“}}”、“{{”没有配对", "没有“受文单位”这个字段"]),
        ("｛｛ 单位 ｝｝、{{ 受文单位 }}、{{ 日期", ["全角的花括号", "里的“{{”没有配对", "没有“受文单位”这个字段"]),
    ],
)
def test_each_fault_of_a_paragraph_is_told(line: str, words: list[str]) -> None:
    for said, expected in zip(told(template(*FRAME, line)), words, strict=True):
        assert said.startswith("第6段")
        assert expected in said


def test_where_a_template_cannot_be_used_the_next_serves_and_it_is_told_once(
    mechanism: Mechanism, papers: dict[str, bytes]
) -> None:
    own = template(*FRAME, "主持：{{ 主持人 }}")
    office = Office(mechanism, own)
    for _ in range(2):
        assert write_letter(samples.letter(), mechanism, office.templates) == papers["letter.docx"]
    (heard,) = office.heard
    assert heard == f"公文模板“交办函.docx”用不了，这次的交办函没有用它：\n    {told(own)[0]}"


def test_a_field_that_no_letter_can_do_without_is_missed(mechanism: Mechanism) -> None:
    assert told(template(*FRAME[1:])) == ["缺少必需的字段“{{ 单位 }}”（受文单位），请补在合适的位置"]


def test_names_a_template_makes_for_itself_are_no_fields(mechanism: Mechanism) -> None:
    own = template(*FRAME, "{% set 甲 = 单位 %}{{ 甲 }}{% for 事 in 事项清单 %}{{ loop.index }}{% endfor %}")
    assert told(own) == []


def test_what_stands_in_a_table_or_the_header_is_found_there(mechanism: Mechanism) -> None:
    document = docx.Document(io.BytesIO(template(*FRAME, header="{{ 单味 }}")))
    table = document.add_table(2, 1)
    table.rows[1].cells[0].text = "{{ 日明 }}"
    first, second = told(saved(document))
    assert first.startswith("第1张表格第2行“{{ 日明 }}”：没有“日明”这个字段")
    assert second.startswith("页眉“{{ 单味 }}”：没有“单味”这个字段，是不是“单位”？")


def test_one_brace_only_and_a_lost_style_are_told_but_the_template_serves(mechanism: Mechanism) -> None:
    document = docx.Document(io.BytesIO(template(*FRAME, "{单位}")))
    document.paragraphs[0]._p.get_or_add_pPr().get_or_add_pStyle().val = "PaperGone"
    own = saved(document)
    assert told(own) == [
        "第6段“{单位}”里的“{单位}”只有一层花括号，不会填写，请写成“{{ 单位 }}”",
        "样式“PaperGone”在文件里没有，用它的段落会按“正文”排；请从自带模板里复制这个样式",
    ]
    office = Office(mechanism, own)
    assert "致区经济促进局" in reading.text(write_letter(samples.letter(), mechanism, office.templates))
    assert office.heard == []


def test_a_field_used_as_what_it_is_not_lets_the_next_template_serve(
    mechanism: Mechanism, papers: dict[str, bytes]
) -> None:
    office = Office(mechanism, template(*FRAME, "{{ 件数 + 单位 }}"))
    assert write_letter(samples.letter(), mechanism, office.templates) == papers["letter.docx"]
    assert "填写时出错" in office.heard[0]


def test_what_is_no_word_file_is_told(mechanism: Mechanism) -> None:
    assert told(b"not a docx") == ["不是能打开的 Word 文件，请用 Word 或 WPS 另存为 docx"]
    half = write_letter_template(mechanism)[:-2000]
    assert told(half) == ["不是能打开的 Word 文件，请用 Word 或 WPS 另存为 docx"]


def test_the_mechanisms_template_stands_between_the_offices_and_the_built_in_one(
    mechanism: Mechanism, tmp_path: Path
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.docx").write_bytes(template("机制模板", *FRAME))
    other = replace(mechanism, folder=tmp_path)
    assert "机制模板" in reading.text(write_letter(samples.letter(), other))
    own = Office(other, template("办公室模板", *FRAME))
    assert "办公室模板" in reading.text(write_letter(samples.letter(), other, own.templates))
    broken = Office(other, template("{{ 没有 }}"))
    assert "机制模板" in reading.text(write_letter(samples.letter(), other, broken.templates))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_built_in_template_is_without_a_fault(
    mechanism: Mechanism, kind: TemplateKind, findings: Callable[[str, bytes], list[str]]
) -> None:
    data = kind.draw(mechanism)
    assert faults(data, kind) == []
    assert findings(kind.file_name, data) == []


def test_a_template_that_another_program_saved_with_its_tags_split_and_a_letterhead_is_filled(
    mechanism: Mechanism, soffice: Soffice
) -> None:
    document = docx.Document(io.BytesIO(write_letter_template(mechanism)))
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(_PICTURE))
    addressee = next(each for each in document.paragraphs if each.text == "{{ 单位 }}：")
    addressee.clear()
    for piece, bold in (("{", False), ("{ 单", True), ("位", False), (" }", True), ("}：", False)):
        addressee.add_run(piece).bold = bold
    again = soffice({"letter.docx": saved(document)}, "docx")["letter.docx"]
    assert sum(b"<w:rPr><w:b" in part or b"<w:b/>" in part for part in reading.parts(again).values()), "still split"
    assert told(again) == []
    office = Office(mechanism, again)
    data = write_letter(replace(samples.letter(), unit="甲&乙<丙>公司"), mechanism, office.templates)
    assert office.heard == []
    words = [text for _, text in reading.paragraphs(data)]
    assert "甲&乙<丙>公司：" in words
    assert samples.TRICKY_FIRM in words
    assert not [each for each in words if "{" in each or "%}" in each]
    assert _PICTURE in reading.parts(data).values()
