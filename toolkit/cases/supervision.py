"""Units that are gone into (督查): why, by when they have to give account, and whether they have.

Seed 002, measure 66: 评价、反馈、整改、监督全流程闭环; measure 64: 督促整改，倒逼作风转变.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from toolkit.events import CellValue


class State(Enum):
    """How a supervision stands; the value is the word a clerk sees, in the register, on the screen and in papers."""

    WAITING = "待反馈"
    LATE = "逾期未反馈"
    TOLD = "已反馈"


@dataclass(frozen=True, slots=True)
class Supervision:
    """A unit that is gone into.

    Attributes:
        number: its 督查号.
        unit: who.
        period: the period of whose ratings it is, as papers call it.
        grounds: why, a sentence each.
        cases: the matters meant.
        day: the day of the letter; ``due`` the last day for giving account.
        said: what the unit said so far, by the form's columns.
        told: the day on which it had said all that was asked, None while it has not.
        incoming: the file on which it did so last.
    """

    number: str
    unit: str
    period: str
    grounds: Sequence[str]
    cases: Sequence[str]
    day: date
    due: date
    said: Mapping[str, CellValue] = field(default_factory=dict)
    told: date | None = None
    incoming: str = ""

    def state(self, as_of: date) -> State:
        """Return how it stands on a day: late from the day after the last one for giving account."""
        if self.told is not None:
            return State.TOLD
        return State.LATE if as_of > self.due else State.WAITING
