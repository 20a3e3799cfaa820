"""Cut short (未写完整): whether bytes lack the end that every file of their kind has, as those of half a copy do."""

from __future__ import annotations

import re
import struct
from collections import Counter

from toolkit.intake.formats.decoding import decode
from toolkit.intake.formats.kinds import Kind, delimiter_of, rows_of, text_kind

#: What a file begins with, what stands near its end, and how near, in bytes, blanks behind it aside. A zip keeps its
#: list there, with a comment of up to 64 KB behind it (APPNOTE 4.3.16), a PDF its trailer (ISO 32000-1, 7.5.5), a photo
#: its last mark, behind which a telephone may have laid something small.
_ENDS = (
    (b"PK\x03\x04", b"PK\x05\x06", 70_000),
    (b"%PDF", b"%%EOF", 2048),
    (b"\x89PNG", b"IEND\xaeB`\x82", 64),
    (b"\xff\xd8\xff", b"\xff\xd9", 4096),
    (b"{\\rtf", b"}", 64),
    (b"<", b">", 1),
)
#: What a zip ends with: its mark, and further on how long its list of files is and where that begins.
_ZIP_END, _LIST_AT, _LIST = b"PK\x05\x06", 12, struct.Struct("<II")
_ZIP64 = 0xFFFFFFFF
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CFB_HEAD, _LAST_SECTOR, _FREE = 512, 0xFFFFFFFA, 0xFFFFFFFF
#: The head of a mail in several parts, whose last part is closed by its mark and two dashes (RFC 2046, 5.1.1).
_PARTS = re.compile(rb'^content-type:\s*multipart/[^\n]*(?:\n[ \t][^\n]*)*?boundary="?([^"\s;]+)', re.I | re.M)
_HEAD = 1 << 14
#: More text than this is read by nobody here; a character takes at most four bytes; a line that stands in no table.
_MAX_TEXT, _LONGEST_CHARACTER, _NEXT = 30 << 20, 4, "END"


def is_cut_short(data: bytes) -> bool:
    """Return whether the end is missing; also of nothing at all. Prose has no end to miss: False.

    A table written as text lacks its end where it stops amid a row. Cut between two rows it looks whole.
    """
    if not data.strip(b"\0"):
        return True
    if data.startswith(_CFB):
        return _sectors_are_missing(data)
    for start, end, near in _ENDS:
        if data.startswith(start):
            return end not in data.rstrip()[-near:] or (end == _ZIP_END and _list_is_anothers(data))
    parts = _PARTS.search(data[:_HEAD].replace(b"\r\n", b"\n"))
    if parts is not None:
        return data.find(b"--" + parts[1] + b"--") < 0
    return len(data) <= _MAX_TEXT and stops_amid_row(data)


def stops_amid_row(data: bytes) -> bool:
    """Return whether a table written as text (CSV) stops within a character, a quoted cell, or a row.

    A row is whole that has as many cells as its neighbours, or a line end behind it.
    """
    if _character_is_open(data):
        return True
    if text_kind(data) is not Kind.CSV:
        return False
    text = decode(data)
    delimiter = delimiter_of(text)
    if _quote_is_open(text, delimiter):
        return True
    *rows, last = [row for row in rows_of(text, delimiter) if any(map(str.strip, row))]
    usual = Counter(map(len, rows)).most_common(1)
    return bool(usual) and len(last) < usual[0][0] and not text.endswith(("\n", "\r"))


def _character_is_open(data: bytes) -> bool:
    """Return whether the last character lacks its end, and the others are none of another encoding."""
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.end == len(data) and error.start > 0 and len(data) - error.start < _LONGEST_CHARACTER:
                return not data[: error.start].isascii()
        else:
            return False
    return False


def _quote_is_open(text: str, delimiter: str) -> bool:
    """Return whether a quoted cell is never closed: it takes in whatever line would come next (RFC 4180, 2.6)."""
    return '"' in text and rows_of(f"{text}\n{_NEXT}", delimiter)[-1] != [_NEXT]


def _list_is_anothers(data: bytes) -> bool:
    """Return whether the end that is there is that of an archive within: its list would lie elsewhere in this file."""
    at = data.rfind(_ZIP_END)
    if at + _LIST_AT + _LIST.size > len(data):
        return True
    size, begins = _LIST.unpack_from(data, at + _LIST_AT)
    return _ZIP64 not in (size, begins) and size + begins != at


def _sectors_are_missing(data: bytes) -> bool:
    """Return whether a file of old Office ends before its tables say ([MS-CFB] 2.2, 2.3: which sectors it uses)."""
    size = 1 << data[30] if len(data) >= _CFB_HEAD else 0
    if size not in {512, 4096}:
        return True
    tables = [number for (number,) in struct.iter_unpack("<I", data[76:_CFB_HEAD]) if number <= _LAST_SECTOR]
    each = size // 4
    for place, number in reversed([*enumerate(tables)]):
        table = data[(number + 1) * size : (number + 2) * size]
        if len(table) < size:
            return True
        used = [at for at, (following,) in enumerate(struct.iter_unpack("<I", table)) if following != _FREE]
        if used:
            needed: int = (place * each + used[-1] + 2) * size
            return len(data) < needed
    return True
