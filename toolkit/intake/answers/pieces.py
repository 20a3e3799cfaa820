"""Dates and telephones spread over several cells: 2024 | 年 | 3 | 月 | 5 | 日, or 0757 | 22334455."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.forms import Field, FieldType
from toolkit.intake.layout.page import Block
from toolkit.intake.meanings.fit import fits

#: What people spread over cells.
PIECED = frozenset((FieldType.DATE, FieldType.PHONE))
#: An area code keeps its stroke.
_AREA = re.compile(r"[(（]?0\d{2,3}[)）]?")
#: A piece is short: a year, a month's name, half a number.
_PIECE = 8


def in_pieces(asked: Field, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that make an answer only together, none where the first does so alone.

    Args:
        asked: the field, of a type in :data:`PIECED`.
        blocks: what stands free right of its label, from left to right.
    """
    if len(blocks) < 2 or fits(asked, blocks[0].value):
        return []
    for count in range(len(blocks), 1, -1):
        some = list(blocks[:count])
        if all(len(each.text) <= _PIECE for each in some) and fits(asked, joined(asked, some)):
            return some
    return []


def joined(asked: Field, blocks: Sequence[Block]) -> str:
    """Return pieces as one text: with what they bring along, else with strokes between them."""
    texts = [each.text for each in blocks]
    whole = "".join(texts)
    area = asked.type is FieldType.PHONE and _AREA.fullmatch(texts[0])
    return whole if fits(asked, whole) and not area else "-".join(texts)
