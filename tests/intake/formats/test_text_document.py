"""OpenDocument texts read like Word documents."""

from __future__ import annotations

import io
import zipfile

from toolkit.intake.formats.kinds import Kind
from toolkit.intake.formats.parse import parse_book

from .test_areas import ODS


def test_a_text_document_reads_like_a_word_document() -> None:
    text = f"{ODS}:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{ODS}:office:1.0" xmlns:table="{ODS}:table:1.0" xmlns:text="{text}"><office:body><office:text>'
        '<text:h>附件2</text:h><text:p>项目<text:span>问题</text:span>表<text:s text:c="2"/>甲<text:note>注</text:note></text:p>'
        '<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>头</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>企业名称</text:p></table:table-cell>"
        "<table:table-cell><text:p>甲</text:p><text:p>乙</text:p></table:table-cell></table:table-row></table:table><text:p>落款</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    kind, book = parse_book(target.getvalue())
    (found,) = book.grids
    assert kind is Kind.ODT
    assert dict(found.cells) == {
        (0, 0): "附件2",
        (1, 0): "项目问题表  甲",
        (2, 0): "头",
        (3, 0): "企业名称",
        (3, 1): "甲\n乙",
        (4, 0): "落款",
    }
    assert found.merged == ((2, 0, 2, 1),)
    assert not found.addressed
