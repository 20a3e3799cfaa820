"""What a person is asked about a plan (待核): figures and times that the text does not tell for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.model import Doubt, Figure, Kind, Moment, Timing
from toolkit.tasks.plain import plain
from toolkit.tasks.printed import number

#: No unit's name is longer than that.
_LONGEST_NAME = 24
_BRACKETED = re.compile(r"\([^()]*\)")
_DATED = re.compile(r"\d{4}年|\d月")


def unclear(at: str, figures: Sequence[Figure]) -> Iterator[Doubt]:
    """Yield what a person is asked about figures."""
    for each in figures:
        if not each.unit:
            yield Doubt(at, each.clause, "数字后面没有量词，可能脱落")
        if each.kind is Kind.OPEN:
            yield Doubt(at, each.clause, f"{number(each.low)}{each.unit}是要达到的目标，还是条件、现状、标准，看不准")


def without_a_day(at: str, moments: Sequence[Moment]) -> Iterator[Doubt]:
    """Yield the times that name a day there is not (13月1日), and those that can be read in two ways."""
    for each in moments:
        if each.day is None and _DATED.search(plain(each.words)) and each.timing is not Timing.RECURRING:
            yield Doubt(at, each.words, "没有这一天，或者看不出是哪一年")
        if plain(each.words).endswith("季度前"):
            yield Doubt(at, each.words, "可以是这个季度开始以前，也可以是结束以前；届满日按季度末算")


def not_a_unit(at: str, names: Sequence[str], words: PlanWords) -> Iterator[Doubt]:
    """Yield the names that hold a word for a role (甲局牵头乙局), a number, or more letters than a name has."""
    roles = "|".join(re.escape(word) for each in words.roles.values() for word in each.after)
    run_on = re.compile(rf"(?:{'|'.join(map(re.escape, words.units['endings']))})(?:{roles})")
    for each in names:
        bare = _BRACKETED.sub("", each)
        if len(bare) > _LONGEST_NAME or re.search(r"\d", bare) or run_on.search(bare):
            yield Doubt(at, each, "看着不像一个单位的名称，可能漏了标点，或者几个单位连在一起")
