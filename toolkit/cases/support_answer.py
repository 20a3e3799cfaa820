"""What a supporting unit (配合单位) returned about a case, and what a former lead unit (原承办单位) has said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.events import CellValue


@dataclass(slots=True)
class SupportAnswer:
    """What another than the lead unit, a supporting (配合单位) or a former one, returned; it never closes the case.

    Attributes:
        unit: who it is of.
        day: when it came, or the case was taken from the unit.
        values: register column → what it said.
        round: the round it belongs to.
        left_behind: it stood in the case's own columns until the unit gave the case back or it was taken from it.
    """

    unit: str
    day: date
    values: Mapping[str, CellValue]
    round: int = 1
    left_behind: bool = False
