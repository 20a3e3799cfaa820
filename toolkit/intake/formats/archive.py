"""Zip archives, as Windows, macOS and Chinese packers write them: the files in them, taken out in memory.

Names are data: nothing is written anywhere. The gate is that of rule R37: what really comes out is counted, entry
by entry, and entries that share their bytes (the flat zip bomb) are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from toolkit.errors import Code, Problem
from toolkit.intake.formats.enclosed import MAX_ITEMS, Contents, Enclosure, shown

#: As in :mod:`toolkit.intake.formats.unpack`: a large entry that is packed tighter is a bomb.
MAX_RATIO, RATIO_FROM = 100, 1 << 20
MAX_ENTRIES = 2_000
_LOCAL_HEADER = 30
_CHUNK = 1 << 20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075
#: What a package of an office program, a fixed page, a book or a program has at its top; it is no container of files.
_PACKAGES = {
    "[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "OFD.xml",
    "Index/Document.iwa", "Index.zip", "META-INF/MANIFEST.MF", "META-INF/container.xml", "META-INF/manifest.xml",
}  # fmt: skip
#: An entry of an archive's list, with the name that stands behind its 46 bytes.
_CONTENT_TYPES = re.compile(rb"PK\x01\x02.{42}\[Content_Types\]\.xml", re.DOTALL)
_LEFTOVERS = {".ds_store", "thumbs.db", "desktop.ini"}


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip archive of files that can be taken out, and no office package."""
    if not data.startswith(b"PK") or _is_package(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [each for each in archive.infolist() if _counts(each.filename)]
            return not _PACKAGES & set(archive.namelist()) and _sound(archive.infolist()) and bool(entries)
    except Exception:  # noqa: BLE001 - a damaged list makes zipfile raise zip, struct, value and codec errors alike
        return False


def _is_package(data: bytes) -> bool:
    """Return whether the list of an archive names the list of an office package: nearly all files are such ones."""
    end = data.rfind(b"PK\x05\x06")
    size, start = (int.from_bytes(data[end + at : end + at + 4], "little") for at in (12, 16))
    return end >= 0 and _CONTENT_TYPES.search(data, start, start + size) is not None


def open_archive(data: bytes, allowed: int) -> Contents:
    """Return the files in a zip archive, leftovers of file managers and office programs aside.

    Entries that are encrypted, damaged, packed in a way nobody reads, or too large are told, not taken.

    Args:
        data: an archive for which :func:`is_archive` holds.
        allowed: the bytes that may come out of it.
    """
    enclosures: list[Enclosure] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [each for each in archive.infolist() if _counts(each.filename)]
        for each in entries[:MAX_ITEMS]:
            name = entry_name(each)
            taken = _taken(archive, each, allowed)
            if isinstance(taken, bytes):
                allowed -= len(taken)
                enclosures.append(Enclosure(name, taken))
            else:
                problems.append(Problem(Code.NOT_TAKEN_OUT, {"name": shown(name), "reason": taken}))
    return Contents(tuple(enclosures), problems=tuple(problems), left=max(0, len(entries) - MAX_ITEMS))


def _counts(name: str) -> bool:
    """Return whether an entry is a file that somebody meant to send."""
    if name.endswith(("/", "\\")) or name.startswith("__MACOSX/"):
        return False
    last = name.replace("\\", "/").rpartition("/")[2]
    return not last.startswith(("~$", "._")) and last.lower() not in _LEFTOVERS


def _sound(entries: list[zipfile.ZipInfo]) -> bool:
    """Return whether an archive may be opened: not too many entries, some not encrypted, none over another."""
    # Where all are encrypted the archive stays whole, and the gate asks for the password to be taken off.
    if len(entries) > MAX_ENTRIES or all(each.flag_bits & _ENCRYPTED for each in entries):
        return False
    end = 0
    for each in sorted(entries, key=lambda entry: entry.header_offset):
        if each.header_offset < end:
            return False
        end = each.header_offset + _LOCAL_HEADER + each.compress_size
    return True


def _taken(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> bytes | str:
    """Return an entry's bytes, or why they cannot be had."""
    if entry.flag_bits & _ENCRYPTED:
        return "加了密码"
    limit = min(allowed, max(RATIO_FROM, entry.compress_size * MAX_RATIO))
    try:
        return _read(archive, entry, limit)
    except NotImplementedError:
        return "压缩方式不常见"
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged entries raise zip, zlib, value and end-of-file errors alike
        return "已损坏"


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes | str:
    taken = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            taken += chunk
            if len(taken) > limit:
                return "解压后过大"
    return bytes(taken)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name as its packer meant it.

    The name in the Unicode field comes first, then the flag for UTF-8. Without either macOS still writes UTF-8 and
    Windows in China its code page: Chinese in UTF-8 is triples of bytes, which a name in GBK hardly ever is.
    """
    for raw in _unicode_path(entry.extra):
        return raw
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        raw_name = entry.filename.encode("cp437")
    except UnicodeEncodeError:  # zipfile has found the Unicode field itself
        return entry.filename
    for codec in ("utf-8", "gb18030"):
        try:
            name = raw_name.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != "utf-8" or name.isascii() or max(name) >= "\u0800":
            return name
    return entry.filename


def _unicode_path(extra: bytes) -> Iterator[str]:
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and size > 5:
            yield extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
