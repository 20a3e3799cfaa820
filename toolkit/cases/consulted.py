"""What asking whether a matter is so (核实) leaves with its case: who was asked, and by when it is to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Consulted:
    """A unit that was asked whether a matter is so.

    Attributes:
        round: the 办理轮次.
        name: what it owes, as a kind of deadline.
        unit: who was asked.
        asked, due: when, and by when it is to answer.
    """

    round: int
    name: str
    unit: str
    asked: date
    due: date
