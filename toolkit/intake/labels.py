"""Where a form's labels stand on a page, in whatever shape they were retyped, and which of them belongs to which field.

A label may fill a cell, open a text (``报送单位：甲    编号：乙``), be written downwards inside a cell, or one letter a
cell. A label that the form prints twice belongs to the owner (``after``) it stands beside, or else follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from toolkit.forms import Field
from toolkit.intake import ticks
from toolkit.intake.page import Block, Page
from toolkit.intake.vocabulary import Vocabulary, is_long
from toolkit.intake.words import plain, without_number

# One character for one, so that places in the folded text are places in the text.
_FOLD = str.maketrans("：（）．＊", ":().*")


@dataclass(frozen=True, slots=True, eq=False)
class Occurrence:
    """A label on the page.

    Attributes:
        block: the block it fills or stands in; for letters one below the other, the block they make together.
        name: its plain wording.
        inline: what follows it in the same text, None where the label stands alone.
        index: which of the labels in its text it is.
        closing: whether it is the last of them, so that its answer may stand in the next cell.
        parts: the cells it is spelled over, letter by letter.
        numbered: whether a number stands behind it (问题困难2), so that its text is one of several.
    """

    block: Block
    name: str
    inline: str | None = None
    index: int = 0
    closing: bool = True
    parts: tuple[Block, ...] = ()
    numbered: bool = False

    @property
    def order(self) -> tuple[int, int, int]:
        """Return its place in reading order."""
        return self.block.row, self.block.column, self.index


@dataclass(slots=True)
class Labelled:
    """A page with its labels found.

    Attributes:
        chosen: key → where its label stands, the surest first; several where the page repeats it.
        barriers: blocks that are labels or printed text, and so no answers.
        boxes: key → rows of blocks that hold its tick boxes.
    """

    page: Page
    words: Vocabulary
    chosen: dict[str, list[Occurrence]] = field(default_factory=dict)
    barriers: set[Block] = field(default_factory=set)
    boxes: dict[str, list[list[Block]]] = field(default_factory=dict)

    @property
    def coverage(self) -> float:
        """Return the share of the form's fields whose place was found."""
        found = {*self.chosen, *self.boxes}
        return len(found) / len(self.words.fields) if self.words.fields else 0.0

    @property
    def boxed(self) -> set[Block]:
        """Return the blocks that belong to tick boxes."""
        return {each for rows in self.boxes.values() for row in rows for each in row}


def find_labels(page: Page, words: Vocabulary) -> Labelled:
    """Return where the labels of a form stand on a page; all are absent where the page is another form."""
    found = Labelled(page, words)
    alone = list(_alone(page, words)) + list(_downwards(page, words))
    found.boxes = _boxes(page, words, alone)
    boxed = found.boxed
    alone = [each for each in alone if each.block not in boxed]
    answers = _long_answers(page, words, alone)
    inside = [
        occurrence
        for block in page.blocks
        if block not in boxed and block not in answers and not _name(block, words.labels)
        for occurrence in _inside(block, words)
    ]
    everything = sorted([*alone, *inside], key=lambda each: each.order)
    found.chosen = _choose(found, everything)
    found.barriers = _barriers(found, everything)
    return found


def _name(block: Block, names: Mapping[str, object]) -> str:
    return next((each for each in block.forms if each in names), "")


def _alone(page: Page, words: Vocabulary) -> Iterator[Occurrence]:
    for block in page.blocks:
        name = _name(block, words.labels)
        if name and not ticks.has_marks(block.text):
            numbered = any(each != name and without_number(each) == name for each in block.forms)
            yield Occurrence(block, name, numbered=numbered)


def _downwards(page: Page, words: Vocabulary) -> Iterator[Occurrence]:
    """Yield labels written one letter a cell, each below the other."""
    columns: dict[int, list[Block]] = {}
    for block in page.blocks:
        columns.setdefault(block.column, []).append(block)
    for blocks in columns.values():
        for letters, run in groupby(blocks, lambda each: isinstance(each.value, str) and len(each.plain) == 1):
            if letters:
                yield from _spelled(list(run), words)


def _spelled(run: Sequence[Block], words: Vocabulary) -> Iterator[Occurrence]:
    start = 0
    while start < len(run) - 1:
        for end in range(len(run), start + 1, -1):
            name = "".join(each.plain for each in run[start:end])
            if name in words.labels or name in words.printed:
                first, last = run[start], run[end - 1]
                text = "\n".join(each.text for each in run[start:end])
                whole = replace(first, last_row=last.last_row, text=text, forms=(name,))
                yield Occurrence(whole, name, parts=tuple(run[start:end]))
                start = end - 1
                break
        start += 1


def _inside(block: Block, words: Vocabulary) -> Iterator[Occurrence]:
    """Yield the labels that open a text or follow one another in it, each with its colon."""
    if not isinstance(block.value, str):
        return
    found = list(inline_labels(block.text, words))
    if not found or found[0].start != 0:
        return
    for index, each in enumerate(found):
        yield Occurrence(block, each.name, each.said, index, index + 1 == len(found), numbered=each.numbered)


@dataclass(frozen=True, slots=True)
class Inline:
    """A label with its colon inside a text: where it begins, its plain wording, and what stands behind it."""

    start: int
    name: str
    said: str
    numbered: bool = False


def inline_labels(text: str, words: Vocabulary) -> Iterator[Inline]:
    """Yield the labels with a colon in a text, each with what follows it up to the next."""
    folded = text.translate(_FOLD)
    if ":" not in folded:
        return
    matches = list(words.inline.finditer(folded))
    if not matches:
        return
    ends = [*(each.start() for each in matches[1:]), len(folded)]
    for match, end in zip(matches, ends, strict=True):
        said = text[match.end() : end].strip()
        yield Inline(match.start(), plain(match["label"]), said, numbered=bool(match["number"]))


def _long_answers(page: Page, words: Vocabulary, alone: Sequence[Occurrence]) -> set[Block]:
    """Return the blocks beside labels of long texts: what they say may look like labels and is not."""
    long = {each.key for each in words.fields if is_long(each)}
    beside = (page.next_to(each.block) for each in alone if long & set(words.labels.get(each.name, {})))
    return {each for each in beside if each is not None}


def _boxes(page: Page, words: Vocabulary, alone: Sequence[Occurrence]) -> dict[str, list[list[Block]]]:
    found: dict[str, list[list[Block]]] = {}
    for key, asked in words.boxes.items():
        own = {each.block.row for each in alone if key in words.labels.get(each.name, {})}
        others = {each.block for each in alone if not ticks.only_choices(each.block.text, asked.choices)}
        for row in sorted(page.rows):
            stretch = _stretch(page, row, asked, others, labelled=row in own)
            if stretch:
                found.setdefault(key, []).append(stretch)
    return found


def _stretch(page: Page, row: int, asked: Field, others: set[Block], *, labelled: bool) -> list[Block]:
    """Return the blocks of a row that list a field's choices, from the first choice or mark to the last."""
    blocks = [each for each in page.rows[row] if each.row == row]
    places = [n for n, each in enumerate(blocks) if isinstance(each.value, str) and _lists(each, asked)]
    if not places:
        return []
    texts = [blocks[place].text for place in places]
    said = {choice for choice in asked.choices if any(choice in plain(text) for text in texts)}
    marked = any(ticks.has_marks(text) for text in texts)
    first, last = places[0], places[-1]
    behind = blocks[last + 1] if last + 1 < len(blocks) and blocks[last + 1] not in others else None
    before = blocks[first - 1] if first and blocks[first - 1] not in others else None
    if not (marked or labelled or len(said) > 1 or (behind is not None and ticks.is_mark(behind.text))):
        return []
    start, end = first, last + 1
    if behind is not None and (len(behind.text) <= 2 or _nearly(behind, asked)):
        end += 1
    if before is not None and ticks.is_mark(before.text):
        start -= 1
    return [each for each in blocks[start:end] if each not in others]


def _nearly(block: Block, asked: Field) -> bool:
    """Return whether a short text says a choice with something more (很不满意), which a person must look at."""
    return len(block.text) <= 2 * max(map(len, asked.choices)) and any(each in block.plain for each in asked.choices)


def _lists(block: Block, asked: Field) -> bool:
    # A text much longer than all choices with their boxes says something else.
    return len(block.text) <= 4 * sum(map(len, asked.choices)) and ticks.only_choices(block.text, asked.choices)


def _choose(found: Labelled, everything: Sequence[Occurrence]) -> dict[str, list[Occurrence]]:
    """Return which occurrence answers which field: printed labels before synonyms, owners before what they own."""
    fields = found.words.fields
    free = list(everything)
    labelled = {part for each in everything for part in (each.block, *each.parts)}
    for asked, name in _by_rank(fields):
        if asked.key in found.chosen:
            continue
        hits = [each for each in free if each.name == name]
        if asked.after:
            hits = [each for each in everything if each.name == name]
            rivals = {each.after for each in fields if each.after and name in map(plain, each.labels)}
            few = len(hits) < len(rivals)
            hits = [each for each in hits if _owner(each, rivals, found, labelled, few=few) == asked.after]
        if hits:
            found.chosen[asked.key] = hits
            free = [each for each in free if each not in hits]
    return found.chosen


def _by_rank(fields: Sequence[Field]) -> Iterator[tuple[Field, str]]:
    """Yield each field with each of its wordings: those that own others first, printed labels before synonyms."""
    for owned in (False, True):
        group = [each for each in fields if bool(each.after) is owned]
        for rank in range(max((len(each.labels) for each in group), default=0)):
            yield from ((each, plain(each.labels[rank])) for each in group if rank < len(each.labels))


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
    return key


def _begins_unknown(found: Labelled, row: int, block: Block, labelled: set[Block]) -> bool:
    """Return whether a row begins, where labels stand, with something unknown: it may be an owner's new name."""
    begins = found.page.rows.get(row, [block])[0]
    known = begins in labelled or begins is block or found.words.is_printed(begins.text)
    return not known and begins.column <= block.column


def _barriers(found: Labelled, everything: Sequence[Occurrence]) -> set[Block]:
    used = {part for each in found.chosen.values() for one in each for part in (one.block, *one.parts)}
    # A printed label that nothing took is a label all the same; a synonym that was not needed may be an answer.
    spare = {
        part
        for each in everything
        if 0 in found.words.labels.get(each.name, {"": 0}).values()
        for part in (each.block, *each.parts)
    }
    printed = {
        block
        for block in found.page.blocks
        if block not in used and isinstance(block.value, str) and found.words.is_printed(block.text)
    }
    return used | spare | printed
