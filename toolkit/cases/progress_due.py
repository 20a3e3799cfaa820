"""What a lead unit owes a coming meeting (会前反馈), as a deadline among the others."""

from __future__ import annotations

from datetime import date

from toolkit.cases.case import Case, RunningClock
from toolkit.mechanism import Phase


def progress_due(case: Case, day: date) -> RunningClock | None:
    """Return until when the lead unit is to report before a meeting; None where on ``day`` it owes nothing."""
    asked = case.progress
    if asked is None or case.phase is not Phase.HANDLING or asked.round != case.round or not asked.is_owed(day):
        return None
    return RunningClock(asked.round, asked.name, asked.unit, asked.asked, "", asked.due, asked.due)
