"""The zip around an office package, member by member, so that what is not changed is copied as it lies.

The standard library reads the directory; the bytes are cut and joined here, because it cannot copy a member
without unpacking and packing it again.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from itertools import pairwise
from typing import BinaryIO, Protocol

from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.member import DEFLATED, STORED, UTF8, Member

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_KEPT_FLAGS = 0x0006 | UTF8  # how hard it was packed, and how its name is written; no data descriptor follows
_ZIP64 = 0x0001
# An office package of more than this is not read: the register of a hundred thousand rows needs a quarter of it.
_LARGEST = 1 << 30


class Rewrite(Protocol):
    """A member whose packed bytes are made while they are written."""

    @property
    def old(self) -> Member:
        """The member it takes the place of, with the same name."""

    def write(self, out: BinaryIO) -> Member:
        """Write the packed bytes, and return the member with what the directory is to say of it."""


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


def write_members(parts: Iterable[Member | Rewrite], comment: bytes = b"") -> bytes:
    """Return the zip of these members: local header, packed bytes as they are, and the directory at the end."""
    out = io.BytesIO()
    directory: list[bytes] = []
    for part in parts:
        offset = out.tell()
        old = part if isinstance(part, Member) else part.old
        begin = offset + _LOCAL.size + len(_raw_name(old)) + len(old.local_extra)
        out.seek(begin)
        if isinstance(part, Member):
            member = part
            out.write(part.raw)
        else:
            member = part.write(out)
        end = out.tell()
        local, central = _headers(member, end - begin, offset)
        directory.append(central)
        out.seek(offset)
        out.write(local)
        out.seek(end)
    start, count = out.tell(), len(directory)
    listing = b"".join(directory)
    out.write(listing)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), start, len(comment)) + comment)
    return out.getvalue()


def _headers(member: Member, length: int, offset: int) -> tuple[bytes, bytes]:
    """Return what stands before the packed bytes of a member, and its entry in the directory."""
    name = _raw_name(member)
    sizes = (member.crc, length, member.size)
    shared = (20, member.flags, member.method, member.time, member.date, *sizes, len(name))
    local = _LOCAL.pack(b"PK\x03\x04", *shared, len(member.local_extra))
    after = (len(member.extra), len(member.comment), 0, member.internal, member.external, offset)
    central = _CENTRAL.pack(b"PK\x01\x02", member.made_by, *shared, *after)
    return local + name + member.local_extra, central + name + member.extra + member.comment


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
    if info.compress_type not in (STORED, DEFLATED):
        raise BrokenPackageError("压缩方式无法识别")
    whole = memoryview(data)  # a large part is not copied to be looked at
    year, month, day, hour, minute, second = info.date_time
    member = Member(
        name=info.filename,
        raw=whole[begin:end],
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
    return name.encode("utf-8" if flags & UTF8 else "cp437")


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
