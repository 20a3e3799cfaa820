"""The letters of a plan, brought to one width for reading; each stands where it stood, so places hold for both."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPEN, _CLOSED = "(〔[【", ")〕]】"
#: Full-width letters and what each is read as; one for one.
_WIDTH = str.maketrans(
    {
        **{chr(0xFF01 + each): chr(0x21 + each) for each in range(94)},
        "\u3000": " ", "\xa0": " ", "—": "-", "–": "-", "～": "-", "~": "-", "﹪": "%",
    }
)  # fmt: skip
_HAN = "零〇一二三四五六七八九"
_TENS = {"十": 10, "百": 100}


def plain(text: str) -> str:
    """Return the text with half-width letters and figures, as long as before."""
    return text.translate(_WIDTH)


def ordinal(text: str) -> int:
    """Return the value of a small number in figures or Chinese figures (六十八); 0 for what is none."""
    if text.isdecimal():
        return int(text)
    if text and not any(each in _TENS for each in text):
        return int("".join(str(_digit(each)) for each in text)) if all(each in _HAN for each in text) else 0
    total, digit = 0, 0
    for each in text:
        if each in _TENS:
            total, digit = total + (digit or 1) * _TENS[each], 0
        elif each in _HAN:
            digit = _digit(each)
        else:
            return 0
    return total + digit


def _digit(letter: str) -> int:
    return 0 if letter in "零〇" else _HAN.index(letter) - 1


def in_words(number: int) -> str:
    """Return a number from 1 to 99 in Chinese figures, as headings are numbered."""
    tens, ones = divmod(number, 10)
    ahead = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens + 1]}十"
    return ahead + (_HAN[ones + 1] if ones else "")


def brackets(text: str) -> list[tuple[int, int]]:
    """Return where each outermost bracket of a plain text begins and ends; one that never closes is none."""
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter in _OPEN:
            start = place if depth == 0 else start
            depth += 1
        elif letter in _CLOSED and depth:
            depth -= 1
            if depth == 0:
                found.append((start, place + 1))
    return found


def apart(text: str, marks: str) -> list[str]:
    """Return the pieces of a plain text between marks that stand in no bracket, without those that are empty."""
    inside = {place for start, end in brackets(text) for place in range(start, end)}
    pieces, last = [], 0
    for match in re.finditer(f"[{re.escape(marks)}]", text):
        if match.start() not in inside:
            pieces.append(text[last : match.start()])
            last = match.end()
    return [each.strip() for each in (*pieces, text[last:]) if each.strip()]


def clause_at(text: str, start: int, end: int, marks: str = ",;。:、") -> tuple[int, int]:
    """Return where the clause around a place begins and ends."""
    first = max((text.rfind(mark, 0, start) for mark in marks), default=-1) + 1
    last = min((found for mark in marks if (found := text.find(mark, end)) >= 0), default=len(text))
    return first, last


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longer ones first."""
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
