"""What a case keeps of what was asked, sent and said (留痕): reports before meetings, reminders, ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Progress:
    """A lead unit that was asked for progress.

    Attributes:
        meeting: before which meeting, and ``held`` on which day it was to be.
        round: the 办理轮次.
        name: what it is called, as a kind of deadline.
        unit: who was asked.
        asked, due: when, and by when it was to report.
        reported: when it did, None while it has not.
    """

    meeting: str
    held: date
    round: int
    name: str
    unit: str
    asked: date
    due: date
    reported: date | None = None

    def is_owed(self, day: date) -> bool:
        """Return whether it is still to come on a day; once the meeting is past, the next one asks anew."""
        return self.reported is None and day <= self.held


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder (催办) that went out.

    Attributes:
        day: when.
        round, clock, due: of which deadline, as it stood then.
        who: who has to act.
        to: to whom it went.
        at: which step of the ladder: workdays after the due date, below 0 before.
        paper: what it is called.
    """

    day: date
    round: int
    clock: str
    due: date
    who: str
    to: str
    at: int
    paper: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What a firm said of a round.

    Attributes:
        round: which; ``day`` is when it said so.
        word: its rating as the register has it.
        comment: in its own words.
        unit: who led the case then, as the register names it.
        dispatched, closed: when the round went out and was answered, None where that is not known.
        remedy: what the unit did to put right (整改措施), "" where the record has no such column.
    """

    round: int
    day: date
    word: str
    comment: str
    unit: str
    dispatched: date | None
    closed: date | None
    remedy: str
