"""Which paragraphs of a plan are its measures (措施), and by which numbers they are told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.tasks.closing import is_closing
from toolkit.tasks.model import Answerable
from toolkit.tasks.numbering import ARTICLE
from toolkit.tasks.outline import Item, Outline
from toolkit.tasks.units import Phrases

#: What is shorter, and one sentence, is a heading.
_HEADING = 16


class Choice:
    """Chooses the measures among the items of one document."""

    def __init__(self, made: Outline, phrases: Phrases, goals: Sequence[str]) -> None:
        self._outline, self._phrases, self._goals = made, phrases, goals
        self._said = {id(each): phrases.find(each.text) for each in made.items()}

    def said(self, item: Item) -> list[tuple[int, int, Answerable]]:
        """Return the phrases of who answers in an item's own words, and where they stand."""
        return self._said[id(item)]

    def named(self) -> list[Item]:
        """Return the items that are measures: those that say who answers, and their peers that do not say it."""
        found: list[Item] = []
        for item in self._outline.items():
            below = any(self.said(each) for each in item.whole() if each is not item)
            peers = self._peers(item)
            named = any(self._answers(each) for each in peers if each.rank == item.rank)
            covered = any(self.said(each) for each in item.path() if each is not item)
            if self.said(item):
                is_measure = not self._for_above(item)
            elif below:
                is_measure = self._for_above(item.lowest)
            else:
                is_measure = named and not covered and not self._in_one_above(item) and not is_closing(item.text)
            if is_measure:
                found.append(item)
        return found

    def _peers(self, item: Item) -> list[Item]:
        """Return the paragraphs of an item's kind beside it; articles (第几条) run on through chapters."""
        if item.rank == ARTICLE:
            return [each for each in self._outline.items() if each.rank == ARTICLE]
        return item.above.items if item.above else []

    def unanswered(self) -> list[Item]:
        """Return the items of a plan that names nobody at all: the lowest that say something, if there are several."""
        lowest = [each for each in self._outline.items() if not each.items and not self._is_aside(each)]
        found = [each for each in lowest if "。" in each.text.rstrip().rstrip("。") or len(each.text) > _HEADING]
        return found if len(found) > 1 else []

    def _is_aside(self, item: Item) -> bool:
        """Return whether an item tells goals, or what frames the document."""
        heads = "".join(re.split(r"[。:：]", each.heading, maxsplit=1)[0] for each in item.path())
        return is_closing(item.text) or any(word in heads for word in self._goals)

    def _answers(self, item: Item) -> bool:
        return bool(self.said(item)) and not self._for_above(item)

    def _for_above(self, item: Item) -> bool:
        """Return whether an item's phrase, on a line of its own at the end, is about the item above it."""
        if item.above is None or item.above.rank < 0 or not self.said(item) or item.above.items[-1] is not item:
            return False
        peers = [each for each in item.above.items if each is not item]
        alone = len(item.lines) > 1 and len(self.said(item)) == 1 and bool(self._phrases.find(item.lines[-1]))
        return alone and bool(peers) and not any(self.said(each) for each in peers)

    def _in_one_above(self, item: Item) -> bool:
        return item.above is not None and item.above.rank >= 0 and self._for_above(item.above.lowest)


def numbers_of(chosen: Sequence[Item]) -> list[str]:
    """Return the measures' numbers: their own where these run on, else with those of the sections above.

    A number that comes twice in a row that runs on (two 第四条) is told apart: 4, 4.2.
    """
    own = [str(each.number) for each in chosen]
    anew = sum(each.number == 1 for each in chosen) > 1 or len({each.rank for each in chosen}) > 1
    if anew and len(set(own)) < len(own):
        own = [".".join(str(above.number) for above in each.path()) for each in chosen]
    seen: Counter[str] = Counter()
    made: list[str] = []
    for number in own:
        seen[number] += 1
        made.append(number if seen[number] == 1 else f"{number}.{seen[number]}")
    return made
