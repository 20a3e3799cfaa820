"""Precedents (先例): what became of the cases whose words are most like a new one's.

The office's own register teaches: every case that has a lead unit or a class is one. Likeness is counted on pairs of
letters, rare ones more (BM25), so that no list of words is needed and a slip of the pen costs little.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.cases.matters import plain

#: BM25's two constants, as in the literature (Robertson and Zaragoza, 2009): how soon a repeated pair counts no more,
#: how much a long text is held back.
_SATURATION, _LENGTH = 1.2, 0.75
#: Fewer letters than this say too little to be like anything.
_SHORTEST = 4


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
    """The cases that teach, found by the words of those that ask."""

    def __init__(self, taught: Iterable[tuple[Precedent, str]], asked: Iterable[str]) -> None:
        """Take the precedents with their texts, and the texts that will be asked about: only their pairs are kept."""
        wanted = {pair for text in asked for pair in _pairs(text)}
        self._lengths: dict[Precedent, int] = {}
        self._places: dict[str, list[tuple[Precedent, int]]] = defaultdict(list)
        for precedent, text in taught:
            pairs = _pairs(text)
            if not pairs:
                continue
            self._lengths[precedent] = sum(pairs.values())
            for pair in pairs.keys() & wanted:
                self._places[pair].append((precedent, pairs[pair]))
        self._mean = sum(self._lengths.values()) / len(self._lengths) if self._lengths else 1.0

    def near(self, text: str, most: int = 8) -> list[Near]:
        """Return the precedents most like a text, the likest first; of equals the latest 编号 first."""
        pairs = _pairs(text)
        if not pairs or not self._lengths:
            return []
        weights = {pair: self._weight(pair) for pair in pairs}
        scores: Counter[Precedent] = Counter()
        for pair in pairs:
            for precedent, times in self._places.get(pair, ()):
                scores[precedent] += weights[pair] * self._held(times, self._lengths[precedent])
        # What the text would score against itself, were it of usual length.
        best = sum(weights[pair] * self._held(times, self._mean) for pair, times in pairs.items())
        ranked = sorted(scores.items(), key=lambda pair: (pair[1], pair[0].number), reverse=True)
        return [Near(precedent, min(1.0, score / best)) for precedent, score in ranked[:most]]

    def _weight(self, pair: str) -> float:
        among, there = len(self._lengths), len(self._places.get(pair, ()))
        return math.log(1 + (among - there + 0.5) / (there + 0.5))

    def _held(self, times: int, length: float) -> float:
        return times * (_SATURATION + 1) / (times + _SATURATION * (1 - _LENGTH + _LENGTH * length / self._mean))


def _pairs(text: str) -> Mapping[str, int]:
    letters = plain(text)
    if len(letters) < _SHORTEST:
        return {}
    return Counter(letters[at : at + 2] for at in range(len(letters) - 1))
