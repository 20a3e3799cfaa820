"""By which channels a mechanism collects what firms report (收集渠道): who collects what, and how they are asked.

The data are ``collect.toml`` in the mechanism's folder; a mechanism without the file waits for what comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.ladder import ReminderPaper, read_paper, wrong_papers
from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.units import Unit

#: The file's name in the mechanism's folder.
FILE = "collect.toml"
#: What the paper's words may ask for beside what every reminding paper's may.
OWN_NAMES = ("会议", "会议日期", "收集内容", "收集表")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: what its collectors collect.

    Attributes:
        name: what it is called.
        collector: the unit that collects, "" where it is a kind of units.
        group: the kind of units that do, each its own; "" where it is one unit.
        collects: what is collected, in words.
        rule: the source.
        others: whether of its kind only those collect by it that have no other channel.
        besides: units of its kind that do not collect at all.
    """

    name: str
    collector: str
    group: str
    collects: str
    rule: str
    others: bool = False
    besides: tuple[str, ...] = ()

    def is_of(self, unit: Unit) -> bool:
        """Return whether a unit collects by this channel, its other channels aside."""
        if unit.name in self.besides:
            return False
        return unit.name == self.collector or (bool(self.group) and unit.group == self.group)


@dataclass(frozen=True, slots=True)
class Collecting:
    """All that a mechanism gives for collecting.

    Attributes:
        channels: the channels, in the mechanism's order.
        due_before: how many workdays before the meeting what was collected is due.
        paper: by which paper collectors are asked.
        rule: the source.
        own_unit: the collector that the office is part of, and that is written no letter; "" for none.
    """

    channels: tuple[Channel, ...]
    due_before: int
    paper: ReminderPaper
    rule: str
    own_unit: str = ""

    def channels_of(self, unit: Unit) -> tuple[Channel, ...]:
        """Return the channels by which a unit collects, in the mechanism's order."""
        found = tuple(each for each in self.channels if each.is_of(unit))
        return tuple(each for each in found if not each.others) or found

    def channel_of(self, unit: Unit) -> str:
        """Return the channel by which a unit collects, "" for none or several: then nobody can tell which it was."""
        found = self.channels_of(unit)
        return found[0].name if len(found) == 1 else ""


def load_collecting(mechanism: Mechanism) -> Collecting | None:
    """Return how the mechanism collects, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names what there is none of.
    """
    return read_companion(mechanism, FILE, _collecting, lambda each: _wrong(each, mechanism))


def _collecting(data: Mapping[str, Any]) -> Collecting:
    return Collecting(
        channels=tuple(_channel(each) for each in data["channels"]),
        due_before=int(data["due_before"]),
        paper=read_paper(data["paper"]),
        rule=data["rule"],
        own_unit=data.get("own_unit", ""),
    )


def _channel(data: Mapping[str, Any]) -> Channel:
    return Channel(
        name=data["name"],
        collector=data.get("collector", ""),
        group=data.get("group", ""),
        collects=data["collects"],
        rule=data["rule"],
        others=bool(data.get("others", False)),
        besides=tuple(data.get("besides", ())),
    )


def _wrong(found: Collecting, mechanism: Mechanism) -> Iterator[str]:
    # Units and their kinds are the office's own by now (the sheet 成员单位): what it has not is no contradiction.
    names = [each.name for each in found.channels]
    yield from (f"有两个收集渠道叫“{each}”" for each in dict.fromkeys(names) if names.count(each) > 1)
    yield from (f"收集渠道“{each.name}”应写 collector（哪个单位）或 group（哪类单位）之一"
                for each in found.channels if bool(each.collector) == bool(each.group))  # fmt: skip
    yield from _wrong_others(found)
    if "channel" not in mechanism.record.roles:
        yield "台账的 roles 缺少 channel"
    else:
        yield from _not_offered(names, mechanism)
    if mechanism.regular_meeting is None:
        yield "按会议收集，但没有定期会议"
    yield from wrong_papers([found.paper], mechanism, OWN_NAMES)


def _wrong_others(found: Collecting) -> Iterator[str]:
    """Tell where ``others``, ``besides`` or ``own_unit`` cannot mean anything."""
    yield from (f"收集渠道“{each.name}”写了 others 或 besides，应同时写 group（哪类单位）"
                for each in found.channels if (each.others or each.besides) and not each.group)  # fmt: skip
    collectors = {each.collector for each in found.channels}
    if found.own_unit and found.own_unit not in collectors and not any(each.group for each in found.channels):
        yield f"own_unit“{found.own_unit}”不是收集单位"


def _not_offered(names: Sequence[str], mechanism: Mechanism) -> Iterator[str]:
    """Tell which channels the register's column does not offer, where it offers any words."""
    column = mechanism.record.column(mechanism.record.roles["channel"])
    offered = mechanism.choices(column)
    if offered and (left := [each for each in names if each not in offered]):
        yield f"台账“{column.name}”列的可选项里没有收集渠道“{'、'.join(left)}”"
