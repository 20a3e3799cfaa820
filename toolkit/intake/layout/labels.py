"""Where a form's labels stand on a page, in whatever shape they were retyped, and which of them belongs to which field.

A label may fill a cell, open a text (``报送单位：甲    编号：乙``), be written downwards inside a cell, or one letter a
cell. A label that the form prints twice belongs to the owner (``after``) it stands beside, or else follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby, islice

from toolkit.forms import FieldType
from toolkit.intake.layout.boxes import find_boxes
from toolkit.intake.layout.headings import headings
from toolkit.intake.layout.inline import Inline, begins_unknown, inline_labels, opens_long, without_quoted
from toolkit.intake.layout.labelled import Labelled, Occurrence
from toolkit.intake.layout.owners import choose
from toolkit.intake.layout.page import Block, Page
from toolkit.intake.layout.repeated import repeats
from toolkit.intake.layout.strangers import is_sign_off
from toolkit.intake.layout.vocabulary import Vocabulary, is_long
from toolkit.intake.meanings import ticks
from toolkit.intake.plain.words import plain, without_number

#: 问题类别：（A） is a label with its answer, and no label with a hint.
_LETTER = re.compile(r"[:：]\s*[(（]\s*[A-Za-zＡ-Ｚａ-ｚ]\s*[)）]\s*$")
#: Labels are weighed against one another; no page of forms has so many, and a dump of their words is soon done with.
_MOST = 300


def find_labels(page: Page, words: Vocabulary) -> Labelled:
    """Return where the labels of a form stand on a page; all are absent where the page is another form."""
    found = Labelled(page, words)
    alone = list(islice(chain(_alone(page, words), _downwards(page, words)), _MOST))
    found.boxes = find_boxes(page, words, alone)
    found.boxed = boxed = {each for rows in found.boxes.values() for row in rows for each in row}
    alone = [each for each in alone if each.block not in boxed]
    answers, tails = _long_answers(page, words, alone)
    mentioned = _mentions(page, words, alone, answers)
    alone = [each for each in alone if each.block not in mentioned]
    answers |= _said_again(page, words, alone)
    texts = [
        block
        for block in page.blocks
        if block not in boxed
        and block not in answers
        and (not _name(block, words.labels) or _LETTER.search(block.text))
    ]
    elsewhere = _keys(words, (each.name for each in alone if each.block not in tails))
    inside = list(_inside(words, texts, elsewhere))
    elsewhere |= _keys(words, (each.name for each in inside if each.block not in tails))
    everything = sorted(
        (each for each in (*alone, *inside) if each.block not in tails or not _keys(words, [each.name]) <= elsewhere),
        key=lambda each: each.order,
    )[:_MOST]
    found.chosen = choose(found, list(_in_place(found, everything)))
    found.barriers = _barriers(found, everything)
    found.barriers.update(_headings(found))
    return found


def _headings(found: Labelled) -> Iterator[Block]:
    long = {each.key for each in found.words.fields if is_long(each)}
    heads = {one.block: key for key, each in found.chosen.items() for one in each}
    return headings(
        found.page, heads.keys(), {each for each, key in heads.items() if key in long}, found.words.is_title
    )


def _mentions(page: Page, words: Vocabulary, alone: Sequence[Occurrence], answers: set[Block]) -> set[Block]:
    """Return the answers of long fields that are only a label's word (备注：联系电话), and no label for all that.

    Either every field with that label has it elsewhere, or the page has no labels side by side and this one no answer.
    """
    blocks = {each.block for each in alone}
    beside = {page.next_to(each) for each in blocks} & blocks
    found = set()
    for each in alone:
        if each.block not in answers:
            continue
        others = sum(one.name == each.name and one.block not in answers for one in alone)
        unanswered = page.next_to(each.block) is None and beside <= answers
        if others >= len(words.labels.get(each.name, {})) or (others and unanswered):
            found.add(each.block)
    return found


def _said_again(page: Page, words: Vocabulary, alone: Sequence[Occurrence]) -> set[Block]:
    """Return the blocks next to a label that say it once more before the answer."""
    found: set[Block] = set()
    for label in alone:
        block = page.next_to(label.block)
        if block is None or not (":" in block.text or "：" in block.text):
            continue
        keys = words.labels.get(label.name, {})
        if any(repeats(block.text, each) for each in words.fields if each.key in keys):
            found.add(block)
    return found


def _keys(words: Vocabulary, names: Iterable[str]) -> set[str]:
    return {key for name in names for key in words.labels.get(name, {})}


def _in_place(found: Labelled, everything: Sequence[Occurrence]) -> Iterator[Occurrence]:
    """Yield the labels that stand where the form is: not in a letter above its title, not in its sign-off."""
    page, words = found.page, found.words
    title = next((each.row for each in page.blocks if words.is_title(each.text)), -1)
    signed = {row for row, blocks in page.rows.items() if is_sign_off(blocks[0].text)}
    foot = max((each.block.row for each in everything if each.block.row not in signed), default=0)
    phones = {each.key for each in words.fields if each.type is FieldType.PHONE}
    below = phones | _keys(words, (each.name for each in everything if each.block.row > title))
    within = phones | _keys(words, (each.name for each in everything if each.block.row <= foot))
    for each in everything:
        row, keys = each.block.row, _keys(words, [each.name])
        if (row < title and keys & below) or (row > foot and row in signed and keys & within):
            continue
        yield each


def _name(block: Block, names: Mapping[str, object]) -> str:
    for each in block.forms:
        if each in names:
            return each
    return ""


def _alone(page: Page, words: Vocabulary) -> Iterator[Occurrence]:
    for block in page.blocks:
        name = _name(block, words.labels)
        if name and not ticks.has_marks(block.text) and not _LETTER.search(block.text):
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
    letters = "".join(each.plain for each in run)
    while start < len(run) - 1:
        for end in (start + length for length in words.lengths if 2 <= length <= len(run) - start):
            name = letters[start:end]
            if name in words.labels or name in words.printed:
                first, last = run[start], run[end - 1]
                text = "\n".join(each.text for each in run[start:end])
                whole = replace(first, last_row=last.last_row, text=text, forms=(name,))
                yield Occurrence(whole, name, parts=tuple(run[start:end]))
                start = end - 1
                break
        start += 1


def _inside(words: Vocabulary, blocks: Sequence[Block], elsewhere: set[str]) -> Iterator[Occurrence]:
    """Yield the labels that open a text or follow one another in it, each with its colon."""
    opening = ((block, labels) for block in blocks if (labels := _opening(block, words)))
    found = dict(islice(opening, _MOST))
    first = {block: _keys(words, [labels[0].name]) for block, labels in found.items()}
    for block, labels in found.items():
        kept: Sequence[Inline] = labels
        if len(labels) > 1 and opens_long(labels, words):
            others = set().union(*(keys for each, keys in first.items() if each is not block))
            kept = without_quoted(block.text, labels, words, elsewhere | others)
        for index, each in enumerate(kept):
            last, quoted = index + 1 == len(kept), index > 0 and opens_long(labels, words)
            yield Occurrence(block, each.name, each.said, index, last, numbered=each.numbered, quoted=quoted)


def _opening(block: Block, words: Vocabulary) -> Sequence[Inline]:
    """Return the labels in a text that begins with one, with the title, or with an unknown label and its answer."""
    found = list(inline_labels(block.text, words)) if isinstance(block.value, str) else []
    before = block.text[: found[0].start] if found else ""
    return found if not before or begins_unknown(before) or words.is_title(before) else []


def _long_answers(page: Page, words: Vocabulary, alone: Sequence[Occurrence]) -> tuple[set[Block], set[Block]]:
    """Return the blocks beside labels of long texts, and those that go on below them with nothing beside them.

    What they say may look like labels. The first never is one, the others are not where the form has that label
    elsewhere.
    """
    long = {each.key for each in words.fields if is_long(each)}
    answers: set[Block] = set()
    tails: set[Block] = set()
    for label in alone:
        first = _only_one_beside(page, label) if long & set(words.labels.get(label.name, {})) else None
        if first is None:
            continue
        answers.add(first)
        for row in page.rows_below(first.last_row):
            here = [each for each in page.rows[row] if each.row == row and each.column > label.block.last_column]
            rest = [each for each in page.rows[row] if each not in here and each not in label.parts]
            if len(here) > 1 or (rest and row > label.block.last_row):
                break
            tails.update(here)
    return answers, tails


def _only_one_beside(page: Page, label: Occurrence) -> Block | None:
    """Return what stands right of a label, immediately or alone in its row."""
    row = list(page.right_of(label.block, label.block.row))
    return page.next_to(label.block) or (row[0] if len(row) == 1 else None)


def _barriers(found: Labelled, everything: Sequence[Occurrence]) -> set[Block]:
    used = {part for each in found.chosen.values() for one in each for part in (one.block, *one.parts)}
    # A printed label that nothing took is a label all the same; a synonym that was not needed may be an answer, but
    # hardly one of those that a form repeats.
    repeated = _repeated(found.words)
    spare = {
        part
        for each in everything
        # 手机：138… right of 联系电话 is that label's answer, and no label of its own.
        if (each.inline is None and each.name in repeated) or 0 in found.words.labels.get(each.name, {"": 0}).values()
        for part in (each.block, *each.parts)
    }
    printed = {
        block
        for block in found.page.blocks
        if block not in used and isinstance(block.value, str) and found.words.is_printed(block.text)
    }
    return used | spare | printed


@lru_cache(maxsize=64)
def _repeated(words: Vocabulary) -> frozenset[str]:
    """Return the labels that a form repeats, each below its owner, and that are no choice of any field."""
    owned = {plain(label) for each in words.fields if each.after for label in each.labels}
    return frozenset(owned - {plain(choice) for each in words.fields for choice in each.choices})
