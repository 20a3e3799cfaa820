"""One file of a zip as it lies there, packed and unpacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.ooxml.deflate import Raw, chunks, crc32, packed, unpacked
from toolkit.ooxml.errors import BrokenPackageError

STORED, DEFLATED = 0, 8
UTF8 = 0x0800
_EPOCH = 0x0021  # 1980-01-01, the zip's own beginning: a new part has no time, so that equal edits are equal bytes
# A part of more than this is unpacked piece by piece.
LARGE = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the zip as it lies there: ``raw`` is its packed bytes, the rest what the directory says of it."""

    name: str
    raw: Raw
    size: int
    crc: int
    method: int = DEFLATED
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
    raw, crc = packed(data), crc32(data)
    if old is not None:
        return replace(old, raw=raw, size=len(data), crc=crc, method=DEFLATED, flags=old.flags & UTF8)
    return Member(name, raw, len(data), crc, flags=0 if name.isascii() else UTF8)


def unpack(member: Member) -> bytes:
    """Return the content of a member.

    Raises:
        BrokenPackageError: its bytes do not give the length and checksum the directory promises.
    """
    try:
        data = unpacked(member.raw, member.size) if member.method == DEFLATED else bytes(member.raw)
    except ValueError as error:
        raise BrokenPackageError(f"部件 {member.name} 解压失败") from error
    if len(data) != member.size or crc32(data) != member.crc:
        raise BrokenPackageError(f"部件 {member.name} 校验不符")
    return data


def unpack_chunks(member: Member) -> Iterator[bytes]:
    """Yield the content of a member piece by piece.

    Raises:
        BrokenPackageError: its bytes do not give the length and checksum the directory promises; that may come out
            at the end only.
    """
    size = crc = 0
    try:
        for chunk in chunks(member.raw) if member.method == DEFLATED else [bytes(member.raw)]:
            size, crc = size + len(chunk), crc32(chunk, crc)
            if size > member.size:
                break
            yield chunk
    except ValueError as error:
        raise BrokenPackageError(f"部件 {member.name} 解压失败") from error
    if (size, crc) != (member.size, member.crc):
        raise BrokenPackageError(f"部件 {member.name} 校验不符")
