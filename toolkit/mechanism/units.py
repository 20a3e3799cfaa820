"""Member units (成员单位): who they are and by which names people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from toolkit.forms.traditional import simpler

#: A near miss is proposed to a person from this likeness on; it is never taken by itself.
#: One letter wrong of the three that a town has (北窖镇) is a near miss.
NEAR_ENOUGH = 66.0

#: What may stand before a district's name: nothing, its province, its city.
_ABOVE = re.compile(r"(?:[\u4e00-\u9fff]{2,8}?省)?(?:[\u4e00-\u9fff]{2,8}?市)?")
_SEPARATORS = re.compile(r"[、，,；;/\n+＋&＆]|\s{1,}|(?<=[局府处会委所院])和(?=[区市县镇省])")

#: The numbers of a list of units: 1. 2. at the beginning of a line, ① or （1） anywhere.
_NUMBERING = re.compile(
    r"(?:^|(?<=[\s、，,；;]))\s*(?:\d{1,2}[.、．)）]|[一二三四五六七八九十]{1,3}、)\s*|[(（]\d{1,2}[)）]|[①-⑳]",
    re.MULTILINE,
)
#: What closes a list and names nobody.
_CLOSING = re.compile(r"(?:等(?:有关|相关)?(?:单位|部门)?)?[\s。．.；;，,、]*$")
_GOVERNMENTS = ("人民政府", "管委会")
_OFFICE = re.compile(r"[局委所院站队]|(?<!大)厅|办公室|中心|镇|街道")
_JOINING = re.compile(r"以及|及|与|和")


@dataclass(frozen=True, slots=True)
class Unit:
    """A member unit.

    Attributes:
        name: as the mechanism's list names it.
        group: the kind of unit, 镇街, 部门 or 商会.
        aliases: usual short and old names.
        town: the town or sub-district (镇街) it is, or belongs to; "" for one of the whole district.
        address: how letters address it (主送) where that is not its name: 龙川县人民政府; see :attr:`addressee`.
        contact, phone, mail: its contact person (联络协作员), filled in by the office in the register.
        since, until: the first day it takes on matters (启用日期) and the first day it no longer does (停用日期).
        successor: the unit it became part of (并入单位).
    """

    name: str
    group: str
    aliases: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    mail: str = ""
    since: date | None = None
    until: date | None = None
    successor: str = ""
    town: str = ""
    address: str = ""

    @property
    def addressee(self) -> str:
        """Return how letters address it."""
        return self.address or self.name

    def is_standing(self, day: date) -> bool:
        """Return whether it takes on matters on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """What became of a unit's name as somebody wrote it.

    Attributes:
        text: as it was written.
        unit: the unit it certainly means, or None.
        near: where it is not certain, the name it may mean, or "".
    """

    text: str
    unit: Unit | None
    near: str = ""


class UnitBook:
    """The units of a mechanism, found by name, short name or old name."""

    def __init__(self, units: Iterable[Unit], place: str = "") -> None:
        """Take the units; ``place`` is the district whose name people put before a unit's short one."""
        self.place = place
        self.units: tuple[Unit, ...] = tuple(units)
        self._by_name: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                self._by_name.setdefault(_plain(name), unit)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def find(self, text: str) -> Unit | None:
        """Return the unit that ``text`` names exactly, spaces, width and the district's own name aside, or None."""
        return next((self._by_name[name] for name in self._spellings(_plain(text)) if name in self._by_name), None)

    def beginning(self, text: str) -> Unit | None:
        """Return the unit with whose name ``text`` begins: 市政数局窗口 is a part of it. None where there is none.

        What begins with a government's name and goes on to an office of its own (清城区财政局) is another unit.
        """
        for name in self._spellings(_plain(text)):
            known = max((each for each in self._by_name if name.startswith(each)), key=len, default="")
            if known and not (self._by_name[known].name.endswith(_GOVERNMENTS) and _OFFICE.search(name[len(known) :])):
                return self._by_name[known]
        return None

    def standing(self, unit: Unit, day: date) -> Unit | None:
        """Return the unit that does on a day what ``unit`` was there for: itself, or what it became part of.

        None where it is given up (停用) and no successor (并入单位) is named that is there on that day.
        """
        seen: set[str] = set()
        while not unit.is_standing(day):
            heir = self.find(unit.successor) if unit.successor else None
            seen.add(unit.name)
            if heir is None or heir.name in seen:
                return None
            unit = heir
        return unit

    def _spellings(self, name: str) -> Iterator[str]:
        yield name
        above, place, rest = name.partition(self.place) if self.place else (name, "", "")
        if place and _ABOVE.fullmatch(above):
            yield place[-1] + rest
            yield rest

    def match(self, text: str) -> UnitMatch:
        """Return what one name as written means: a unit, a proposal, or neither."""
        unit = self.find(text)
        if unit is not None:
            return UnitMatch(text, unit)
        best = process.extractOne(_plain(text), list(self._by_name), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        return UnitMatch(text, None, self._by_name[best[0]].name if best else "")

    def match_all(self, text: str) -> Sequence[UnitMatch]:
        """Return a match for each name in a cell that may hold several, in the order written."""
        if self.find(text) is not None:
            return [self.match(text)]
        parts = (part.strip() for part in _SEPARATORS.split(_NUMBERING.sub("\n", text)) if part)
        return [match for part in parts if part for match in self._match_part(part)]

    def _match_part(self, text: str) -> Sequence[UnitMatch]:
        """Return what one part of a list means: a unit, or several joined by 及 or 与."""
        bare = _CLOSING.sub("", text) or text
        if self.find(bare) is None:
            for match in _JOINING.finditer(bare):
                before, after = bare[: match.start()], bare[match.end() :]
                if self.find(before) is not None and (rest := self._match_part(after)) and rest[0].unit is not None:
                    return [self.match(before), *rest]
        return [self.match(bare)]


def _plain(text: str) -> str:
    return simpler(re.sub(r"[\s（）()“”\"]", "", unicodedata.normalize("NFKC", text)))
