"""When two reports are about one matter (同一事项): the firm's name and the problem's words as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from toolkit.forms.traditional import simpler

#: From this likeness on, two problems of one firm are one matter reported again.
SAME_MATTER = 92.0
#: From this likeness on, problems are worth a note: of one firm perhaps one matter, of several perhaps a common one.
LIKE_MATTER = 70.0
#: Below this likeness a problem is another one, whatever number the form bears.
OTHER_MATTER = 50.0
#: From this likeness on, a firm's name is a near miss: proposed, never taken.
NEAR_FIRM = 75.0
#: A text this long that stands whole in another one is that one before it grew.
_WHOLE = 20
_GROWN = 95.0
#: A name is never cut down to less than this.
_SHORTEST = 2

_NO_LETTER = re.compile(r"[\W_]+")
_FORMER = re.compile(r"\((?:原名?称?|曾用名|前称|旧称)[为是]?[:：]?([^()]{3,})\)")
_KIND = re.compile(r"\((?:个体工商户|普通合伙|有限合伙|特殊普通合伙)\)$")
_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|股份公司|公司)$")
_PLACES = re.compile(
    r"(?:(?P<province>\w{2,3})省)?(?:(?P<city>\w{2,3})市)?(?:(?P<district>\w{2,3})[区县])?(?:(?P<town>\w{2,3})(?:镇|街道))?"
)
#: How provinces are written without 省; the two of three letters are left as they are.
_PROVINCES = frozenset(
    re.findall(
        "..",
        "北京天津上海重庆河北山西辽宁吉林江苏浙江安徽福建江西山东河南湖北湖南广东海南四川贵州云南陕西甘肃青海台湾广西西藏宁夏新疆香港澳门",
    )
)
#: What closes the name of a district, left out where it stands before a firm's name.
_DISTRICT_WORDS = re.compile(r"(?:街道|[市区县镇])$")


def plain(text: str) -> str:
    """Return only the letters and digits of a text, full-width and traditional ones folded, in lower case."""
    letters = simpler(_NO_LETTER.sub("", text))
    if letters.isascii() or unicodedata.is_normalized("NFKC", letters):
        return letters.lower()
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", letters)).lower()


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm's name (企业名称) taken apart.

    Attributes:
        cores: what is left of it, and of the former name it bears in brackets, without place and legal form.
        places: the places it begins with, by level (``city`` → 佛山).
    """

    cores: tuple[str, ...]
    places: tuple[tuple[str, str], ...] = ()

    def is_same(self, other: Firm) -> bool:
        """Return whether both are one firm: a common core, and no level at which they name two places."""
        theirs = dict(other.places)
        apart = any(level in theirs and theirs[level] != name for level, name in self.places)
        return not apart and not set(self.cores).isdisjoint(other.cores)

    def likeness(self, other: Firm) -> float:
        """Return how alike the names are, from 0 to 100; one that holds the other counts as a near miss."""
        if self.is_same(other):
            return 100.0
        pairs = [(left, right) for left in self.cores for right in other.cores]
        return max((_near(left, right) for left, right in pairs), default=0.0)


@lru_cache(maxsize=16384)
def firm_of(name: str, place: str = "") -> Firm:
    """Return a firm's name taken apart.

    Args:
        name: as somebody wrote it: 某省某市某区甲电器有限公司, 甲电器(原名：乙电器厂).
        place: the district whose name is written before its firms' with or without 区, 县, 镇.
    """
    text, former = name, tuple[str, ...]()
    if "(" in name or "（" in name:
        text = "".join(unicodedata.normalize("NFKC", name).split())
        former = tuple(_FORMER.findall(text))
        text = _KIND.sub("", _FORMER.sub("", text))
    level, short = _district(place)
    core, places = _core(plain(text), level, short)
    cores = dict.fromkeys([core, *(_core(plain(each), level, short)[0] for each in former)])
    return Firm(tuple(each for each in cores if each), tuple(places.items()))


@lru_cache(maxsize=8)
def _district(place: str) -> tuple[str, str]:
    """Return the level of a district and its name without the word for it."""
    name = plain(place)
    return "district" if name.endswith(("区", "县")) else "town", _DISTRICT_WORDS.sub("", name)


def _core(name: str, level: str, short: str) -> tuple[str, dict[str, str]]:
    """Return what is left of a plain name, and the places it begins with."""
    places: dict[str, str] = {}
    rest = name
    if rest[:2] in _PROVINCES and rest[2:3] not in {"省", "市"}:
        rest, places["province"] = _cut(rest, 2), rest[:2]
    found = _PLACES.match(rest)
    if found is not None and found.end() and len(rest) - found.end() >= _SHORTEST:
        rest = rest[found.end() :]
        places.update({each: word for each, word in found.groupdict().items() if word})
    if short and rest.startswith(short) and len(rest) - len(short) >= _SHORTEST:
        rest = rest[len(short) :]
        places.setdefault(level, short)
    bare = _LEGAL.sub("", rest)
    return (bare if len(bare) >= _SHORTEST else rest), places


def _cut(text: str, end: int) -> str:
    return text[end:] if len(text) - end >= _SHORTEST else text


def _near(left: str, right: str) -> float:
    shorter, longer = sorted((left, right), key=len)
    held = len(shorter) > _SHORTEST and shorter in longer
    return max(fuzz.ratio(left, right), NEAR_FIRM if held else 0.0)


def likeness(left: str, right: str) -> float:
    """Return how alike two texts are, from 0 to 100; both as :func:`plain` gives them.

    A text that stands whole in the other, as where the sender went on writing, is as good as the same.
    """
    return next((score for score, _ in likest(left, {"": right}, 0.0)), 0.0)


def likest(text: str, others: Mapping[str, str], least: float) -> list[tuple[float, str]]:
    """Return the :func:`likeness` of a text to each of ``others`` where it is at least so much, with its key.

    The likest come first, and of equals the one whose key is greatest. Raises nothing; empty texts are like nothing.
    """
    there = {key: other for key, other in others.items() if other} if text else {}
    found = process.extract(text, there, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=None)
    scores = {key: score for _, score, key in found}
    if len(text) >= _WHOLE:
        for key, other in there.items():
            if text in other or (len(other) >= _WHOLE and other in text):
                scores[key] = max(_GROWN, scores.get(key, 0.0))
    return sorted(((score, key) for key, score in scores.items()), reverse=True)


def traces(text: str) -> Collection[str]:
    """Return some three-letter pieces of a plain text, always the same ones, by which a text like it can be found.

    Of a long text fewer are kept, of a short one all; two texts about as long have most of them in common.
    """
    text = text[:_MOST]
    every = next(step for most, step in _STEPS if len(text) <= most)
    # As numbers all at once: asking each letter for its own is slower than all the rest.
    middle = memoryview(text[1:-1].encode("utf-32-le", "surrogatepass")).cast("I")
    return {text[at : at + 3] for at, letter in enumerate(middle) if not letter % every}


#: So much of a text is looked at to find others like it.
_MOST = 600
#: Of a text up to so long, every how many pieces are kept.
_STEPS = ((20, 1), (40, 2), (80, 4), (160, 8), (_MOST, 16))
