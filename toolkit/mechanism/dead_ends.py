"""Where a matter would stay for ever (走不下去): steps nothing causes, statuses without a way out, impossible days.

A mechanism like this can be read and says nothing contrary; it is told when somebody has it checked, and not when it
is loaded: an office that lives with it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.mechanism.cataloguing import FILE as CATALOGUE
from toolkit.mechanism.model import Mechanism, Phase
from toolkit.mechanism.places import Way
from toolkit.mechanism.special import Effect
from toolkit.mechanism.verifying import FILE as VERIFY

MAIN, RECORD = "mechanism.toml", "record.toml"
#: What happens to a matter that its own values do not tell.
EVENTS = ("dispatched", "met", "consulted", "catalogued", *Effect)
#: Where a matter may stay.
_ENDS = (Phase.CLOSED, Phase.PARKED, Phase.WITHDRAWN)
_LAST_OF_ALL = 31


class Slip(NamedTuple):
    """Something that cannot be meant: the file, the way to it there, and what it is, in words."""

    file: str
    way: Way
    words: str


def dead_ends(mechanism: Mechanism) -> Iterator[Slip]:
    """Yield what would keep matters or meetings from going on."""
    yield from _events(mechanism)
    yield from _statuses(mechanism)
    yield from _days(mechanism)


def _events(mechanism: Mechanism) -> Iterator[Slip]:
    wants = {"consulted": VERIFY, "catalogued": CATALOGUE}
    asked = {each.effect for each in mechanism.record.special.requests}
    for place, step in enumerate(mechanism.record.transitions):
        way, words = ("transitions", place, "on"), ""
        if step.on and step.on not in EVENTS:
            words = f"没有“{step.on}”这件事，可以写：{'、'.join(EVENTS)}"
        elif step.on in wants and not (mechanism.folder / wants[step.on]).is_file():
            words = f"等的是“{step.on}”，但没有 {wants[step.on]}，不会发生"
        elif step.on == "met" and mechanism.regular_meeting is None:
            words = "等的是“met”，但没有写 [meeting]，不会发生"
        elif step.on in set(Effect) and step.on not in asked:
            words = f"等的是“{step.on}”，但 special.requests 里没有这样的申请，不会发生"
        if words:
            yield Slip(RECORD, way, f"流转“{'、'.join(step.source)}”到“{step.target}”：{words}")


def _statuses(mechanism: Mechanism) -> Iterator[Slip]:
    record = mechanism.record
    left = {name for each in record.transitions for name in each.source if each.target != name}
    reached = {record.initial, record.reopened, *(each.target for each in record.transitions)}
    for place, status in enumerate(record.statuses):
        if status.phase in (Phase.PARKED, Phase.WITHDRAWN):
            continue  # a person's word, both ways
        if status.name not in left and status.phase not in _ENDS:
            yield Slip(RECORD, ("statuses", place), f"状态“{status.name}”没有流转出去，事项到了这里就停住了")
        if status.name not in reached:
            yield Slip(RECORD, ("statuses", place), f"没有流转到状态“{status.name}”，用不到")


def _days(mechanism: Mechanism) -> Iterator[Slip]:
    meeting = mechanism.regular_meeting
    if meeting is None:
        return
    days = {"first_day": meeting.first_day, "last_day": meeting.last_day}
    for key, day in days.items():
        if not 1 <= day <= _LAST_OF_ALL:
            yield Slip(MAIN, ("meeting", key), f"会议日期“{key}”写的是 {day}，应为 1 至 {_LAST_OF_ALL}")
    if meeting.first_day > meeting.last_day:
        words = f"会议日期从 {meeting.first_day} 日到 {meeting.last_day} 日，first_day 不能比 last_day 晚"
        yield Slip(MAIN, ("meeting", "last_day"), words)
