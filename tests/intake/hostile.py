"""Files that somebody, or a damaged disk, made to harm whoever reads them; each small, each made when it is asked for."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import xlsxwriter
from docx import Document
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
QUADRATIC = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50_000 + b'">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
ELSEWHERE = b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'


def workbook(fill: Callable[[Workbook], None] | None = None) -> bytes:
    """Return a workbook with one word in it, and whatever ``fill`` does to it."""
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "企业名称"
    if fill is not None:
        fill(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def document(text: str = "企业名称") -> bytes:
    paper = Document()
    paper.add_paragraph(text)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            content = source.read(name)
            changed = change(content) if name == part else content
            assert name != part or changed != content, "the sample is no longer what its name says"
            out.writestr(name, changed)
        assert part in source.namelist()
    return target.getvalue()


def enlarged(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a package with parts added."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, target)
    return target.getvalue()


def declaring(what: bytes, data: bytes, part: str, root: bytes) -> bytes:
    """Return a package of which one part declares entities and uses one."""
    return rewritten(data, part, lambda text: text.replace(b"<" + root, what + b"<" + root, 1))


def hidden_laughs() -> bytes:
    """Return laughs in an encoding that hides the words ``<!DOCTYPE`` from whoever looks for bytes."""

    def change(text: bytes) -> bytes:
        start = text.index(b"<worksheet")
        inner = (LAUGHS + text[start:]).decode()
        return (b'<?xml version="1.0" encoding="UTF-7"?>') + inner.replace("<", "+ADw-").encode("ascii", "ignore")

    return rewritten(workbook(), SHEET, change)


def wide_laughs() -> bytes:
    return rewritten(
        workbook(), SHEET, lambda text: (LAUGHS + text[text.index(b"<worksheet") :]).decode().encode("utf-16")
    )


def inflated(data: bytes, part: str, piece: bytes, times: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """Return a package whose part, once inflated, is one piece again and again; made without inflating it ourselves."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            if name != part:
                out.writestr(name, source.read(name))
    return _with_raw(target.getvalue(), part, start + block * times + end, len(head) + len(piece) * times + len(tail))


def _with_raw(package: bytes, name: str, packed: bytes, size: int) -> bytes:
    """Append an entry of which the packed bytes are given; its checksum is wrong, which shows only at its end."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries, start = archive.infolist(), archive.start_dir
    raw = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), size, len(raw), 0)
    local = b"PK\x03\x04" + common + raw + packed
    central = b"PK\x01\x02" + b"\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, start) + raw
    listed = package[start : package.rindex(b"PK\x05\x06")] + central
    count = len(entries) + 1
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listed), start + len(local), 0)
    return package[:start] + local + listed + end


def many_cells() -> bytes:
    """Return twenty million cells in some hundred kilobytes."""
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return inflated(workbook(), SHEET, row * 20, 1000, head, b"</sheetData></worksheet>")


def corner() -> bytes:
    def fill(book: Workbook) -> None:
        assert book.active is not None
        book.active["XFD1048576"] = "误"

    return workbook(fill)


def scattered() -> bytes:
    """Return two thousand rows of which only the first and the last column are filled."""

    def fill(book: Workbook) -> None:
        assert book.active is not None
        for row in range(1, 2001):
            book.active.cell(row, 1, "甲")
            book.active.cell(row, 16_384, "乙")

    return workbook(fill)


def merged(span: str) -> bytes:
    merge = b'<mergeCells count="1"><mergeCell ref="' + span.encode() + b'"/></mergeCells>'
    return rewritten(workbook(), SHEET, lambda text: text.replace(b"</sheetData>", b"</sheetData>" + merge))


def strung() -> bytes:
    """Return a workbook whose words stand in a table of their own, as Excel keeps them."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write_string("A1", "企业名称")
    return target.getvalue()


def lying_strings() -> bytes:
    """Return a table of strings that says it is four thousand million long."""
    return rewritten(strung(), STRINGS, lambda text: text.replace(b'uniqueCount="1"', b'uniqueCount="4294967295"'))


def deep(levels: int) -> bytes:
    """Return a Word document of content controls within content controls."""
    start, end = b"<w:sdt><w:sdtContent>" * levels, b"</w:sdtContent></w:sdt>" * levels
    return rewritten(document(), "word/document.xml", lambda text: text.replace(b"<w:body>", b"<w:body>" + start + end))


def opendocument(content: bytes) -> bytes:
    names = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content.replace(b"@names", names))
    return target.getvalue()


def laughing_sheet() -> bytes:
    return opendocument(
        LAUGHS + b"<office:document-content @names><office:body><office:spreadsheet><table:table table:name='x'>"
        b"<table:table-row><table:table-cell><text:p>&c;</text:p></table:table-cell></table:table-row>"
        b"</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def nested(depth: int) -> bytes:
    data = workbook()
    for level in range(depth):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(f"{level}.zip" if level else "表.xlsx", data)
        data = target.getvalue()
    return data


def many_entries(count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.xml", b"")
    return target.getvalue()
