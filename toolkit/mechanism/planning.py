"""By which words a plan is broken down into tasks (plan.toml): all offices' words, then a mechanism's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.errors import ConfigError
from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.model import Mechanism

FILE = "plan.toml"
#: The roles a unit can have in a task: 牵头单位, 配合单位, 负责单位.
LEAD, SUPPORT, DUTY = "lead", "support", "duty"
#: What stands before a person's name beside them.
PERSON = "person"
#: What a figure can be: 目标, 条件, 现状, 标准, 待定.
KINDS = ("target", "condition", "baseline", "standard", "open")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """How a text says that units have a role.

    Attributes:
        after: words behind the units (市财政局牵头).
        label: words before them (责任单位：市财政局).
    """

    after: tuple[str, ...]
    label: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """Letters that a text extraction drops.

    Attributes:
        find: the spoiled words, a regular expression.
        put: what stands there rightly.
        proof: words that must stand elsewhere in the text; "" where the spoiled words are only told to a person.
        why: as a clerk is told it.
    """

    find: str
    put: str
    proof: str
    why: str


@dataclass(frozen=True, slots=True)
class KindRule:
    """By which words around it a figure is a target, or something else that has a number; the first that fits counts.

    Attributes:
        kind: one of ``KINDS``.
        ahead: what stands right before the number, from the last comma on: a regular expression, to its end.
        behind: what stands right behind the unit, a regular expression.
        unless: words that must not stand before the number since the last comma.
        sentence: words that must stand before the number in its sentence, a regular expression.
        units: how the unit ends; any where empty.
    """

    kind: str
    ahead: str
    behind: str
    unless: str
    sentence: str
    units: tuple[str, ...]

    @property
    def patterns(self) -> tuple[str, ...]:
        return self.ahead, self.behind, self.unless, self.sentence


@dataclass(frozen=True, slots=True)
class PlanWords:
    """All words by which a plan is read; see toolkit/mechanisms/plan.toml for each and where it comes from."""

    roles: Mapping[str, RoleWords]
    units: Mapping[str, tuple[str, ...]]
    dates: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, float]
    goals: tuple[str, ...]
    lookalikes: tuple[tuple[str, str], ...]
    mendings: tuple[Mending, ...]
    kinds: tuple[KindRule, ...]


def load_plan_words(mechanism: Mechanism | None = None) -> PlanWords:
    """Return the words of all offices, and behind them those that the mechanism adds.

    Raises:
        ConfigError: an entry is missing or wrong, or is no regular expression; the message names the file.
    """
    from toolkit.config import read_toml  # noqa: PLC0415 - as in companion: the reading process needs none

    shared = read_toml(SHIPPED / FILE)
    own: Mapping[str, Any] = {}
    if mechanism is not None:
        own = read_companion(mechanism, FILE, dict, lambda added: _wrong(_merged(shared, added))) or {}
    words = _merged(shared, own)
    told = list(_wrong(words))
    if told:
        raise ConfigError(f"{FILE}：" + "；".join(told))
    return _plan_words(words)


def _merged(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return both: tables within tables, lists one behind the other, anything else as the mechanism has it."""
    merged = dict(shared)
    for key, value in own.items():
        there = merged.get(key)
        if isinstance(there, Mapping) and isinstance(value, Mapping):
            merged[key] = _merged(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            merged[key] = [*there, *value]
        else:
            merged[key] = value
    return merged


def _wrong(words: Mapping[str, Any]) -> Iterator[str]:
    try:
        read = _plan_words(words)
    except KeyError as error:
        yield f"缺少“{error.args[0]}”这一项"
        return
    yield from (f"kind 的“{each.kind}”不认得" for each in read.kinds if each.kind not in KINDS)
    for pattern in (*(each.find for each in read.mendings), *(one for each in read.kinds for one in each.patterns)):
        try:
            re.compile(pattern)
        except re.error:
            yield f"“{pattern}”不是能用的查找式"


def _plan_words(data: Mapping[str, Any]) -> PlanWords:
    bodies = data["roles"]["bodies"]
    return PlanWords(
        roles={
            role: RoleWords(_long_first(each["after"]), _long_first([*each["label"], *_composed(each["stem"], bodies)]))
            for role in (LEAD, SUPPORT, DUTY, PERSON)
            for each in [data["roles"][role]]
        },
        units={
            key: _long_first(data["units"][key])
            for key in (
                "endings", "levels", "not_levels", "whole", "alone", "ahead", "between", "with", "nobody", "verbs",
            )
        },
        dates={
            key: _long_first(data["dates"][key])
            for key in ("ahead", "behind", "valid", "recurring", "lasting", "label", "mention")
        },
        figures={
            key: _long_first(data["figures"][key])
            for key in (
                "units", "han_units", "least_ahead", "least_behind", "most_ahead", "most_behind", "about_ahead",
                "about_behind", "not_bounds",
            )
        },
        parts={str(word): float(value) for word, value in data["figures"]["parts"].items()},
        goals=tuple(data["goals"]["words"]),
        lookalikes=tuple((each["wrong"], each["right"]) for each in data.get("lookalike", ())),
        mendings=(
            *(Mending(each["find"], each["put"], each["proof"], each["why"]) for each in data.get("dropped", ())),
            *(Mending(each["find"], "", "", each["why"]) for each in data.get("suspect", ())),
        ),
        kinds=tuple(
            KindRule(
                each["is"], each.get("ahead", ""), each.get("behind", ""), each.get("unless", ""),
                each.get("sentence", ""),
                tuple(each.get("units", ())),
            )
            for each in data["kind"]
        ),
    )  # fmt: skip


def _composed(stems: Sequence[str], bodies: Sequence[str]) -> list[str]:
    """Return the labels that say what a body has to do with a task: 牵头单位, 配合科室."""
    return [f"{stem}{body}" for stem in stems for body in bodies if not body.startswith(stem)]


def _long_first(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words, longer ones first, so that none is taken for a shorter one within it."""
    return tuple(sorted(dict.fromkeys(words), key=len, reverse=True))
