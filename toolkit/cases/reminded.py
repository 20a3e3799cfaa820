"""What a reminder (催办) leaves with its case: who was reminded of which date, and how far the ladder has gone."""

from __future__ import annotations

from toolkit.cases.case import Case
from toolkit.cases.noted import Reminded
from toolkit.events import Event


def note_reminder(case: Case, event: Event) -> None:
    """Note that somebody was reminded."""
    data = event.data
    reminded = (data[each] for each in ("round", "clock", "due", "who", "to", "at", "paper"))
    case.reminders.append(Reminded(event.day, *reminded))
