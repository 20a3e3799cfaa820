"""What a person wrote as reached of a figure (完成数): the value it says, or why it cannot be known which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from toolkit.tasks.model import Figure

#: Units that a percent sign says as well.
PER_CENT = ("%", "％", "个百分点")
_VALUE = re.compile(r"^(?:约|近|超过?|达到?|已)?\s*(-?\d[\d,，]*(?:\.\d+)?)\s*(\S*)$")
_SIGNS = str.maketrans("０１２３４５６７８９．－−％", "0123456789.--%")


class Doubt(Enum):
    """Why a value is not taken."""

    NO_NUMBER = auto()  # it is no number, or one with another unit
    WHICH_SHARE = auto()  # 0.3 where 30% is asked for: 0.3% or 30%
    BELOW_NOTHING = auto()  # -1 of what is counted


@dataclass(frozen=True, slots=True)
class Said:
    """What was written: the value, and why it is not to be taken, None where it is."""

    value: float = 0.0
    doubt: Doubt | None = None


def said_of(text: str, figure: Figure) -> Said:
    """Return the value that a text says of a figure, in the figure's unit.

    A plain number far below a share that is asked for may be the share itself (0.3 for 30%): where the number is
    less than a tenth of what is asked for and no more than 1, whoever wrote it has to say which is meant.
    """
    match = _VALUE.match(text.strip().translate(_SIGNS))
    if match is None:
        return Said(doubt=Doubt.NO_NUMBER)
    value, unit = float(match[1].replace(",", "").replace("，", "")), match[2]
    of_hundred = figure.unit in PER_CENT
    if unit and unit != figure.unit and not (of_hundred and unit in PER_CENT):
        return Said(doubt=Doubt.NO_NUMBER)
    if of_hundred and not unit and 0 < abs(value) <= 1 and abs(value) * 10 < abs(figure.low):
        return Said(value, Doubt.WHICH_SHARE)
    if value < 0 and not of_hundred:
        return Said(value, Doubt.BELOW_NOTHING)
    return Said(value)
