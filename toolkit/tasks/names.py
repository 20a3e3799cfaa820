"""The names of units in a list (单位名称): parted, brought to full names, put right where one letter was misread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.model import Correction
from toolkit.tasks.plain import apart, either, plain

_SHORT_FORM = re.compile(r"\(?以下简称[\"“]?(?P<name>[^\"”()]+)[\"”]?\)|\(简称[\"“]?(?P<short>[^\"”()]+)[\"”]?\)")
#: Names shorter than this are too like others to be put right.
_SHORTEST, _WHERE = 3, 12
#: The place a document is about, by its title (清远市关于……): units that begin with it are named in full.
_PLACE = re.compile(r"(?P<place>[一-龥]{2,4}?)(?:省|市|区|县|州)")


class Names:
    """Reads the lists of units of one document.

    Attributes:
        whole: its text in plain letters; a name that stands there in full needs no proof.
        corrections: the names that were put right.
    """

    def __init__(self, whole: str, words: PlanWords, title: str = "") -> None:
        self.whole = plain(whole)
        self.corrections: list[Correction] = []
        self._read: dict[str, str] = {}
        own = _PLACE.search(title)
        self._place = own["place"] if own else ""
        self._units = words.units
        self._between = re.compile(rf"(?:{either(words.units['between'])})+$")
        endings = either(words.units["endings"])
        self._ending = re.compile(rf"(?:{endings})(?:\([^()]*\))?$")
        self._ahead = re.compile(rf"^(?:{either(words.units['ahead'])})")
        begins = either((*words.units["levels"], *words.units["whole"]))
        # 县税务局和各镇: what 和 joins are two units only where a unit ends before it and another begins behind it.
        self._and = re.compile(rf"(?:(?<=\))|{_behind(words.units['endings'])})(?:和|及|以及|与)(?=(?:{begins}))")

    def has_unit(self, units: str) -> bool:
        """Return whether a list has a name that ends as units' do."""
        return any(self._ending.search(self._bare(each)) for each in apart(units, "、,"))

    def only_units(self, units: str) -> bool:
        """Return whether every name of a list ends as units' do."""
        listed = apart(units, "、,")
        return bool(listed) and all(self._ending.search(self._bare(each)) for each in listed)

    def full(self, units: str, proposed: list[str]) -> Iterator[str]:
        """Yield the full names in a list; those completed without proof are added to ``proposed``."""
        for stretch in self._stretches(units):
            level = ""
            for name in stretch:
                if name in self._units["nobody"]:
                    continue
                full = self._mended(self._short(name), units)
                if any(full.startswith(each) for each in self._units["whole"]):
                    level = ""
                elif self._level(full):
                    level = self._level(full)
                elif level and not self._stands_alone(full):
                    full = level + full
                    if full not in self.whole:
                        proposed.append(full)
                yield full

    def _level(self, name: str) -> str:
        """Return the level that a name begins with, "" where it begins with none (市场监管局 has none)."""
        if name.startswith(self._units["not_levels"]):
            return ""
        return next((each for each in self._units["levels"] if name.startswith(each)), "")

    def _stands_alone(self, name: str) -> bool:
        """Return whether a name is whole without a level: it begins with the place, or elsewhere begins a list."""
        if (self._place and name.startswith(self._place)) or name.endswith(self._units["alone"]):
            return True
        return any(f"{mark}{name}" in self.whole for mark in "(〔,;:")

    def _mended(self, name: str, units: str) -> str:
        """Return a name whose first letter was misread for a level, as the text has it elsewhere (节工商联)."""
        if name not in self._read:
            self._read[name] = self._as_elsewhere(name)
            if self._read[name] != name:
                why = f"单位名称的头一个字认错了，文中别处作“{self._read[name]}”"
                self.corrections.append(Correction(units[:_WHERE], name, self._read[name], why))
        return self._read[name]

    def _as_elsewhere(self, name: str) -> str:
        levels = self._units["levels"]
        # The longer a name, the less can another be meant: 民政局 is not 市政局.
        if len(name) <= _SHORTEST or name.startswith((*levels, *self._units["whole"])):
            return name
        if self.whole.count(name) != 1 or f"、{name}" in self.whole:
            return name
        right = [level + name[1:] for level in levels if level + name[1:] in self.whole]
        return right[0] if len(right) == 1 else name

    def _stretches(self, units: str) -> Iterator[list[str]]:
        """Yield the names between commas; what has no unit's ending goes with the name behind it (各区、县级市政府)."""
        units = self._and.sub("、", self._bare(units))
        for part in apart(units, ","):
            names: list[str] = []
            waiting = ""
            for each in map(self._bare, apart(part, "、")):
                waiting += self._ahead.sub("", each)
                if self._ending.search(waiting):
                    names.append(waiting)
                    waiting = ""
                else:
                    waiting += "、"
            if waiting:
                names.append(waiting.rstrip("、"))
            yield names

    def _bare(self, units: str) -> str:
        return self._between.sub("", units.strip())

    def _short(self, name: str) -> str:
        """Return the short name that the text gives a unit behind its long one."""
        match = _SHORT_FORM.search(name)
        return (match["name"] or match["short"]) if match else name


def _behind(endings: tuple[str, ...]) -> str:
    """Return what looks back for a unit's ending; a look-back is of one length, so there is one for each."""
    return "|".join(f"(?<={re.escape(each)})" for each in endings)
