"""Which measures may help a firm with its matter (政策匹配): by the words both use. Advice only; a person decides.

Words that few measures use weigh more than those that all use; a measure whose words are only the usual ones is not
named at all, nor is one that has far less in common with the matter than another. What firms put otherwise than plans
do is put in the plans' words first (``helpful.toml``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from toolkit.cases.matters import plain
from toolkit.mechanism.helping import Helping
from toolkit.tasks.following import Followed

_STOPS = re.compile(r"[，。、；：,;:.!?！？“”\"'（）()〔〕《》\[\]\s]+")
_SENTENCES = re.compile(r"(?<=[。；;!！?？])|\n")
#: So many measures are named.
MOST = 3
#: A measure must share a stretch of so many letters with the matter; pairs alone meet by chance.
_STRETCH = 3
#: Letters that neither begin nor end a word worth naming.
_LITTLE = "的了在是和与及等也有对为由将把被"
#: And the words it shares must weigh so much: as much as two words that one measure in six uses.
_ENOUGH = 2 * math.log(6)
#: And so much of what the likeliest has in common with the matter.
_BESIDE = 0.5


@dataclass(frozen=True, slots=True)
class Help:
    """A measure that may help.

    Attributes:
        task: the measure's task.
        passage: the sentence of it that has most in common with the matter, as it stands in the plan.
        words: the stretches both use, the weightiest first.
        weight: how much they have in common.
    """

    task: Followed
    passage: str
    words: tuple[str, ...]
    weight: float


class Measures:
    """The tasks of plans, ready to be compared with matters."""

    def __init__(self, tasks: Iterable[Followed], helping: Helping | None = None) -> None:
        """Take the tasks, and what is known of how firms put what plans put otherwise."""
        self._tasks, self._helping = list(tasks), helping or Helping()
        self._pairs = [_pairs(self._bare(f"{each.title}。{each.text}")) for each in self._tasks]
        self._used = Counter(pair for pairs in self._pairs for pair in pairs)

    def that_help(self, text: str, most: int = MOST) -> list[Help]:
        """Return the tasks that may help with a matter described by ``text``, the likeliest first; often none."""
        text = self._bare("。".join([text, *dict.fromkeys(self._helping.means(text))]))
        asked = _pairs(text)
        found = [
            each for task, pairs in zip(self._tasks, self._pairs, strict=True)
            if (each := self._help(task, pairs & asked, text)) is not None
        ]  # fmt: skip
        best = max((each.weight for each in found), default=0.0)
        likely = [each for each in found if each.weight >= _BESIDE * best]
        return sorted(likely, key=lambda each: (-each.weight, each.task.key))[:most]

    def _bare(self, text: str) -> str:
        """Return a text without the words that tell nothing."""
        for word in self._helping.ordinary:
            text = text.replace(word, "。")
        return text

    def _help(self, task: Followed, shared: set[str], text: str) -> Help | None:
        weight = self._weight(shared)
        if weight < _ENOUGH:
            return None
        words = _stretches(self._bare(f"{task.title}。{task.text}"), shared, text)
        if not words:
            return None
        sentences = [each.strip() for each in _SENTENCES.split(task.text) if each and each.strip()] or [task.text]
        passage = max(sentences, key=lambda each: self._weight(_pairs(each) & shared))
        ranked = sorted(words, key=lambda each: -self._weight(_pairs(each)))
        return Help(task, passage, tuple(ranked), weight)

    def _weight(self, pairs: Iterable[str]) -> float:
        return sum(math.log(len(self._tasks) / self._used[each]) for each in pairs if self._used[each])


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
