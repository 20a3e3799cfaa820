"""A sheet of the analysis workbook as xlsxwriter makes it, with room for rows by the ten thousand.

Where many rows are to stand, xlsxwriter is told only that they are there, and a mark holds their place. Once it has
written the package, the rows are put where the marks stand, and the sheet is packed anew with the faster deflate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from toolkit.ooxml.archive import read_members, write_members
from toolkit.ooxml.member import Member, pack, unpack

_MARK = "<!--{}-->"
_MARKS = re.compile(rb"<!--\d+-->")


class Page(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet that takes formulas as they are (ours use none of the new functions) and rows by the block."""

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        #: Blocks of rows: the first and the last, counted from 0, and their markup.
        self.blocks: list[tuple[int, int, bytes]] = []

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")

    def add_block(self, first: int, last: int, width: int, markup: bytes) -> None:
        """Take rows ``first`` to ``last``, counted from 0 and ``width`` columns wide; below all that is there."""
        for row in (first, last):
            self._check_dimensions(row, width - 1)
        self.blocks.append((first, last, markup))

    def _write_rows(self) -> None:
        top, bottom = self.dim_rowmin, self.dim_rowmax
        for at, (first, last, _) in enumerate(self.blocks):
            self.dim_rowmax = first - 1
            super()._write_rows()
            self.fh.write(_MARK.format(at))
            self.dim_rowmin = last + 1
        self.dim_rowmax = bottom
        super()._write_rows()
        self.dim_rowmin = top

    def fill(self, text: bytes) -> bytes:
        """Return the sheet part with its blocks where their marks stand."""
        between = _MARKS.split(text)
        blocks = (markup for _, _, markup in self.blocks)
        return b"".join(piece for pair in zip(between, (*blocks, b""), strict=True) for piece in pair)


def with_rows(package: bytes, pages: Sequence[Page]) -> bytes:
    """Return the workbook's package with the blocks of its pages, which are all its sheets in their order."""
    large = {f"xl/worksheets/sheet{at}.xml": page for at, page in enumerate(pages, 1) if page.blocks}
    members, comment = read_members(package)

    def filled(member: Member) -> Member:
        page = large.get(member.name)
        return member if page is None else pack(member.name, page.fill(unpack(member)), member)

    return write_members(map(filled, members), comment)
