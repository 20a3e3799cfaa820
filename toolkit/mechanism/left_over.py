"""Words of another place that a copied mechanism still has (原来地方的话): its name, its units, whose government it is.

Whoever copies a mechanism that comes with the toolkit changes its names in a dozen files. Nothing is wrong with those
that are left, so they are no faults; papers would go out with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.mechanism.places import Way, places
from toolkit.mechanism.reading import read_file

_MAIN, _UNITS = "mechanism.toml", "units.toml"
#: Entries for people: a rule may well quote the document of the place above.
_FOR_PEOPLE = frozenset({"rule", "source"})
#: What a place's name ends in; the rest is what people call it.
_KINDS = ("自治县", "自治州", "街道", "新区", "市", "区", "县", "州", "镇", "乡")
_SHORTEST = 2


class LeftOver(NamedTuple):
    """A word of another place, and where it stands: file → lines."""

    word: str
    where: Mapping[str, Sequence[int]]

    def __str__(self) -> str:
        lines = (f"{file} 第 {'、'.join(map(str, found))} 行" for file, found in self.where.items())
        return f"“{self.word}”：{'；'.join(lines)}"


def left_over(folder: Path, others: Sequence[Path]) -> tuple[str, Sequence[LeftOver]]:
    """Return the place of which a mechanism was copied and which of its words are left; "" where it is no copy.

    Args:
        folder: the mechanism, which can be read.
        others: those that it may be a copy of.
    """
    own, texts = read_file(folder / _MAIN), _texts(folder)
    theirs = {each: read_file(each / _MAIN) for each in others if each.resolve() != folder.resolve()}
    likeness = {each: _likeness(texts, _texts(each)) for each, data in theirs.items() if data["place"] != own["place"]}
    like = max(likeness, key=lambda each: likeness[each], default=None)
    if like is None or likeness[like] * 2 < len(texts):
        return "", []
    words = _words(own, theirs[like], _names(folder), _names(like))
    lines = {file: places((folder / file).read_text(encoding="utf-8-sig")) for file in {file for file, _ in texts}}
    found: dict[str, dict[str, list[int]]] = {}
    for (file, way), text in texts.items():
        line = next((lines[file][way[:end]] for end in range(len(way), 0, -1) if way[:end] in lines[file]), 0)
        for word in words.findall(text):
            where = found.setdefault(word, {}).setdefault(file, [])
            if line not in where:
                where.append(line)
    return theirs[like]["place"], [LeftOver(word, where) for word, where in found.items()]


def _likeness(one: Mapping[tuple[str, Way], str], other: Mapping[tuple[str, Way], str]) -> int:
    """Return how many texts stand in the same place of both."""
    return sum(other.get(key) == text for key, text in one.items())


def _words(own: Mapping[str, Any], theirs: Mapping[str, Any], names: set[str], old: set[str]) -> re.Pattern[str]:
    """Return what finds the other place's words: the longest first, so that each is told once."""
    place, kind = theirs["place"], _kind(theirs["place"])
    told = [theirs["office"], place, *sorted(old - names, key=len, reverse=True)]
    short = place.removesuffix(kind)
    told += [short] if len(short) >= _SHORTEST else []
    found = [re.escape(each) for each in sorted(dict.fromkeys(told), key=len, reverse=True) if each not in own["place"]]
    if len(kind) == 1 and kind != _kind(own["place"]):
        found += [f"{kind}(?:政府|委|府|直|人大|政协|里)", f"[我本全]{kind}"]
    return re.compile("|".join(found))


def _kind(place: str) -> str:
    return next((each for each in _KINDS if place.endswith(each)), "")


def _names(folder: Path) -> set[str]:
    """Return the full names of a mechanism's units."""
    return {each["name"] for each in read_file(folder / _UNITS).get("units", ())}


def _texts(folder: Path) -> dict[tuple[str, Way], str]:
    """Return the texts of a mechanism's files; comments and where a rule comes from are left out."""
    files = sorted([*folder.glob("*.toml"), *folder.glob("forms/*.toml")])
    return {
        (path.relative_to(folder).as_posix(), way): text for path in files for way, text in _leaves(read_file(path), ())
    }


def _leaves(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*way, key)) if key not in _FOR_PEOPLE else ()
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*way, place))
    elif isinstance(value, str):
        yield way, value
