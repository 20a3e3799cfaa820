"""Gaps (日志缺漏): lines of the journal that are lost or spoiled, and whether the office has come to terms with it.

A lost line may be the beginning of a case: it would be missing everywhere without a word. So every command says so
until the lines are back, or until the register was taken at its word in their place (restore 日志).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.books.reseed import orphans
from toolkit.jobs.desk.desk import Desk
from toolkit.journal import Damaged


@dataclass
class Gaps:
    """What of a desk's journal is lost.

    Args:
        desk: the desk, as it was laid; its journal is not read again.
    """

    desk: Desk

    @cached_property
    def _settled(self) -> list[Event]:
        return self.desk.known.missed

    @property
    def damaged(self) -> Sequence[Damaged]:
        """The lines that cannot be read, torn ones included."""
        return self.desk.journal.damaged

    @cached_property
    def spoiled(self) -> Sequence[Damaged]:
        """The lines that cannot be read although they were whole once, and that nobody has come to terms with."""
        if not self.desk.journal.spoiled:  # as nearly always: the journal need not be read again
            return []
        known = {mark for event in self._settled for mark in event.data["lines"]}
        return [each for each in self.damaged if not each.torn and each.mark not in known]

    @cached_property
    def missing(self) -> Sequence[tuple[int, int]]:
        """The gaps in the journal's order that nobody has come to terms with, first and last place of each."""
        known = {(first, last) for event in self._settled for first, last in event.data["ranges"]}
        return [each for each in self.desk.journal.missing if each not in known]

    @cached_property
    def settled(self) -> Sequence[tuple[int, int]]:
        """The gaps that are still there and that the register was taken at its word for."""
        return [each for each in self.desk.journal.missing if each not in set(self.missing)]

    @property
    def open(self) -> bool:
        """Whether something is lost that nobody has come to terms with."""
        return bool(self.missing or self.spoiled)

    def settle(self) -> list[Event]:
        """Return the event by which all of it is settled, none where nothing is lost."""
        if not self.open:
            return []
        data = {"ranges": [list(each) for each in self.missing], "lines": [each.mark for each in self.spoiled]}
        return [Event(Kind.MISSED, self.desk.as_of, data=data)]

    def __str__(self) -> str:
        """Return what is lost, in words; "" where nothing is."""
        bad, lost = len(self.spoiled), places_in(self.missing)
        # A spoiled line's place is missing as well.
        words = [f"缺了 {lost - bad} 行" if lost > bad else "", f"坏了 {bad} 行" if bad else ""]
        return "、".join(filter(None, words))


def places_in(ranges: Sequence[tuple[int, int]]) -> int:
    """Return how many places of the journal's order lie in gaps."""
    return sum(last - first + 1 for first, last in ranges)


def warn(desk: Desk) -> None:
    """Say in a line that the journal has lost something, where it has."""
    lost = str(Gaps(desk))
    if lost:
        desk.say(f"日志{lost}，请运行“核对”，按提示处理")


def left_out(desk: Desk) -> list[str]:
    """Return the 编号 of the cases that the register has and the journal lost the beginning of, in order.

    Empty where the register was not looked at.
    """
    if desk.opened is None:
        return []
    return sorted(orphans(desk, desk.opened.views[desk.mechanism.record.sheet]))


def unknown(desk: Desk, number: str) -> ToolkitError:
    """Return what to raise where there is no case of a 编号: it may be the journal alone that lost it."""
    if number not in left_out(desk):
        return ToolkitError(f"台账中没有编号“{number}”", "请核对编号")
    return ToolkitError(
        f"总台账里有“{number}”，日志却缺了它的登记记录",
        "请先找回 register/journal 里缺失或损坏的文件；找不回的，运行“恢复总台账”，输入 日志，按台账上的样子补记",
    )


def begins_again(event: Event) -> bool:
    """Return whether a case begins with this event from its row: the journal lost how it began (restore 日志)."""
    return event.kind is Kind.OPENED and bool(event.data.get("reseeded"))


def in_order(events: Iterable[Event], number: str) -> list[Event]:
    """Return events in the order in which a case's story is told: one that begins again begins the story."""
    return sorted(
        sorted(events, key=attrgetter("seq")), key=lambda each: not (each.number == number and begins_again(each))
    )
