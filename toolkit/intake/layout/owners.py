"""Which label belongs to which field: printed labels before synonyms, a repeated one to the owner it stands with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from toolkit.forms import Field
from toolkit.intake.layout.labelled import Labelled, Occurrence
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.vocabulary import Vocabulary, is_long
from toolkit.intake.plain.words import plain

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
    for asked in fields:
        if is_long(asked) and asked.key in found.chosen:
            found.chosen[asked.key] += _in_other_words(found, asked, free)
    return found.chosen


def _in_other_words(found: Labelled, asked: Field, free: Sequence[Occurrence]) -> list[Occurrence]:
    """Return where else a long text goes on under a wording of its label that can mean no other field.

    It stands below the label, or right of it, in the place of a label: first in its row or where others have theirs.
    """
    chosen = found.chosen[asked.key]
    taken = {part for each in found.chosen.values() for one in each for part in (one.block, *one.parts)}
    columns = {one.block.column for each in found.chosen.values() for one in each}
    return [
        each
        for each in free
        if found.words.labels.get(each.name, {}).keys() == {asked.key}
        and each.order > chosen[0].order
        and each.block not in taken
        and each.block.column in columns
        and (each.inline or found.page.next_to(each.block) is not None)
    ]


@lru_cache(maxsize=64)
def _by_rank(words: Vocabulary) -> Sequence[tuple[Field, str]]:
    """Return each field that belongs to no other with each of its wordings: printed labels before synonyms."""
    fields = [each for each in words.fields if not each.after]
    ranks = range(max((len(each.labels) for each in fields), default=0))
    return [(each, plain(each.labels[rank])) for rank in ranks for each in fields if rank < len(each.labels)]


def _owned(found: Labelled, asked: Field, free: Sequence[Occurrence], labelled: set[Block]) -> list[Occurrence]:
    """Return where the label of a field stands that belongs to another one; people mix its wordings on one form."""
    ranks, rivals = _rivalry(found.words, asked.key)
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


@lru_cache(maxsize=256)
def _rivalry(words: Vocabulary, key: str) -> tuple[Mapping[str, int], Set[str]]:
    """Return the ranks of a field's wordings, and the owners of all fields that share any of them."""
    asked = next(each for each in words.fields if each.key == key)
    ranks = {plain(label): rank for rank, label in reversed(list(enumerate(asked.labels)))}
    fields = [each for each in words.fields if each.after]
    return ranks, frozenset(each.after for each in fields if not ranks.keys().isdisjoint(map(plain, each.labels)))


def _before(occurrence: Occurrence, rivals: Set[str], found: Labelled) -> str:
    """Return the key of the owner that stands last before a label in reading order, "" where none does."""
    owners = [
        (each.order, key) for key in rivals for each in found.chosen.get(key, ()) if each.order < occurrence.order
    ]
    return max(owners, default=((0, 0, 0), ""))[1]


def _owner(occurrence: Occurrence, rivals: Set[str], found: Labelled, labelled: set[Block], *, few: bool) -> str:
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
    if lost and any(_begins_unknown(found, row, block, labelled) for row in between):
        # An owner's label is gone; what it owned may be what stands here.
        return ""
    if lost and few and not _follows(occurrence, key, owner, found, labelled):
        return ""
    if few and _before(occurrence, rivals, found) != key:
        # One of the repeated labels is gone, and the order of reading says another owner than the columns do.
        return ""
    return key


def _follows(label: Occurrence, key: str, owner: Occurrence, found: Labelled, labelled: set[Block]) -> bool:
    """Return whether a label stands right behind an owner whose rival is gone, as on a form that leaves that one out.

    Between them there are no more rows, each with a label, than the form has fields there; nothing on the page begins
    a row with what may be the rival under another name.
    """
    page = found.page
    keys = [each.key for each in found.words.fields]
    owned = [each for each in found.words.fields if each.after == key]
    near = [each for each in owned if label.name in {plain(one) for one in each.labels}]
    room = max((keys.index(each.key) - keys.index(key) for each in near), default=0)
    between = [row for row in page.order if owner.block.last_row < row <= label.block.row]
    heads = [page.rows[row][0] for row in page.order if row > owner.block.row]
    return 0 < len(between) <= room and all(
        each in labelled or found.words.echoes(each.text) or not page.next_to(each) for each in heads
    )


def _begins_unknown(found: Labelled, row: int, block: Block, labelled: set[Block]) -> bool:
    """Return whether a row begins, where labels stand, with something unknown: it may be an owner's new name."""
    here = found.page.rows.get(row, [block])
    begins = next((each for each in here if not _ORDINAL.fullmatch(each.plain)), block)
    known = begins in labelled or begins is block or found.words.is_printed(begins.text)
    return not known and begins.column <= block.column
