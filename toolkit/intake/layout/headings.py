"""Section headings (二、企业基本信息): rows of their own between the rows of a form, and no answers to anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from toolkit.intake.layout.page import Block, Page

_COUNT = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"\s*(?:[(（]?{_COUNT}[)）、.．]|第{_COUNT}(?:部分|项|章|节))")
_SENTENCE = re.compile(r"[，。；！？：:,;!?]")
#: A heading is short.
_LENGTH = 18


def headings(
    page: Page, labels: Collection[Block], long: Collection[Block], titled: Callable[[str], bool]
) -> Iterator[Block]:
    """Yield the blocks that head a section: numbered, alone in a row, with a row that begins with a label below them.

    Args:
        page: the page.
        labels: the blocks that are labels.
        long: those whose answers may stand below them as numbered paragraphs.
        titled: tells the form's title.
    """
    left = min((each.column for each in labels), default=0)
    for number, row in enumerate(page.order):
        here = page.rows[row]
        if len(here) != 1 or here[0].row != row or not _may_head(here[0]) or here[0].column > left:
            continue
        above = page.rows[page.order[number - 1]] if number else []
        below = page.rows[page.order[number + 1]] if number + 1 < len(page.order) else []
        # What stands alone above it may be a text that goes on here, or a label whose text begins here.
        if len(above) == 1 and (above[0] not in labels or above[0] in long) and not titled(above[0].text):
            continue
        if below and below[0] in labels and here[0] not in labels:
            yield here[0]


def _may_head(block: Block) -> bool:
    text = block.text
    return len(block.plain) <= _LENGTH and bool(_NUMBERED.match(text)) and not _SENTENCE.search(text.rstrip("：:"))
