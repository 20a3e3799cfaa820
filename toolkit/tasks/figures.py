"""Figures in a plan (指标): value, unit, and whether it is a least, a most, a range or about so much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.kinds import Kinds, Place
from toolkit.tasks.model import Bound, Figure
from toolkit.tasks.plain import clause_at, ordinal, plain

_VALUE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_LEAST_LOST = 10
#: 百家 and 两家 are ways of speaking; from so many on a number in words is one.
_LEAST_IN_WORDS = 10
_FRACTION = re.compile(r"[日月年]?(?P<of>百|千|万|[二三四五六七八九十])分之(?P<number>[一二三四五六七八九十百]+)")
#: 三成以上; and 翻一番, 翻两番, 翻番, with 番 for a unit.
_TENTHS = re.compile(
    r"(?<![完构组生形])(?P<number>[一二两三四五六七八九])成(?P<behind>以上|以下|左右|以内)?(?=[,;。的]|$)"
)
_DOUBLED = re.compile(r"翻(?P<number>[一两二三])?番")
_PARTS = {"百": 100, "千": 1000, "万": 10000}
_TEN = 10
#: Days behind such words are a time, not a figure.
_DAYS = {"日", "天", "个工作日", "工作日"}
_COUNTED = re.compile(r"(?:印发|发布|公布|下发)(?:之日起|后)$")
_BOUNDS = (("most", Bound.MOST), ("least", Bound.LEAST), ("about", Bound.ABOUT))
#: How far before a figure a word about it may stand (不超过企业职工总数20%).
_REACH = 12
#: Figures that a word behind the second is about: 一般事项5个工作日、复杂事项20个工作日内.
_SHARING = re.compile(r"\d[^,;。、]{0,8}[、和][一-龥]{1,6}")
_SHARED = {Bound.MOST, Bound.LEAST}
#: What stands between figures that one word is about: 超过1万家企业、25万人次.
_LINKED = re.compile(r"[一-龥]{0,4}[、和]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure, where its words begin in the text, and where its number begins and its unit ends."""

    start: int
    number: Place
    figure: Figure


class Figures:
    """Finds the figures that a text names."""

    def __init__(self, words: PlanWords) -> None:
        each = {key: "|".join(map(re.escape, value)) for key, value in words.figures.items()}
        self._figure = re.compile(
            rf"(?P<ahead>{each['least_ahead']}|{each['most_ahead']}|{each['about_ahead']})?(?:到|至|了|为)?"
            rf"(?<![\d.第])(?P<low>{_VALUE})(?:(?P<first>[万亿]?)(?P<ending>(?:{each['units']})?)(?:[-、至]|(?<=\d)到)(?P<high>{_VALUE}))?"
            rf"(?P<scale>[万亿]{{0,2}})(?P<unit>{each['units']})"
            rf"(?P<behind>{each['least_behind']}|{each['most_behind']}|{each['about_behind']})?"
        )
        self._words_counted = re.compile(
            rf"(?<![第一二两三四五六七八九十百\d])(?P<number>(?:[一二两三四五六七八九][十百]|十)[一二三四五六七八九十零]*)"
            rf"(?P<scale>[万亿]?)(?P<unit>{each['han_units']})"
            rf"(?P<behind>{each['least_behind']}|{each['most_behind']}|{each['about_behind']})?"
        )
        self._words = words
        self._kinds = Kinds(words)

    def find(self, text: str) -> tuple[Figure, ...]:
        """Return the figures of a text in the order in which they stand."""
        said = plain(text)
        found = self._all(said, text)
        for place in range(len(found) - 1, 0, -1):
            before, after = found[place - 1].figure, found[place].figure
            alike = before.bound is Bound.EXACTLY and before.unit == after.unit and after.bound in _SHARED
            if alike and _SHARING.fullmatch(said[found[place - 1].start : found[place].start]):
                found[place - 1] = replace(found[place - 1], figure=replace(before, bound=after.bound))
        kinds = self._kinds.of(said, [(each.number, each.figure) for each in found])
        return tuple(replace(each.figure, kind=kind) for each, kind in zip(found, kinds, strict=True))

    def without(self, text: str) -> str:
        """Return a text in plain letters, blank where its figures stand."""
        said = plain(text)
        for each in self._all(said, text):
            start, end = each.number
            said = said[:start] + "\n" * (end - start) + said[end:]
        return said

    def _all(self, said: str, text: str) -> list[_Found]:
        ways = (self._written, self._parts, self._bare, self._in_words)
        return sorted((each for way in ways for each in way(said, text)), key=lambda each: each.start)

    def _bare(self, said: str, text: str) -> Iterator[_Found]:
        """Yield numbers to be reached whose unit the text has lost (超过110)."""
        ahead = "|".join(map(re.escape, self._words.figures["least_ahead"]))
        for match in re.finditer(rf"(?:{ahead})(?P<value>{_VALUE})(?=[,;。()]|\s*$)", said):
            value = _value(match["value"])
            if value >= _LEAST_LOST:
                figure = Figure(_clause(text, said, match), value, value, "", Bound.LEAST)
                yield _Found(match.start(), match.span("value"), figure)

    def _written(self, said: str, text: str) -> Iterator[_Found]:
        before: tuple[int, Bound] | None = None
        for match in self._figure.finditer(said):
            if self._is_a_day(said, match):
                continue
            bound = self._bound(said, match)
            if bound is Bound.EXACTLY and before is not None and _LINKED.fullmatch(said[before[0] : match.start()]):
                bound = before[1]
            before = match.end(), bound
            low = _value(match["low"])
            high = _value(match["high"]) if match["high"] else low
            unit = match["scale"] + match["unit"]
            clause, number = _clause(text, said, match), (match.start("low"), match.end("unit"))
            if match["high"] and said[match.start("high") - 1] == "、":
                # 分别压缩至3个、1个工作日 names two figures, not a range.
                own = match["ending"] and not match["unit"].startswith(match["ending"])
                first = (match["first"] or "") + (match["ending"] if own else match["unit"])
                yield _Found(match.start(), number, Figure(clause, low, low, first, bound))
                yield _Found(match.start("high"), number, Figure(clause, high, high, unit, bound))
            else:
                figure = Figure(clause, low, high, unit, Bound.BETWEEN if match["high"] else bound)
                yield _Found(match.start(), number, figure)

    def _parts(self, said: str, text: str) -> Iterator[_Found]:
        for word, value in self._words.parts.items():
            for match in re.finditer(word, said):
                bound = self._told(said, match.start(), self._behind(said, match.end()))
                figure = Figure(_clause(text, said, match), value, value, "%", bound)
                yield _Found(match.start(), match.span(), figure)

    def _in_words(self, said: str, text: str) -> Iterator[_Found]:
        """Yield numbers and fractions that are written in words: 三十场次, 二十万元, 日万分之三, 三成以上, 翻一番."""
        for match in self._words_counted.finditer(said):
            value = ordinal(match["number"].replace("两", "二"))
            if value >= _LEAST_IN_WORDS:
                bound = self._told(said, match.start("number"), match["behind"] or "")
                figure = Figure(_clause(text, said, match), value, value, match["scale"] + match["unit"], bound)
                yield _Found(match.start(), (match.start("number"), match.end("unit")), figure)
        for match in _TENTHS.finditer(said):
            share = 10.0 * ordinal(match["number"].replace("两", "二"))
            bound = self._told(said, match.start(), match["behind"] or "")
            yield _Found(match.start(), match.span(), Figure(_clause(text, said, match), share, share, "%", bound))
        for match in _DOUBLED.finditer(said):
            times = ordinal((match["number"] or "一").replace("两", "二"))
            figure = Figure(_clause(text, said, match), times, times, "番", self._told(said, match.start(), ""))
            yield _Found(match.start(), match.span(), figure)
        for match in _FRACTION.finditer(said):
            whole = _PARTS.get(match["of"]) or ordinal(match["of"])
            share = round(100 * ordinal(match["number"]) / whole, 2 if whole <= _TEN else 6)
            bound = self._told(said, match.start(), self._behind(said, match.end()))
            figure = Figure(_clause(text, said, match), share, share, "%", bound)
            yield _Found(match.start(), match.span(), figure)

    def _behind(self, said: str, place: int) -> str:
        """Return the word of a bound that stands at a place, "" where none does."""
        words = (word for kind, _ in _BOUNDS for word in self._words.figures[f"{kind}_behind"])
        return max((each for each in words if said.startswith(each, place)), key=len, default="")

    def _bound(self, said: str, match: re.Match[str]) -> Bound:
        return self._told(said, match.start("low"), match["behind"] or "")

    def _told(self, said: str, start: int, behind: str) -> Bound:
        """Return how a figure is meant: by the words behind it, else by the nearest before it in its clause."""
        for kind, bound in _BOUNDS:
            if behind in self._words.figures[f"{kind}_behind"]:
                return bound
        ahead = re.split(r"[,;。:、\d]", said[:start])[-1]
        if ahead.endswith(self._words.figures["not_bounds"]):
            return Bound.EXACTLY
        said_so = [
            (len(word), bound)
            for kind, bound in _BOUNDS
            for word in self._words.figures[f"{kind}_ahead"]
            if (ahead.endswith(word) if len(word) == 1 else word in ahead[-_REACH:])
        ]
        # The longest counts: 不低于 holds 低于 and says the contrary.
        return max(said_so, key=lambda each: each[0])[1] if said_so else Bound.EXACTLY

    @staticmethod
    def _is_a_day(said: str, match: re.Match[str]) -> bool:
        """Return whether a number belongs to a day or a span of time (3月5日, 3个月内, 印发后30日内, 每2次)."""
        ahead, behind = said[max(0, match.start() - 1) : match.start()], said[match.end() : match.end() + 1]
        return (
            ahead in {"每", "逢"}
            or (match["unit"] in {"日", "期"} and ahead == "月")
            or (match["unit"] == "个" and behind == "月")
            or (match["unit"] == "小时" and match["low"] == "24" and not match["behind"])
            or (match["unit"] == "个月" and match["behind"] is not None and match["behind"].endswith("内"))
            or (match["unit"] in _DAYS and _COUNTED.search(said[: match.start("low")]) is not None)
        )


def _clause(text: str, said: str, match: re.Match[str]) -> str:
    start, end = clause_at(said, *match.span(), marks=",;。:")
    return text[start:end].strip()


def _value(written: str) -> float:
    return float(written.replace(",", ""))
