"""Files that would harm a reader: each costs itself a reason, and the next file is read."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import zipfile
from collections.abc import Callable

import msoffcrypto
import pytest
from docx import Document
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from toolkit.errors import Code
from toolkit.intake import Reader, UnreadableError
from toolkit.intake.unpack import DEFAULT_PASSWORD, Kind, unpack
from toolkit.intake.worker import reply


def workbook(fill: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "企业名称"
    if fill is not None:
        fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            content = source.read(name)
            out.writestr(name, change(content) if name == part else content)
    return target.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, target)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
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
        (b"<html><table><tr><td>1</td></tr></table></html>", Code.UNKNOWN_KIND),
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


def test_one_cell_in_the_last_corner_does_not_matter(reader: Reader) -> None:
    def corner(book: Workbook) -> None:
        assert book.active is not None
        book.active["XFD1048576"] = "误"

    book = reader.read(workbook(corner), "角.xlsx")
    assert dict(book.grids[0].cells) == {(0, 0): "企业名称", (1_048_575, 16_383): "误"}


def spread_out() -> bytes:
    """Return an ods that fills the first and the last column of its rows: calamine makes cells of all between."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row>{cell}<table:table-cell table:number-columns-repeated="16382"/>{cell}</table:table-row>'
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="表">'
        f"{row * 8000}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def test_a_file_that_kills_the_reader_costs_itself_a_reason_and_the_next_is_read() -> None:
    with Reader() as reader:
        with pytest.raises(UnreadableError) as caught:
            reader.read(spread_out(), "坏.ods")
        assert caught.value.problem.code is Code.READER_DIED
        assert reader.read(SOUND, "好.xlsx").grids[0].cells[0, 0] == "企业名称"


def test_a_reader_that_hangs_is_given_up_and_the_next_file_is_read() -> None:
    with Reader() as reader:
        reader.read(SOUND, "先.xlsx")  # the child's start is not counted: it is slow on a busy machine
        reader._patience = 0.5
        assert reader._child is not None
        os.kill(reader._child._process.pid, signal.SIGSTOP)
        with pytest.raises(UnreadableError) as caught:
            reader.read(SOUND, "慢.xlsx")
        assert caught.value.problem.code is Code.READER_SLOW
        reader._patience = 20
        assert reader.read(SOUND, "后.xlsx").grids


def test_one_child_serves_many_files() -> None:
    with Reader() as reader:
        reader.read(SOUND, "一.xlsx")
        assert reader._child is not None
        pid = reader._child._process.pid
        for _ in range(30):
            reader.read(SOUND, "多.xlsx")
        assert reader._child._process.pid == pid


def test_any_request_gets_an_answer() -> None:
    assert reply("no json")["problem"]["code"] == Code.BROKEN_FILE.name
    assert reply(json.dumps({"data": ""}))["problem"]["code"] == Code.EMPTY_FILE.name


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_bytes_turned_round_never_stops_the_run(seed: int, reader: Reader) -> None:
    damaged = bytearray(SOUND)
    for step in range(1 + seed % 5):
        damaged[(seed * 7919 + step * 104_729) % len(damaged)] ^= 1 << (seed % 8)
    with contextlib.suppress(UnreadableError):
        reader.read(bytes(damaged), "损.xlsx")
    assert reader.read(SOUND, "好.xlsx").grids
