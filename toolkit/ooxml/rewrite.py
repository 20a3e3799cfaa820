"""A large sheet part written anew: what did not change is copied as it lies packed, the rest is packed in segments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from toolkit.ooxml.crc import between, joined
from toolkit.ooxml.deflate import END, Raw, crc32, segment
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.member import DEFLATED, UTF8, Member
from toolkit.ooxml.outline import Block, Outline
from toolkit.ooxml.rows import Frame
from toolkit.ooxml.survey import cut


@dataclass
class SheetRewrite:
    """A sheet part that takes the place of another, or is new.

    Attributes:
        old: the member it takes the place of.
        text: what it is to say; reduced, where there is an outline.
        outline: what the placeholders in the text stand for.
    """

    old: Member
    text: bytes
    outline: Outline | None = None
    _size: int = field(default=0, init=False)
    _crc: int = field(default=0, init=False)

    def write(self, out: BinaryIO) -> Member:
        """Write the packed bytes, and return the member.

        Raises:
            BrokenPackageError: the old packed bytes are not what they were.
        """
        self._size = self._crc = 0
        begin, end = _body(self.text)
        self._new(out, self.text[:begin])
        for piece in self._pieces(self.text[begin:end]):
            if isinstance(piece, bytes):
                self._new(out, piece)
            else:
                self._copy(out, *piece)
        self._new(out, self.text[end:])
        out.write(END)
        flags = self.old.flags & UTF8
        return replace(self.old, raw=b"", size=self._size, crc=self._crc, method=DEFLATED, flags=flags)

    def _pieces(self, body: bytes) -> Iterator[bytes | tuple[Block, Block]]:
        """Yield the rows: new ones in blocks, old ones as the first and the last of some blocks to be copied."""
        if self.outline is None:
            yield from cut(body)
        elif self.outline.segmented:
            yield from _runs(self.outline, body)
        else:
            for piece in self.outline.unfolded(body):
                yield from cut(piece)

    def _new(self, out: BinaryIO, data: bytes) -> None:
        out.write(segment(data))
        self._crc = crc32(data, self._crc)
        self._size += len(data)

    def _copy(self, out: BinaryIO, first: Block, last: Block) -> None:
        raw: Raw = self.outline.member.raw if self.outline else b""
        out.write(raw[first.raw_begin : last.raw_end])
        length = last.end - first.begin
        self._crc = joined(self._crc, between(first.before, last.after, length), length)
        self._size += length


def _runs(outline: Outline, body: bytes) -> Iterator[bytes | tuple[Block, Block]]:
    first = last = None
    for piece in outline.pieces(body):
        block = outline.blocks[piece] if isinstance(piece, int) else None
        if first and last and not (block and block.continues(last)):
            yield first, last
            first = None
        if block:
            first, last = first or block, block
        elif isinstance(piece, bytes):
            yield from cut(piece)
    if first and last:
        yield first, last


def _body(text: bytes) -> tuple[int, int]:
    """Return where the first row begins, and where the last one ends; a part that is no sheet has none."""
    try:
        frame = Frame.of_checked(text)
    except BrokenPackageError:
        return len(text), len(text)
    begin = text.find(b"<", frame.first, frame.last)
    return (begin, frame.last) if begin >= 0 else (len(text), len(text))
