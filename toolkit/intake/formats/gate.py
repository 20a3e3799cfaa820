"""The gate for zips: what really comes out of each entry is counted before a parser sees it; what harms is refused.

The limits are those measured in the project's reliability notes (rule R37): each of them stands for a small file that
made a parser abort or eat the machine.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO

from toolkit.errors import Code, Problem

_MB = 1 << 20
MAX_ENTRIES = 2_000
MAX_ENTRY = 200 * _MB
MAX_TOTAL = 400 * _MB
#: A small entry may be packed tightly (an empty sheet is); a large one that is, is a bomb.
MAX_RATIO, RATIO_FROM = 100, 1 * _MB
MAX_MERGED = 1_000_000
#: So much of what came out is kept for the readers, who want the same parts again.
_KEPT = 4 * _MB
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: How nearly every part of every office program begins.
_USUAL = (b'<?xml version="1.0" encoding="UTF-8"', b'<?xml version="1.0" encoding="utf-8"')
_ENCODING = re.compile(rb"^<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_PLAIN = re.compile(rb"(?:utf-?8|(?:us-)?ascii|iso-?8859|windows-125|gb)", re.IGNORECASE)
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
#: Before an entry's name and bytes: thirty bytes, the lengths of the name and of what else stands there at their end.
_LOCAL, _LENGTHS = b"PK\x03\x04", struct.Struct("<26xHH")
#: Encrypted, patched, encrypted strongly; a name in UTF-8.
_ODD_FLAGS, _UTF8 = 0x61, 0x800


class UnreadableError(Exception):
    """The file cannot be read; ``problem`` says why and what to do, in the sender's words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def refuse(code: Code, **facts: str) -> UnreadableError:
    """Return the error that refuses a file."""
    return UnreadableError(Problem(code, facts))


class Archive(zipfile.ZipFile):
    """A zip, and of the parts that :meth:`inspect` let through the small ones as they came out."""

    def __init__(self, data: bytes) -> None:
        """Take the zip.

        Raises:
            BadZipFile: it is none, or is damaged.
            ValueError, OverflowError, NotImplementedError: it is damaged.
        """
        super().__init__(io.BytesIO(data))
        self._data = data
        # Entries laid over one another, as only a bomb has them, take up more than there is.
        self._apart = sum(each.compress_size for each in self.filelist) <= len(data)
        self._parts: dict[str, bytes] = {}
        self._room = _KEPT

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """Return what is in an entry; every reader asks for the same few."""
        part = self._parts.get(name) if isinstance(name, str) else None
        return super().read(name, pwd) if part is None else part

    def inspect(self) -> None:
        """Count what really comes out, entry by entry, and refuse what harms.

        Raises:
            UnreadableError: a limit is passed, a name repeats, an entry is damaged or encrypted, or XML declares
                entities.
        """
        entries = self.infolist()
        if len(entries) > MAX_ENTRIES or len(self.NameToInfo) != len(entries):
            raise refuse(Code.TOO_LARGE, reason="内部文件过多或重名")
        if any(each.flag_bits & 1 for each in entries):
            raise refuse(Code.PASSWORD)
        total = 0
        for each in entries:
            total += self._measured(each, MAX_TOTAL - total)

    def _measured(self, entry: zipfile.ZipInfo, allowed: int) -> int:
        limit = min(MAX_ENTRY, allowed, max(RATIO_FROM, entry.compress_size * MAX_RATIO))
        name = entry.filename.lower()
        # What other programs keep under customXml is often UTF-16, and no reader looks into it.
        markup = name.endswith((".xml", ".rels")) and not name.startswith("customxml/")
        part = self._part(entry)
        if part is None or len(part) > limit:
            return self._slowly(entry, limit, markup=markup)
        if markup and part:
            _check_plain(part)
            _check_merged(_look(part))
            self._keep(entry.filename, part)
        return len(part)

    def _part(self, entry: zipfile.ZipInfo) -> bytes | None:
        """Return what comes out of a small sound entry; None for any other, of which zipfile knows what is wrong.

        To open an entry takes zipfile longer than to unpack a form's part.
        """
        if entry.file_size > RATIO_FROM or entry.flag_bits & _ODD_FLAGS or not self._apart:
            return None
        start = entry.header_offset + 30
        head = self._data[start - 30 : start]
        if not head.startswith(_LOCAL) or len(head) < 30:
            return None
        named, more = _LENGTHS.unpack(head)
        name = self._data[start : start + named]
        if name != _encoded(entry):
            return None
        start += named + more
        part = _inflated(self._data[start : start + entry.compress_size], entry)
        return part if part is not None and len(part) == entry.file_size and zlib.crc32(part) == entry.CRC else None

    def _keep(self, name: str, part: bytes) -> None:
        if len(part) <= self._room:
            self._room -= len(part)
            self._parts[name] = part

    def _slowly(self, entry: zipfile.ZipInfo, limit: int, *, markup: bool) -> int:
        try:
            with self.open(entry) as stream:
                return _measure(stream, limit, markup=markup)
        except UnreadableError:
            raise
        except Exception as error:
            # Damaged entries raise zip, zlib, value and end-of-file errors alike.
            raise refuse(Code.BROKEN_FILE) from error


def _encoded(entry: zipfile.ZipInfo) -> bytes:
    """Return an entry's name as it stands before its bytes."""
    name = entry.orig_filename
    # Both encodings write plain letters alike, and nearly all names are; the old one is slow to ask.
    plain = name.isascii()
    return name.encode("ascii" if plain else "utf-8" if entry.flag_bits & _UTF8 else "cp437", "replace")


def _inflated(raw: bytes, entry: zipfile.ZipInfo) -> bytes | None:
    if entry.compress_type == zipfile.ZIP_STORED:
        return raw
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return None
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = stream.decompress(raw, entry.file_size + 1)
    except zlib.error:
        return None
    return part if stream.eof else None


def _measure(stream: IO[bytes], limit: int, *, markup: bool) -> int:
    size, tail, merged = 0, b"", 0
    while chunk := stream.read(_MB):
        if markup and not size:
            _check_plain(chunk)
        size += len(chunk)
        if markup:
            merged += _look(tail + chunk)
            # Long enough for any of the patterns to lie across two chunks.
            tail = chunk[-80:] if len(chunk) >= _MB else b""
        _check_merged(merged)
        if size > limit:
            raise refuse(Code.TOO_LARGE, reason="解压后过大")
    return size


def _check_merged(area: int) -> None:
    if area > MAX_MERGED:
        raise refuse(Code.TOO_LARGE, reason="合并单元格范围过大")


def _check_plain(start: bytes) -> None:
    """Refuse XML whose encoding (UTF-16, UTF-7, EBCDIC) would hide its words from :func:`_look`.

    Raises:
        UnreadableError: the parser would read other words than stand there byte by byte. No office program writes such.
    """
    if start.startswith(_USUAL) and b"\x00" not in start[:200]:
        return
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    declared = _ENCODING.search(head)
    if not head.startswith(b"<") or b"\x00" in head or (declared and not _PLAIN.match(declared[1])):
        raise refuse(Code.TOO_LARGE, reason="含有不允许的 XML 编码")


def _look(chunk: bytes) -> int:
    """Return the area that merged ranges cover in a piece of XML. Raises UnreadableError where it declares entities."""
    if b"<!" in chunk and _FORBIDDEN.search(chunk):
        raise refuse(Code.TOO_LARGE, reason="含有不允许的 XML 声明")
    if b"mergeCell" not in chunk:
        return 0
    return sum(
        (int(last_row) - int(row) + 1) * (_column(last) - _column(first) + 1)
        for first, row, last, last_row in _MERGE.findall(chunk)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
