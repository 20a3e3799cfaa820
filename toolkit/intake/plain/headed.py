"""A table in plain cells that is known by the words at its head (表头), wherever on the sheet it begins."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from toolkit.intake.plain.grid import Grid


def table_under(grid: Grid, heads: Collection[str]) -> tuple[Mapping[str, int], range] | None:
    """Return each word at the head of the first table with all of these heads → its column, and the rows below it.

    Of two columns with the same head the first counts. None where no row of the sheet has them all.
    """
    last = max((row for row, _ in grid.cells), default=-1)
    width = max((column for _, column in grid.cells), default=-1)
    for at in range(last + 1):
        texts = [grid.text(at, column).strip() for column in range(width + 1)]
        if set(heads) <= set(texts):
            return {text: texts.index(text) for text in texts if text}, range(at + 1, last + 1)
    return None
