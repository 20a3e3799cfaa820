"""A measure's words to its tasks: each phrase of who answers closes one; 一是、二是 under one phrase are several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.tasks.model import Answerable
from toolkit.tasks.plain import plain
from toolkit.tasks.units import Phrases

_POINTS = re.compile(r"(?:^|(?<=[。;,:\n]))\s*[一二三四五六七八九十]+(?:是|要)")
_LINKS = " \n,;、。，；．.　"
#: The longest heading that a phrase can stand behind, with all that it covers coming after it.
_HEADING = 40
_TITLE = 24
_NOBODY = Answerable()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a measure, and who answers for them; ``tail`` where they come behind the last phrase."""

    text: str
    units: Answerable
    tail: bool = False


def title_of(text: str, phrases: Phrases) -> str:
    """Return a measure's opening words: its first sentence where short and without comma, else up to the comma."""
    first = phrases.find(text)[:1]
    words = plain(text[: first[0][0]] if first and text[: first[0][0]].strip() else text)
    sentence = re.split(r"[。\n]", words, maxsplit=1)[0]
    if len(sentence) > _TITLE or "," in sentence:
        sentence = re.split(r"[,;:。\n]", words, maxsplit=1)[0]
    return text[: len(sentence)].strip()


def pieces(text: str, phrases: Phrases) -> list[Piece]:
    """Return the pieces of a measure's text, its title not among them where it is a sentence of its own."""
    found = phrases.find(text)
    title = title_of(text, phrases)
    last = len(title) if _is_sentence(title, text, phrases) else 0
    if (
        len(found) == 1
        and found[0][0] <= _HEADING
        and not _sentence(text[: found[0][0]])
        and _long(text[found[0][1] :])
    ):
        # The phrase stands behind the heading and covers what follows.
        return list(_points(text[found[0][1] :], found[0][2]))
    made: list[Piece] = []
    for start, end, units in found:
        made += _points(text[last:start], units)
        last = max(last, end)
    rest = text[last:].strip(_LINKS)
    if rest:
        made.append(Piece(rest, _NOBODY, tail=bool(found)))
    return made or [Piece(text.strip(), _NOBODY)]


def without_phrases(text: str, phrases: Phrases) -> str:
    """Return a measure's words without the phrases of who answers."""
    for start, end, _ in reversed(phrases.find(text)):
        text = text[:start] + text[end:]
    return text.strip()


def _is_sentence(title: str, text: str, phrases: Phrases) -> bool:
    """Return whether the title is a sentence of its own, with others behind it."""
    behind = text[len(title) :]
    return behind[:1] in {"。", "\n"} and bool(without_phrases(behind, phrases).strip(_LINKS))


def _sentence(text: str) -> bool:
    return "。" in text.strip().rstrip("。") or "," in plain(text)


def _long(text: str) -> bool:
    return len(text.strip(_LINKS)) > _TITLE // 2


def _points(text: str, units: Answerable) -> Iterator[Piece]:
    """Yield a stretch that one phrase covers, parted at 一是、二是 where there are two or more."""
    starts = [match.start() for match in _POINTS.finditer(plain(text))]
    if len(starts) > 1:
        ahead = text[: starts[0]].strip(_LINKS)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
            words = text[start:end].strip(_LINKS)
            yield Piece(f"{ahead}：{words}" if ahead and number == 0 else words, units)
    elif text.strip(_LINKS) or units.all:
        yield Piece(text.strip(_LINKS), units)
