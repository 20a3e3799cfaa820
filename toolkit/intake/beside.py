"""The answer that stands beside, inside or below a label: found by neighbourhood, never by address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.forms import Field
from toolkit.intake import ticks
from toolkit.intake.grid import CellValue
from toolkit.intake.labels import Labelled, Occurrence
from toolkit.intake.page import Block
from toolkit.intake.vocabulary import is_long
from toolkit.intake.words import without_hint

#: A text that short, standing where labels stand, is taken for a label that the form does not know.
_LABEL_LIKE = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What stood for an answer.

    Attributes:
        value: what stood there, the printed hint taken off.
        blocks: where it was taken from.
        row, column: the place to name to the sender.
        error: whether it is a formula without a value.
        doubtful: whether part of it may belong to another field whose label is gone.
    """

    value: CellValue
    blocks: tuple[Block, ...]
    row: int
    column: int
    error: bool = False
    doubtful: bool = False


def find_answer(labelled: Labelled, asked: Field, label: Occurrence, taken: set[Block]) -> Found | None:
    """Return what stands for the answer to a field at one of its labels, None where nothing does.

    Where only the printed hint stands, the value is "".

    Args:
        labelled: the page with its labels.
        asked: the field.
        label: where its label stands.
        taken: blocks that already answer another field.
    """
    if label.inline is not None:
        typed = without_hint(label.inline, asked.hint)
        if typed:
            more = _below(labelled, asked, label, taken) if is_long(asked) and label.closing else []
            return _found(asked, more, first=(typed, label.block))
        if not label.closing:
            return None
    blocks = _right(labelled, asked, label, taken)
    if blocks:
        return replace(_found(asked, blocks), doubtful=_overflows(labelled, label, blocks))
    blocks = _below(labelled, asked, label, taken)
    # A short answer below its label may be another's whose label is gone.
    stray = labelled.coverage < 1 and not is_long(asked) and not _is_header(labelled, label)
    return replace(_found(asked, blocks), doubtful=stray) if blocks else None


def _overflows(labelled: Labelled, label: Occurrence, blocks: list[Block]) -> bool:
    """Return whether an answer goes on below its label's row while the form lacks a label that may have stood there."""
    return labelled.coverage < 1 and any(each.row > label.block.last_row for each in blocks)


def _found(asked: Field, blocks: list[Block], first: tuple[str, Block] | None = None) -> Found:
    shown = ([first[1]] if first else []) + blocks
    place = shown[0]
    if any(each.error or each.text.startswith("=DISPIMG(") for each in blocks):
        bad = next(each for each in blocks if each.error or each.text.startswith("=DISPIMG("))
        return Found(bad.text, tuple(blocks), bad.row, bad.column, error=True)
    if first is None and len(blocks) == 1 and not isinstance(place.value, str):
        return Found(place.value, tuple(blocks), place.row, place.column)
    between = ticks.GAP if asked.choices else "\n"
    texts = [without_hint(each.text, asked.hint) for each in blocks]
    if first is None and len(blocks) == 1 and is_long(asked) and texts[0] == place.text:
        return Found(place.value, tuple(blocks), place.row, place.column)
    text = between.join(each for each in [first[0] if first else "", *texts] if each)
    return Found(text, tuple(blocks), place.row, place.column)


def _free(labelled: Labelled, block: Block, taken: set[Block]) -> bool:
    return block not in labelled.barriers and block not in taken and block not in labelled.boxed


def _right(labelled: Labelled, asked: Field, label: Occurrence, taken: set[Block]) -> list[Block]:
    """Return the blocks right of a label, within its rows, up to the next label."""
    if _is_header(labelled, label):
        return []
    found: list[Block] = []
    for row in range(label.block.row, label.block.last_row + 1):
        stretch = [each for each in _until_barrier(labelled, label.block, row) if each.row == row]
        free = [each for each in stretch if _free(labelled, each, taken)]
        if is_long(asked) and not labelled.boxed.isdisjoint(stretch):
            # A row of tick boxes inside a tall label's rows: what stands among them is no part of the text.
            continue
        if asked.choices:
            found.extend(free)
        elif free and _belongs(labelled, asked, label, free) and (not found or free[0].column == found[0].column):
            found.append(free[0])
        if found and not is_long(asked):
            return found
    if found and is_long(asked) and label.block.row == label.block.last_row:
        found.extend(_continued(labelled, label, found[0], taken))
    return found


def _until_barrier(labelled: Labelled, block: Block, row: int) -> Iterator[Block]:
    for each in labelled.page.right_of(block, row):
        if each in labelled.barriers:
            return
        yield each


def _belongs(labelled: Labelled, asked: Field, label: Occurrence, free: list[Block]) -> bool:
    """Return whether the first block right of a label is its answer, and not a label that the form does not know."""
    candidate = free[0]
    if _ends_with_colon(candidate):
        return False
    distance = candidate.column - label.block.last_column
    if distance == 1 or candidate.column - label.block.column == labelled.words.offsets.get(asked.key):
        return True
    if len(free) > 1:
        return False
    if labelled.coverage < 1:
        # Where a label is gone, what stands further off may be its answer; unless all answers stand that far off.
        return distance == _usual_distance(labelled)
    columns = {each.block.column for found in labelled.chosen.values() for each in found if each.inline is None}
    short = isinstance(candidate.value, str) and len(candidate.plain) <= _LABEL_LIKE and not _has_digit(candidate)
    return not (short and candidate.column in columns)


def _usual_distance(labelled: Labelled) -> int:
    """Return how far off most answers stand, 0 where nothing is usual: a column may have been inserted."""
    distances = [
        each.column - one.block.last_column
        for found in labelled.chosen.values()
        for one in found
        for each in list(_until_barrier(labelled, one.block, one.block.row))[:1]
    ]
    usual = max(set(distances), key=distances.count, default=0)
    return usual if 2 * distances.count(usual) > len(labelled.words.fields) else 0


def _ends_with_colon(block: Block) -> bool:
    return block.text.endswith((":", "：")) and len(block.plain) <= 2 * _LABEL_LIKE


def _has_digit(block: Block) -> bool:
    return any(each.isdigit() for each in block.text)


def _continued(labelled: Labelled, label: Occurrence, first: Block, taken: set[Block]) -> Iterator[Block]:
    """Yield the rows below a long answer that go on with it: nothing stands where labels stand."""
    for row in labelled.page.rows_below(label.block.row):
        blocks = [each for each in labelled.page.rows[row] if each.row == row]
        if not blocks:
            continue
        if blocks[0].column != first.column or not _free(labelled, blocks[0], taken) or len(blocks) > 1:
            return
        yield blocks[0]


def _is_header(labelled: Labelled, label: Occurrence) -> bool:
    """Return whether a label stands in a header row: labels side by side, with something else below them.

    On a page that has such rows, a row with one label the form does not know is one as well; only what stands below
    tells it from a label with its answer.
    """
    rows = {one.block.row for found in labelled.chosen.values() for one in found if one.inline is None}
    if label.block.row not in rows or not _over_answers(labelled, label.block.row):
        return False
    return any(_side_by_side(labelled, row) and _over_answers(labelled, row) for row in rows)


def _side_by_side(labelled: Labelled, row: int) -> bool:
    heads = {one.block for found in labelled.chosen.values() for one in found if one.inline is None}
    return any(
        left in heads and right in heads and left.last_column + 1 == right.column
        for left, right in pairwise(labelled.page.rows.get(row, []))
    )


def _over_answers(labelled: Labelled, row: int) -> bool:
    below = [each for each in labelled.page.rows.get(row + 1, []) if each.row == row + 1]
    return bool(below) and not any(each in labelled.barriers for each in below)


def _below(labelled: Labelled, asked: Field, label: Occurrence, taken: set[Block]) -> list[Block]:
    """Return the blocks below a label that has no room for an answer beside it."""
    page, block = labelled.page, label.block
    header = _is_header(labelled, label)
    found: list[Block] = []
    for row in range(block.last_row + 1, page.last + 1):
        here = [each for each in page.rows.get(row, ()) if each.row == row and (each.over(block) or not header)]
        if not here and not found and row == block.last_row + 1:
            continue
        if not here or not _answers_above(labelled, label, here, taken, header=header):
            return found
        found.append(here[0])
        # Below a header row the next row is another matter, not more of this one.
        if header or not is_long(asked):
            return found
    return found


def _answers_above(
    labelled: Labelled, label: Occurrence, here: list[Block], taken: set[Block], *, header: bool
) -> bool:
    page, first = labelled.page, here[0]
    if not _free(labelled, first, taken) or not first.over(label.block):
        return False
    if header:
        return True
    # Below a label of the whole width only a text of the whole width answers; several cells are a row of their own.
    wide = label.block.last_column >= page.width or first.last_column >= page.width > label.block.last_column
    return wide and len(here) == 1 and not _ends_with_colon(first) and asks_nothing(first)


def asks_nothing(block: Block) -> bool:
    """Return whether a text is no ``label：value`` of its own."""
    head, colon, _ = block.text.replace("：", ":").partition(":")
    return not colon or len(head) > _LABEL_LIKE or any(each in head for each in "，。；,;\n")
