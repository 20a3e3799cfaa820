"""Two matters on one form (一事一表): where a problem's text falls apart by its sender's own numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.cases.matters import plain

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
#: How people number: the style's pattern, and the numbers in their order. A number stands at the beginning of a line,
#: or after the stop of a sentence; 1.5 and 3、4 号厂房 within one are none.
_STYLES: Sequence[tuple[str, Sequence[str]]] = (
    ("{}[、.．]", _CHINESE),
    ("[（(]{}[）)]", _CHINESE),
    ("第{}[，,、：:]", _CHINESE),
    ("[（(]{}[）)]", [str(each) for each in range(1, 21)]),
    ("{}[、.．)）](?![0-9])", [str(each) for each in range(1, 21)]),
    ("{}", _CIRCLED),
)
_STARTS = r"(?:^|(?<=[；;。！!：:]))[ \t\u3000]*"
_BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n\s*")
#: Full-width figures, letter for letter: places in the one text are places in the other.
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
#: A part shorter than this is a heading or a slip, no matter of its own.
_SHORTEST = 4
#: A numbered part of so many letters is perhaps a matter of its own.
_TELLING = 8


def numbered(text: str) -> list[str]:
    """Return the parts of a text by its outermost numbering, else by its blank lines; the whole where it has neither.

    What stands before the first number stays with the first part; the numbers themselves go. Parts never lose a word
    otherwise: joined, they say what the text said.
    """
    text = _lines(text)
    for marks in _numberings(text):
        parts = _cut(text, marks)
        if len(parts) > 1 and all(len(part) >= _SHORTEST for part in parts):
            return parts
    blocks = [block.strip() for block in _BLANK_LINE.split(text) if block.strip()]
    return blocks if len(blocks) > 1 and all(len(block) >= _SHORTEST for block in blocks) else [text]


def how_many(text: str) -> int:
    """Return how many matters a text seems to be, by its outermost numbering: 1 where it numbers no two long parts."""
    text = _lines(text)
    marks = next(iter(_numberings(text)), [])
    ends = [*(start for start, _ in marks[1:]), len(text)]
    return max(1, sum(len(plain(text[end:stop])) >= _TELLING for (_, end), stop in zip(marks, ends, strict=False)))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _numberings(text: str) -> list[list[tuple[int, int]]]:
    """Return where the numbers of each style stand, the outermost style first: the one that begins first."""
    folded = text.translate(_FIGURES)
    return sorted(marks for pattern, numbers in _STYLES if (marks := _marks(folded, pattern, numbers)))


def _marks(text: str, pattern: str, numbers: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the numbers of one style stand, one after the other from the first; none for a first alone."""
    marks: list[tuple[int, int]] = []
    for number in numbers:
        start = marks[-1][1] if marks else 0
        found = re.compile(_STARTS + pattern.format(number), re.MULTILINE).search(text, start)
        if found is None:
            break
        marks.append(found.span())
    return marks if len(marks) > 1 else []


def _cut(text: str, marks: Sequence[tuple[int, int]]) -> list[str]:
    ends = [start for start, _ in marks[1:]] + [len(text)]
    parts = [text[end:stop].strip(" \t\u3000\n") for (_, end), stop in zip(marks, ends, strict=True)]
    before = text[: marks[0][0]].strip()
    return [f"{before}\n{parts[0]}" if before else parts[0], *parts[1:]]


def parted_at(text: str, words: Sequence[str]) -> list[str]:
    """Return the parts of a text, each but the first beginning with one of ``words``, spaces aside.

    Raises:
        ValueError: with the words that do not stand in the text exactly once, or with which it begins.
    """
    places = [0]
    for each in words:
        found = list(re.finditer(r"\s*".join(map(re.escape, "".join(each.split()))), text)) if each.strip() else []
        if len(found) != 1 or not text[: found[0].start()].strip():
            raise ValueError(each)
        places.append(found[0].start())
    places = [*sorted(set(places)), len(text)]
    return [part for start, end in pairwise(places) if (part := text[start:end].strip())]
