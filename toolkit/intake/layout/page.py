"""A grid seen as blocks: cells and merged ranges that hold something, and who stands beside and below whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter

from toolkit.intake.plain.grid import CellValue, Grid, Span, as_text
from toolkit.intake.plain.words import label_forms, plain

#: Longer texts are no labels.
LABEL_LENGTH = 40
#: No label and no answer is taller; a range merged to the end of the sheet only costs time.
TALLEST = 500
#: Merged ranges are heeded up to this area; only ranges laid over one another, which no program writes, have more.
_AREA = 1_000_000

#: A row that short is sooner gone through than divided.
_FEW = 12

_column = attrgetter("column")


@dataclass(slots=True, eq=False)
class Block:
    """A cell or merged range that holds something; compared by being the same one, and never changed.

    It is not frozen because a page makes one a cell, and a frozen one takes three times as long to make.

    Attributes:
        row, column, last_row, last_column: what it covers.
        value: what it holds.
        text: the same as a person reads it, trimmed.
        error: whether it is a formula without a value.
        forms: the wordings by which it may be a label.
    """

    row: int
    column: int
    last_row: int
    last_column: int
    value: CellValue
    text: str
    error: bool = False
    forms: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        return plain(self.text)

    def beside(self, other: Block) -> bool:
        """Return whether the two share a row."""
        return self.row <= other.last_row and other.row <= self.last_row

    def over(self, other: Block) -> bool:
        """Return whether the two share a column."""
        return self.column <= other.last_column and other.column <= self.last_column


def _area(span: Span) -> int:
    top, left, bottom, right = span
    return (bottom - top + 1) * (right - left + 1)


@dataclass(slots=True)
class Page:
    """The blocks of a grid, or of some of its rows, in reading order.

    Attributes:
        rows: row → the blocks in it, from left to right.
        order: the rows that hold something, from top to bottom.
        width: the last column that holds something.
    """

    grid: Grid
    first_row: int = 0
    last_row: int = 1 << 30
    blocks: list[Block] = field(init=False)
    width: int = field(init=False, default=0)
    rows: dict[int, list[Block]] = field(init=False, default_factory=dict)
    order: list[int] = field(init=False)

    def __post_init__(self) -> None:
        merged = self._merged()
        spans = {(span[0], span[1]): span for span in merged}
        covered = self._covered(merged)
        found = (self._block(place, spans) for place in self._places() if place not in covered)
        self.blocks = [each for each in found if each.text]
        # Only as wide as what is written: an empty merged range may reach to the end of the sheet.
        self.width = max((each.last_column for each in self.blocks), default=0)
        for each in self.blocks:
            for row in range(each.row, min(each.last_row, self.last_row) + 1):
                self.rows.setdefault(row, []).append(each)
        for row_blocks in self.rows.values():
            row_blocks.sort(key=_column)
        self.order = sorted(self.rows)

    def _places(self) -> list[tuple[int, int]]:
        filled = {*self.grid.cells, *self.grid.errors} if self.grid.errors else self.grid.cells
        return sorted(each for each in filled if self.first_row <= each[0] <= self.last_row)

    def _merged(self) -> list[Span]:
        filled = len(self.grid.cells)
        areas = accumulate(min(_area(each), filled) for each in self.grid.merged)
        return [span for span, area in zip(self.grid.merged, areas, strict=True) if area <= _AREA]

    def _covered(self, merged: Sequence[Span]) -> set[tuple[int, int]]:
        """Return the filled cells that lie hidden under a merged range."""
        filled = self.grid.cells
        hidden: set[tuple[int, int]] = set()
        for span in merged:
            top, left, bottom, right = span
            if _area(span) <= len(filled):
                around = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
                hidden.update(each for each in around if each in filled and each != (top, left))
            else:
                under = {each for each in filled if top <= each[0] <= bottom and left <= each[1] <= right}
                hidden |= under - {(top, left)}
        return hidden

    def _block(self, place: tuple[int, int], spans: dict[tuple[int, int], Span]) -> Block:
        top, left, bottom, right = spans.get(place, (*place, *place))
        value = self.grid.errors.get(place) or self.grid.cells[place]
        text = as_text(value).strip()
        forms = label_forms(text) if isinstance(value, str) and len(text) <= LABEL_LENGTH else ()
        return Block(top, left, min(bottom, top + TALLEST), right, value, text, place in self.grid.errors, forms)

    @property
    def last(self) -> int:
        """Return the last row that holds something."""
        return self.order[-1] if self.order else self.first_row

    def rows_below(self, row: int) -> Iterator[int]:
        """Yield the rows below a row that hold something."""
        return iter(self.order[bisect_right(self.order, row) :])

    def right_of(self, block: Block, row: int) -> Iterator[Block]:
        """Yield what stands right of a block in one of its rows, from left to right."""
        here = self.rows.get(row, [])
        if len(here) <= _FEW:
            return iter([each for each in here if each.column > block.last_column])
        first = bisect_right(here, block.last_column, key=_column)
        return (here[number] for number in range(first, len(here)))

    def left_of(self, block: Block) -> Block | None:
        """Return the nearest that ends left of a block in its first row, None where nothing does."""
        here = self.rows.get(block.row, [])
        before = bisect_right(here, block.column - 1, key=_column)
        return next(
            (each for each in (here[n] for n in reversed(range(before))) if each.last_column < block.column), None
        )

    def next_to(self, block: Block) -> Block | None:
        """Return what stands immediately right of a block, None where that cell is empty."""
        column = block.last_column + 1
        here = self.rows.get(block.row, [])
        for each in here if len(here) <= _FEW else self.right_of(block, block.row):
            if each.column >= column:
                return each if each.column == column else None
        return None
