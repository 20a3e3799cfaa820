"""Answers one cell too far right or one row too low: taken where nothing else claims them, and always told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.forms import Field
from toolkit.intake.layout.below import answer_row, ends_with_colon, is_free, is_header
from toolkit.intake.layout.labelled import Labelled, Occurrence
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.strangers import may_head
from toolkit.intake.meanings.fit import fits


def slipped(labelled: Labelled, bare: Mapping[str, Field], used: set[Block]) -> Mapping[str, tuple[Occurrence, Block]]:
    """Return for each field without an answer the only block near its place that no other such field may claim.

    Args:
        labelled: the page with its labels.
        bare: the fields whose labels stand on the page with nothing beside or below them.
        used: the blocks that answer other fields.
    """
    near: dict[str, list[tuple[Occurrence, Block]]] = {}
    for key, asked in bare.items():
        for label in labelled.chosen.get(key, ()):
            found = (block for block in _near(labelled, label) if _may_answer(labelled, asked, block, used))
            near.setdefault(key, []).extend((label, block) for block in found)
    claims = [block for pairs in near.values() for _, block in pairs]
    return {key: pairs[0] for key, pairs in near.items() if len(pairs) == 1 and claims.count(pairs[0][1]) == 1}


def _near(labelled: Labelled, label: Occurrence) -> Iterator[Block]:
    """Yield what stands one column right of the place where an answer belongs, or one row below it."""
    if label.inline:
        return
    row, column = label.block.row, label.block.last_column + 1
    if is_header(labelled, label):
        row, column = answer_row(labelled, label.block.row), label.block.column
    for place in ((row, column + 1), (row + 1, column)):
        yield from (each for each in labelled.page.rows.get(place[0], ()) if (each.row, each.column) == place)


def _may_answer(labelled: Labelled, asked: Field, block: Block, used: set[Block]) -> bool:
    if not is_free(labelled, block, used) or may_head(block.text) or ends_with_colon(block):
        return False
    # What stands behind an unknown label is that label's; what has something free behind it may be a label.
    row = labelled.page.rows[block.row]
    beside = [each for each in row if each is not block and is_free(labelled, each, used)]
    touching = any(each.last_column + 1 == block.column or block.last_column + 1 == each.column for each in beside)
    return not touching and fits(asked, block.value) is not False
