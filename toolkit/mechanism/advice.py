"""What a mechanism knows for proposals (建议): the units' duties in words, the signs of a matter that is not plain.

The data are ``suggest.toml`` in the mechanism's folder; a mechanism without the file proposes from its own register
only. They are read when a proposal is asked for and not with the rest: no other command needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "suggest.toml"


class Measure(StrEnum):
    """How a sign is looked for."""

    WORDS = "words"  # one of its words stands in the text
    MONEY = "money"  # an amount of so many 万元 or more stands close behind or before one of the words
    COUNT = "count"  # so many of something or more
    YEARS = "years"  # something that began so many years ago or more
    UNITS = "units"  # so many units whose duties the text touches
    ROUNDS = "rounds"  # it is handled for the so-manieth time
    REPEATED = "repeated"  # so many earlier cases of this firm are like it
    SENT_BACK = "sent_back"  # so many of those were handled anew, because the firm was not satisfied
    COMMON = "common"  # so many cases of other firms are like it
    PRECEDENTS = "precedents"  # so many of the cases most like it were of the class for such matters


#: Measures that count for nothing without a limit.
_NEED_LEAST = frozenset(Measure) - {Measure.WORDS}


@dataclass(frozen=True, slots=True)
class Duty:
    """What a unit, or each unit of a group in its own place, is there for (职责).

    Attributes:
        unit: the unit's name, "" where it is a group's duty.
        group: the kind of unit whose place decides which of them is meant (镇街), "" where it is one unit's.
        words: that speak for it by themselves.
        also: that several units meet with; one alone is no reason.
        source: the law or paper that gives it these duties.
    """

    unit: str
    group: str
    words: tuple[str, ...]
    also: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that a matter belongs to the class for matters of weight (重点问题).

    Attributes:
        about: what it shows, as a clerk is told it.
        measure: how it is looked for.
        points: what it counts; with enough points the class is proposed.
        least: from how much on, by the measure: 万元, a number, years.
        words: for words: which; for money: beside which an amount must stand; for a count: of what.
        source: where it comes from.
    """

    about: str
    measure: Measure
    points: int
    least: int
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Cue:
    """What speaks for a category (问题类别): words, or years since it began (0 for none)."""

    category: str
    words: tuple[str, ...]
    years: int
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """All that a mechanism gives for proposals.

    Attributes:
        duties: what the units are there for.
        void: words that hold letters of a duty's words and mean nothing for a unit (家电 for 电).
        key: the class that signs speak for, "" where the mechanism proposes none.
        plain: the class of all other matters.
        enough: how many points of signs propose ``key``.
        signs, cues: what to look for.
    """

    duties: tuple[Duty, ...] = ()
    void: tuple[str, ...] = ()
    key: str = ""
    plain: str = ""
    enough: int = 0
    signs: tuple[Sign, ...] = ()
    cues: tuple[Cue, ...] = ()


def load_advice(mechanism: Mechanism) -> Advice:
    """Return what the mechanism's folder gives for proposals; nothing where it has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names a unit, class or category that the mechanism has not.
    """
    return read_companion(mechanism, FILE, _advice, lambda advice: _wrong(advice, mechanism)) or Advice()


def _wrong(advice: Advice, mechanism: Mechanism) -> Iterator[str]:
    classes = (each for each in (advice.key, advice.plain) if each and each not in mechanism.classes)
    yield from (f"没有问题分类“{each}”" for each in classes)
    yield from (f"没有问题类别“{each.category}”" for each in advice.cues if mechanism.category(each.category) is None)
    measured = (each for each in advice.signs if each.measure in _NEED_LEAST)
    yield from (f"“{each.about}”没有写 least" for each in measured if each.least < 1)
    yield from ("有一项职责既没有写 unit 也没有写 group" for each in advice.duties if not each.unit and not each.group)


def _advice(data: Mapping[str, Any]) -> Advice:
    classes = data.get("classes", {})
    return Advice(
        duties=tuple(_duty(each) for each in data.get("duties", ())),
        void=tuple(data.get("void", ())),
        key=str(classes.get("key", "")),
        plain=str(classes.get("plain", "")),
        enough=int(classes.get("enough", 0)),
        signs=tuple(_sign(each) for each in data.get("signs", ())),
        cues=tuple(
            Cue(each["category"], tuple(each["words"]), int(each.get("years", 0)), each["source"])
            for each in data.get("cues", ())
        ),
    )


def _duty(data: Mapping[str, Any]) -> Duty:
    return Duty(
        unit=data.get("unit", ""),
        group=data.get("group", ""),
        words=tuple(data["words"]),
        also=tuple(data.get("also", ())),
        source=data["source"],
    )


def _sign(data: Mapping[str, Any]) -> Sign:
    measure = Measure(data["measure"])
    key = {Measure.WORDS: "words", Measure.MONEY: "near", Measure.COUNT: "of"}.get(measure)
    return Sign(
        about=data["about"],
        measure=measure,
        points=int(data["points"]),
        least=int(data.get("least", 0)),
        words=tuple(data[key]) if key else (),
        source=data["source"],
    )
