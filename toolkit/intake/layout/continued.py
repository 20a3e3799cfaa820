"""A title that stands on a sheet once more, over what goes on below it: 情况表（续）, or the head of each page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from toolkit.forms import Form
from toolkit.intake.layout.page import Block, Page

_AGAIN = re.compile(r"[(（【\[]?\s*(?:续表?|接上[表页]|第\s*[2-9二三四五]\s*页)\s*\d?\s*[)）】\]]?\s*$")


def continued(page: Page, titles: Sequence[tuple[Block, Sequence[Form]]], labels: Collection[str]) -> Iterator[Block]:
    """Yield the titles, one below the other, that only go on with the form above them.

    They say so, or what stands below them has none of the labels that stand above: another form would ask the same.

    Args:
        page: the whole sheet.
        titles: its titles from top to bottom, each with the forms it may be of.
        labels: the plain wordings of every label of every form.
    """
    ends = [*(block.row for block, _ in titles[1:]), page.last + 1]
    first = 0
    for number, ((above, forms), (block, again)) in enumerate(pairwise(titles), start=1):
        said = bool(_AGAIN.search(block.text))
        if forms != again or above.row == block.row:
            first = number
            continue
        before = _labels(page, titles[first][0].row, block.row, labels)
        below = _labels(page, block.row, ends[number], labels)
        if before and below and (said or before.isdisjoint(below)):
            yield block
        else:
            first = number


def _labels(page: Page, top: int, end: int, labels: Collection[str]) -> set[str]:
    """Return the labels in some rows, in cells of their own or before a colon."""
    blocks = (each for row in page.order if top <= row < end for each in page.rows[row])
    texts = (re.split("[:：]", each.text, maxsplit=1)[0] for each in blocks if isinstance(each.value, str))
    found = {each for block in page.blocks if top <= block.row < end for each in block.forms if each in labels}
    return found | {plain_head for text in texts if (plain_head := "".join(text.split())) in labels}
