"""What people leave round an answer: the printed line it stands on, the label's colon, the example above it."""

from __future__ import annotations

import re

#: A line to write on is drawn with these; a single one within a text may be meant.
_LINE = "_＿"
_BLANKS = " \t\u3000"
_DAY_LINES = re.compile(r"(?<![_＿])[_＿]++(?=\s{0,9}[年月日号])|(?<=[年月日号])\s{0,9}[_＿]++")
_COLON = re.compile(r"^\s*[:：]\s*(?=\S)")
#: 例：李四 above the answer; it was printed there to show how.
_EXAMPLE = re.compile(r"\s*[(（【]?(?:填写)?(?:样例|示例|范例|举例|例)[:：】]|\s*[(（]?(?:例如|比如|如)[:：]")
#: 例如 may as well begin a sentence of a long text.
_SURE_EXAMPLE = re.compile(r"\s*[(（【]?(?:填写)?(?:样例|示例|范例|例)[:：】]")


def _has_colon(text: str) -> bool:
    """Return whether there is anything to look at; most answers have no colon, and patterns are slow to say so."""
    return ":" in text or "：" in text


def bare_answer(text: str) -> str:
    """Return a text without the colon that belongs to its label and the drawn line that it was written on.

    ``：甲公司`` and ``___甲公司____`` are 甲公司; an underscore between letters stays.
    """
    if _has_colon(text):
        text = _COLON.sub("", text)
    if "_" not in text and "＿" not in text:
        return text
    bare = "\n".join(_undrawn(line) for line in text.split("\n"))
    # The line may be longer on one side; _x0041_ is a word of its own.
    return bare.strip(_LINE) if bare != text else text


def _undrawn(line: str) -> str:
    """Return a line of text without what was drawn at its ends; a single sign at an end stays."""
    bare = line.rstrip(_LINE + _BLANKS)
    if sum(each in _LINE for each in line[len(bare) :]) > 1:
        line = bare
    bare = line.lstrip(_LINE + _BLANKS)
    return bare if sum(each in _LINE for each in line[: len(line) - len(bare)]) > 1 else line


def without_lines(text: str) -> str:
    """Return a text without any drawn line: the day in ``__2024__年_5_月_4_日``."""
    return _DAY_LINES.sub("", text.strip(_LINE))


def may_be_example(text: str) -> bool:
    """Return whether an answer still begins like an example: what it is, a person must say."""
    return (_has_colon(text) or "】" in text) and bool(_EXAMPLE.match(text))


def without_example(text: str, *, long: bool) -> tuple[str, str]:
    """Return a text without the example in its first line, and that example; "" where there is none.

    Args:
        text: what stands in the answer's place.
        long: whether the answer is a long text; there only a line that calls itself an example is one.
    """
    if not _has_colon(text) and "】" not in text:
        return text, ""
    pattern = _SURE_EXAMPLE if long else _EXAMPLE
    if not pattern.match(text):
        return text, ""
    first, _, rest = text.strip().partition("\n")
    if rest.strip():
        return rest.strip("\n"), first.strip()
    # Alone it may be the whole of a long text, but never a name, a day or a choice.
    return (text, "") if long else ("", first.strip())
