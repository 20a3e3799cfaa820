"""Which unit should have the lead (拟牵头单位): proposed with its reasons, never set.

Four things speak for a unit: words of its duties, its name in the text or in the column where the sender names units,
its place where a duty is each town's own, and the precedents. Nothing is proposed where nothing speaks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from toolkit.cases.lexicon import Lexicon, folded
from toolkit.cases.listed import listed
from toolkit.cases.precedents import Near, Precedents
from toolkit.mechanism import Unit, UnitBook
from toolkit.mechanism.advice import Advice, Duty

#: What a word of a duty counts, and one that several units meet with; what a unit's name counts in the sender's
#: column and in the text; what a precedent counts, times its likeness squared: one hardly like counts next to
#: nothing. Measured in docs/suggest.md.
_WORD, _ALSO, _NAMED, _MENTIONED, _PRECEDENT = 3.0, 1.0, 3.0, 2.0, 50.0
#: What a town named in the problem itself counts besides; reporter and firm only say where the firm is.
_HERE = 2.0
#: A unit with less than this is not proposed, nor one with less than this share of the first one's points, unless it
#: has so many as are always worth a look.
_LEAST, _SHARE, _WORTH, _MOST = 2.0, 0.25, 6.0, 3
#: A unit whose duties come to so much is touched by a matter.
_TOUCHED = 3.0
#: So many words and precedents are told.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of a matter before anybody has it.

    Attributes:
        number: its 编号; a case that teaches is no precedent of itself.
        problem: the firm's words.
        subject: the office's, "" where there are none yet.
        firm, reporter: who has the problem, who sent it in; they tell the place only.
        named: the units that the sender thinks it concerns, as written.
        category: what the sender ticked, as the register keeps it.
        round: its 办理轮次.
        repeated, common: 编号 of earlier cases of this firm, and of other firms, that are like it.
        sent_back: those of ``repeated`` that were handled anew because the firm was not satisfied.
    """

    problem: str
    number: str = ""
    subject: str = ""
    firm: str = ""
    reporter: str = ""
    named: str = ""
    category: str = ""
    round: int = 1
    repeated: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    sent_back: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the words that are looked through: the firm's own name in them says nothing."""
        words = folded(f"{self.problem}\n{self.subject}")
        name = folded(self.firm)
        return words.replace(name, "") if name else words


@dataclass(frozen=True, slots=True)
class Lead:
    """A unit that is proposed to have the lead.

    Attributes:
        unit: its name.
        points: what speaks for it, in all.
        words: the words of its duties that stand in the text.
        precedents: 编号 of cases like it that the unit, or one that became part of it, had the lead of.
        named: whether the sender named it.
    """

    unit: str
    points: float
    words: tuple[str, ...] = ()
    precedents: tuple[str, ...] = ()
    named: bool = False

    @property
    def why(self) -> str:
        """Return the reasons, in a clerk's words."""
        parts = []
        if self.words:
            parts.append(f"出现“{'、'.join(self.words[:_TOLD])}”")
        if self.named:
            parts.append("来件写明涉及该单位")
        if self.precedents:
            shown = "、".join(self.precedents[:_TOLD]) + (" 等" if len(self.precedents) > _TOLD else "")
            parts.append(f"此前 {len(self.precedents)} 件类似事项由其牵头（{shown}）")
        return "；".join(parts)


@dataclass(slots=True)
class _Speaking:
    """What speaks for one unit so far."""

    points: float = 0.0
    words: dict[str, None] = field(default_factory=dict)
    precedents: list[str] = field(default_factory=list)
    named: bool = False


@dataclass(frozen=True)
class Adviser:
    """What proposals of lead units are made from.

    Attributes:
        advice: the mechanism's data.
        units: the member units as the office keeps them.
        precedents: the cases that teach.
        day: units that are given up by then are replaced by their successors.
    """

    advice: Advice
    units: UnitBook
    precedents: Precedents
    day: date

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all duties, and those that hold their letters and mean nothing."""
        return Lexicon([*self.advice.void, *words_of(self.advice)])

    def leads(self, matter: Matter) -> Sequence[Lead]:
        """Return up to three units, the likeliest first; none where nothing speaks for any."""
        speaking = self._speaking(matter)
        ranked = sorted(speaking.items(), key=lambda pair: -pair[1].points)
        least = max(_LEAST, min(_WORTH, _SHARE * ranked[0][1].points)) if ranked else 0.0
        return [
            Lead(name, each.points, tuple(each.words), tuple(each.precedents), each.named)
            for name, each in ranked[:_MOST]
            if each.points >= least
        ]

    def touched(self, matter: Matter) -> Sequence[str]:
        """Return the units whose duties the matter's own words touch, and the departments that it lists."""
        found: dict[str, float] = defaultdict(float)
        for unit, _, points in self._by_words(matter):
            found[unit.name] += points
        for name, meant in self._listed(matter):
            found[meant.name if meant else name] += _TOUCHED
        return [name for name, points in found.items() if points >= _TOUCHED]

    def near(self, matter: Matter) -> Sequence[Near]:
        """Return the other cases like it, the likest first."""
        return [each for each in self.precedents.near(matter.text) if each.precedent.number != matter.number]

    def _speaking(self, matter: Matter) -> Mapping[str, _Speaking]:
        found: dict[str, _Speaking] = defaultdict(_Speaking)
        for unit, word, points in self._by_words(matter):
            each = found[unit.name]
            each.points += points
            each.words.setdefault(word)
        for unit in self._by_name(matter.named):
            found[unit.name].points += _NAMED
            found[unit.name].named = True
        for unit, word in self._mentioned(matter):
            found[unit.name].points += _MENTIONED
            found[unit.name].words.setdefault(word)
        for name, meant in self._listed(matter):
            if meant is not None:
                found[meant.name].points += _NAMED
                found[meant.name].words.setdefault(name)
        for near in self.near(matter):
            taught = self._now(self.units.find(near.precedent.unit))
            if taught is not None:
                found[taught.name].points += _PRECEDENT * near.likeness**2
                found[taught.name].precedents.append(near.precedent.number)
        return found

    def _by_words(self, matter: Matter) -> Iterator[tuple[Unit, str, float]]:
        """Yield each unit with each word of its duties that stands in the text, and what the word counts."""
        standing = self.lexicon.standing(matter.text)
        for duty in self.advice.duties:
            met = [(word, _WORD) for word in standing if word in duty.words]
            met += [(word, _ALSO) for word in standing if word in duty.also]
            if met:
                for unit, extra in self._meant(duty, matter):
                    yield from ((unit, word, points) for word, points in met)
                    if extra:
                        yield unit, extra, _HERE

    def _meant(self, duty: Duty, matter: Matter) -> Iterator[tuple[Unit, str]]:
        """Yield the unit a duty is meant of; of a group's duty those whose place is named, with where it is so."""
        if duty.unit:
            unit = self._now(self.units.find(duty.unit))
            if unit is not None:
                yield unit, ""
            return
        of_group = [each for each in self.units if each.group == duty.group]
        here = [(each, place) for each in of_group if (place := _place(each, matter.text))]
        about = folded(f"{matter.reporter} {matter.firm}")
        for unit, place in here or [(each, "") for each in of_group if _place(each, about)]:
            standing = self._now(unit)
            if standing is not None:
                yield standing, place

    def _by_name(self, named: str) -> Iterator[Unit]:
        found = (self._now(match.unit) for match in self.units.match_all(named)) if named.strip() else iter(())
        yield from {unit.name: unit for unit in found if unit is not None}.values()

    def _mentioned(self, matter: Matter) -> Iterator[tuple[Unit, str]]:
        """Yield the units that the text itself names; of a group with places the place alone is no mention."""
        local = {duty.group for duty in self.advice.duties if duty.group}
        text = matter.text
        for each in self.units:
            unit = None if each.group in local else self._now(each)
            name = next((name for name in _names(each) if name in text), "")
            if unit is not None and name:
                yield unit, name

    def _listed(self, matter: Matter) -> Iterator[tuple[str, Unit | None]]:
        """Yield the departments that the text lists, each with the unit that does its work on the day."""
        yield from ((name, self._now(unit)) for name, unit in listed(matter.text, self.units))

    def _now(self, unit: Unit | None) -> Unit | None:
        return None if unit is None else self.units.standing(unit, self.day)


def words_of(advice: Advice) -> Iterator[str]:
    """Yield the words of all duties, those that speak for a unit by themselves and the others."""
    for duty in advice.duties:
        yield from duty.words
        yield from duty.also


def _names(unit: Unit) -> Iterator[str]:
    """Yield the names by which a text mentions a unit: not those of two letters, which mean other things too."""
    return (folded(name) for name in (unit.name, *unit.aliases) if len(name) > 2)


def _place(unit: Unit, text: str) -> str:
    return next((name for name in (unit.name, *unit.aliases) if name in text), "")
