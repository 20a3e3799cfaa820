"""Signs (迹象): whether a matter is one of weight (重点问题), and whether its text speaks for another category."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.cases.lexicon import Lexicon
from toolkit.cases.lifecycle import says
from toolkit.cases.precedents import Near
from toolkit.cases.quantities import Quantity, amounts, counts, years_going_on, years_since
from toolkit.cases.suggestion import Matter
from toolkit.mechanism import Category
from toolkit.mechanism.advice import Advice, Cue, Measure, Sign

#: So many words or 编号 are told of a sign.
_TOLD = 3
#: Of the precedents so many, the likest, are asked which class they were; each at least so much alike.
_ASKED, _ALIKE = 3, 0.2


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter and what was found about it.

    Attributes:
        matter: what it says.
        touched: the units whose duties its words touch.
        near: the cases like it, the likest first.
        year: the year it is looked at in.
    """

    matter: Matter
    touched: Sequence[str]
    near: Sequence[Near]
    year: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed class or category, "" where nothing speaks for any, and why, in a clerk's words."""

    value: str
    why: str

    def __str__(self) -> str:
        return f"{self.value}：{self.why}" if self.value else ""


def proposed_class(advice: Advice, seen: Seen) -> Proposal:
    """Return the class that the signs speak for.

    The class for matters of weight with enough points of signs; the plain one where there are fewer and the text
    touches some unit's duties or is like an earlier case; else none, with the reason.
    """
    if not advice.key:
        return Proposal("", "没有分类的规则")
    found = [(sign, told) for sign in advice.signs if (told := _look(advice, sign, seen))]
    points = sum(_points(advice, sign, seen) for sign, _ in found)
    reasons = "；".join(f"{sign.about}（{told}）" for sign, told in found)
    if points >= advice.enough:
        return Proposal(advice.key, reasons)
    if not seen.touched and not seen.near:
        return Proposal("", "文中看不出归哪个单位管、也没有类似事项，无从判断轻重")
    if reasons:
        return Proposal(advice.plain, f"只有一处迹象——{reasons}")
    return Proposal(advice.plain, f"未见{advice.key}迹象")


def _points(advice: Advice, sign: Sign, seen: Seen) -> int:
    """Return what a sign counts: a year that is only named is never enough by itself."""
    if sign.measure is Measure.YEARS and not _largest(years_going_on(seen.matter.text, seen.year), sign.least):
        return min(sign.points, advice.enough - 1)
    return sign.points


def _look(advice: Advice, sign: Sign, seen: Seen) -> str:
    """Return what of a sign is to be seen, as a clerk is told it, "" where it is not."""
    return _MEASURES[sign.measure](advice, sign, seen)


def _words(_advice: Advice, sign: Sign, seen: Seen) -> str:
    return "、".join(Lexicon(sign.words).standing(seen.matter.text)[:_TOLD])


def _money(_advice: Advice, sign: Sign, seen: Seen) -> str:
    return _largest(amounts(seen.matter.text, sign.words), sign.least)


def _count(_advice: Advice, sign: Sign, seen: Seen) -> str:
    return _largest(counts(seen.matter.text, sign.words), sign.least)


def _years(_advice: Advice, sign: Sign, seen: Seen) -> str:
    return _largest(years_since(seen.matter.text, seen.year), sign.least)


def _largest(found: Iterator[Quantity], least: int) -> str:
    best = max(found, key=lambda each: each.value, default=None)
    return best.text if best is not None and best.value >= least else ""


def _units(_advice: Advice, sign: Sign, seen: Seen) -> str:
    return "、".join(seen.touched) if len(seen.touched) >= sign.least else ""


def _rounds(_advice: Advice, sign: Sign, seen: Seen) -> str:
    return f"第 {seen.matter.round} 轮" if seen.matter.round >= sign.least else ""


def _numbers(pick: Callable[[Matter], Sequence[str]]) -> Callable[[Advice, Sign, Seen], str]:
    """Return what looks for so many cases of a kind."""

    def look(_advice: Advice, sign: Sign, seen: Seen) -> str:
        numbers = pick(seen.matter)
        return "、".join(numbers[:_TOLD]) if len(numbers) >= sign.least else ""

    return look


def _precedents(advice: Advice, sign: Sign, seen: Seen) -> str:
    asked = [each.precedent for each in seen.near[:_ASKED] if each.likeness >= _ALIKE]
    numbers = [each.number for each in asked if says(each.klass, advice.key)]
    return "、".join(numbers) if len(numbers) >= sign.least else ""


_MEASURES: Mapping[Measure, Callable[[Advice, Sign, Seen], str]] = {
    Measure.WORDS: _words,
    Measure.MONEY: _money,
    Measure.COUNT: _count,
    Measure.YEARS: _years,
    Measure.UNITS: _units,
    Measure.ROUNDS: _rounds,
    Measure.REPEATED: _numbers(lambda matter: matter.repeated),
    Measure.SENT_BACK: _numbers(lambda matter: matter.sent_back),
    Measure.COMMON: _numbers(lambda matter: matter.common),
    Measure.PRECEDENTS: _precedents,
}


def proposed_category(advice: Advice, ticked: Category | None, seen: Seen) -> Proposal:
    """Return the category the text speaks for where it is another than the one ticked, else one without value.

    Args:
        advice: the mechanism's data.
        ticked: what the sender ticked, None where nothing or nothing that is a category.
        seen: the matter.
    """
    spoken = {cue.category: told for cue in advice.cues if (told := _cue(cue, seen))}
    if not spoken or (ticked is not None and ticked.code in spoken):
        return Proposal("", "")
    # Of several the one declared last: what is long unsolved is so whatever else it is about.
    code = next(cue.category for cue in reversed(advice.cues) if cue.category in spoken)
    return Proposal(code, f"出现“{spoken[code]}”")


def _cue(cue: Cue, seen: Seen) -> str:
    words = Lexicon(cue.words).standing(seen.matter.text)
    years = _largest(years_since(seen.matter.text, seen.year), cue.years) if cue.years else ""
    return "、".join([*words, *filter(None, [years])][:_TOLD])
