"""Which row of an old ledger is one taken over before, changed since (改过的旧行): such a row is no second case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.cases.matters import LIKE_MATTER, NEAR_FIRM, OTHER_MATTER, firm_of, likeness, likest, plain
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.adopting.entries import Entry, day_of
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Record


def said(record: Record, values: Mapping[str, CellValue]) -> tuple[str, str]:
    """Return the firm and the problem of a row by its values, "" for what it does not say."""
    problem = values.get(record.role("problem")) or values.get(record.role("subject")) or ""
    return str(values.get(record.role("firm")) or ""), str(problem)


@dataclass
class Reworded:
    """The rows taken over before that an old ledger has no more as they were, to be found again where they changed.

    Attributes:
        desk: the cases and their beginnings.
        ledger: the ledger's name.
        missing: the cases whose rows it has no more.
        own: digests of the ledgers that this one is a later copy of: those it has rows of unchanged.
    """

    desk: Desk
    ledger: str
    missing: Collection[str]
    own: Collection[str]
    _by_mark: dict[str, list[Event]] = field(default_factory=dict)
    _by_ordinal: dict[tuple[str, str], list[Event]] = field(default_factory=dict)
    _by_place: dict[str, list[Event]] = field(default_factory=dict)
    _by_firm: dict[str, list[Event]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay the missing rows out by all that may tell them."""
        for event in self.desk.events:
            if event.kind is Kind.OPENED and "adopted" in event.data and event.number in self.missing:
                self._lay_out(event)

    def _lay_out(self, event: Event) -> None:
        firm, _ = said(self.desk.mechanism.record, event.data["values"])
        for core in firm_of(firm, self.desk.mechanism.place).cores:
            self._by_firm.setdefault(core, []).append(event)
        if not self._is_own(event):
            return
        place = self._place(event)
        self._by_place.setdefault(place, []).append(event)
        if event.data.get("mark"):
            self._by_mark.setdefault(event.data["mark"], []).append(event)
        if event.data.get("ordinal"):
            self._by_ordinal.setdefault((_sheet(place), event.data["ordinal"]), []).append(event)

    def _is_own(self, event: Event) -> bool:
        return event.data["adopted"] in self.own or event.data["incoming"].startswith(f"{self.ledger}（")

    def _place(self, event: Event) -> str:
        # Journals of before tell the place only together with the ledger's name.
        told: str = event.data.get("place") or event.data["incoming"].removeprefix(f"{self.ledger}（").removesuffix(
            "）"
        )
        return told

    def of(self, entry: Entry, same: str) -> tuple[str, str]:
        """Return the case that a row became before it was changed, and by what that is known; "" twice for none.

        In the same ledger its number (编号) tells it; its ordinal (序号) where firm or problem are much the same; its
        place where the firm is the same. In any ledger: the same firm, the same day, and a problem like it.

        Args:
            entry: the row.
            same: the case with its firm and all but its very problem, "" for none; goes before the place.
        """
        firm, problem = said(self.desk.mechanism.record, entry.values)
        sheet = _sheet(entry.place)
        found = (
            (self._by_mark.get(entry.mark, ()), "编号相同"),
            (self._by_ordinal.get((sheet, entry.ordinal), ()), "序号相同"),
            (() if same in self.missing else self._by_place.get(entry.place, ()), "在同一行"),
        )
        for at, (events, why) in enumerate(found):
            for event in events:
                if at == 0 or self._agrees(event, firm, problem, firm_only=at > 1):
                    return event.number, why
        if same in self.missing:
            return same, ""
        number = self._of_that_day(entry, firm, problem)
        return number, "企业、日期相同，问题相近" if number else ""

    def _agrees(self, event: Event, firm: str, problem: str, *, firm_only: bool) -> bool:
        """Return whether a row speaks of the same firm, or, where that may do, of much the same problem."""
        was, before = said(self.desk.mechanism.record, event.data["values"])
        place = self.desk.mechanism.place
        alike = firm_of(firm, place).likeness(firm_of(was, place))
        if firm_only:
            return alike == 100.0
        return alike >= NEAR_FIRM or likeness(plain(problem), plain(before)) >= LIKE_MATTER

    def _of_that_day(self, entry: Entry, firm: str, problem: str) -> str:
        record, named = self.desk.mechanism.record, firm_of(firm, self.desk.mechanism.place)
        day = day_of(entry, record, self.desk.as_of)
        there: dict[str, Event] = {}
        for event in (event for core in named.cores for event in self._by_firm.get(core, ())):
            was = firm_of(said(record, event.data["values"])[0], self.desk.mechanism.place)
            if event.day == day and named.is_same(was):
                there[event.number] = event
        texts = {number: plain(said(record, event.data["values"])[1]) for number, event in there.items()}
        for score, number in likest(plain(problem), texts, OTHER_MATTER):
            if score >= LIKE_MATTER or self._is_own(there[number]):
                return number
        return ""


def _sheet(place: str) -> str:
    """Return the sheet of a place (2023年 第5行)."""
    return place.rpartition("第")[0].strip()


def own_ledgers(beginnings: Sequence[Event], known: Collection[str]) -> Collection[str]:
    """Return the digests of the ledgers whose rows, by their cases in ``known``, stand in this one unchanged."""
    return {event.data["adopted"] for event in beginnings if event.number in known}
