"""A label on a page, and a page with its labels found."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.intake.layout.page import Block, Page
from toolkit.intake.layout.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Occurrence:
    """A label on the page.

    Attributes:
        block: the block it fills or stands in; for letters one below the other, the block they make together.
        name: its plain wording.
        inline: what follows it in the same text, None where the label stands alone.
        index: which of the labels in its text it is.
        closing: whether it is the last of them, so that its answer may stand in the next cell.
        parts: the cells it is spelled over, letter by letter.
        numbered: whether a number stands behind it (问题困难2), so that its text is one of several.
        quoted: whether it stands inside a text that begins with a long answer's label, and may only be mentioned there.
    """

    block: Block
    name: str
    inline: str | None = None
    index: int = 0
    closing: bool = True
    parts: tuple[Block, ...] = ()
    numbered: bool = False
    quoted: bool = False

    @property
    def order(self) -> tuple[int, int, int]:
        """Return its place in reading order."""
        return self.block.row, self.block.column, self.index


@dataclass(slots=True)
class Labelled:
    """A page with its labels found.

    Attributes:
        chosen: key → where its label stands, the surest first; several where the page repeats it.
        barriers: blocks that are labels or printed text, and so no answers.
        boxes: key → rows of blocks that hold its tick boxes.
        boxed: the blocks that belong to tick boxes.
        headers: the header rows of labels, None until somebody asks.
    """

    page: Page
    words: Vocabulary
    chosen: dict[str, list[Occurrence]] = field(default_factory=dict)
    barriers: set[Block] = field(default_factory=set)
    boxes: dict[str, list[list[Block]]] = field(default_factory=dict)
    boxed: set[Block] = field(default_factory=set)
    headers: set[int] | None = None

    @property
    def coverage(self) -> float:
        """Return the share of the form's fields whose place was found."""
        found = {*self.chosen, *self.boxes}
        return len(found) / len(self.words.fields) if self.words.fields else 0.0
