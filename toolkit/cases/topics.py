"""What a matter is about (题目), as far as its words tell: pairs of letters, and known words that mean one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from toolkit.cases.lexicon import Lexicon, folded
from toolkit.cases.matters import plain
from toolkit.mechanism.sayings import Sayings

#: Marks a trait that is a thing (子女入学) and no pair of letters.
_MARK = "#"
_SENTENCES = re.compile(r"[。；;!！?？\n]+")
#: Pairs do not reach over these.
_BREAKS = re.compile(r"[，。、；：,;:.!?！？“”\"'（）()《》\s]+")
#: Only so much of a text is looked at: a firm that writes pages says what it is about at the beginning.
_MOST = 400
#: Points from which on a thing is said: one of its words, or two that are met with other things too.
_ENOUGH = 2
#: Letters that neither begin nor end a word worth telling.
_LITTLE = "的了在是和与及等也都就还又要不把被给从到得地着个"
#: A word that joins matters is no longer than this, and no shorter than two letters.
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """What is compared of a matter.

    Attributes:
        parts: its text without what says nothing, cut at its stops.
        pairs: the pairs of letters in it.
        things: thing → the words by which the text says it.
    """

    parts: tuple[str, ...]
    pairs: frozenset[str]
    things: Mapping[str, tuple[str, ...]]

    @property
    def traits(self) -> Iterator[str]:
        """Yield the pairs, and the things with a mark before them."""
        yield from self.pairs
        yield from (_MARK + name for name in self.things)


def is_thing(trait: str) -> bool:
    """Return whether a trait is a thing and no pair of letters."""
    return trait.startswith(_MARK)


def thing(trait: str) -> str:
    """Return the thing that a trait stands for."""
    return trait.removeprefix(_MARK)


class Topics:
    """Finds what matters are about, by a mechanism's words for it."""

    def __init__(self, sayings: Sayings) -> None:
        """Lay out the words once."""
        self._void, self._trade = _any_of(sayings.void), _any_of(sayings.trade)
        # What has another meaning is known as well, so that the shorter word within it is not taken for the thing.
        self._lexicon = Lexicon(word for each in sayings.sayings for word in (*each.words, *each.also, *each.other))
        self._meant: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for each in sayings.sayings:
            for word in each.words:
                self._meant[word].append((each.name, _ENOUGH))
            for word in each.also:
                self._meant[word].append((each.name, 1))

    def of(self, text: str, firm: str = "") -> Topic:
        """Return what a text is about. The firm's own name in it says nothing, nor does a word of its trade."""
        text = text[:_MOST]
        if firm:
            text = text.replace(firm, "，")
        parts = tuple(filter(None, map(plain, _BREAKS.split(self._void.sub("，", text)))))
        pairs = frozenset(part[at : at + 2] for part in parts for at in range(len(part) - 1))
        return Topic(parts, pairs, self._things(text, firm))

    def _things(self, text: str, firm: str) -> Mapping[str, tuple[str, ...]]:
        trade = frozenset(self._lexicon.standing(folded(firm))) if firm else frozenset()
        said: dict[str, dict[str, int]] = {}
        for sentence in _SENTENCES.split(text):
            found: dict[str, dict[str, int]] = defaultdict(dict)
            clauses = "，".join(self._trade.split(part)[0] for part in _BREAKS.split(sentence))
            for word in self._lexicon.standing(folded(clauses)):
                for name, points in self._meant[word]:
                    found[name][word] = 0 if word in trade else points
            for name, words in found.items():
                # Two words of which each is met with other things tell one only where they stand together.
                if sum(words.values()) >= _ENOUGH:
                    said.setdefault(name, {}).update(words)
        return {name: _telling(words) for name, words in said.items()}


def _telling(words: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words that say a thing by themselves, where there are any, else all."""
    most = max(words.values())
    return tuple(word for word, points in words.items() if points == most)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(filter(None, words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or r"(?!)")


def runs(topic: Topic, pairs: Set[str]) -> list[str]:
    """Return the longest pieces of a topic's text that consist of these pairs: 变压器容 from 变压, 压器, 器容."""
    found: dict[str, None] = {}
    for part in topic.parts:
        start = 0
        for at in range(len(part)):
            if part[at : at + 2] in pairs and at + 1 < len(part) and at + 1 - start < _LONGEST:
                continue
            piece = part[start : at + 1].strip(_LITTLE)
            if len(piece) > 1:
                found.setdefault(piece)
            start = at + 1
    return list(found)
