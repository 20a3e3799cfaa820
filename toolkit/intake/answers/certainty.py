"""What is left on a page once every field has its answer may show that an answer is not whole, or not the one meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.errors import Code
from toolkit.forms import Field
from toolkit.intake.answers.beside import LISTED, Found, usual_distance
from toolkit.intake.layout.below import is_header
from toolkit.intake.layout.labelled import Labelled, Occurrence
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.strangers import is_sign_off
from toolkit.intake.layout.vocabulary import is_long

#: So many rows down an answer may have slipped.
_SLIP = 2
#: No longer is what stands for one more person: a name, a post, a number.
_NAMED = 20
Doubt = tuple[Field, Code, Mapping[str, str]]


def second_thoughts(labelled: Labelled, taken: Mapping[str, Sequence[Found]], used: set[Block]) -> Iterator[Doubt]:
    """Yield the fields whose answers may not be whole, or may be no answers, with what makes it so.

    Args:
        labelled: the page with its labels.
        taken: key → where its answers were taken from.
        used: every block that answers something.
    """
    # A form may well ask who handles the matter (经办人): then the row is none in which somebody signs the page.
    asked_for = {one.block for each in labelled.chosen.values() for one in each}
    signed = {
        row for row, (first, *_) in labelled.page.rows.items() if first not in asked_for and is_sign_off(first.text)
    }
    open_ = [key for key in labelled.chosen if not taken.get(key) and key not in labelled.boxes]
    bare = [one for key in open_ for one in labelled.chosen[key]]
    for asked in labelled.words.fields:
        for found in taken.get(asked.key, ()):
            label = found.label
            if apart := _apart(labelled, asked, found, used):
                yield asked, Code.TEXT_APART, {"text": apart}
            elif _among_answers(labelled, label, used) or _signs(label, signed, labelled):
                yield asked, Code.DOUBTFUL, {"text": label.block.text}
            elif found.blocks and _elsewhere(labelled, asked, found, bare):
                yield asked, Code.DOUBTFUL, {"text": found.blocks[0].text}


def _elsewhere(labelled: Labelled, asked: Field, found: Found, bare: Sequence[Occurrence]) -> bool:
    """Return whether an answer may be that of a label which has none."""
    if not bare:
        return False
    far = _far(labelled, asked, found) and any(_above(labelled, one, found) for one in bare)
    return far or _under_another(labelled, found, bare)


def _signs(label: Occurrence, signed: set[int], labelled: Labelled) -> bool:
    """Return whether a label stands behind another in a row that says who filled the form in."""
    return label.block.row in signed and labelled.page.rows[label.block.row][0] is not label.block


def _far(labelled: Labelled, asked: Field, found: Found) -> bool:
    """Return whether an answer stands in its label's row, but neither next to it nor where the form has it."""
    if not found.blocks or found.label.inline is not None or found.row > found.label.block.last_row:
        return False
    distance = found.blocks[0].column - found.label.block.last_column
    return distance > 1 and distance not in {labelled.words.offsets.get(asked.key), usual_distance(labelled)}


def _above(labelled: Labelled, label: Occurrence, found: Found) -> bool:
    """Return whether an answer stands in the row below a label, where that label's answer may have slipped to."""
    block = label.block
    if not 0 < found.row - block.last_row <= _SLIP or found.column < block.column:
        return False
    between = (each for each in labelled.page.right_of(block, block.row) if each.column <= found.column)
    return not any(each in labelled.barriers for each in between)


def _under_another(labelled: Labelled, found: Found, bare: Sequence[Occurrence]) -> bool:
    """Return whether an answer beside its label stands in the column of a header that has no answer of its own."""
    block = found.blocks[0]
    if found.label.inline is not None or is_header(labelled, found.label) or block.row > found.label.block.last_row:
        return False
    near = (one for one in bare if 0 < block.row - one.block.row <= _SLIP + 1 and one.block.over(block))
    return any(is_header(labelled, one) for one in near)


def _left_below(labelled: Labelled, found: Found, used: set[Block]) -> str:
    """Return a text below a long answer, with nothing where labels stand, that belongs to no field; "" without one."""
    label = found.label
    if label.inline is not None or is_header(labelled, label):
        return ""
    last = max((each.last_row for each in found.blocks), default=label.block.row)
    labels = {one.block: one for each in labelled.chosen.values() for one in each}
    for row in labelled.page.rows_below(last):
        here = [each for each in labelled.page.rows[row] if each.row == row]
        if any(each in labels and _among_answers(labelled, labels[each], used) for each in here):
            return here[0].text
        settled = any(each in labelled.barriers or each in labelled.boxed for each in here)
        if settled or (here and is_sign_off(here[0].text)):
            return ""
        if here and here[0] not in used and here[0].column > label.block.last_column:
            return here[0].text
    return ""


def _apart(labelled: Labelled, asked: Field, found: Found, used: set[Block]) -> str:
    return _left_below(labelled, found, used) if is_long(asked) else _one_more(labelled, asked, found, used)


def _one_more(labelled: Labelled, asked: Field, found: Found, used: set[Block]) -> str:
    """Return what stands right below a short answer in a row without labels, as for one more person; "" without it."""
    if asked.type not in LISTED or found.label.inline is not None or not found.blocks:
        return ""
    last = found.blocks[-1]
    here = labelled.page.rows.get(last.last_row + 1, [])
    if last.column <= found.label.block.last_column or any(each in labelled.barriers or each in used for each in here):
        return ""
    heads = {each.column for each in labelled.page.rows[found.label.block.row] if each in labelled.barriers}
    if any(each.row != last.last_row + 1 or each.column in heads for each in here):
        return ""
    return next((each.text for each in here if each.column == last.column and len(each.plain) <= _NAMED), "")


def _among_answers(labelled: Labelled, label: Occurrence, used: set[Block]) -> bool:
    """Return whether a label stands where no other does but answers do, and opens its row there."""
    block = label.block
    if labelled.page.rows[block.row][0] is not block:
        return False
    columns = [one.block.column for found in labelled.chosen.values() for one in found if one is not label]
    if not columns or block.column <= min(columns):
        return False
    answers = sum(each.column == block.column for each in used)
    if columns.count(block.column) >= answers:
        return False
    above = [each for each in labelled.page.blocks if each.column == block.column and each.row < block.row]
    return bool(above) and above[-1] not in labelled.barriers
