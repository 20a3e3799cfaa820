"""What stands on pages and not in the text (页码、页眉): turned into text, it comes between a paragraph's lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.tasks.model import Correction
from toolkit.tasks.numbering import label_of
from toolkit.tasks.plain import plain

#: — 3 —, -3-, 第3页, 第 3 页 共 12 页, 3/12.
_NUMBER = re.compile(r"-{1,2}\s*\d{1,3}\s*-{1,2}|第\s*\d{1,3}\s*页(?:[,\s]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}")
#: A line at the head of each page is short and comes again.
_LONGEST, _OFTEN = 40, 2
_SENTENCE = "。;:,、"
_WHERE = 12


def without_pages(lines: Sequence[str]) -> tuple[list[str], list[Correction]]:
    """Return the lines without page numbers and what stands at the head of pages, and what was left out.

    A head is a short line that comes again word for word beside page numbers. Blank lines beside what was left out go
    too, so that a paragraph broken by the page can be joined.
    """
    numbers = {place for place, line in enumerate(lines) if _NUMBER.fullmatch(plain(line).strip())}
    heads = numbers | set(_heads(lines, numbers))
    if not numbers:
        return list(lines), []
    done = [
        Correction(lines[place].strip()[:_WHERE], lines[place].strip(), "（去掉）", "是页码或页眉，不是正文")
        for place in sorted(heads)
    ]
    blank = {place for place in _beside(lines, heads) if not lines[place].strip()}
    return [line for place, line in enumerate(lines) if place not in heads | blank], done


def _heads(lines: Sequence[str], numbers: set[int]) -> Iterator[int]:
    """Yield where the lines stand that come again right behind or before page numbers."""
    beside = [place for place in _beside(lines, numbers) if place not in numbers and _may_be_head(lines[place])]
    often = Counter("".join(lines[place].split()) for place in beside)
    # The first page has its head without a number before it.
    known = {words for words, count in often.items() if count >= _OFTEN}
    yield from (place for place, line in enumerate(lines) if "".join(line.split()) in known)


def _may_be_head(line: str) -> bool:
    said = plain(line).strip()
    return 0 < len(said) <= _LONGEST and said[-1] not in _SENTENCE and label_of(said) is None


def _beside(lines: Sequence[str], places: set[int]) -> Iterator[int]:
    """Yield the lines around places: the blank ones, and the first on either side that is not."""
    for place in places:
        for step in (1, -1):
            there = place + step
            while 0 <= there < len(lines) and (not lines[there].strip() or there in places):
                yield there
                there += step
            if 0 <= there < len(lines):
                yield there
