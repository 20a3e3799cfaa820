"""What is known of the large sheets of a file, kept beside it: so that they need not be unpacked to be known again.

A note of it is only ever believed for the very packed bytes it was taken from. It is a convenience: losing it costs
the time of one look through the part.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from toolkit.ooxml.deflate import END, crc32, unpacked_segment
from toolkit.ooxml.member import Member
from toolkit.ooxml.outline import Block, Outline
from toolkit.ooxml.refs import Area

_VERSION = 1
_LONGEST = 1 << 26


class Seal(NamedTuple):
    """What tells the packed bytes of a part from all others: two lengths and two checksums."""

    packed: int
    packed_crc: int
    size: int
    crc: int

    @classmethod
    def of(cls, member: Member) -> Seal:
        """Return the seal of a member; its packed bytes are added up for it."""
        return cls(len(member.raw), crc32(member.raw), member.size, member.crc)


class Known:
    """Notes of large sheet parts in segments."""

    def __init__(self, notes: Iterable[tuple[Seal, tuple[Block, ...], tuple[Area, ...]]] = ()) -> None:
        self._notes = {seal: (blocks, arrays) for seal, blocks, arrays in notes}

    def __bool__(self) -> bool:
        return bool(self._notes)

    @classmethod
    def read(cls, data: bytes) -> Known:
        """Return the notes in ``data``; none where it is not what :meth:`to_bytes` gave."""
        try:
            told: dict[str, Any] = json.loads(zlib.decompress(data))
            if told["version"] != _VERSION:
                return cls()
            return cls(
                (Seal(*seal), tuple(Block(*block) for block in blocks), tuple(Area(*area) for area in arrays))
                for seal, blocks, arrays in told["notes"]
            )
        except (zlib.error, ValueError, KeyError, TypeError):
            return cls()

    def to_bytes(self) -> bytes:
        """Return the notes as they can be kept; the checksum in it tells whether they came back whole."""
        notes = [(seal, blocks, arrays) for seal, (blocks, arrays) in self._notes.items()]
        return zlib.compress(json.dumps({"version": _VERSION, "notes": notes}).encode(), 1)

    def note(self, member: Member, blocks: tuple[Block, ...], arrays: tuple[Area, ...]) -> None:
        """Take note of a part whose rows lie in these blocks, if they are in segments."""
        if blocks and blocks[0].raw_end:
            self._notes[Seal.of(member)] = blocks, arrays

    def outline(self, member: Member) -> Outline | None:
        """Return the outline of a part, None where it is not known."""
        if not any((seal.packed, seal.crc) == (len(member.raw), member.crc) for seal in self._notes):
            return None
        blocks, arrays = self._notes.get(Seal.of(member), ((), ()))
        if not blocks:
            return None
        try:
            head = unpacked_segment(member.raw[: blocks[0].raw_begin], _LONGEST)
            tail = unpacked_segment(member.raw[blocks[-1].raw_end : -len(END)], _LONGEST)
        except ValueError:
            return None
        return Outline(member, head, tail, blocks, arrays)
