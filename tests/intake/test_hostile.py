"""The gate: what would harm a parser is refused before one sees it, and told for what it is."""

from __future__ import annotations

import io
import zipfile

import msoffcrypto
import pytest
from docx import Document

from toolkit.errors import Code
from toolkit.intake import UnreadableError
from toolkit.intake.formats.unpack import DEFAULT_PASSWORD, Kind, unpack

from .hostile import SHEET, encrypted, rewritten, workbook

SOUND = workbook()


def told(data: bytes) -> Code:
    with pytest.raises(UnreadableError) as caught:
        unpack(data)
    return caught.value.problem.code


def test_an_empty_or_reserved_file_is_told() -> None:
    assert told(b"") is Code.EMPTY_FILE
    assert told(b"\x00" * 4096) is Code.INCOMPLETE_FILE


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_copy_that_stopped_on_the_way_is_incomplete(share: float) -> None:
    assert told(SOUND[: int(len(SOUND) * share)]) is Code.INCOMPLETE_FILE


def test_a_damaged_entry_is_broken() -> None:
    damaged = bytearray(SOUND)
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        entry = max(archive.infolist(), key=lambda each: each.compress_size)
    start = entry.header_offset + 30 + len(entry.filename) + 20
    damaged[start : start + 20] = b"\xff" * 20
    assert told(bytes(damaged)) is Code.BROKEN_FILE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", Code.PICTURE),
        (b"\xff\xd8\xff\xe0....", Code.PICTURE),
        (b"\x89PNG\r\n\x1a\n", Code.PICTURE),
        (b"<html><p>1</p></html>", Code.UNKNOWN_KIND),
        ("企业名称,甲\n".encode("gb18030"), Code.UNKNOWN_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, Code.BROKEN_FILE),
    ],
)
def test_what_is_no_form_file_is_named(data: bytes, code: Code) -> None:
    assert told(data) is code


def test_a_file_is_told_by_its_content() -> None:
    paper = io.BytesIO()
    Document().save(paper)
    assert unpack(paper.getvalue())[0] is Kind.DOCX
    assert unpack(SOUND)[0] is Kind.XLSX


def test_a_password_is_asked_for_only_where_it_is_not_the_default() -> None:
    assert told(encrypted(SOUND, "geheim")) is Code.PASSWORD
    kind, opened = unpack(encrypted(SOUND, DEFAULT_PASSWORD))
    assert kind is Kind.XLSX
    assert not msoffcrypto.OfficeFile(io.BytesIO(opened)).is_encrypted()


def test_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    data = rewritten(SOUND, SHEET, lambda part: part.replace(b"<worksheet", laughs + b"<worksheet", 1))
    assert told(data) is Code.TOO_LARGE


def test_a_bomb_is_refused_before_it_bursts() -> None:
    data = rewritten(SOUND, SHEET, lambda part: part + b" " * (64 << 20))
    assert len(data) < 1 << 20
    assert told(data) is Code.TOO_LARGE


def test_a_merged_range_over_everything_is_refused() -> None:
    merge = b'<mergeCells count="1"><mergeCell ref="A1:Z200000"/></mergeCells>'
    data = rewritten(SOUND, SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merge))
    assert told(data) is Code.TOO_LARGE


def test_too_many_entries_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(2_100):
            archive.writestr(f"{number}.xml", b"")
    assert told(target.getvalue()) is Code.TOO_LARGE
