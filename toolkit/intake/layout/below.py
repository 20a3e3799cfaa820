"""Answers that stand below their labels: header rows with their row of answers, texts under a label of full width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.forms import Field
from toolkit.intake.layout.labelled import Labelled, Occurrence
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.strangers import is_sign_off, may_head
from toolkit.intake.layout.vocabulary import is_long
from toolkit.intake.meanings.fit import fits

#: A text that short, standing where labels stand, is taken for a label that the form does not know.
LABEL_LIKE = 8
#: A line of a long answer is longer; one so short is rather a label.
_NO_SENTENCE = 4
#: An answer row stands right below its header, or one empty row further down.
_NEAR = 2
#: How an item of a list begins.
_LISTED = re.compile(r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳])")
#: From this share of its header's columns on a row is filled like a row of answers.
_FILLED = 0.6


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a label, and whether nothing else could be meant."""

    blocks: tuple[Block, ...]
    sure: bool = True


def is_free(labelled: Labelled, block: Block, taken: set[Block]) -> bool:
    """Return whether a block is neither label nor printed text nor another field's answer."""
    return block not in labelled.barriers and block not in taken and block not in labelled.boxed


def is_header(labelled: Labelled, label: Occurrence) -> bool:
    """Return whether a label stands in a header row: labels side by side, with something else below them.

    On a page that has such rows, a row with one label the form does not know is one as well; only what stands below
    tells it from a label with its answer.
    """
    if labelled.headers is None:
        heads = {one.block for found in labelled.chosen.values() for one in found if one.inline is None}
        over = {row for row in {each.row for each in heads} if _over_answers(labelled, row)}
        paired = any(_side_by_side(labelled, row, heads) or _in_columns(labelled, row, heads) for row in over)
        labelled.headers = over if paired else set()
    return label.block.row in labelled.headers


def _side_by_side(labelled: Labelled, row: int, heads: set[Block]) -> bool:
    return any(
        left in heads and right in heads and left.last_column + 1 == right.column
        for left, right in pairwise(labelled.page.rows.get(row, []))
    )


def _in_columns(labelled: Labelled, row: int, heads: set[Block]) -> bool:
    """Return whether a row is labels only, parted by empty cells, and what stands below them begins where they do."""
    here = labelled.page.rows.get(row, [])
    columns = {each.column for each in here}
    answers = next(_answer_rows(labelled, row), [])
    return len(here) > 1 and heads.issuperset(here) and len(answers) > 1 and all(e.column in columns for e in answers)


def _over_answers(labelled: Labelled, row: int) -> bool:
    return next(_answer_rows(labelled, row), None) is not None


def _answer_rows(labelled: Labelled, header: int) -> Iterator[list[Block]]:
    """Yield the rows below a header, up to the next that holds a label or printed text."""
    last = header
    for row in labelled.page.rows_below(header):
        here = [each for each in labelled.page.rows[row] if each.row == row]
        if row - last > _NEAR or any(each in labelled.barriers for each in here):
            return
        if here:
            yield here
        last = row


def below(labelled: Labelled, asked: Field, label: Occurrence, taken: set[Block]) -> Below:
    """Return what stands below a label that has no room for an answer beside it."""
    if is_header(labelled, label):
        return _under_header(labelled, label, taken)
    found: list[Block] = []
    page = labelled.page
    for row in range(label.block.last_row + 1, page.last + 1):
        here = [each for each in page.rows.get(row, ()) if each.row == row]
        if not here and not found and row == label.block.last_row + 1:
            continue
        if not here or not _answers_above(labelled, asked, label, here, taken):
            break
        found.append(here[0])
        if not is_long(asked):
            break
    # A short answer below its label may be another's whose label is gone.
    stray = labelled.coverage < 1 and not is_long(asked)
    strange = any(may_head(each.text) or _is_word(each) for each in found)
    return Below(tuple(found), sure=not stray and not strange)


def _is_word(block: Block) -> bool:
    return len(block.plain) <= _NO_SENTENCE and not any(each in block.text for each in "，。；、！,;!")


def _answers_above(labelled: Labelled, asked: Field, label: Occurrence, here: list[Block], taken: set[Block]) -> bool:
    page, first = labelled.page, here[0]
    if not is_free(labelled, first, taken) or not first.over(label.block):
        return False
    # Below a label of the whole width only a text of the whole width answers; several cells are a row of their own.
    wide = label.block.last_column >= page.width or first.last_column >= page.width > label.block.last_column
    waits = ends_with_colon(first) and not (is_long(asked) and introduces(labelled, first))
    opens = ends_with_colon(first) and not waits
    return wide and len(here) == 1 and not waits and (opens or asks_nothing(first))


def _under_header(labelled: Labelled, label: Occurrence, taken: set[Block]) -> Below:
    row, others, sure = _value_rows(labelled, label.block.row)
    here, further = (
        [each for each in blocks if each.over(label.block) and is_free(labelled, each, taken)]
        for blocks in (row, others)
    )
    if not here and not _meets(row, others):
        # An answer that slipped one row down, into the column that its row leaves empty.
        return Below(tuple(further[:1]), sure=False)
    return Below(tuple(here[:1]), sure=sure and len(here) < 2)


def _value_rows(labelled: Labelled, header: int) -> tuple[Sequence[Block], Sequence[Block], bool]:
    """Return the row of answers of a header row, what may be answers below it, and whether the row is sure."""
    heads = _heads(labelled, header)
    rows = [each for each in _answer_rows(labelled, header) if not is_sign_off(each[0].text)]
    if not rows:
        return (), (), True
    clean = [each for each in rows if _like_answers(heads, each)]
    first, *others = clean or rows
    further = [block for row in others for block in row]
    alone = not further or not _meets(first, further)
    return first, further, bool(clean) and alone and (len(rows) == 1 or _fitting(heads, first))


def answer_row(labelled: Labelled, header: int) -> int:
    """Return the row in which the answers of a header row stand."""
    row, _, _ = _value_rows(labelled, header)
    return row[0].row if row else header + 1


def _meets(row: Sequence[Block], others: Sequence[Block]) -> bool:
    """Return whether two rows fill the same column, so that they cannot be one row of answers."""
    return any(one.over(two) for one in row for two in others)


def _heads(labelled: Labelled, header: int) -> Sequence[tuple[Field, Block]]:
    return [
        (asked, one.block)
        for asked in labelled.words.fields
        for one in labelled.chosen.get(asked.key, ())
        if one.block.row == header and one.inline is None
    ]


def _like_answers(heads: Sequence[tuple[Field, Block]], row: Sequence[Block]) -> bool:
    """Return whether a row may be answers: nothing in it contradicts its header, and it is no label with its text."""
    first = row[0]
    long = any(is_long(asked) and first.over(head) for asked, head in heads)
    if (may_head(first.text) or not (long or asks_nothing(first))) and not _settled(heads, first):
        return False
    return not any(fits(asked, each.value) is False for asked, head in heads for each in row if each.over(head))


def _settled(heads: Sequence[tuple[Field, Block]], block: Block) -> bool:
    return any(fits(asked, block.value) for asked, head in heads if block.over(head))


def _fitting(heads: Sequence[tuple[Field, Block]], row: Sequence[Block]) -> bool:
    """Return whether a row is filled like answers: one of them by its type, or most of its header's columns."""
    under = [(asked, each) for asked, head in heads for each in row if each.over(head)]
    return any(fits(asked, each.value) for asked, each in under) or len(under) >= _FILLED * len(heads)


def ends_with_colon(block: Block) -> bool:
    """Return whether a short text ends like a label that waits for its answer."""
    return block.text.endswith((":", "：")) and len(block.plain) <= 2 * LABEL_LIKE


def introduces(labelled: Labelled, block: Block) -> bool:
    """Return whether a text that ends with a colon is a sentence of a long answer, and no label that waits for its own.

    It has a comma, or more letters than a label, or a numbered list goes on below it.
    """
    if may_head(block.text):
        return False
    if len(block.plain) > LABEL_LIKE or any(each in block.text for each in "，、；。“"):
        return True
    row = next(labelled.page.rows_below(block.last_row), None)
    return row is not None and bool(_LISTED.match(labelled.page.rows[row][-1].text))


def asks_nothing(block: Block) -> bool:
    """Return whether a text is no ``label：value`` of its own."""
    head, colon, _ = block.text.replace("：", ":").partition(":")
    return not colon or len(head) > LABEL_LIKE or any(each in head for each in "，。；,;\n")
