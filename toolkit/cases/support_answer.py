"""What a supporting unit (配合单位) returned about a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.events import CellValue


@dataclass(slots=True)
class SupportAnswer:
    """What another than the lead unit, a supporting (配合单位) or a former one, returned; it never closes the case."""

    unit: str
    day: date
    values: Mapping[str, CellValue]
    round: int = 1
