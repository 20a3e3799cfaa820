"""What stands side by side on one sheet: forms, each cut out with its cells' own addresses, and lists of contacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.intake.meanings import phones
from toolkit.intake.plain.grid import Grid
from toolkit.intake.plain.words import plain

#: How a list that stood beside a form is told.
BESIDE = "（表旁另有：）"
#: A list has a heading and a row of labels at most.
_HEADS = 2
#: A sheet with more gaps than this is no form with a list beside it.
_GAPS = 20


def strips(grid: Grid, columns: Sequence[int]) -> Sequence[Grid]:
    """Return a grid for each column in which a form begins; none where a merged range lies across two of them.

    A strip begins behind the last empty column before its form, else where its form begins.

    Args:
        grid: the sheet.
        columns: where the forms' titles begin.
    """
    ordered = sorted(set(columns))
    used = {column for _, column in grid.cells} | {column for _, column in grid.errors}
    used |= {column for _, left, _, right in grid.merged for column in range(left, right + 1)}
    edges = [0]
    for before, here in pairwise(ordered):
        empty = [column for column in range(before + 1, here) if column not in used]
        edges.append(empty[-1] + 1 if empty else here)
    ends = [*edges[1:], 1 << 30]
    if any(left < edge <= right for _, left, _, right in grid.merged for edge in edges):
        return ()
    return [_strip(grid, first, end) for first, end in zip(edges, ends, strict=True)]


def _strip(grid: Grid, first: int, end: int) -> Grid:
    return replace(
        grid,
        cells={place: value for place, value in grid.cells.items() if first <= place[1] < end},
        errors={place: text for place, text in grid.errors.items() if first <= place[1] < end},
        merged=tuple(span for span in grid.merged if first <= span[1] < end),
        # What lies over the sheet is told once.
        floats=() if first else grid.floats,
        pictures=0 if first else grid.pictures,
    )


def without_list(grid: Grid, labels: Collection[str]) -> Grid:
    """Return the grid without a list of contacts that stands right of an empty column; its rows are kept as floats.

    It is one where several rows end in telephone numbers in the same column, and labels stand in its first row only.

    Args:
        grid: the sheet.
        labels: the plain wordings of every label of every form.
    """
    used = {column for _, column in grid.cells} | {column for _, column in grid.errors}
    last = max(used, default=0)
    used |= {column for _, left, _, right in grid.merged for column in range(left, min(right, last) + 1)}
    # What stands right of empty columns side by side is the same for each of them.
    gaps = [column for column in range(last) if column not in used and column - 1 in used]
    for column in gaps[:_GAPS]:
        rows: dict[int, list[tuple[int, str]]] = {}
        for row, place in sorted(grid.cells):
            if place > column:
                rows.setdefault(row, []).append((place, grid.text(row, place)))
        if _lists(list(rows.values()), labels):
            lines = (" ".join(text for _, text in each) for each in rows.values())
            left = _strip(grid, 0, column)
            return replace(left, floats=(*left.floats, BESIDE + "；".join(lines)))
    return grid


def _lists(rows: Sequence[Sequence[tuple[int, str]]], labels: Collection[str]) -> bool:
    numbers = Counter(column for row in rows for column, text in row if phones.read_phone(text)[1] and len(row) > 1)
    texts = [text for row in rows[_HEADS:] for _, text in row]
    asks = any(plain(text) in labels or ":" in text or "：" in text for text in texts)
    return any(count > 1 for count in numbers.values()) and not asks
