"""A large sheet part, known by its outline: its rows lie in blocks, and a block is unpacked when it is asked for.

The *reduced* text of such a part is the part with a placeholder for each block. It is small and well-formed, so that
whatever can be done to a sheet is done to it: the rows concerned are put in first, and the placeholders left over
turn into the blocks they stand for when the part is written. Memory does not grow with the number of rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.crc import between
from toolkit.ooxml.deflate import crc32, unpacked_segment
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.member import Member, unpack_chunks
from toolkit.ooxml.refs import Area

# Of so few blocks each is looked at whether it changed.
_FEW = 8
_PLACEHOLDER = re.compile(rb"<\?rows ([0-9]+)\?>")


class Facts(NamedTuple):
    """What is to be known of some rows: see :class:`Block`."""

    first: int
    last: int
    written: bool
    formulas: bool


class Block(NamedTuple):
    """Some whole rows that lie next to each other.

    A block's checksum is told by two sums of a chain of blocks, so that what several blocks in a row add up to is
    known without adding up: ``before`` is the sum of all of the chain before this one, ``after`` that with this one.

    Attributes:
        first: the number of its first row.
        last: the number of its last row.
        written: whether anything may stand in it.
        formulas: whether a formula may.
        chain: which chain.
        begin: where it begins in the chain.
        end: where it ends in the chain.
        before: the checksum of the chain up to its beginning.
        after: the checksum of the chain up to its end.
        raw_begin: where its segment begins in the packed bytes.
        raw_end: where that ends; 0 where the part is no row of segments.
    """

    first: int
    last: int
    written: bool
    formulas: bool
    chain: int
    begin: int
    end: int
    before: int
    after: int
    raw_begin: int = 0
    raw_end: int = 0

    @property
    def size(self) -> int:
        """How long it is, unpacked."""
        return self.end - self.begin

    @property
    def facts(self) -> Facts:
        """What it holds."""
        return Facts(self.first, self.last, self.written, self.formulas)

    def continues(self, other: Block) -> bool:
        """Return whether it is the next one of the other's chain, packed right behind it."""
        return self.chain == other.chain and self.begin == other.end and self.raw_begin == other.raw_end


class Piece(NamedTuple):
    """A piece of a part: text put in, or a block as it was."""

    text: bytes
    block: Block | None = None


@dataclass(frozen=True)
class Outline:
    """What is known of a sheet part.

    Attributes:
        member: the part as it lies in the zip.
        head: all before the first row.
        tail: all from the end tag of the rows on.
        blocks: its rows.
        arrays: the areas of array formulas and of what-if tables.
        kept: blocks at hand, by their place.
    """

    member: Member
    head: bytes
    tail: bytes
    blocks: tuple[Block, ...]
    arrays: tuple[Area, ...] = ()
    kept: dict[int, bytes] = field(default_factory=dict)

    @property
    def segmented(self) -> bool:
        """Whether each block can be unpacked by itself."""
        return bool(self.blocks[0].raw_end)

    @cached_property
    def reduced(self) -> bytes:
        """The part with placeholders instead of its rows."""
        return self.head + b"".join(b"<?rows %d?>" % place for place in range(len(self.blocks))) + self.tail

    @cached_property
    def _firsts(self) -> list[int]:
        return [block.first for block in self.blocks]

    def around(self, rows: Iterable[int]) -> set[int]:
        """Return the places of the blocks in which these rows stand; of missing ones, those of their neighbours."""
        found = set()
        for row in set(rows):
            place = max(bisect_right(self._firsts, row) - 1, 0)
            found.add(place)
            if row > self.blocks[place].last and place + 1 < len(self.blocks):
                found.add(place + 1)
        return found

    def revealed(self, text: bytes, places: Collection[int]) -> bytes:
        """Return the reduced text with these blocks in the place of their placeholders, where those still stand.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        there = {piece for piece in self.pieces(text) if isinstance(piece, int)}
        blocks = self.texts(there & set(places))
        return _PLACEHOLDER.sub(lambda match: blocks.get(int(match[1]), match[0]), text) if blocks else text

    def folded(self, text: bytes) -> bytes:
        """Return the reduced text with placeholders for blocks that were put in and have not changed.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        there = {piece for piece in self.pieces(text) if isinstance(piece, int)}
        missing = sorted(set(range(len(self.blocks))) - there)
        if not self.segmented or len(missing) * 2 > len(self.blocks) > _FEW:
            return text  # it is all packed anew anyhow, or nearly all
        pieces, at = [], 0
        for place in missing:
            block = self.text(place)
            # No row is ever taken out, so its first one lies near: no search goes further than a block.
            found = text.find(b'<row r="%d"' % self.blocks[place].first, at)
            if found >= 0 and text.startswith(block, found):
                pieces += [text[at:found], b"<?rows %d?>" % place]
                at = found + len(block)
        return b"".join([*pieces, text[at:]]) if pieces else text

    def pieces(self, text: bytes) -> Iterator[bytes | int]:
        """Yield what the reduced text consists of: text, and the places of blocks; no piece of text is empty."""
        for count, piece in enumerate(_PLACEHOLDER.split(text)):
            if count % 2:
                yield int(piece)
            elif piece:
                yield piece

    def whole(self, text: bytes) -> bytes:
        """Return the part itself, which may be large.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        return b"".join(self.unfolded(text))

    def unfolded(self, text: bytes, wanted: Callable[[Block], bool] = lambda _: True) -> Iterator[bytes]:
        """Yield the part piece by piece, blocks in place of their placeholders, but for blocks that are not wanted.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        return (piece.text for piece in self.pieces_with(text, wanted))

    def pieces_with(self, text: bytes, wanted: Callable[[Block], bool] = lambda _: True) -> Iterator[Piece]:
        """Yield the same, each block with what is known of it.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        blocks = enumerate(self.stream())
        for piece in self.pieces(text):
            if not isinstance(piece, int):
                yield Piece(piece)
            elif wanted(self.blocks[piece]):
                data = self.text(piece) if self.segmented else next(block for at, block in blocks if at == piece)
                yield Piece(data, self.blocks[piece])

    def texts(self, places: Collection[int]) -> dict[int, bytes]:
        """Return blocks by their places.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        found = {place: self.kept[place] for place in places if place in self.kept}
        missing = set(places) - found.keys()
        if missing and not self.segmented:
            last = max(missing)
            for place, block in enumerate(self.stream()):
                if place in missing:
                    found[place] = block
                if place == last:
                    break
            return found
        return found | {place: self.text(place) for place in missing}

    def text(self, place: int) -> bytes:
        """Return one block of a part in segments.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        block = self.blocks[place]
        data = b""
        with suppress(ValueError):
            data = unpacked_segment(self.member.raw[block.raw_begin : block.raw_end], block.size)
        if len(data) != block.size or crc32(data) != between(block.before, block.after, block.size):
            raise BrokenPackageError(f"部件 {self.member.name} 校验不符")
        return data

    def stream(self) -> Iterator[bytes]:
        """Yield all blocks in their order.

        Raises:
            BrokenPackageError: the packed bytes are not what they were when the outline was made.
        """
        if self.segmented:
            yield from map(self.text, range(len(self.blocks)))
            return
        sizes = iter([len(self.head), *(block.size for block in self.blocks)])
        waiting: list[bytes] = []
        missing, is_head = next(sizes), True
        for chunk in unpack_chunks(self.member):
            while len(chunk) >= missing:
                waiting.append(chunk[:missing])
                if not is_head:
                    yield b"".join(waiting)
                waiting, chunk, is_head = [], chunk[missing:], False  # noqa: PLW2901 - what is left of it
                missing = next(sizes, -1)
                if missing < 0:
                    return
            waiting.append(chunk)
            missing -= len(chunk)

    def frame(self, rows: bytes) -> Frame:
        """Return the frame of a sheet that holds these rows and nothing else, written as this one is."""
        opening, closing = self._around
        end = len(opening) + len(rows)
        close = end + len(b"</sheetData>")
        name = markup.root_element(opening + closing).name
        root = markup.Element(name, 0, len(opening) - len(b"<sheetData>"), close, end + len(closing))
        return Frame(opening + rows + closing, root, root.inner, len(opening), end, close)

    @cached_property
    def _around(self) -> tuple[bytes, bytes]:
        """What stands around the rows, as short as can be."""
        data = self.head + self.tail
        root = markup.root_element(data)
        return data[root.start : root.inner] + b"<sheetData>", b"</sheetData>" + data[root.close : root.end]
