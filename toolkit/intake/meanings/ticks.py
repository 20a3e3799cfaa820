"""Tick boxes and chosen words: which of the printed choices a person marked, in whatever way they mark.

The marks stand behind the word on our forms (电话□), before it on others (□电话), in a cell of their own or in the
word's. A text is taken apart into choices, marks and the rest; the order of words and marks says which belongs to
which, and nearness where their numbers differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toolkit.forms.traditional import simpler
from toolkit.intake.plain.words import plain

#: Between the texts of two cells; further apart than any space within a cell.
GAP = "\x1f"
_CHECKED = "☑☒√✓✔■●◉⊠⊙✅þü🗹☻"
_UNCHECKED = "□☐○◯▢◻⬜〇☺"
#: A single letter or word in a box of its own that stands for a tick: R and P are Wingdings ticks without their font.
_ALONE_CHECKED = {"r", "p", "v", "是", "勾"}
_ALONE_UNCHECKED = {"口", "否"}
#: A circle drawn among printed squares chooses; where circles are printed it does not. Which, a person must say.
_CIRCLES, _SQUARES = set("○◯〇"), set("□☐▢◻⬜")
_ANY = re.compile(f"[{_CHECKED}{_UNCHECKED}]")
_BRACKET_CHECKED = re.compile(r"[\[(【]\s*+[√✓✔xX☑vV■●Rr]\s*[\])】]")
#: Beside ticks a cross says no; alone it may be either.
_TICK = re.compile(r"[√✓✔☑✅]")
_CROSS = re.compile(r"[×✗✘✕✖❌]|[\[(（【]\s*+[xX×✗✘✕]\s*[\])】）]")
#: One mark in a text, as a pattern.
MARK = rf"[\[(（【]\s*+[√✓✔xX☑vV■●Rr]?\s*+[\])）】]|[{_CHECKED}{_UNCHECKED}]"
_BRACKET_EMPTY = re.compile(r"[\[(【]\s*[\])】]")
#: A tick typed beside the box that it was meant for: 满意□√, √□满意.
_IN_BOX = re.compile(f"[{_UNCHECKED}][{_CHECKED}](?=[\\s\x1f]|$)|(?:(?<=[\\s\x1f])|^)[{_CHECKED}][{_UNCHECKED}](?=\\w)")
#: What may stand beside choices without changing what they say.
_HARMLESS = re.compile(r"[\s_,.;:。，、；：/\\|+()\[\]【】“”\"\x1f]+")
#: 已选：满意
_CHOSEN = re.compile(r"^\s*(?:已?勾选|已?选[择中项]?)\s*[:：]\s*")
#: 1.满意 2.基本满意; what shows a picture of the sign before it is no sign itself.
_NUMBER = r"(?:[①-⑳]|[(（]?(?<!\d)(?:\d|(?<![A-Za-z])[A-Ha-h])[.、．)）])\s*(?=[%s]?\s*(?:%s))"
_PICTURED = "\ufe0f"
_AFFIX = re.compile(r"^(?:已?勾选|已?选择?)?(?:[该本此])?(?:问题|事项)?(?:[是为])?|(?:问题|事项|了)?$")


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was found.

    Attributes:
        ticked: the choices marked, or the only ones left standing.
        text: what stood there.
        strange: whether something stood there that is neither choice nor mark, so that nothing is certain.
        blank: whether choices and boxes stand as printed.
    """

    ticked: tuple[str, ...] = ()
    text: str = ""
    strange: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str = ""
    checked: bool = False


def has_marks(text: str) -> bool:
    """Return whether a text holds any mark, ticked or empty."""
    return bool(_ANY.search(text) or _BRACKET_CHECKED.search(text))


@lru_cache(maxsize=1024)
def is_mark(text: str) -> bool:
    """Return whether a cell holds nothing but marks."""
    bare = text.strip().lower()
    if bare in _ALONE_CHECKED or bare in _ALONE_UNCHECKED:
        return True
    return bool(bare) and not _HARMLESS.sub("", _fold(bare, ()).translate(_MARKS_OFF))


def only_choices(text: str, choices: Sequence[str]) -> bool:
    """Return whether a text holds at least one choice, and beside choices nothing but marks."""
    return _only_choices(text, tuple(choices))


@lru_cache(maxsize=4096)
def _only_choices(text: str, choices: tuple[str, ...]) -> bool:
    # Most cells of a form are printed, the same on every copy.
    folded = _fold(text, choices)
    tokens, rest = _tokens(folded, choices)
    return any(each.word for each in tokens) and not rest


def names_all(text: str, choices: Sequence[str]) -> bool:
    """Return whether a text names every choice."""
    tokens, _ = _tokens(_fold(text, choices), choices)
    return {each.word for each in tokens if each.word} == set(choices)


def named(text: str, choices: Sequence[str]) -> tuple[str, ...]:
    """Return the choices that a text names, in the order it names them."""
    tokens, _ = _tokens(_fold(text, choices), choices)
    return tuple(dict.fromkeys(each.word for each in tokens if each.word))


def read_ticks(text: str, choices: Sequence[str]) -> Ticks:
    """Return what a text that lists, marks or simply writes choices says; cells of a row are parted by :data:`GAP`."""
    shown = re.sub(r"\s+", " ", text.replace(GAP, " ")).strip()
    text = _CHOSEN.sub("", _numbers(tuple(choices)).sub("", text.replace(_PICTURED, "")))
    tokens, rest = _tokens(_fold(_retyped(text, choices), choices), choices)
    words = [each for each in tokens if each.word]
    marks = [each for each in tokens if not each.word]
    if not words:
        return _by_prefix(shown, choices)
    if rest or (_CIRCLES & set(text) and _SQUARES & set(text)):
        return Ticks(text=shown, strange=True)
    if not any(each.checked for each in marks):
        # Without a tick only a choice that stands alone and without its empty box is an answer.
        said = tuple(dict.fromkeys(each.word for each in words))
        if not marks and (len(said) == 1 or _listed(text, said, choices)):
            return Ticks(said, shown)
        if again := _written_again(words, choices):
            return Ticks(again, shown)
        return Ticks(text=shown, blank=True)
    whole = _alternate(tokens) and {each.word for each in words} == set(choices)
    if not whole and not all(each.checked for each in marks) and not _glued(marks, words):
        # A word or a box of the printed row is gone, and with it the certainty which belongs to which.
        return Ticks(text=shown, strange=True)
    if GAP not in text and not _alternate(tokens) and any(_between(each, words) for each in marks if each.checked):
        return Ticks(text=shown, strange=True)
    owners = [_owner(each, tokens) for each in marks if each.checked]
    ticked = {each.word for each in owners}
    return Ticks(tuple(each for each in choices if each in ticked), shown)


def _retyped(text: str, choices: Sequence[str]) -> str:
    """Return the text with a word that was typed into its own box, behind the printed one, as the tick it means.

    Only beside real ticks; without any, :func:`_written_again` counts the words.
    """
    cells = text.split(GAP)
    if not has_marks(text) or not any(each in _CHECKED for each in text):
        return text
    names = {plain(each) for each in choices}
    before = ["", *cells[:-1]]
    return GAP.join(
        "√" if plain(cell) in names and plain(cell) == plain(left) else cell
        for cell, left in zip(cells, before, strict=True)
    )


def _written_again(words: Sequence[_Token], choices: Sequence[str]) -> tuple[str, ...]:
    """Return the choices that stand once more than printed: the word was typed where a tick belongs."""
    counts = Counter(each.word for each in words)
    return tuple(each for each in choices if counts[each] > 1) if len(counts) == len(choices) else ()


def _alternate(tokens: Sequence[_Token]) -> bool:
    """Return whether words and marks take turns, so that every mark is on the same side of its word."""
    return len(tokens) % 2 == 0 and all(bool(one.word) != bool(two.word) for one, two in pairwise(tokens))


def _listed(text: str, said: Sequence[str], choices: Sequence[str]) -> bool:
    """Return whether several choices were written out by a person (电话、走访) and not left from the printed row."""
    # A stroke parts what is printed as well, but only where every choice is.
    parted = re.search(r"[、,，;；和及+＋]", text) or ("/" in text.replace("／", "/") and len(said) < len(choices))
    return len(said) > 1 and bool(parted) and GAP not in text


def _by_prefix(text: str, choices: Sequence[str]) -> Ticks:
    bare = re.sub(r"[\s。.，,]", "", unicodedata.normalize("NFKC", text))
    if not bare or (is_mark(text) and not any(each in _CHECKED for each in text)):
        return Ticks(text=text, blank=True)
    begun = [each for each in choices if len(bare) >= 2 and each.startswith(bare)]
    return Ticks((begun[0],), text) if len(begun) == 1 else Ticks(text=text, strange=True)


_MARKS_OFF = str.maketrans(dict.fromkeys(_CHECKED + _UNCHECKED, ""))


def _fold(text: str, choices: Sequence[str]) -> str:
    """Return the text with width folded, bracketed marks as single characters, and lone letters in boxes as marks."""
    cells = []
    for cell in text.split(GAP):
        bare = cell.strip().lower()
        if bare in _ALONE_CHECKED and bare.upper() not in choices:
            cells.append("√")
        elif bare in _ALONE_UNCHECKED:
            cells.append("□")
        else:
            cells.append(simpler(unicodedata.normalize("NFKC", cell)))
    folded = GAP.join(cells)
    if _TICK.search(folded):
        folded = _CROSS.sub("□", folded)
    folded = _BRACKET_EMPTY.sub("□", _BRACKET_CHECKED.sub("√", folded))
    return _IN_BOX.sub("√", folded)


@lru_cache(maxsize=256)
def _numbers(choices: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the numbers of a list of choices."""
    return re.compile(_NUMBER % (_CHECKED + _UNCHECKED, "|".join(map(re.escape, choices)) or r"\b\B"))


@lru_cache(maxsize=256)
def _pattern(choices: tuple[str, ...]) -> tuple[Sequence[str], re.Pattern[str]]:
    """Return the choices, the longest first, or 满意 would be seen inside 不满意, and what finds them and the marks."""
    names = sorted(choices, key=len, reverse=True)
    # Letters of a choice may be parted by spaces or a line break on narrow forms.
    spaced = [r"\s*".join(re.escape(letter) for letter in unicodedata.normalize("NFKC", each)) for each in names]
    return names, re.compile("|".join(f"({each})" for each in spaced) + f"|([{_CHECKED}])|([{_UNCHECKED}])")


def _tokens(text: str, choices: Sequence[str]) -> tuple[list[_Token], str]:
    """Return choices and marks in order, and what is left beside them."""
    names, pattern = _pattern(tuple(choices))
    tokens, rest, position = [], [], 0
    for match in pattern.finditer(text):
        rest.append(text[position : match.start()])
        position = match.end()
        group = match.lastindex or 0
        if group <= len(names):
            tokens.append(_Token(match.start(), match.end(), names[group - 1]))
        else:
            tokens.append(_Token(match.start(), match.end(), checked=group == len(names) + 1))
    rest.append(text[position:])
    left = [_HARMLESS.sub("", each) for each in rest]
    if len(tokens) == 1:
        left = [_AFFIX.sub("", each) for each in left]
    joined = "".join(left)
    # 电话、走访 和 其他方式: words that only join are harmless between choices.
    return tokens, "" if len(tokens) > 1 and joined in {"和", "及", "以及", "与"} else joined


def _glued(marks: Sequence[_Token], words: Sequence[_Token]) -> bool:
    """Return whether every tick touches exactly one word."""
    ends, starts = {each.end for each in words}, {each.start for each in words}
    return all((each.start in ends) != (each.end in starts) for each in marks if each.checked)


def _between(mark: _Token, words: Sequence[_Token]) -> bool:
    """Return whether a tick stands as near to the word before it as to the word after it."""
    before = [mark.start - each.end for each in words if each.end <= mark.start]
    after = [each.start - mark.end for each in words if each.start >= mark.end]
    return bool(before and after) and min(before) == min(after)


def _owner(mark: _Token, tokens: Sequence[_Token]) -> _Token:
    """Return the choice that a tick belongs to."""
    words = [each for each in tokens if each.word]
    leads = not tokens[0].word
    before = [each for each in words if each.end <= mark.start]
    after = [each for each in words if each.start >= mark.end]
    if not after:
        return before[-1]
    if not before:
        return after[0]
    if _alternate(tokens):
        return after[0] if leads else before[-1]
    gap_before, gap_after = mark.start - before[-1].end, after[0].start - mark.end
    if gap_before == gap_after:
        return after[0] if leads else before[-1]
    return before[-1] if gap_before < gap_after else after[0]
