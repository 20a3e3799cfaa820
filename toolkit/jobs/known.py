"""What is known already: which files came, which of their forms were taken in, what was filed, what was asked.

Kept up to date event by event, so that a day with many returns does not search the whole journal for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.events import Event, Kind

#: The role of a form from the unit that has the lead of its case.
LEAD = "lead"


@dataclass
class Known:
    """Look-ups over the events.

    Attributes:
        received: a file's digest → the note that it was filed, the first one.
        names: digest and name of every file that was filed.
        parts: a file's digest and the form's place in it → the first event it led to.
        attached: a file's digest → the notes that it was filed as material, one a case.
        asked: the id of a question on 待确认 → the return that waits for its answer.
        decided: the id of a question on 待确认 → its first answer, the one that counts.
        replies: a unit → the cases it answered as their lead → its last answer; the last case stands last.
        rules: what a job has read of the mechanism's folder and keeps for this run, by the mechanism's name.
        hands: other sheets than the cases' → row → column → the edit by which a person wrote there last.
    """

    received: dict[str, Event] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    parts: dict[tuple[str, int], Event] = field(default_factory=dict)
    attached: dict[str, list[Event]] = field(default_factory=dict)
    asked: dict[str, Event] = field(default_factory=dict)
    decided: dict[str, Event] = field(default_factory=dict)
    replies: dict[str, dict[str, Event]] = field(default_factory=dict)
    rules: dict[str, object] = field(default_factory=dict)
    hands: dict[str, dict[tuple[str, ...], dict[str, Event]]] = field(default_factory=dict)

    def add(self, events: Iterable[Event]) -> None:
        """Take in events that were written."""
        for event in events:
            digest = event.data.get("sha", "")
            if event.kind is Kind.RECEIVED and event.data.get("withdrawn"):
                continue  # should it come again, it is taken in again
            if event.kind is Kind.RECEIVED:
                self.received.setdefault(digest, event)
                self.names.add((digest, event.data["name"]))
            elif event.kind is Kind.ATTACHED:
                self.attached.setdefault(digest, []).append(event)
            elif digest and "part" in event.data:
                self.parts.setdefault((digest, event.data["part"]), event)
            if event.kind is Kind.HELD:
                self.asked.setdefault(event.data["ask"], event)
            elif event.kind is Kind.ANSWERED and event.data.get("role") == LEAD:
                there = self.replies.setdefault(event.data.get("unit", ""), {})
                there.pop(event.number, None)
                there[event.number] = event
            elif event.kind is Kind.EDITED and "key" in event.data:
                row = self.hands.setdefault(event.data["sheet"], {}).setdefault(tuple(event.data["key"]), {})
                row.update(dict.fromkeys(event.data["after"], event))
            elif event.kind is Kind.DECIDED:
                self.decided.setdefault(event.data["ask"], event)
