"""Categories (问题类别) as people write them: B, b类, Ｂ., the whole sentence of the form, or only its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from toolkit.intake.meanings import ticks
from toolkit.intake.plain.words import plain
from toolkit.mechanism import Category

_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
#: Words that may stand round a category without turning it into something else.
_AROUND = re.compile(r"类?问题|类别?|属于?|的|第|[是为]")
#: What parts two printed categories.
_PARTING = " \t\n\x1f\u3000/／|、，,;；"
#: From this many letters on a part of the printed sentence is no chance.
_PART = 4


def read_category(text: str, categories: Sequence[Category]) -> Sequence[Category]:
    """Return the categories that a text names: one, none, or all of them where letter and words disagree."""
    if ticks.has_marks(text):
        reading = ticks.read_ticks(_codes_only(text, categories), [each.code for each in categories])
        return [each for each in categories if each.code in reading.ticked]
    normal = unicodedata.normalize("NFKC", text)
    letters = {each.upper() for each in _LETTERS.findall(normal)}
    if letters - {each.code for each in categories}:
        return []
    words = plain(_LETTERS.sub("", normal))
    said = {each.code for each in categories if words and _names(words, each, categories, sure=bool(letters))}
    return [each for each in categories if each.code in letters | said]


def only_printed(text: str, categories: Sequence[Category]) -> bool:
    """Return whether only the printed boxes stand there, none of them ticked."""
    codes = [each.code for each in categories]
    return ticks.has_marks(text) and ticks.read_ticks(_codes_only(text, categories), codes).blank


def _codes_only(text: str, categories: Sequence[Category]) -> str:
    """Return a text of categories and their boxes with each category's words as its code: □A.招商引资 as □A."""
    pieces = re.split(f"({ticks.MARK})", text)
    named = [piece if number % 2 else _code(piece, categories) for number, piece in enumerate(pieces)]
    return "".join(named)


def _code(piece: str, categories: Sequence[Category]) -> str:
    """Return the code of the only category that a piece between two boxes names, else the piece as it is."""
    found = read_category(piece, categories) if plain(piece) else []
    if len(found) != 1:
        return piece
    # What touched a box touches it still, and what stood apart from it stands apart.
    before, after = len(piece) - len(piece.lstrip(_PARTING)), len(piece.rstrip(_PARTING))
    return f"{piece[:before]}{found[0].code}{piece[after:]}"


def _names(words: str, category: Category, categories: Sequence[Category], *, sure: bool) -> bool:
    if [each for each in categories if _shortened(words, each)] == [category]:
        return True
    if any(plain(name) in words for name in (category.words, category.short)):
        # Beside the letter anything may stand; alone, words may not be turned round by others (非…).
        return sure or not _rest(words, categories)
    core = plain(_AROUND.sub("", words))
    return len(core) >= _PART and [each for each in categories if core in plain(each.words)] == [category]


def _shortened(words: str, category: Category) -> bool:
    """Return whether words are the printed sentence with some of its letters left out."""
    letters = iter(plain(category.words))
    return len(words) >= _PART and all(each in letters for each in words)


def _rest(words: str, categories: Sequence[Category]) -> str:
    for each in categories:
        words = words.replace(plain(each.words), "").replace(plain(each.short), "")
    return plain(_AROUND.sub("", words))
