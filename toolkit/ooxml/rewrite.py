"""A large sheet part written anew: what did not change is copied as it lies packed, the rest is packed in segments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from toolkit.ooxml.crc import between, joined
from toolkit.ooxml.deflate import END, Raw, crc32, segment
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.member import DEFLATED, UTF8, Member
from toolkit.ooxml.outline import Block, Facts, Outline
from toolkit.ooxml.survey import cut, facts

#: Blocks of an outline that lie one behind the other.
Run = list[Block]


@dataclass
class SheetRewrite:
    """A sheet part that takes the place of another, or is new.

    Attributes:
        old: the member it takes the place of.
        text: what it is to say; reduced, where there is an outline.
        outline: what the placeholders in the text stand for.
        blocks: once written, its rows; () where it is no sheet, or one that only the whole of it can tell about.
    """

    old: Member
    text: bytes
    outline: Outline | None = None
    blocks: tuple[Block, ...] = field(default=(), init=False)
    _size: int = field(default=0, init=False)
    _crc: int = field(default=0, init=False)
    _raw: int = field(default=0, init=False)
    _found: list[Block | None] = field(default_factory=list, init=False)

    def write(self, out: BinaryIO) -> Member:
        """Write the packed bytes, and return the member.

        Raises:
            BrokenPackageError: the old packed bytes are not what they were.
        """
        begin, end = _body(self.text)
        self._new(out, self.text[:begin])
        for piece in self._pieces(self.text[begin:end]):
            if isinstance(piece, Made):
                self._found.append(self._block(piece, *self._new(out, piece.text)))
            else:
                self._copy(out, piece)
        self._new(out, self.text[end:])
        self.blocks = tuple(block for block in self._found if block)
        if len(self.blocks) < len(self._found) or any(b.first <= a.last for a, b in pairwise(self.blocks)):
            self.blocks = ()
        out.write(END)
        flags = self.old.flags & UTF8
        return replace(self.old, raw=b"", size=self._size, crc=self._crc, method=DEFLATED, flags=flags)

    def _pieces(self, body: bytes) -> Iterator[Made | Run]:
        """Yield the rows: new ones, and such as cannot be copied packed, in blocks; others as runs of blocks."""
        if self.outline is None:
            yield from _made(body)
        elif self.outline.segmented:
            yield from _runs(self.outline, body)
        else:
            for piece in self.outline.pieces_with(body):
                if piece.block:
                    yield Made(piece.text, piece.block.facts)
                else:
                    yield from _made(piece.text)

    def _new(self, out: BinaryIO, data: bytes) -> tuple[int, int]:
        """Write a segment, and return where it begins and ends."""
        raw, begin = segment(data), self._raw
        out.write(raw)
        self._crc = crc32(data, self._crc)
        self._size += len(data)
        self._raw += len(raw)
        return begin, self._raw

    def _block(self, made: Made, raw_begin: int, raw_end: int) -> Block | None:
        """Return what is to be known of a new block: the next one of a chain that is new as well."""
        told = made.facts or facts(made.text)
        before = self._found[-1] if self._found else None
        begin, sum_ = (before.end, before.after) if before and before.chain == self._chain else (0, 0)
        place = (self._chain, begin, begin + len(made.text), sum_, crc32(made.text, sum_), raw_begin, raw_end)
        return Block(*told, *place) if told else None

    @cached_property
    def _chain(self) -> int:
        return 1 + max((block.chain for block in self.outline.blocks), default=0) if self.outline else 0

    def _copy(self, out: BinaryIO, run: Run) -> None:
        first, last = run[0], run[-1]
        raw: Raw = self.outline.member.raw if self.outline else b""
        out.write(raw[first.raw_begin : last.raw_end])
        length, moved = last.end - first.begin, self._raw - first.raw_begin
        self._crc = joined(self._crc, between(first.before, last.after, length), length)
        self._size += length
        self._raw += last.raw_end - first.raw_begin
        self._found += [
            block._replace(raw_begin=block.raw_begin + moved, raw_end=block.raw_end + moved) for block in run
        ]


class Made(NamedTuple):
    """A block to be packed, and what is known of it."""

    text: bytes
    facts: Facts | None = None


def _made(rows: bytes) -> Iterator[Made]:
    return map(Made, cut(rows))


def _runs(outline: Outline, body: bytes) -> Iterator[Made | Run]:
    run: Run = []
    for piece in outline.pieces(body):
        block = outline.blocks[piece] if isinstance(piece, int) else None
        if run and not (block and block.continues(run[-1])):
            yield run
            run = []
        if block:
            run.append(block)
        elif isinstance(piece, bytes):
            yield from _made(piece)
    if run:
        yield run


def _body(text: bytes) -> tuple[int, int]:
    """Return where the first row begins, and where the last one ends; a part that is no sheet has none."""
    try:
        frame = Frame.of_checked(text)
    except BrokenPackageError:
        return len(text), len(text)
    begin = text.find(b"<", frame.first, frame.last)
    return (begin, frame.last) if begin >= 0 else (len(text), len(text))
