"""Where a page lists a field's choices with their tick boxes, in cells of their own or in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.forms import Field
from toolkit.intake.layout.labelled import Occurrence
from toolkit.intake.layout.page import Block, Page
from toolkit.intake.layout.vocabulary import Vocabulary
from toolkit.intake.meanings import ticks
from toolkit.intake.plain.words import plain


def find_boxes(page: Page, words: Vocabulary, alone: Sequence[Occurrence]) -> dict[str, list[list[Block]]]:
    """Return for each field with tick boxes the rows of blocks that hold them.

    Args:
        page: the page.
        words: the form's words.
        alone: the labels that fill a cell.
    """
    found: dict[str, list[list[Block]]] = {}
    for key, asked in words.boxes.items():
        own = {each.block.row: each.block for each in alone if key in words.labels.get(each.name, {})}
        others = {each.block for each in alone if not ticks.only_choices(each.block.text, asked.choices)}
        for row in page.order:
            stretch = _stretch(page, row, asked, others, own.get(row)) or _under(page, row, asked, own)
            if stretch:
                found.setdefault(key, []).append(stretch)
    return found


def _under(page: Page, row: int, asked: Field, own: Mapping[int, Block]) -> list[Block]:
    """Return the cell below a field's label that holds nothing but one of its choices, which may be a label's word."""
    heads = [each for each in own.values() if each.last_row == row - 1]
    here = [each for each in page.rows[row] if each.row == row and isinstance(each.value, str)]
    return [each for each in here if any(each.column == head.column for head in heads) and _lists(each, asked)][:1]


def _stretch(page: Page, row: int, asked: Field, others: set[Block], label: Block | None) -> list[Block]:
    """Return the blocks of a row that list a field's choices, from the first choice or mark to the last.

    ``label`` is the field's own label in that row: the list stands right of it, and may be a single word.
    """
    blocks = [each for each in page.rows[row] if each.row == row and (label is None or each.column > label.last_column)]
    places = [n for n, each in enumerate(blocks) if isinstance(each.value, str) and _lists(each, asked)]
    if not places:
        return []
    texts = [blocks[place].text for place in places]
    said = {choice for choice in asked.choices if any(choice in plain(text) for text in texts)}
    marked = any(ticks.has_marks(text) for text in texts)
    first, last = places[0], places[-1]
    behind = blocks[last + 1] if last + 1 < len(blocks) and blocks[last + 1] not in others else None
    before = blocks[first - 1] if first and blocks[first - 1] not in others else None
    if not (marked or label or len(said) > 1 or (behind is not None and ticks.is_mark(behind.text))):
        return []
    start, end = first, last + 1
    headed = behind is not None and any(each.last_row == row - 1 and each.over(behind) for each in others)
    if behind is not None and not headed and (len(behind.text) <= 2 or _nearly(behind, asked)):
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
