"""The zip around an office package, member by member, so that what is not changed is copied as it lies.

The standard library reads the directory; the bytes are cut and joined here, because it cannot copy a member
without unpacking and packing it again.
"""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from toolkit.ooxml.errors import BrokenPackageError

_deflater: Any = zlib
with contextlib.suppress(ImportError):  # Intel's deflate: about six times as fast, for some 6 % more bytes
    from isal import isal_zlib as _deflater

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_STORED, _DEFLATED = 0, 8
_LEVEL = 2
_ENCRYPTED, _UTF8 = 0x0001 | 0x0040 | 0x2000, 0x0800
_KEPT_FLAGS = 0x0006 | _UTF8  # how hard it was packed, and how its name is written; no data descriptor follows
_ZIP64 = 0x0001
_EPOCH = 0x0021  # 1980-01-01, the zip's own beginning: a new part has no time, so that equal edits are equal bytes
# An office package of more than this is not read: the register of a hundred thousand rows needs a quarter of it.
_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the zip as it lies there: ``raw`` is its packed bytes, the rest what the directory says of it."""

    name: str
    raw: bytes
    size: int
    crc: int
    method: int = _DEFLATED
    flags: int = 0
    time: int = 0
    date: int = _EPOCH
    made_by: int = 20
    internal: int = 0
    external: int = 0
    local_extra: bytes = b""
    extra: bytes = b""
    comment: bytes = b""


def pack(name: str, data: bytes, old: Member | None = None) -> Member:
    """Return a member with new content; it keeps the place and time of ``old``, a new one has the year 1980."""
    engine = _deflater.compressobj(_LEVEL, zlib.DEFLATED, -15)
    raw = engine.compress(data) + engine.flush()
    crc = _deflater.crc32(data)
    if old is not None:
        return replace(old, raw=raw, size=len(data), crc=crc, method=_DEFLATED, flags=old.flags & _UTF8)
    return Member(name, raw, len(data), crc, flags=0 if name.isascii() else _UTF8)


def unpack(member: Member) -> bytes:
    """Return the content of a member.

    Raises:
        BrokenPackageError: its bytes do not give the length and checksum the directory promises.
    """
    data = member.raw
    if member.method == _DEFLATED:
        try:
            engine = _deflater.decompressobj(-15)
            data = engine.decompress(member.raw, member.size + 1)
        except (zlib.error, _deflater.error) as error:
            raise BrokenPackageError(f"部件 {member.name} 解压失败") from error
    if len(data) != member.size or _deflater.crc32(data) != member.crc:
        raise BrokenPackageError(f"部件 {member.name} 校验不符")
    return bytes(data)


def read_members(data: bytes) -> tuple[list[Member], bytes]:
    """Return the members of a zip in the order of its directory, and the zip's comment.

    Raises:
        BrokenPackageError: it is no zip, is cut off, encrypted, packed in a way office does not know, too large,
            names a member twice, or lets members overlap.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, comment, start = archive.infolist(), archive.comment, archive.start_dir
        promised = struct.unpack_from("<H", data, data.rindex(b"PK\x05\x06") + 10)[0]
        members, ends = [], []
        for info in infos:
            member, begin, end = _member(data, info)
            members.append(member)
            ends.append((begin, end))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OSError) as error:
        raise BrokenPackageError(_what_it_is(data)) from error
    if promised != len(members):  # the standard library takes what it finds for all there is
        raise BrokenPackageError(_what_it_is(data))
    _sound(members, [*sorted(ends), (start, start)])
    return members, comment


def write_members(members: Iterable[Member], comment: bytes = b"") -> bytes:
    """Return the zip of these members: local header, packed bytes as they are, and the directory at the end."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        name = _raw_name(member)
        sizes = (member.crc, len(member.raw), member.size)
        shared = (20, member.flags, member.method, member.time, member.date, *sizes, len(name))
        local = _LOCAL.pack(b"PK\x03\x04", *shared, len(member.local_extra))
        after = (len(member.extra), len(member.comment), 0, member.internal, member.external, offset)
        central = _CENTRAL.pack(b"PK\x01\x02", member.made_by, *shared, *after)
        directory.append(central + name + member.extra + member.comment)
        pieces += (local, name, member.local_extra, member.raw)
        offset += len(local) + len(name) + len(member.local_extra) + len(member.raw)
    listing = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, len(comment))
    return b"".join([*pieces, listing, end, comment])


def _member(data: bytes, info: zipfile.ZipInfo) -> tuple[Member, int, int]:
    """Return one member, and from where to where it lies."""
    header = _LOCAL.unpack_from(data, info.header_offset)
    name_end = info.header_offset + _LOCAL.size + header[9]
    begin = name_end + header[10]
    end = begin + info.compress_size
    name = data[info.header_offset + _LOCAL.size : name_end]
    if header[0] != b"PK\x03\x04" or end > len(data):
        raise zipfile.BadZipFile("cut off")
    if name != _encoded(info.orig_filename, info.flag_bits) or "\0" in info.orig_filename:
        raise zipfile.BadZipFile("directory and member disagree about the name")
    if info.flag_bits & _ENCRYPTED:
        raise BrokenPackageError("压缩包加了密码")
    if info.compress_type not in (_STORED, _DEFLATED):
        raise BrokenPackageError("压缩方式无法识别")
    year, month, day, hour, minute, second = info.date_time
    member = Member(
        name=info.filename,
        raw=data[begin:end],
        size=info.file_size,
        crc=info.CRC,
        method=info.compress_type,
        flags=info.flag_bits & _KEPT_FLAGS,
        time=hour << 11 | minute << 5 | second >> 1,
        date=(year - 1980) << 9 | month << 5 | day,
        made_by=info.create_system << 8 | info.create_version,
        internal=info.internal_attr,
        external=info.external_attr,
        local_extra=_without_zip64(data[name_end:begin]),
        extra=_without_zip64(info.extra),
        comment=info.comment,
    )
    return member, info.header_offset, end


def _sound(members: list[Member], spans: list[tuple[int, int]]) -> None:
    if sum(member.size for member in members) > _LARGEST:
        raise BrokenPackageError("展开后过大")
    # Part names mean the same in capitals and small letters, so two that differ only there are one name twice.
    if len({member.name.casefold() for member in members}) != len(members):
        raise BrokenPackageError("压缩包内有重名部件")
    if any(end > following for (_, end), (following, _) in pairwise(spans)):
        raise BrokenPackageError("压缩包内部件互相重叠")


def _what_it_is(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "加了打开密码，或是旧版格式（xls、doc）"
    if data.startswith(b"PK"):
        return "压缩结构不完整（可能没有复制完）"
    return "不是 xlsx、docx 一类的文件"


def _encoded(name: str, flags: int) -> bytes:
    return name.encode("utf-8" if flags & _UTF8 else "cp437")


def _raw_name(member: Member) -> bytes:
    return _encoded(member.name, member.flags)


def _without_zip64(extra: bytes) -> bytes:
    """Return the extra fields without the one for sizes beyond 4 GiB, which the headers written here do not need."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
