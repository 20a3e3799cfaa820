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
#: 财政、金融部门 is one; what is longer before the mark is a unit of its own.
_LONGEST_PART = 3
_BRACKETED = re.compile(r"\([^()]*\)")
_WORKDAYS = re.compile(r"工作日")
_SPAN = re.compile(r"(?:(?<!\d)\d{1,2}|[一二两三四五六七八九十])(?:个月|年|日|天)")
_DATED = re.compile(r"\d{4}年|\d月")
#: A time that has no year of its own.
_OF_SOME_YEAR = re.compile(r"(?!.*\d{4}年|.*(?:今年|本年|当年))")
_ENDS = {Timing.BY, Timing.WITHIN, Timing.VALID}


def unclear(at: str, figures: Sequence[Figure]) -> Iterator[Doubt]:
    """Yield what a person is asked about figures."""
    for each in figures:
        if not each.unit:
            yield Doubt(at, each.clause, "数字后面没有量词，可能脱落")
        if each.kind is Kind.OPEN:
            yield Doubt(at, each.clause, f"{number(each.low)}{each.unit}是要达到的目标，还是条件、现状、标准，看不准")


def without_a_day(at: str, moments: Sequence[Moment], *, several_years: bool = False) -> Iterator[Doubt]:
    """Yield the times that come to no day (13月1日, 30个工作日内), and those that can be read in two ways.

    Args:
        at: the task's place.
        moments: its times.
        several_years: whether the document is about several years, so that 年底前 may be of any.
    """
    for each in moments:
        if each.day is None and each.timing in _ENDS:
            yield Doubt(at, each.words, _no_day(plain(each.words)))
        if each.unsure:
            yield Doubt(at, each.words, "从哪一天起算没有写明，届满日按成文日期起算")
        if each.timing is Timing.BY and each.day and several_years and _OF_SOME_YEAR.match(plain(each.words)):
            yield Doubt(at, each.words, f"文件管好几年，没有写明是哪一年，按{each.day.year}年算")
        if plain(each.words).endswith("季度前"):
            yield Doubt(at, each.words, "可以是这个季度开始以前，也可以是结束以前；届满日按季度末算")


def strange_labels(said: str, words: PlanWords) -> Iterator[str]:
    """Yield the words before a colon in a phrase of who answers that are neither a role nor a time nor a person."""
    known = [word for each in words.roles.values() for word in each.label] + list(words.dates["label"])
    for match in re.finditer(r"[一-龥]{2,8}(?=\s*:)", plain(said)):
        if not match[0].endswith(tuple(known)):
            yield match[0]


def _no_day(words: str) -> str:
    if _WORKDAYS.search(words):
        return "按工作日算的期限，没有推算届满日，请用 when 命令推算后填上"
    if _SPAN.search(words) and not _DATED.search(words):
        return "从哪一天起算没有写明，没有推算届满日"
    return "没有这一天，或者看不出是哪一年"


def not_a_unit(at: str, names: Sequence[str], words: PlanWords) -> Iterator[Doubt]:
    """Yield the names that hold a word for a role (甲局牵头乙局), a number, or more letters than a name has."""
    roles = "|".join(re.escape(word) for each in words.roles.values() for word in each.after)
    run_on = re.compile(rf"(?:{'|'.join(map(re.escape, words.units['endings']))})(?:{roles})")
    for each in names:
        bare = _BRACKETED.sub("", each)
        if (
            len(bare) > _LONGEST_NAME
            or bare.find("、") > _LONGEST_PART
            or re.search(r"\d", bare)
            or run_on.search(bare)
        ):
            yield Doubt(at, each, "看着不像一个单位的名称，可能漏了标点，或者几个单位连在一起")
