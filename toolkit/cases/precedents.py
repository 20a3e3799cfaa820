"""Precedents (先例): the cases whose words are most like a new one's, and what the office decided about them.

The office's own register teaches: every case that has a lead unit or a class is a precedent. Texts are compared by the
pairs of letters and the known words they share, rare ones counting more (cosine of tf–idf weights), so that a slip of
the pen costs little and a mechanism without a list of words learns all the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.cases.lexicon import Lexicon, folded
from toolkit.cases.matters import plain

#: What a known word counts beside the pairs of letters it is made of, which count 1 each.
_WORD = 1.5
#: A case less like than this is not called like. The same matter told by another firm comes to 0.16 at the least and
#: 0.45 as a rule; of matters that are nobody's but their own firm's, every tenth has one at 0.15 (docs/suggest.md).
LEAST_LIKENESS = 0.15
#: So many are named.
_MOST = 8
#: Sums of many small numbers are true to so much.
_MARGIN = 1 - 1e-9
#: So many matters without any of the words are taken to have been before the first: in a register of three cases that
#: are all about power, "power" is not a word that everybody uses.
_BEFORE = 200
#: Pairs do not reach over these.
_BREAKS = re.compile(r"[，。、；：,;:.!?！？\s]+")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A case that teaches: its 编号, the unit that had the lead and its class, "" where it has none."""

    number: str
    unit: str
    klass: str


@dataclass(frozen=True, slots=True)
class Near:
    """A precedent and how alike it is, from 0 to 1."""

    precedent: Precedent
    likeness: float


class Precedents:
    """The cases that teach, found by the words of the one that asks."""

    def __init__(self, taught: Iterable[tuple[Precedent, str]], words: Iterable[str] = ()) -> None:
        """Take the precedents with their texts, and the words that are known to mean something."""
        self._lexicon = Lexicon(words)
        texts = [(precedent, self._traits(text)) for precedent, text in taught]
        self._taught = [(precedent, traits) for precedent, traits in texts if traits]
        self._met = Counter(trait for _, traits in self._taught for trait in traits)
        self._places: dict[str, list[int]] = defaultdict(list)
        self._lengths: list[float] = []
        for at, (_, traits) in enumerate(self._taught):
            for trait in traits:
                self._places[trait].append(at)
            self._lengths.append(self._length(traits))
        self._shortest = min(self._lengths, default=0.0)
        self._found: dict[str, Sequence[Near]] = {}

    def near(self, text: str) -> Sequence[Near]:
        """Return the precedents that are like a text, the likest first; of equals the greater 编号 first."""
        if text not in self._found:  # asked for the class and for the lead unit
            self._found[text] = self._near(text)
        return self._found[text]

    def _near(self, text: str) -> Sequence[Near]:
        traits = self._traits(text)
        length = self._length(traits)
        found = [
            Near(self._taught[at][0], min(1.0, both / (length * self._lengths[at])))
            for at, both in self._shared(traits, LEAST_LIKENESS * length * self._shortest).items()
            if both >= LEAST_LIKENESS * length * self._lengths[at]
        ]
        found.sort(key=lambda each: (each.likeness, each.precedent.number), reverse=True)
        return found[:_MOST]

    def _shared(self, traits: Mapping[str, float], least: float) -> Mapping[int, float]:
        """Return the places of the precedents that have traits in common, with what those come to.

        Rare traits come first. Once all that are left come to less than ``least``, who had none so far is not looked
        at any more: what everybody says makes nobody alike.
        """
        places = {trait: there for trait in traits if (there := self._places.get(trait))}
        gains = {
            trait: (traits[trait] * self._rarity(trait)) ** 2 for trait in sorted(places, key=lambda t: len(places[t]))
        }
        left, shared = math.fsum(gains.values()), dict[int, float]()
        for trait, gain in gains.items():
            if left >= least * _MARGIN:
                for at in places[trait]:
                    shared[at] = shared.get(at, 0.0) + gain
            else:
                for at in shared.keys() & places[trait]:
                    shared[at] += gain
            left -= gain
        return shared

    def _traits(self, text: str) -> Mapping[str, float]:
        """Return the pairs of letters of a text, and the known words in it, each with what it counts."""
        parts = (plain(part) for part in _BREAKS.split(text))
        traits = {part[at : at + 2]: 1.0 for part in parts for at in range(len(part) - 1)}
        # A known word of two letters is a pair of them too; the mark keeps the two apart.
        traits.update({f"#{word}": _WORD for word in self._lexicon.standing(folded(text)) if len(word) > 1})
        return traits

    def _rarity(self, trait: str) -> float:
        met = self._met[trait]
        return math.log(1 + (len(self._taught) + _BEFORE - met + 0.5) / (met + 0.5))

    def _length(self, traits: Mapping[str, float]) -> float:
        return math.sqrt(math.fsum((weight * self._rarity(trait)) ** 2 for trait, weight in traits.items()))
