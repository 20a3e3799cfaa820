"""What asking whether a matter is so (核实) leaves with its case: who was asked, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.events import CellValue


@dataclass(slots=True)
class Consulted:
    """A unit that was asked whether a matter is so.

    Attributes:
        round: the 办理轮次.
        name: what it owes, as a kind of deadline.
        unit: who was asked.
        asked, due: when, and by when it is to answer.
        answer: register column → what it said; None while it has said nothing.
        found: whether it has said what it found.
        given_up: nobody waits for it any longer: its day is past, or the office named others.
    """

    round: int
    name: str
    unit: str
    asked: date
    due: date
    answer: Mapping[str, CellValue] | None = None
    found: bool = False
    given_up: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether its answer is waited for; one that does not say what it found is none."""
        return not self.found and not self.given_up
