"""What stands on a page and belongs to no field is kept, under its label or without one; nothing written is dropped."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from toolkit.intake.layout.inline import cut_unknown, inline_labels
from toolkit.intake.layout.labelled import Labelled
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.strangers import SIGN_OFFS
from toolkit.intake.layout.vocabulary import is_long
from toolkit.intake.meanings import ticks
from toolkit.intake.plain.words import label_forms, plain

#: A text up to this length beside another is the label that the form does not know.
_UNKNOWN_LABEL = 15
#: A longer text is more than the name, the day or the address behind a sign-off label.
_SIGN_OFF = 40
#: What no label holds: a number as long as a telephone's, a date, the marks of a sentence.
_NO_LABEL = re.compile(r"\d{5}|\d{4}\s*[-/.年]\s*\d|\d\s*月\s*\d|[，。；！？,;!?]")


def leftovers(labelled: Labelled, used: set[Block]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return what stands on the page beside the form's own words and the answers.

    Returns:
        Unknown label → what it says, and the texts that have no label or sign the form off below its last answer, in
        reading order.
    """
    chosen = {part for found in labelled.chosen.values() for one in found for part in (one.block, *one.parts)}
    # A label of the form that nothing took, with its text in the same cell, is one more label that nobody asked for.
    spare = {each for each in labelled.barriers - chosen - used if not _echoes(labelled, each)}
    settled = (used | labelled.barriers | labelled.boxed) - {each for each in spare if _labelled(each.text)}
    open_ = [each for each in labelled.page.blocks if each not in settled and not ticks.is_mark(each.text)]
    rest = dict.fromkeys(each for each in open_ if not _echoes(labelled, each))
    extra: dict[str, str] = {}
    loose: list[str] = []
    skip: set[Block] = set()
    foot = max((each.row for each in used), default=0)
    for block in rest:
        if block in skip:
            continue
        pair = _pair(labelled, block, rest, spare, skip)
        if pair is None:
            loose.append(block.text)
            continue
        label, text = pair
        if block.row >= foot and len(text) <= _SIGN_OFF and not SIGN_OFFS.isdisjoint(label_forms(label)):
            loose.append(f"{label}：{text}")
        else:
            extra[label] = f"{extra[label]}；{text}" if label in extra else text
    for label, text in _beside_known(labelled):
        extra[label] = f"{extra[label]}；{text}" if label in extra else text
    return extra, tuple(loose)


def _beside_known(labelled: Labelled) -> Iterator[tuple[str, str]]:
    """Yield the unknown labels that stand before or behind known ones in the same text, with what they say."""
    long = {each.key for each in labelled.words.fields if is_long(each)}
    inside = [(key, one) for key, found in labelled.chosen.items() for one in found if one.inline is not None]
    for block in dict.fromkeys(one.block for _, one in inside):
        first = next(inline_labels(block.text, labelled.words), None)
        pair = _labelled(block.text[: first.start].strip()) if first is not None else None
        if pair is not None:
            yield pair
    for key, one in inside:
        _, label, text = cut_unknown(one.inline or "")
        if label and key not in long:
            yield label, text


def _echoes(labelled: Labelled, block: Block) -> bool:
    return isinstance(block.value, str) and labelled.words.echoes(block.text)


def _labelled(text: str) -> tuple[str, str] | None:
    """Return the label and the text of ``label：text``, None where a text is no such pair."""
    head, colon, tail = text.partition("：" if "：" in text and text.find("：") < (text + ":").find(":") else ":")
    return (head.strip(), tail.strip()) if colon and plain(tail) and _may_be_label(head) else None


def _may_be_label(text: str) -> bool:
    """Return whether a text may be a label that the form does not know: short, no sentence, no number and no date."""
    bare = plain(text)
    return 0 < len(bare) <= _UNKNOWN_LABEL and not _NO_LABEL.search(text) and not bare.isdigit()


def _pair(
    labelled: Labelled, block: Block, rest: Container[Block], spare: set[Block], skip: set[Block]
) -> tuple[str, str] | None:
    if isinstance(block.value, str) and (inline := _labelled(block.text)):
        return inline
    left = labelled.page.left_of(block)
    if left is not None and left in spare and not _labelled(left.text):
        return left.text.rstrip(":： "), block.text
    beside = next(labelled.page.right_of(block, block.row), None)
    if beside is not None and beside in rest and isinstance(block.value, str) and _may_be_label(block.text):
        skip.add(beside)
        return block.text.rstrip(":： "), beside.text
    return None
