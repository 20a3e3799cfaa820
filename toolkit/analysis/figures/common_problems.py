"""Common problems (共性问题): matters of several firms that are like one another, grouped by rule.

Two matters are as like as the pairs of letters and the known things their words share, rare ones counting more (cosine
of tf–idf weights). Of a long text all pairs together count no more than those of a short one: a firm that introduces
itself first has the same trouble. The likest are joined first, and groups as long as their matters are like enough on
the average, so that a chain of matters each a little like the next is no group. The order of the rows plays no part.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.cases.matters import Firm
from toolkit.cases.topics import Topic, is_thing, runs, thing

#: What a thing counts beside a pair of letters, which counts 1.
_THING = 3.5
#: From this likeness on two matters may be joined; so like the matters of a group must be on the average.
_LEAST, _MEAN = 0.2, 0.2
#: From this likeness on two that have no known thing in common.
_LEAST_WORDING = 0.35
#: Of the matters before it so many are looked at for joining, the likest; hundreds of one trouble hang together so too.
_NEAREST = 40
#: The pairs of letters of a text count no more than this together, as the square of their length.
_MOST_WORDING = 20.0
#: So many matters without any of the words are taken to have been before the first (as in cases/precedents.py).
_BEFORE = 200
#: A trait that more than this share of the matters have, where that is more than so many, joins nothing.
_EVERYWHERE, _MANY = 0.05, 300
#: What joins a group stands in this share of its matters.
_JOINING = 0.5
#: So many words are told, and of one thing so many.
_TOLD, _OF_A_THING = 4, 3
#: So many letters may be shared by chance: they are told only where no thing is.
_BY_CHANCE = 2

_Edge = tuple[int, int]
_Places = npt.NDArray[np.int64]
_Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """A matter as it is compared: its 编号, its firm, what it is about."""

    number: str
    firm: Firm
    topic: Topic


@dataclass(frozen=True, slots=True)
class Common:
    """A common problem.

    Attributes:
        numbers: the 编号 of its cases, the most telling first.
        firms: how many firms have it, two at the least.
        words: the words that join them, the most telling first.
    """

    numbers: tuple[str, ...]
    firms: int
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return how it is called until the office names it: by its own words."""
        return "、".join(self.words[:2]) or self.numbers[0]


def common_problems(matters: Sequence[Told]) -> list[Common]:
    """Return the groups of like matters of at least two firms, the greatest first.

    Whoever stands in none has a problem of its own (个性问题). Equal groups follow their first 编号.
    """
    ordered = sorted(matters, key=lambda each: each.number)
    vectors, weights = _vectors(ordered)
    groups = _join(vectors, _edges(vectors))
    found = [
        _common([ordered[at] for at in group], [vectors[at] for at in group], weights)
        for group in groups
        if len(group) > 1
    ]
    return sorted((each for each in found if each.firms > 1), key=lambda each: (-each.firms, min(each.numbers)))


def how_many_firms(firms: Sequence[Firm]) -> int:
    """Return how many firms these are, one written in two ways counting once."""
    count, known = 0, defaultdict[str, list[Firm]](list)
    for firm in firms:
        if not any(firm.is_same(other) for core in firm.cores for other in known[core]):
            count += 1
            for core in firm.cores:
                known[core].append(firm)
    return count


def _vectors(matters: Sequence[Told]) -> tuple[list[dict[str, float]], Mapping[str, float]]:
    """Return each matter's traits with their weights, of length 1, and what each trait counts by its rarity."""
    met = Counter(trait for each in matters for trait in each.topic.traits)
    total, most = len(matters) + _BEFORE, max(_MANY, _EVERYWHERE * len(matters))
    rarest = math.log(1 + total)
    weights = {
        # A thing counts the same however many have it: what everybody has is the very thing that is looked for.
        trait: _THING if is_thing(trait) else math.log(1 + (total - times) / times) / rarest
        for trait, times in met.items()
        if is_thing(trait) or times <= most
    }
    return [_unit({each: weights[each] for each in told.topic.traits if each in weights}) for told in matters], weights


def _unit(vector: dict[str, float]) -> dict[str, float]:
    wording = math.fsum(weight * weight for trait, weight in vector.items() if not is_thing(trait))
    if wording > _MOST_WORDING:
        less = math.sqrt(_MOST_WORDING / wording)
        vector = {trait: weight if is_thing(trait) else weight * less for trait, weight in vector.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {trait: weight / length for trait, weight in sorted(vector.items())} if length else {}


def _edges(vectors: Sequence[Mapping[str, float]]) -> Iterator[_Edge]:
    """Return the pairs of matters that are like enough, the likest first."""
    places: dict[str, list[int]] = defaultdict(list)
    values: dict[str, list[float]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for trait, weight in vector.items():
            places[trait].append(at)
            values[trait].append(weight)
    shared = {trait: (np.array(there), np.array(values[trait])) for trait, there in places.items() if len(there) > 1}
    others, likeness, ats = [np.empty(0, np.int64)], [np.empty(0)], [np.empty(0, np.int64)]
    for at, vector in enumerate(vectors):
        met = {trait: (weight, *shared[trait]) for trait, weight in vector.items() if trait in shared}
        found, how_like = _before(at, met)
        others.append(found)
        likeness.append(how_like)
        ats.append(np.full(len(found), at))
    left, right = np.concatenate(others), np.concatenate(ats)
    # Rounded, so that the last digit of a sum never decides who is joined first.
    order = np.lexsort((right, left, -np.round(np.concatenate(likeness), 6)))
    return zip(left[order].tolist(), right[order].tolist(), strict=True)


def _before(at: int, traits: Mapping[str, tuple[float, _Places, _Values]]) -> tuple[_Places, _Values]:
    """Return which matters before this one are like it, the likest first, and how much.

    Args:
        at: its place.
        traits: trait → its weight, and who else has it with which weight, in order.
    """
    likeness, least = np.zeros(at), np.full(at, _LEAST_WORDING)
    for trait, (weight, there, weights) in traits.items():
        end = int(np.searchsorted(there, at))
        likeness[there[:end]] += weight * weights[:end]
        if is_thing(trait):
            least[there[:end]] = _LEAST
    found = np.flatnonzero(likeness >= least)
    # Of equals the first ones, so that the same few hold hundreds of them together.
    likest = found[np.lexsort((found, -np.round(likeness[found], 6)))[:_NEAREST]]
    return likest, likeness[likest]


def _join(vectors: Sequence[Mapping[str, float]], edges: Iterable[_Edge]) -> list[list[int]]:
    """Return the groups: joined along the edges, where the matters of both are like enough on the average.

    The sum of a group's vectors stands for it: two such sums multiplied are the sum of the likenesses of all pairs.
    """
    groups = {at: [at] for at in range(len(vectors))}
    sums: dict[int, dict[str, float]] = {}
    of = list(range(len(vectors)))
    refused: set[tuple[int, int, int]] = set()
    for left, right in edges:
        if of[left] == of[right]:
            continue
        one, other = sorted((of[left], of[right]), key=lambda each: (-len(groups[each]), each))
        size = len(groups[one]) + len(groups[other])
        if (one, other, size) in refused:
            continue
        mine, theirs = sums.get(one) or dict(vectors[one]), sums.get(other) or vectors[other]
        likeness = math.fsum(weight * mine.get(trait, 0.0) for trait, weight in theirs.items())
        if likeness < _MEAN * len(groups[one]) * len(groups[other]):
            refused.add((one, other, size))
            continue
        for trait, weight in theirs.items():
            mine[trait] = mine.get(trait, 0.0) + weight
        sums[one] = mine
        for at in groups[other]:
            of[at] = one
        groups[one] += groups.pop(other)
        sums.pop(other, None)
    return [sorted(group) for group in groups.values()]


def _common(group: Sequence[Told], vectors: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> Common:
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for trait, weight in vector.items():
            total[trait] += weight
    near = [round(math.fsum(weight * total[trait] for trait, weight in vector.items()), 6) for vector in vectors]
    order = sorted(range(len(group)), key=lambda at: (-near[at], group[at].number))
    ranked = [group[at] for at in order]
    return Common(
        tuple(each.number for each in ranked),
        how_many_firms([each.firm for each in ranked]),
        tuple(_words(ranked, weights)),
    )


def _words(group: Sequence[Told], weights: Mapping[str, float]) -> list[str]:
    """Return the words that join a group: of each thing the commonest, and the letters that most of them share."""
    least = max(2, math.ceil(_JOINING * len(group)))
    met = Counter(trait for each in group for trait in each.topic.traits)
    said = [(times * weights.get(trait, 0.0), trait) for trait, times in met.items() if times >= least]
    telling: dict[str, float] = {}
    for points, trait in said:
        if is_thing(trait):
            words = Counter(word for each in group for word in each.topic.things.get(thing(trait), ()))
            ranked = sorted(words, key=lambda word: (-words[word], -len(word), word))
            telling.update({word: points - place for place, word in enumerate(ranked[:_OF_A_THING])})
    pairs = {trait: points for points, trait in said if not is_thing(trait)}
    shortest = _BY_CHANCE + 1 if telling else _BY_CHANCE
    for word in dict.fromkeys(word for each in group for word in runs(each.topic, pairs.keys())):
        points = sum(pairs.get(word[at : at + 2], 0.0) for at in range(len(word) - 1))
        if len(word) >= shortest and not any(word in other or other in word for other in telling):
            telling[word] = points / len(group)
    return sorted(telling, key=lambda word: (-telling[word], word))[:_TOLD]
