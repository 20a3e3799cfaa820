"""A paper made from a stamp is the file that packing all of it anew would give."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.setting.stamp import Stamp
from toolkit.ooxml.archive import write_members
from toolkit.ooxml.member import pack

OTHERS = [pack("[Content_Types].xml", b"<Types/>"), pack("word/styles.xml", b"<styles/>" * 500)]


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4))
def test_each_paper_has_its_own_words_and_all_the_rest(contents: list[bytes]) -> None:
    stamp = Stamp(OTHERS, "word/document.xml")
    for content in contents:
        paper = stamp.press(content)
        with zipfile.ZipFile(io.BytesIO(paper)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["[Content_Types].xml", "word/styles.xml", "word/document.xml"]
            assert archive.read("word/document.xml") == content
            assert archive.read("word/styles.xml") == b"<styles/>" * 500
        assert paper == write_members([*OTHERS, pack("word/document.xml", content)])
