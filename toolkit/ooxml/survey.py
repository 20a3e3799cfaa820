"""The outline of a large sheet part, found in one pass over its bytes, of which little is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.crc import joined
from toolkit.ooxml.deflate import crc32, segment_ends, unpacked_segment
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.member import DEFLATED, Member, unpack_chunks
from toolkit.ooxml.outline import Block, Facts, Outline
from toolkit.ooxml.refs import MAX_ROW, Area, parse_area

#: How long a block is at least, unpacked.
BLOCK = 1 << 18
# What stands before the first row, and one row, are not longer than this in any sheet worth cutting.
_HEAD, _LONGEST = 1 << 22, 1 << 26
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_AREA_FORMULA = re.compile(rb"<f(?=\s)" + markup.TAG_REST + rb">")
_AREA_KINDS = ("array", "dataTable")


class Segment(NamedTuple):
    """A piece of a part: its text, and where its segment begins and ends; 0 where it is none."""

    text: bytes
    raw_begin: int = 0
    raw_end: int = 0


def survey(member: Member) -> Outline | None:
    """Return the outline of a part, None where it is no sheet or one that only the whole of it can tell about.

    Raises:
        BrokenPackageError: its bytes do not give the length and checksum the directory promises.
    """
    ends = segment_ends(member.raw) if member.method == DEFLATED else []
    if ends:
        with suppress(ValueError):  # not ours after all
            return _Survey(member).run(_segments(member, ends))
    return _Survey(member).run(_cut(unpack_chunks(member)))


def facts(block: bytes) -> Facts | None:
    """Return what is to be known of some rows, None where they are written so that only a closer look can tell."""
    # In text, "<" stands for itself nowhere: so this is a comment or the like, in which rows may only seem to be.
    if (b"!" in block and b"<!" in block) or (b"?" in block and b"<?" in block):
        return None
    numbers = _numbers(block)
    if not numbers or numbers[-1] > MAX_ROW or sorted(set(numbers)) != numbers:
        return None
    written = b"<v" in block or b"<is" in block or b"<f" in block
    return Facts(numbers[0], numbers[-1], written, b"f" in block and b"</f>" in block)


def array_areas(data: bytes, first: int, last: int) -> list[Area]:
    """Return the areas whose values one formula gives together: arrays, and tables of a what-if analysis."""
    found = []
    if data.find(b"array", first, last) >= 0 or data.find(b"dataTable", first, last) >= 0:
        for match in _AREA_FORMULA.finditer(data, first, last):
            told = markup.tag_attributes(match[0])
            area = parse_area(told.get("ref", "")) if told.get("t") in _AREA_KINDS else None
            if area is not None:
                found.append(area)
    return found


def cut(rows: bytes) -> Iterator[bytes]:
    """Yield some rows in blocks."""
    at = 0
    while len(rows) - at > BLOCK + BLOCK // 2:
        end = rows.find(b"<row ", at + BLOCK)
        if end < 0:
            break
        yield rows[at:end]
        at = end
    yield rows[at:]


def _numbers(block: bytes) -> list[int]:
    """Return the numbers of the rows, [] where not every one tells its number first and ends."""
    numbers, closed = [], 0
    # A "w" stands in the tags of rows and in little else, and a single letter is looked for ten times as fast.
    at = block.find(b"w")
    while at >= 0:
        row = _ROW.match(block, at - 3) if at >= 3 else None
        if row:
            numbers.append(int(row[1]))
        elif block[at - 3 : at] == b"<ro":
            return []
        else:
            closed += block[at - 4 : at + 2] == b"</row>"
        at = block.find(b"w", at + 1)
    if closed != len(numbers):
        closed += sum(tag.endswith(b"/>") for tag in re.findall(rb"<row\s" + markup.TAG_REST + rb">", block))
    return numbers if closed == len(numbers) else []


def _segments(member: Member, ends: Iterable[int]) -> Iterator[Segment]:
    """Yield the segments of a part.

    Raises:
        ValueError: it is not made of segments, or they do not begin with a row each.
    """
    begin, is_head, is_tail = 0, True, False
    for end in ends:
        text = unpacked_segment(member.raw[begin:end], _LONGEST)
        begins = text.startswith(b"<row ") or (not is_tail and text.startswith(b"</sheetData"))
        if not begins and (not is_head or b"<row " in text):
            raise ValueError("segments of something else")
        is_head, is_tail = False, text.startswith(b"</")
        yield Segment(text, begin, end)
        begin = end
    if not is_tail:
        raise ValueError("segments of something else")


def _cut(chunks: Iterable[bytes]) -> Iterator[Segment]:
    """Yield the head of a sheet part, its rows in blocks, and its tail; a part that is no sheet in any pieces."""
    waiting, length, is_head = list[bytes](), 0, True
    for chunk in chunks:
        if is_head:
            chunk = b"".join([*waiting, chunk])  # noqa: PLW2901 - the head is short
            at = chunk.find(b"<row ")
            waiting, length, is_head = [], 0, at < 0
            if at >= 0:
                yield Segment(chunk[:at])
                chunk = chunk[at:]  # noqa: PLW2901 - what is left of it
        # A row that begins on the border of two chunks is passed over: the next one will do.
        at = chunk.rfind(b"<row ") if not is_head and length + len(chunk) >= BLOCK else -1
        if at >= 0 and (waiting or at):
            yield Segment(b"".join([*waiting, chunk[:at]]))
            waiting, length, chunk = [], 0, chunk[at:]  # noqa: PLW2901 - what is left of it
        waiting.append(chunk)
        length += len(chunk)
        if length > (_HEAD if is_head else _LONGEST):
            yield Segment(b"".join(waiting))
            waiting, length = [], 0
    yield from _rest(b"".join(waiting))


def _rest(waiting: bytes) -> Iterator[Segment]:
    end = waiting.find(b"</sheetData")
    yield Segment(waiting[: max(end, 0)])
    yield Segment(waiting[max(end, 0) :])


class _Survey:
    """One pass over a part."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._blocks: list[Block] = []
        self._arrays: list[Area] = []
        self._kept: dict[int, bytes] = {}
        self._plain = True

    def run(self, pieces: Iterator[Segment]) -> Outline | None:
        """Look at every piece; all of them are looked at, whatever comes out.

        Raises:
            BrokenPackageError: they do not give the length and checksum the directory promises.
            ValueError: the same, of segments.
        """
        head = next(pieces)
        last = head
        for number, piece in enumerate(pieces):
            if number:
                self._take(last)
            last = piece
        self._check(head.text, last)
        outline = self._outline(head.text, last.text) if self._plain and self._blocks else None
        if outline is not None and not self._blocks[0].raw_end:
            outline.kept.update(self._kept)
        return outline

    def _take(self, piece: Segment) -> None:
        text = piece.text
        found = facts(text) if self._plain else None
        before = self._blocks[-1] if self._blocks else None
        if found is None or (before is not None and found.first <= before.last):
            self._plain = False
            # Lengths and sums are needed all the same.
            found = Facts(0, 0, written=False, formulas=False)
        begin, sum_ = (before.end, before.after) if before else (0, 0)
        place = (0, begin, begin + len(text), sum_, crc32(text, sum_), piece.raw_begin, piece.raw_end)
        self._blocks.append(Block(*found, *place))
        if self._plain and b"f" in text:
            self._arrays += array_areas(text, 0, len(text))
        self._keep(text, written=found.written)

    def _keep(self, text: bytes, *, written: bool) -> None:
        """Keep the blocks at hand that nearly every edit needs: the first, the last, the last two with anything."""
        place = len(self._blocks) - 1
        self._kept[place] = text
        if place > 1 and not self._blocks[place - 1].written:
            self._kept.pop(place - 1, None)
        filled = [at for at in self._kept if at and self._blocks[at].written]
        for at in filled[:-2] if written else ():
            del self._kept[at]

    def _check(self, head: bytes, tail: Segment) -> None:
        size, sum_ = len(head), crc32(head)
        if self._blocks:
            body = self._blocks[-1]
            size, sum_ = size + body.end, joined(sum_, body.after, body.end)
        if (size + len(tail.text), crc32(tail.text, sum_)) == (self._member.size, self._member.crc):
            return
        if tail.raw_end:
            raise ValueError("segments of something else")
        raise BrokenPackageError(f"部件 {self._member.name} 校验不符")

    def _outline(self, head: bytes, tail: bytes) -> Outline | None:
        data = head + tail
        try:
            frame = Frame.of(data)
        except BrokenPackageError:
            return None  # whoever reads it will be told
        alone = frame.data == data and not frame.prefix and b"<?rows" not in data
        between = data[frame.first : frame.last]
        if not alone or between.strip() or not frame.first <= len(head) <= frame.last:
            return None
        return Outline(self._member, head, tail, tuple(self._blocks), tuple(self._arrays))
