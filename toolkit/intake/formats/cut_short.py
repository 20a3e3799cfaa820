"""Cut short (未写完整): whether bytes lack the end that every file of their kind has, as those of half a copy do."""

from __future__ import annotations

import re
import struct

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


def is_cut_short(data: bytes) -> bool:
    """Return whether the end is missing; also of nothing at all. Plain text has no end to miss: False."""
    if not data.strip(b"\0"):
        return True
    if data.startswith(_CFB):
        return _sectors_are_missing(data)
    for start, end, near in _ENDS:
        if data.startswith(start):
            return end not in data.rstrip()[-near:] or (end == _ZIP_END and _list_is_anothers(data))
    parts = _PARTS.search(data[:_HEAD].replace(b"\r\n", b"\n"))
    return parts is not None and data.find(b"--" + parts[1] + b"--") < 0


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
