"""Which measures may help a firm with its matter (政策匹配): by the words both use. Advice only; a person decides.

Two things speak for a measure: words of the matter that stand in it, weighing more the fewer measures have them; and
what plans write for what a firm says otherwise (``helpful.toml``), where it stands in the measure word for word. What
stands in a measure's title weighs more. A measure that has only the usual words is not named at all, nor is one that
has far less in common with the matter than another.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from toolkit.cases.matters import plain
from toolkit.mechanism.helping import Helping
from toolkit.tasks.following import Followed

_STOPS = re.compile(r"[，。、；：,;:.!?！？“”\"'（）()〔〕《》\[\]\s]+")
_SENTENCES = re.compile(r"(?<=[。；;!！？?])|\n")
#: So many measures are named.
MOST = 3
#: A measure must share a stretch of so many letters with the matter's own words; pairs alone meet by chance.
_STRETCH = 3
#: Letters that neither begin nor end a word worth naming.
_LITTLE = "的了在是和与及等也有对为由将把被"
#: And what speaks for it must weigh so much: as much as two words that one measure in six uses.
_ENOUGH = 2 * math.log(6)
#: And so much of what the likeliest has in common with the matter.
_BESIDE = 0.7
#: What stands in the title counts so many times.
_IN_TITLE = 1.6
#: Further words for one saying count that much beside the weightiest: they tell the same once more.
_FURTHER = 0.4


@dataclass(frozen=True, slots=True)
class Help:
    """A measure that may help.

    Attributes:
        task: the measure's task.
        passage: the sentence of it that has most in common with the matter, as it stands in the plan.
        words: the stretches both use and the plan's words for what the firm says, the weightiest first.
        weight: how much they have in common.
    """

    task: Followed
    passage: str
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Measure:
    """A task as it is compared: its words without marks, those of its title, and the pairs of letters in both."""

    task: Followed
    title: str
    whole: str
    pairs: frozenset[str]


class Measures:
    """The tasks of plans, ready to be compared with matters."""

    def __init__(self, tasks: Iterable[Followed], helping: Helping | None = None) -> None:
        """Take the tasks, and what is known of how firms put what plans put otherwise."""
        self._helping = helping or Helping()
        self._measures = [self._of(each) for each in tasks]
        self._used = Counter(pair for each in self._measures for pair in each.pairs)

    def that_help(self, text: str, most: int = MOST) -> list[Help]:
        """Return the tasks that may help with a matter described by ``text``, the likeliest first; often none."""
        sayings = [[_bare(each) for each in means] for means in self._helping.means(text)]
        own = self._without_ordinary(text)
        found = [each for one in self._measures if (each := self._help(one, own, sayings)) is not None]
        best = max((each.weight for each in found), default=0.0)
        likely = [each for each in found if each.weight >= _BESIDE * best]
        ranked = sorted(likely, key=lambda each: (-each.weight, each.task.key))
        # A measure of several tasks is named once.
        first = {(each.task.plan, each.task.measure): each for each in reversed(ranked)}
        return sorted(first.values(), key=lambda each: (-each.weight, each.task.key))[:most]

    def _of(self, task: Followed) -> _Measure:
        words = self._without_ordinary(f"{task.title}。{task.text}")
        return _Measure(task, _bare(task.title), _bare(f"{task.title}。{task.text}"), frozenset(_pairs(words)))

    def _without_ordinary(self, text: str) -> str:
        """Return a text without the words that tell nothing."""
        for word in self._helping.ordinary:
            text = text.replace(word, "。")
        return text

    def _help(self, measure: _Measure, own: str, sayings: Iterable[Iterable[str]]) -> Help | None:
        shared = _pairs(own) & measure.pairs
        told = self._told(measure, sayings)
        task = measure.task
        words = _stretches(self._without_ordinary(f"{task.title}。{task.text}"), shared, own)
        # Pairs that stand in no longer word of both say little; what was told otherwise is sure by itself.
        weight = self._weight(shared if words else ()) + sum(told.values())
        if weight < _ENOUGH:
            return None
        passage = self._passage(task, shared | {pair for each in told for pair in _pairs(each)})
        ranked = sorted(dict.fromkeys([*words, *told]), key=lambda each: -self._weight(_pairs(each)))
        return Help(task, passage, tuple(ranked), weight)

    def _told(self, measure: _Measure, sayings: Iterable[Iterable[str]]) -> Mapping[str, float]:
        """Return the plan's words for what the firm says that stand in a measure, each with what it weighs."""
        told: dict[str, float] = {}
        for means in sayings:
            here = sorted(
                ((self._phrase(each, measure), each) for each in means if each in measure.whole), reverse=True
            )
            for place, (weight, each) in enumerate(here):
                told[each] = max(told.get(each, 0.0), weight * (_FURTHER if place else 1.0))
        return told

    def _phrase(self, words: str, measure: _Measure) -> float:
        return self._weight(_pairs(words)) * (_IN_TITLE if words in measure.title else 1.0)

    def _passage(self, task: Followed, shared: set[str]) -> str:
        sentences = [each.strip() for each in _SENTENCES.split(task.text) if each and each.strip()] or [task.text]
        return max(sentences, key=lambda each: self._weight(_pairs(each) & shared))

    def _weight(self, pairs: Iterable[str]) -> float:
        return sum(math.log(len(self._measures) / self._used[each]) for each in pairs if self._used[each])


def _bare(text: str) -> str:
    """Return a text's letters, without any mark between them."""
    return "".join(plain(each) for each in _STOPS.split(text))


def _pairs(text: str) -> set[str]:
    parts = (plain(each) for each in _STOPS.split(text))
    return {left + right for part in parts for left, right in pairwise(part)}


def _stretches(measure: str, shared: set[str], text: str) -> list[str]:
    """Return the stretches of three letters or more that stand in both texts."""
    asked = "\n".join(plain(each) for each in _STOPS.split(text))
    found: list[str] = []
    for part in (plain(each) for each in _STOPS.split(measure)):
        start = 0
        while start < len(part) - 1:
            end = start + 1
            while end < len(part) and part[end - 1 : end + 1] in shared and part[start : end + 1] in asked:
                end += 1
            stretch = part[start:end].strip(_LITTLE)
            if len(stretch) >= _STRETCH:
                found.append(stretch)
            start = max(end - 1, start + 1)
    return list(dict.fromkeys(found))
