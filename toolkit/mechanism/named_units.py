"""Units that a mechanism's files name (点名的单位): each must stand in units.toml, or nobody is asked.

Told when somebody has the mechanism checked, and not when it is used: by then the units are the office's own, on the
sheet 成员单位.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.mechanism.dead_ends import Slip
from toolkit.mechanism.ladder import KEEPER, REPORTER
from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.places import Way

#: Where a unit is named: file → ways, any place in a list written as "*".
_UNITS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "collect.toml": (("channels", "*", "collector"),),
    "catalogue.toml": (("to",),),
    "opinions.toml": (("supervision", "unit"),),
    "publicity.toml": (("announcement", "unit"), ("note", "unit")),
    "hosting.toml": (("duties", "*", "units", "*"),),
    "suggest.toml": (("duties", "*", "unit"),),
    "meeting.toml": (("invited", "together", "*", "*"),),
}
#: Where a kind of units is named.
_GROUPS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "collect.toml": (("channels", "*", "group"),),
    "meeting.toml": (("invited", "groups", "*"),),
}
#: Where anybody may be named, the office itself or a leader: only what is nearly a unit's name cannot be meant.
_ANYBODY: Mapping[str, tuple[tuple[str, ...], ...]] = {"remind.toml": (("steps", "*", "to"),)}


def unknown_units(file: str, data: Mapping[str, Any], mechanism: Mechanism) -> Iterator[Slip]:
    """Yield the units and kinds of units that a file names and units.toml does not have."""
    if not mechanism.units.units:
        return  # the office lists them itself
    kinds = list(dict.fromkeys(each.group for each in mechanism.units))
    for way, name in _named(data, _UNITS.get(file, ())):
        found = mechanism.units.match(name)
        if name and found.unit is None:
            yield Slip(file, way, f"units.toml 里没有“{name}”这个单位{_perhaps(found.near)}")
    for way, name in _named(data, _GROUPS.get(file, ())):
        if name and name not in kinds:
            yield Slip(file, way, f"units.toml 里没有“{name}”这一类单位（group），有的是：{'、'.join(kinds)}")
    ours = {KEEPER, REPORTER, mechanism.office, mechanism.office_short}
    for way, name in _named(data, _ANYBODY.get(file, ())):
        for found in mechanism.units.match_all(name) if name not in ours else ():
            if found.unit is None and found.near:
                yield Slip(file, way, f"units.toml 里没有“{found.text}”这个单位{_perhaps(found.near)}")


def _perhaps(near: str) -> str:
    return f"，是不是“{near}”" if near else ""


def _named(data: Mapping[str, Any], patterns: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Way, str]]:
    for pattern in patterns:
        yield from _at(data, pattern, ())


def _at(value: Any, pattern: tuple[str, ...], way: Way) -> Iterator[tuple[Way, str]]:
    if not pattern:
        if isinstance(value, str):
            yield way, value
    elif isinstance(value, list) and pattern[0] == "*":
        for place, each in enumerate(value):
            yield from _at(each, pattern[1:], (*way, place))
    elif isinstance(value, Mapping) and pattern[0] in value:
        yield from _at(value[pattern[0]], pattern[1:], (*way, pattern[0]))
