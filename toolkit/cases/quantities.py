"""Quantities (数量) as people write them in running text: 三亿八千万元, 2.5亿, 一百二十人, 一九九八年."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"亿": 100_000_000, "万": 10_000}
_PLAIN = r"(?:\d[\d,，]*(?:\.\d+)?|[零〇○一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
_NUMBER = rf"{_PLAIN}(?:\s*[万亿千百](?:{_PLAIN})?)*"
#: What people put between a number and what it counts.
_ABOUT = r"(?:多|余|来|几)?\s*[万亿]?"
_MONEY = re.compile(rf"(?P<number>{_NUMBER}{_ABOUT})(?:美元|欧元|港元|元|块|万(?!人|平|台|件|吨))")
_BARE_MONEY = re.compile(rf"(?P<number>{_PLAIN}\s*亿(?:{_PLAIN}万?)?)")
_YEAR = re.compile(
    r"(?<![\d零〇一二三四五六七八九])(?P<year>(?:19|20)\d\d|[一二][九零〇][零〇一二三四五六七八九]{2})年"
)
_SINCE = re.compile(rf"(?P<number>{_NUMBER})(?:多|余|来)?年(?:来|前|了|没|未|都|后|办|解决|以来|没有|多次)")
_LASTED = re.compile(rf"(?:历时|长达|时长|拖了|延续|持续)(?:已|了|近|约)*(?P<number>{_NUMBER})(?:多|余|来)?年")
#: What says of a year named before it in the same sentence that something has gone on since.
_GOES_ON = re.compile(
    r"[^。！？；]*?(?:至今|以来|一直|始终|尚|仍|迟迟|还没|还未|还差|未能|没能|未办|没办|未解决|没解决|没有解决|拖|遗留|改制)"
)
#: How far from a word, in letters, an amount still belongs to it.
_REACH = 10
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: what stands there, its value, and where it begins and ends."""

    text: str
    value: float
    start: int
    end: int


def read_number(text: str) -> float:
    """Return the value of a number in figures, Chinese figures or both; 0 for a text that is none."""
    text = re.sub(r"[\s,，多余来几]", "", text)
    for word, times in _LARGE.items():
        before, found, after = text.rpartition(word)
        if found:
            return (read_number(before) or 1) * times + read_number(after)
    return _small(text)


def _small(text: str) -> float:
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    mixed = re.fullmatch(r"(\d+(?:\.\d+)?)([千百])", text)
    if mixed:
        return float(mixed[1]) * _TENS[mixed[2]]
    whole, _, decimals = text.partition("点")
    if decimals:
        return _small(whole) + float("0." + "".join(str(_DIGITS.get(each, 0)) for each in decimals))
    if not any(each in _TENS for each in whole):
        return float("".join(str(_DIGITS.get(each, "")) for each in whole) or 0)
    total, digit = 0, 0
    for each in whole:
        if each in _TENS:
            total, digit = total + (digit or 1) * _TENS[each], 0
        else:
            digit = _DIGITS.get(each, 0)
    return float(total + digit)


def amounts(text: str, near: Iterable[str]) -> Iterator[Quantity]:
    """Yield the amounts of money, in 万元, that stand close to one of the words, before or behind it.

    Another currency is taken as it is written: a sign needs no exchange rate.
    """
    places = [match.span() for word in near for match in re.finditer(re.escape(word), text)]
    found = {match.start(): match for pattern in (_BARE_MONEY, _MONEY) for match in pattern.finditer(text)}
    for start, match in sorted(found.items()):
        end = match.end()
        if any(0 <= start - last <= _REACH or 0 <= first - end <= _REACH for first, last in places):
            written = match[0]
            value = read_number(match["number"])
            value *= _WAN if written.endswith("万") and not match["number"].endswith("万") else 1
            yield Quantity(written, value / _WAN, start, end)


def counts(text: str, of: Iterable[str]) -> Iterator[Quantity]:
    """Yield how many of something the text names: 三百八十人, 12家企业; of ``岗位…个``: 岗位五百个."""
    for kind in sorted(of, key=len, reverse=True):
        before, _, after = kind.rpartition("…")
        found = re.finditer(rf"{re.escape(before)}(?P<number>{_NUMBER})(?:多|余|来|几)?{re.escape(after)}", text)
        yield from (Quantity(match[0], read_number(match["number"]), *match.span()) for match in found)


def years_since(text: str, year: int) -> Iterator[Quantity]:
    """Yield how many years ago, seen from ``year``, what the text tells began: a year named, or 二十年来, 5年没解决."""
    yield from (found for found, _ in _named(text, year))
    yield from _spans(text)


def years_going_on(text: str, year: int) -> Iterator[Quantity]:
    """Yield those of :func:`years_since` of which the text itself says that it has gone on since.

    A year that is only named may be that in which the firm was founded.
    """
    yield from (found for found, end in _named(text, year) if _GOES_ON.match(text, end))
    yield from _spans(text)


def _named(text: str, year: int) -> Iterator[tuple[Quantity, int]]:
    for match in _YEAR.finditer(text):
        began = int(read_number(match["year"]))
        if began <= year:
            yield Quantity(match[0], float(year - began), match.start(), match.end()), match.end()


def _spans(text: str) -> Iterator[Quantity]:
    for match in (*_SINCE.finditer(text), *_LASTED.finditer(text)):
        yield Quantity(match[0], read_number(match["number"]), match.start(), match.end())
