"""What a person wrote as reached of a figure (完成数): the value it says, or why it cannot be known which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from toolkit.tasks.model import Figure

#: Units that a percent sign says as well.
PER_CENT = ("%", "％", "个百分点")
#: No word of counting is longer.
_WORD = 2
#: A number, with what people put before it and behind: 累计约 1,200 余家（含本季新增 30 家）.
_VALUE = re.compile(
    r"^(?:截至目前|目前|(?:压缩|降|降低|提高|增加|增|控制)[至到在]|累计|共计|合计|共|已|完成|达到?|超过?|大?约|近)*\s*(-?\d[\d,，]*(?:\.\d+)?)\s*(.*?)(?:左右|以上)?$"
)
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
#: 万 and 亿 before what is counted, and several of them.
_SCALE = re.compile(r"^([十百千]?)([万亿]?)多?余?(.*)$")
_TIMES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
#: A plain number so many times what is asked for is in a smaller unit (82000 where 15 亿元 are asked for), or a slip.
_FAR = 1000
_SIGNS = str.maketrans("０１２３４５６７８９．－−％", "0123456789.--%")


class Doubt(Enum):
    """Why a value is not taken."""

    NO_NUMBER = auto()  # it is no number, or one with another unit
    WHICH_SHARE = auto()  # 0.3 where 30% is asked for: 0.3% or 30%
    WHICH_UNIT = auto()  # 82000 where 15 亿元 are asked for: 万元?
    BELOW_NOTHING = auto()  # -1 of what is counted


@dataclass(frozen=True, slots=True)
class Said:
    """What was written: the value, and why it is not to be taken, None where it is."""

    value: float = 0.0
    doubt: Doubt | None = None


def said_of(text: str, figure: Figure) -> Said:
    """Return the value that a text says of a figure, in the figure's unit.

    A value in a larger or smaller unit of the same kind is reckoned into the figure's (82000万元 are 8.2亿元, 3200家
    0.32万家); a remark in brackets behind it is passed over. A plain number far below a share that is asked for may be
    the share itself (0.3 for 30%): where the number is less than a tenth of what is asked for and no more than 1,
    whoever wrote it has to say which is meant. So has one far above what is asked for in 万 or 亿.
    """
    bare = text.strip().translate(_SIGNS)
    remark = _REMARK.search(bare)
    match = _VALUE.match(bare if remark is None else bare[: remark.start()].rstrip())
    if match is None:
        return Said(doubt=Doubt.NO_NUMBER)
    value, unit = float(match[1].replace(",", "").replace("，", "")), match[2]
    if remark is not None and not unit and not any(each.isdigit() for each in remark[0]):
        inside = remark[0][1:-1].strip()
        unit = inside if _factor(inside, figure.unit) else ""  # 12（万元）
    factor = _factor(unit, figure.unit) if unit else 1.0
    if factor is None:
        return Said(doubt=Doubt.NO_NUMBER)
    value = round(value * factor, 9)
    of_hundred = figure.unit in PER_CENT
    if of_hundred and not unit and 0 < abs(value) <= 1 and abs(value) * 10 < abs(figure.low):
        return Said(value, Doubt.WHICH_SHARE)
    if not unit and figure.unit.startswith(("万", "亿")) and value >= _FAR * figure.high > 0:
        return Said(value, Doubt.WHICH_UNIT)
    if value < 0 and not of_hundred:
        return Said(value, Doubt.BELOW_NOTHING)
    return Said(value)


def _factor(said: str, asked: str) -> float | None:
    """Return by what a value in one unit is multiplied to be in another, None where they count different things."""
    if said in PER_CENT or asked in PER_CENT:
        return 1.0 if said in PER_CENT and asked in PER_CENT else None
    (own, mine), (other, theirs) = _scaled(said), _scaled(asked)
    short = mine == "个" and theirs.startswith("个")  # 4个 where 个工作日 are counted
    # Where the plan's text has lost the unit, any word of counting will do.
    any_word = not theirs and len(mine) <= _WORD and mine.isalpha()
    alike = mine in {theirs, ""} or short or any_word
    return own / other if alike else None


def _scaled(unit: str) -> tuple[int, str]:
    """Return how many of what is counted a unit is: of 万家 10000 and 家."""
    match = _SCALE.match(unit)
    if match is None:
        return 1, unit
    return _TIMES[match[1]] * _TIMES[match[2]], match[3].strip()
