"""What was told to whom (发过的话): notices, letters, minutes, reminders and their numbers, as the journal has them.

Commands that a person runs ask here. Where the journal has to be read whole for it, taking in what comes must not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk


def announced(desk: Desk, meeting: str) -> Sequence[Event]:
    """Return by which notices a meeting's day was announced, in order."""
    return [event for event in desk.known.announced if event.data["meeting"] == meeting]


def invited(desk: Desk, meeting: str, name: str) -> Sequence[Event]:
    """Return what a guest was told of a meeting: each of its notices that said something new, in order."""
    return [event for event in _of_meeting(desk, Kind.INVITED, meeting) if event.data["name"] == name]


def asked_for_progress(desk: Desk, meeting: str) -> Sequence[Event]:
    """Return of which matters a unit was asked to report before a meeting, in order."""
    return _of_meeting(desk, Kind.PROGRESS, meeting)


def minutes_of(desk: Desk, meeting: str) -> Sequence[Mapping[str, Any]]:
    """Return what the minutes of a meeting said, each version that was written, in order."""
    return [event.data for event in _of_meeting(desk, Kind.MINUTED, meeting)]


def dispatched(desk: Desk, number: str) -> Sequence[Event]:
    """Return how often a matter went out to its units, and when, in order."""
    return [event for event in desk.events if event.kind is Kind.DISPATCHED and event.number == number]


def reminded(desk: Desk, day: date) -> Sequence[Event]:
    """Return of what anybody was reminded on a day, taken back since or not."""
    return [event for event in desk.events if event.kind is Kind.REMINDED and event.day == day]


def numbered(desk: Desk, pattern: str) -> Sequence[Mapping[str, Any]]:
    """Return which papers bear which document numbers (发文字号) of a pattern, in the order they were given."""
    return [event.data for event in desk.events if event.kind is Kind.NUMBERED and event.data["pattern"] == pattern]


def _of_meeting(desk: Desk, kind: Kind, meeting: str) -> list[Event]:
    return [event for event in desk.events if event.kind is kind and event.data["meeting"] == meeting]
