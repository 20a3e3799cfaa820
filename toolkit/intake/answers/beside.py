"""The answer that stands beside, inside or below a label: found by neighbourhood, never by address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.forms import Field, FieldType
from toolkit.intake.answers.pieces import PIECED, in_pieces, joined
from toolkit.intake.layout.below import LABEL_LIKE, below, ends_with_colon, introduces, is_free, is_header
from toolkit.intake.layout.inline import cut_unknown
from toolkit.intake.layout.labelled import Labelled, Occurrence
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.repeated import without_label
from toolkit.intake.layout.vocabulary import is_long
from toolkit.intake.meanings import ticks
from toolkit.intake.plain.grid import CellValue
from toolkit.intake.plain.words import plain, without_hint

#: No longer than a name is what a label inside a long text may introduce without a doubt.
_NAME = 4
#: Fields of which several stand one below the other, in the rows that their label covers.
LISTED = {FieldType.TEXT, FieldType.PHONE, FieldType.UNITS}


@dataclass(frozen=True, slots=True)
class Found:
    """What stood for an answer.

    Attributes:
        value: what stood there, the printed hint taken off.
        blocks: where it was taken from.
        row, column: the place to name to the sender.
        label: the label it stands at.
        error: whether it is a formula without a value.
        doubtful: whether it may belong to another field whose label is gone.
        astray: whether it stands beside its place, and is taken because nothing else can be meant.
        apart: what stands behind it in the same text, under a label that the form does not know.
    """

    value: CellValue
    blocks: tuple[Block, ...]
    row: int
    column: int
    label: Occurrence
    error: bool = False
    doubtful: bool = False
    astray: bool = False
    apart: str = ""


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
            if not is_long(asked) or not label.closing:
                typed, unknown, more_said = cut_unknown(typed)
                odd = label.quoted and asked.type is FieldType.TEXT and len(plain(typed)) > _NAME
                found = _doubted(_found(asked, label, [], first=(typed, label.block)), odd=odd)
                return replace(found, apart=f"{unknown}：{more_said}") if unknown else found
            more = below(labelled, asked, label, taken)
            return _doubted(_found(asked, label, list(more.blocks), first=(typed, label.block)), odd=not more.sure)
        if not label.closing:
            return None
    blocks = _right(labelled, asked, label, taken)
    if blocks:
        odd = (label.inline is not None or ends_with_colon(label.block)) and _answers_inline(labelled)
        return _doubted(_found(asked, label, blocks), odd=odd or _overflows(labelled, label, blocks))
    under = below(labelled, asked, label, taken)
    return _doubted(_found(asked, label, list(under.blocks)), odd=not under.sure) if under.blocks else None


def _doubted(found: Found, *, odd: bool) -> Found:
    return replace(found, doubtful=True) if odd else found


def _answers_inline(labelled: Labelled) -> bool:
    """Return whether most labels of a page have their answers behind them in the same cell."""
    labels = [one for found in labelled.chosen.values() for one in found]
    return 2 * sum(bool(each.inline) for each in labels) > len(labels)


def _overflows(labelled: Labelled, label: Occurrence, blocks: list[Block]) -> bool:
    """Return whether an answer goes on below its label's row while the form lacks a label that may have stood there."""
    return labelled.coverage < 1 and any(each.row > label.block.last_row for each in blocks)


def _found(asked: Field, label: Occurrence, blocks: list[Block], first: tuple[str, Block] | None = None) -> Found:
    shown = ([first[1]] if first else []) + blocks
    place = shown[0]
    if any(each.error for each in blocks):
        bad = next(each for each in blocks if each.error)
        return Found(bad.text, tuple(blocks), bad.row, bad.column, label, error=True)
    if first is None and len(blocks) == 1 and not isinstance(place.value, str):
        return Found(place.value, tuple(blocks), place.row, place.column, label)
    if first is None and asked.type in PIECED and len(blocks) > 1 and blocks[-1].row == place.row:
        return Found(joined(asked, blocks), tuple(blocks), place.row, place.column, label)
    between = ticks.GAP if asked.choices else "、" if asked.type in LISTED else "\n"
    texts = [without_hint(each.text, asked.hint) for each in blocks]
    texts[:1] = [without_label(each, asked) for each in texts[:1]]
    if first is None and len(blocks) == 1 and is_long(asked) and texts[0] == place.text:
        return Found(place.value, tuple(blocks), place.row, place.column, label)
    text = between.join(each for each in [first[0] if first else "", *texts] if each)
    return Found(text, tuple(blocks), place.row, place.column, label)


def _right(labelled: Labelled, asked: Field, label: Occurrence, taken: set[Block]) -> list[Block]:
    """Return the blocks right of a label, within its rows, up to the next label."""
    if is_header(labelled, label):
        return []
    found: list[Block] = []
    for row in range(label.block.row, label.block.last_row + 1):
        stretch = [each for each in _until_barrier(labelled, label.block, row) if each.row == row]
        free = [each for each in stretch if is_free(labelled, each, taken)]
        if is_long(asked) and not labelled.boxed.isdisjoint(stretch):
            # A row of tick boxes inside a tall label's rows: what stands among them is no part of the text.
            continue
        if asked.type in PIECED and (pieces := in_pieces(asked, free)):
            return pieces
        if asked.choices:
            found.extend(free[:1] if _chosen_from(asked, free) else free)
        elif free and _belongs(labelled, asked, label, free) and (not found or free[0].column == found[0].column):
            found.append(free[0])
        if found and not is_long(asked):
            return [*found, *_one_a_row(labelled, asked, label, found[0], taken)]
    if found and is_long(asked) and label.block.row == label.block.last_row:
        found.extend(_continued(labelled, label, taken))
    return found


def _chosen_from(asked: Field, free: list[Block]) -> bool:
    """Return whether a choice is typed, and the list it is chosen from stands behind it without a mark."""
    if len(free) != 2 or free[0].plain not in {plain(each) for each in asked.choices}:
        return False
    text = free[1].text
    return not ticks.has_marks(text) and len(asked.choices) > 1 and ticks.names_all(text, asked.choices)


def _one_a_row(labelled: Labelled, asked: Field, label: Occurrence, first: Block, taken: set[Block]) -> Iterator[Block]:
    """Yield what stands below an answer in the other rows of its label: a person, a post or a number a row."""
    if asked.type not in LISTED or first.row != label.block.row:
        return
    for row in range(first.last_row + 1, label.block.last_row + 1):
        here = [each for each in _until_barrier(labelled, label.block, row) if each.row == row]
        if here and here[0].column == first.column and is_free(labelled, here[0], taken):
            yield here[0]


def _until_barrier(labelled: Labelled, block: Block, row: int) -> Iterator[Block]:
    for each in labelled.page.right_of(block, row):
        if each in labelled.barriers:
            return
        yield each


def _belongs(labelled: Labelled, asked: Field, label: Occurrence, free: list[Block]) -> bool:
    """Return whether the first block right of a label is its answer, and not a label that the form does not know."""
    candidate = free[0]
    if ends_with_colon(candidate) and not (is_long(asked) and len(free) == 1 and introduces(labelled, candidate)):
        return False
    distance = candidate.column - label.block.last_column
    if distance == 1 or candidate.column - label.block.column == labelled.words.offsets.get(asked.key):
        return True
    if len(free) > 1:
        return False
    if labelled.coverage < 1:
        # Where a label is gone, what stands further off may be its answer; unless all answers stand that far off.
        return distance == usual_distance(labelled)
    columns = {each.block.column for found in labelled.chosen.values() for each in found if each.inline is None}
    short = isinstance(candidate.value, str) and len(candidate.plain) <= LABEL_LIKE and not _has_digit(candidate)
    return not (short and candidate.column in columns)


def usual_distance(labelled: Labelled) -> int:
    """Return how far off most answers stand, 0 where nothing is usual: a column may have been inserted."""
    distances = [
        each.column - one.block.last_column
        for found in labelled.chosen.values()
        for one in found
        for each in list(_until_barrier(labelled, one.block, one.block.row))[:1]
    ]
    usual = max(set(distances), key=distances.count, default=0)
    return usual if 2 * distances.count(usual) > len(labelled.words.fields) else 0


def _has_digit(block: Block) -> bool:
    return any(each.isdigit() for each in block.text)


def _continued(labelled: Labelled, label: Occurrence, taken: set[Block]) -> Iterator[Block]:
    """Yield the rows below a long answer that go on with it: nothing stands where labels stand."""
    for row in labelled.page.rows_below(label.block.row):
        blocks = [each for each in labelled.page.rows[row] if each.row == row]
        if not blocks:
            continue
        if blocks[0].column <= label.block.last_column or not is_free(labelled, blocks[0], taken) or len(blocks) > 1:
            return
        yield blocks[0]
