"""What is known already: which files came, which of their forms were taken in, which cases say the same.

Kept up to date event by event, so that a day with many returns does not search the whole journal for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.cases import Case
from toolkit.events import Event, Kind


@dataclass
class Known:
    """Look-ups over the events.

    Attributes:
        received: a file's digest → the note that it was filed, the first one.
        names: digest and name of every file that was filed.
        parts: a file's digest and the form's place in it → the first event it led to.
    """

    received: dict[str, Event] = field(default_factory=dict)
    names: set[tuple[str, str]] = field(default_factory=set)
    parts: dict[tuple[str, int], Event] = field(default_factory=dict)

    def add(self, events: Iterable[Event]) -> None:
        """Take in events that were written."""
        for event in events:
            digest = event.data.get("sha", "")
            if event.kind is Kind.RECEIVED:
                self.received.setdefault(digest, event)
                self.names.add((digest, event.data["name"]))
            elif digest and "part" in event.data:
                self.parts.setdefault((digest, event.data["part"]), event)


@dataclass
class Alike:
    """Cases by firm and problem, spaces aside, to find the same matter reported twice."""

    by_words: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        """Take in a case; of two alike, the first counts."""
        words = words_of(case.role("firm"), case.role("problem"))
        if not case.removed and all(words):
            self.by_words.setdefault(words, case.number)

    def number(self, firm: str, problem: str) -> str | None:
        """Return the 编号 of a case of this firm with this problem, word for word, or None."""
        return self.by_words.get(words_of(firm, problem))


def alike(cases: Iterable[Case]) -> Alike:
    """Return the look-up over ``cases``."""
    found = Alike()
    for case in cases:
        found.add(case)
    return found


def words_of(firm: str, problem: str) -> tuple[str, str]:
    """Return what two reports of one matter have in common."""
    return "".join(firm.split()), "".join(problem.split())
