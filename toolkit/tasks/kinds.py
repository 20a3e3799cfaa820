"""What a figure is (指标种类): a target, a condition, what is so already, or a rate; told by the words around it.

30人以下的企业 says who is meant, 从34.6%提高到40% where it begins, 按30%返还 how much is paid: nobody is to reach any
of them. The words are data (``plan.toml``, ``[[kind]]``); where they do not tell, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.mechanism.planning import KindRule, PlanWords
from toolkit.tasks.model import Figure, Kind

#: Where a number begins and its unit ends.
Place = tuple[int, int]
_STOPS, _SENTENCES = re.compile(r"[,;。:\n]"), re.compile(r"[。\n]")
#: Figures of one list are of one kind: 300万元、100万元和50万元, 担保金额超10亿元、担保企业户数超100家的.
_LISTED = re.compile(r"(?:及?以[上下])?[、和及与][^,;。:\d]{0,12}")
#: A list hands on only what its last member alone has the words for.
_HANDED_ON = {Kind.CONDITION, Kind.STANDARD}


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    unless: re.Pattern[str] | None
    sentence: re.Pattern[str]
    units: tuple[str, ...]

    @classmethod
    def of(cls, rule: KindRule) -> _Rule:
        unless = re.compile(rule.unless) if rule.unless else None
        ahead = re.compile(rf"(?:{rule.ahead})$" if rule.ahead else "")
        return cls(
            Kind[rule.kind.upper()], ahead, re.compile(rule.behind), unless, re.compile(rule.sentence), rule.units
        )

    def fits(self, sentence: str, behind: str, unit: str) -> bool:
        ahead = _STOPS.split(sentence)[-1]
        return (
            (not self.units or unit.endswith(self.units))
            and self.sentence.search(sentence) is not None
            and self.ahead.search(ahead) is not None
            and self.behind.match(behind) is not None
            and (self.unless is None or self.unless.search(ahead) is None)
        )


class Kinds:
    """Tells what the figures of a text are."""

    def __init__(self, words: PlanWords) -> None:
        self._rules = [_Rule.of(each) for each in words.kinds]

    def of(self, said: str, figures: Sequence[tuple[Place, Figure]]) -> list[Kind]:
        """Return the kind of each figure.

        Args:
            said: the text in plain letters.
            figures: its figures in the order in which they stand, each with the place of its number.
        """
        kinds: list[Kind] = []
        following: tuple[int, Kind] | None = None
        for (start, end), figure in reversed(figures):
            kind = self._one(said, start, end, figure.unit)
            listed = following is not None and _LISTED.fullmatch(said[end : following[0]]) is not None
            if listed and following is not None and following[1] in _HANDED_ON:
                kind = following[1]
            kinds.append(kind)
            following = start, kind
        return kinds[::-1]

    def _one(self, said: str, start: int, end: int, unit: str) -> Kind:
        sentence = _SENTENCES.split(said[:start])[-1]
        return next((each.kind for each in self._rules if each.fits(sentence, said[end:], unit)), Kind.OPEN)
