"""What a reminder (催办) leaves with its case: who was reminded of which date, and how far the ladder has gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.events import Event

if TYPE_CHECKING:
    from toolkit.cases.case import Case


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


def note_reminder(case: Case, event: Event) -> None:
    """Note that somebody was reminded."""
    data = event.data
    reminded = (data[each] for each in ("round", "clock", "due", "who", "to", "at", "paper"))
    case.reminders.append(Reminded(event.day, *reminded))
