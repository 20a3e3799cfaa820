"""A case (事项): what its events say about it, today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.cases.clock import Pinned, RunningClock
from toolkit.cases.consulted import Consulted
from toolkit.cases.noted import Progress, Rating, Reminded
from toolkit.cases.request import Move, Moved, Request, Rest
from toolkit.cases.support_answer import SupportAnswer
from toolkit.events import CellValue
from toolkit.mechanism import Phase, Record


@dataclass(frozen=True, slots=True)
class Version:
    """What a new version of the same matter (新版本) changed, so that the office can take it back.

    Attributes:
        before: column → what stood there, None for an empty cell.
        after: column → what the version put there.
        doubts: what was to be completed before it came.
    """

    before: Mapping[str, CellValue | None]
    after: Mapping[str, CellValue | None]
    doubts: Mapping[str, CellValue | None]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the office (待确认): a value that was not taken by itself.

    Attributes:
        id: stable across runs; the register's row carries it.
        number: the case.
        round: the 办理轮次 it arose in.
        column: the register column it is about.
        ours: what the register holds.
        theirs: what came in.
        why: the sentence for the clerk.
        source: where it came from, a file's name.
        day: when.
        decision: "" while open, else 采纳 or 不采纳.
        version: for a question about a new version that was taken in: what it changed; 不采纳 brings that back.
        clock: for a question about a deadline that is to be counted anew: its kind; ``reason`` is what 原因 will say.
        request: for a question whether a unit's request is granted: the request's id.
        lapsed: why it needs no answer any more.
    """

    id: str
    number: str
    round: int
    column: str
    ours: str
    theirs: CellValue
    why: str
    source: str
    day: date
    decision: str = ""
    version: Version | None = None
    clock: str = ""
    reason: str = ""
    lapsed: str = ""
    request: str = ""


@dataclass(slots=True)
class Case:
    """One case.

    Attributes:
        number: its 编号.
        record: the kind of record it is.
        values: register column → value; an empty cell is absent.
        facts: what rules need and no column shows: ``@met``, ``@decision``.
        hands: columns whose value a person typed last; they are never overwritten by a return.
        status: its 状态.
        unread: 状态 or 办理轮次 → what a person typed there that no rule can read; it stands in the row.
        round: its 办理轮次, from 1.
        clocks: (round, kind) → deadline, old rounds included.
        pinned: (round, kind) → its due date as it was told; ``side_told`` of supporting units' own, by their names too.
        requests: what units asked for (延期、暂停、退办、挂账), by id, in the order they came.
        moved: (round, kind) → where a decision moved its due date.
        rests: the pauses of each round.
        side: (round, kind, unit) → deadlines beside the lead unit's: supporting units' own, and of 挂账 the review's.
        own_dues: (round, kind, unit) → the date the office set for one of those itself.
        sent_to: unit as the register names it → its full name, as the case last went out.
        moves: due dates that decisions moved, by id, in the order they did.
        given_back: deadlines of units that gave the case back (退办), as they stood then, their reason saying so.
        asks: open and answered questions.
        supporters: what supporting units returned.
        formers: what units said that had handed it back (退办), or from which it was taken: by then, or until then.
        doubts: columns that the last form left empty or doubtful → what stood there then (待补正).
        fillers: column that is to be completed → who filled the form on which it was missing, as the register names
            them; none where the reporting unit did.
        removed: a person deleted its row: it is counted and dispatched no more, until the row is back.
        former: the lead unit from which a meeting took it (改交) and that is still to be told, "" where there is none.
        issued: what the office's papers said of it each time they went out; a form that comes back with the same
            changes nothing.
        ratings: how the firm rated each round.
        surveyed: the rounds in which its firm was asked for an evaluation → when first.
        reminders, progress: the reminders that went out about it, and the last request before a meeting (会前反馈).
        put_off: meeting → that it put the case off (暂缓), in words.
        replaced: column → what stood there before a step put its own word in its place, and that word.
        consulted: the units that were asked whether it is so (核实), by their names.
        parted: what stood in a column before a second matter was parted from it: the form sent again still says so.
        kept: due-date column → the day an old ledger (旧台账) gave for it; it stands, whatever the rules would count.
        bygone: it was closed in an old ledger: no deadline is counted for it that the ledger did not give.
        rested: step of the record, by its place → what its condition's columns said when the case was taken over from
            an old ledger: until one of them says something else, the old ledger's word moves nothing.
    """

    number: str
    record: Record
    values: dict[str, CellValue] = field(default_factory=dict)
    facts: dict[str, CellValue] = field(default_factory=dict)
    hands: set[str] = field(default_factory=set)
    status: str = ""
    round: int = 1
    opened: date | None = None
    clocks: dict[tuple[int, str], RunningClock] = field(default_factory=dict)
    pinned: dict[tuple[int, str], Pinned] = field(default_factory=dict)
    side_told: dict[tuple[int, str, str], Pinned] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    moved: dict[tuple[int, str], Moved] = field(default_factory=dict)
    rests: dict[int, list[Rest]] = field(default_factory=dict)
    side: dict[tuple[int, str, str], RunningClock] = field(default_factory=dict)
    own_dues: dict[tuple[int, str, str], date] = field(default_factory=dict)
    sent_to: dict[str, str] = field(default_factory=dict)
    moves: dict[str, Move] = field(default_factory=dict)
    given_back: list[RunningClock] = field(default_factory=list)
    asks: dict[str, Ask] = field(default_factory=dict)
    supporters: list[SupportAnswer] = field(default_factory=list)
    formers: list[SupportAnswer] = field(default_factory=list)
    former: str = ""
    issued: list[Mapping[str, CellValue]] = field(default_factory=list)
    doubts: dict[str, CellValue | None] = field(default_factory=dict)
    fillers: dict[str, str] = field(default_factory=dict)
    removed: bool = False
    ratings: dict[int, Rating] = field(default_factory=dict)
    surveyed: dict[int, date] = field(default_factory=dict)
    reminders: list[Reminded] = field(default_factory=list)
    progress: Progress | None = None
    put_off: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, tuple[CellValue, str]] = field(default_factory=dict)
    consulted: dict[str, Consulted] = field(default_factory=dict)
    parted: dict[str, CellValue] = field(default_factory=dict)
    kept: dict[str, date] = field(default_factory=dict)
    bygone: bool = False
    rested: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unread: dict[str, CellValue] = field(default_factory=dict)

    def words(self, column: str) -> str:
        """Return a column's value as text, "" where it is empty."""
        value = self.get(column)
        return "" if value is None else str(value)

    def get(self, column: str) -> CellValue | None:
        """Return the value of a column or fact, None where it is empty."""
        return self.facts.get(column) if column.startswith("@") else self.values.get(column)

    def role(self, meaning: str) -> str:
        """Return as text the value of the column with that meaning (``firm``, ``lead`` …), "" where there is none.

        Not every mechanism has a column for every meaning; one without the column never has the value.
        """
        return self.words(self.record.roles.get(meaning, ""))

    def day(self, meaning: str) -> date | None:
        """Return the day in the column with that meaning, None where there is none or it is no day."""
        value = self.get(self.record.roles.get(meaning, ""))
        return value if isinstance(value, date) else None

    @property
    def phase(self) -> Phase | None:
        """Return what its status means, None for a status the mechanism does not know."""
        return self.record.phase(self.status)

    def clock(self, name: str) -> RunningClock | None:
        """Return the current round's deadline of that kind, or None."""
        return self.clocks.get((self.round, name))

    def propose(self, values: Mapping[str, CellValue]) -> None:
        """Set columns for proposals, "" to empty one; where a person typed something it stands."""
        for column, value in values.items():
            if column in self.hands:
                continue
            if value == "":
                self.values.pop(column, None)
            else:
                self.values[column] = value

    def last_reminder(self, clock: RunningClock, *, of_others: bool = False) -> Reminded | None:
        """Return the latest reminder of a deadline as it stands now to who has to act, or to others; or None."""
        deadline = (clock.round, clock.name, clock.current)
        sent = [
            each
            for each in self.reminders
            if (each.round, each.clock, each.due) == deadline and (each.to != each.who) is of_others
        ]
        return max(sent, key=lambda each: (each.day, each.at), default=None)

    def row(self) -> dict[str, CellValue]:
        """Return the register row: column → value, status, number and round included."""
        return {
            **self.values,
            self.record.role("number"): self.number,
            self.record.role("status"): self.status,
            self.record.role("round"): self.round,
            **self.unread,
        }
