"""Which label belongs to which field: printed labels before synonyms, a repeated one to the owner it stands with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.forms import Field
from toolkit.intake.labelled import Labelled, Occurrence
from toolkit.intake.page import Block
from toolkit.intake.vocabulary import Vocabulary
from toolkit.intake.words import plain

#: What counts rows before their labels (序号).
_ORDINAL = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")


def choose(found: Labelled, everything: Sequence[Occurrence]) -> dict[str, list[Occurrence]]:
    """Return which occurrence answers which field: printed labels before synonyms, owners before what they own."""
    fields = found.words.fields
    free = list(everything)
    names = {each.name for each in everything}
    for asked, name in _by_rank(found.words):
        hits = [each for each in free if each.name == name] if name in names and asked.key not in found.chosen else []
        if hits:
            found.chosen[asked.key] = hits
            free = [each for each in free if each not in hits]
    labelled = {part for each in everything for part in (each.block, *each.parts)}
    for asked in fields:
        hits = _owned(found, asked, free, labelled) if asked.after else []
        if hits:
            found.chosen[asked.key] = hits
    return found.chosen


@lru_cache(maxsize=64)
def _by_rank(words: Vocabulary) -> Sequence[tuple[Field, str]]:
    """Return each field that belongs to no other with each of its wordings: printed labels before synonyms."""
    fields = [each for each in words.fields if not each.after]
    ranks = range(max((len(each.labels) for each in fields), default=0))
    return [(each, plain(each.labels[rank])) for rank in ranks for each in fields if rank < len(each.labels)]


def _owned(found: Labelled, asked: Field, free: Sequence[Occurrence], labelled: set[Block]) -> list[Occurrence]:
    """Return where the label of a field stands that belongs to another one; people mix its wordings on one form."""
    ranks = {plain(label): rank for rank, label in reversed(list(enumerate(asked.labels)))}
    rivals = {each.after for each in found.words.fields if each.after and set(map(plain, each.labels)) & set(ranks)}
    hits = [each for each in free if each.name in ranks]
    few = len(hits) < len(rivals)
    owners = [_owner(each, rivals, found, labelled, few=few) for each in hits]
    if len(hits) == len(rivals) and len(set(owners)) < len(rivals) and "" not in owners:
        # One owner got two and another none: where each label follows an owner of its own, that is the order meant.
        owners = [_before(each, rivals, found) for each in hits]
        if len(set(owners)) < len(rivals):
            return []
    own = [each for each, owner in zip(hits, owners, strict=True) if owner == asked.after]
    if any(rival not in found.chosen for rival in rivals):
        # An owner's label is gone; two wordings with the other may be the label of each.
        return own
    best = min((ranks[each.name] for each in own), default=0)
    return [each for each in own if ranks[each.name] == best]


def _before(occurrence: Occurrence, rivals: set[str], found: Labelled) -> str:
    """Return the key of the owner that stands last before a label in reading order, "" where none does."""
    owners = [
        (each.order, key) for key in rivals for each in found.chosen.get(key, ()) if each.order < occurrence.order
    ]
    return max(owners, default=((0, 0, 0), ""))[1]


def _owner(occurrence: Occurrence, rivals: set[str], found: Labelled, labelled: set[Block], *, few: bool) -> str:
    """Return the key of the owner that a repeated label belongs to, "" where none certainly does."""
    owners = [(key, each) for key in rivals for each in found.chosen.get(key, ()) if each.order < occurrence.order]
    block = occurrence.block
    beside = [pair for pair in owners if pair[1].block.beside(block)]
    if beside:
        return max(beside, key=lambda pair: (pair[1].block.column, pair[1].order))[0]
    if _begins_unknown(found, block.row, block, labelled):
        return ""
    above = [pair for pair in owners if pair[1].block.over(block)] or owners
    if not above:
        return ""
    key, owner = max(above, key=lambda pair: pair[1].order)
    between = range(owner.block.last_row + 1, block.row)
    lost = any(rival not in found.chosen for rival in rivals)
    if lost and (few or any(_begins_unknown(found, row, block, labelled) for row in between)):
        # An owner's label is gone; what it owned may be what stands here.
        return ""
    if few and _before(occurrence, rivals, found) != key:
        # One of the repeated labels is gone, and the order of reading says another owner than the columns do.
        return ""
    return key


def _begins_unknown(found: Labelled, row: int, block: Block, labelled: set[Block]) -> bool:
    """Return whether a row begins, where labels stand, with something unknown: it may be an owner's new name."""
    here = found.page.rows.get(row, [block])
    begins = next((each for each in here if not _ORDINAL.fullmatch(each.plain)), block)
    known = begins in labelled or begins is block or found.words.is_printed(begins.text)
    return not known and begins.column <= block.column
