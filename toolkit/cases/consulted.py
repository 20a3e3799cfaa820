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
        answer: register column → what it said; None while it has not.
        given_up: its day passed, and the matter goes on without its answer.
    """

    round: int
    name: str
    unit: str
    asked: date
    due: date
    answer: Mapping[str, CellValue] | None = None
    given_up: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether its answer is waited for."""
        return self.answer is None and not self.given_up
