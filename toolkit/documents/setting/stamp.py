"""A paper of which a thousand are made a day (印模): packed once, but for one part that is packed for each."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from toolkit.ooxml.archive import write_members
from toolkit.ooxml.member import Member, pack

#: Where in a local header, in an entry of the directory and in the end record (APPNOTE 4.3.7, 4.3.12, 4.3.16) stand
#: checksum and sizes, or the directory's place.
_LOCAL, _ENTRY, _END = 14, 16, 16
_SIZES, _PLACE = struct.Struct("<3L"), struct.Struct("<L")
_LOCAL_HEAD, _ENTRY_HEAD, _END_LENGTH = 30, 46, 22


class Stamp:
    """A packed paper but for one part, which stands last.

    Args:
        others: the parts that stay, packed; the list of content types goes first.
        name: the part that changes; its name is ASCII, as an office package's are.
    """

    def __init__(self, others: Sequence[Member], name: str) -> None:
        empty = Member(name, b"", 0, 0)
        file, length = write_members([*others, empty]), len(name)
        directory = _PLACE.unpack_from(file, len(file) - _END_LENGTH + _END)[0]
        self._name = name
        self._start = directory - _LOCAL_HEAD - length
        self._head, self._tail = file[:directory], file[directory:]
        self._entry = len(self._tail) - _END_LENGTH - _ENTRY_HEAD - length

    def press(self, data: bytes) -> bytes:
        """Return the paper with this content in the part that changes."""
        part = pack(self._name, data)
        head, tail = bytearray(self._head), bytearray(self._tail)
        for target, place in ((head, self._start + _LOCAL), (tail, self._entry + _ENTRY)):
            _SIZES.pack_into(target, place, part.crc, len(part.raw), part.size)
        _PLACE.pack_into(tail, len(tail) - _END_LENGTH + _END, len(head) + len(part.raw))
        return b"".join((head, part.raw, tail))
