"""Words as they are compared: width, spaces, line breaks, punctuation and numbering taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from toolkit.forms.traditional import simpler

_NUMBERING = re.compile(r"^\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]\s*(?=\D)")
_TRAILING = re.compile(r"(?<=\D)(?:\d{1,2}|[一二三四五六七八九十]{1,2})$")
_BRACKETED = re.compile(r"\([^()]*\)")
#: What is neither letter nor digit, in Unicode's sense (categories L and N); \w has the underline besides.
_SIGNS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return only the letters and digits of a text, in lower case; 【企業 名称】： becomes 企业名称."""
    return simpler(_SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower())


@lru_cache(maxsize=8192)
def label_forms(text: str) -> tuple[str, ...]:
    """Return the forms in which a text may be a label: whole, without numbering, without what brackets add.

    The last is without a number behind it: 问题困难2.
    """
    normal = unicodedata.normalize("NFKC", text)
    bare = _NUMBERING.sub("", normal)
    whole = plain(text)
    unnumbered = whole if bare == normal else plain(bare)
    unbracketed = plain(_BRACKETED.sub("", bare)) if "(" in bare else unnumbered
    forms = (whole, unnumbered, unbracketed, without_number(unnumbered))
    return tuple(dict.fromkeys(each for each in forms if each))


def without_number(label: str) -> str:
    """Return a plain label without the number behind it."""
    return _TRAILING.sub("", label)


@lru_cache(maxsize=256)
def hint_pattern(hint: str) -> re.Pattern[str] | None:
    """Return a pattern that finds a form's printed hint, however its spaces and brackets were retyped."""
    letters = [each for each in unicodedata.normalize("NFKC", hint) if not each.isspace()]
    if not letters:
        return None
    return re.compile(r"\s*".join(re.escape(each) for each in letters))


def without_hint(text: str, hint: str) -> str:
    """Return what a person typed beside or instead of a printed hint, "" where only the hint stands.

    Only a hint at the beginning or the end goes, and one that begins with a letter only where a space parts it from
    what was typed: in 3月 日 the letters belong to the answer.
    """
    pattern = hint_pattern(hint)
    if pattern is None or not text.strip():
        return text.strip()
    normal = unicodedata.normalize("NFKC", text)
    if plain(normal) == plain(hint):
        return ""
    # Width folding keeps one character for one here, or the cut would fall at the wrong place.
    source = text if len(normal) == len(text) else normal
    for match in pattern.finditer(normal):
        before, after = source[: match.start()], source[match.end() :]
        closed = match.group()[0] in "([" or not before or before[-1].isspace()
        if closed and (not before.strip() or not after.strip()):
            # The colon between the hint and the answer belongs to neither.
            return (before + after.lstrip(" \t\r\n\u3000：:")).strip() if not before.strip() else before.strip()
    return text.strip()
