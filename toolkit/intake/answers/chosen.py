"""Choices made by looks alone: one of the printed words is bold, coloured, circled, or all others are struck out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.forms import Field, FieldType
from toolkit.intake.layout.page import Block
from toolkit.intake.meanings import categories, ticks
from toolkit.intake.plain.grid import Grid
from toolkit.mechanism import Mechanism

#: What is answered by choosing from words that a form, or a person, lists.
CHOOSABLE = frozenset((FieldType.CHOICE, FieldType.CHOICES, FieldType.CATEGORY))


def chosen_by_look(asked: Field, grid: Grid, blocks: Sequence[Block], mechanism: Mechanism) -> tuple[str, ...]:
    """Return the words chosen by their looks among those listed in some cells; none where nothing stands out.

    For a category the words are as they stand in the register.
    """
    listed: dict[str, int] = {}
    shown: dict[str, int] = {}
    gone: dict[str, int] = {}
    before: tuple[str, ...] = ()
    for block in blocks:
        place = (block.row, block.column)
        words = _named(asked, block.text, mechanism)
        bold = block.text if place in grid.circled and len(words) < 2 else " ".join(grid.emphasis.get(place, ()))
        out = " ".join(grid.struck.get(place, ()))
        if not words and bold and ticks.is_mark(block.text):
            # The box behind the word was coloured.
            shown.update(dict.fromkeys(before, 0))
        before = words or before
        listed.update(dict.fromkeys(words, 0))
        shown.update(dict.fromkeys(_named(asked, bold, mechanism), 0))
        gone.update(dict.fromkeys(_named(asked, out, mechanism), 0))
    picked = _some(listed, shown) or _some(listed, {each: 0 for each in listed if gone and each not in gone})
    return tuple(picked)


def _some(listed: Mapping[str, int], picked: Mapping[str, int]) -> Sequence[str]:
    """Return what was picked in the order listed; all or none of the words say nothing."""
    some = [each for each in listed if each in picked]
    return some if 0 < len(some) < len(listed) else []


def _named(asked: Field, text: str, mechanism: Mechanism) -> tuple[str, ...]:
    if not text.strip():
        return ()
    if asked.type is not FieldType.CATEGORY:
        return ticks.named(text, asked.choices)
    return tuple(each.stored for each in categories.read_category(text, mechanism.categories))
