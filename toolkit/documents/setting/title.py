"""Titles broken by sense (GB/T 9704-2012 7.3.1: 回行时词意完整, 排列对称, 长短适宜)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

#: Characters of 22 points in 156 mm.
LENGTH = 20
#: A last line shorter than this stands forlorn below the others.
_SHORTEST = 4
#: How much better lines must read to be one more.
_MORE = 5
#: What is never parted: a template's field, words in quotes or brackets, set phrases, numbers with what is counted,
#: Latin words.
_WHOLE = re.compile(
    r"\{\{.*?\}\}|“[^”]*”|《[^》]*》|（[^）]*）|高质量发展|民营经济|民营企业|[0-9A-Za-z〔〕\-—.]+[年月日号件次个家项]?"
)
#: After these a title may well break, and before these too, the former the better; before those in _NEVER never.
_AFTER, _BEFORE = (
    "的关于和与及、，",
    ("关于", "工作", "情况", "事项", "会议", "问题", "民营企业", "联络"),
)
_NEVER = "的和与及、，。》”）"


def title_lines(text: str, keep: Sequence[str] = ()) -> list[str]:
    """Return a title in lines of about one length that hold it, broken where it reads well.

    Args:
        text: the title, in one line.
        keep: names that stay whole, besides what stands in quotes and brackets, and numbers.
    """
    if len(text) <= LENGTH:
        return [text]
    places = [each for each in range(2, len(text) - _SHORTEST + 1) if each in _allowed(text, keep)]
    fewest = -(-len(text) // LENGTH)
    ways = [_lines(text, cuts) for count in (fewest, fewest + 1) for cuts in combinations(places, count - 1)]
    fitting = [each for each in ways if all(len(line) <= LENGTH for line in each)]
    # One name longer than a line: the program that opens it breaks it.
    return min(fitting, key=_badness) if fitting else [text]


def _allowed(text: str, keep: Sequence[str]) -> set[int]:
    """Return before which characters a line may begin."""
    names = [re.escape(each) for each in sorted(keep, key=len, reverse=True) if each and len(each) <= LENGTH]
    whole = re.compile("|".join([*names, _WHOLE.pattern]))
    inside = {place for found in whole.finditer(text) for place in range(found.start() + 1, found.end())}
    return {place for place in range(1, len(text)) if place not in inside and text[place] not in _NEVER}


def _lines(text: str, cuts: tuple[int, ...]) -> list[str]:
    return [text[start:end] for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True)]


def _badness(lines: list[str]) -> float:
    """Return how badly lines read: uneven ones, and breaks in the middle of words."""
    uneven = max(map(len, lines)) - min(map(len, lines))
    rough = sum(
        0 if before[-1] in _AFTER else 1 if after.startswith(_BEFORE) else 6 for before, after in pairwise(lines)
    )
    return uneven + rough + _MORE * len(lines)
