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
_RANGE = re.compile(r"\d[^\d，,、；;。年月日]{0,4}(?:[-—~～]|至|到)\d[\d.]*[^\d]*$")
_CHANGED = re.compile(
    r"^(?:同比|累计)?(?:下降|降低|减少|压减|压缩|增长|增加|提高|上升|提升)了?\s*\d[\d.]*(?:[%％]|个百分点)$"
)
#: A unit that a person wrote behind a number; what is longer is a sentence.
_UNIT = re.compile(r"[^\d，,、；;。（()）\s]{1,6}")
#: Targets that are told as a fall: 电价下降10%以上 is reported as 8.5 or as -8.5.
_FALLS = re.compile(r"下降|降低|减少|压减|压缩|降幅")
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
#: 万 and 亿 before what is counted, and several of them.
_SCALE = re.compile(r"^([十百千]?)([万亿]?)多?余?(.*)$")
_TIMES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
#: A plain number so many times what is asked for is in a smaller unit (82000 where 15 亿元 are asked for), or a slip.
_FAR = 1000
_SIGNS = str.maketrans("０１２３４５６７８９．－−％", "0123456789.--%")


class Doubt(Enum):
    """Why a value is not taken."""

    NO_NUMBER = auto()  # it is no number, or several
    A_RANGE = auto()  # 12.5-15亿元
    OTHER_UNIT = auto()  # one in a unit that is not the one asked for: 4小时 where 工作日 are
    WHICH_SHARE = auto()  # 0.3 where 30% is asked for: 0.3% or 30%
    WHICH_UNIT = auto()  # 82000 where 15 亿元 are asked for: 万元?
    BELOW_NOTHING = auto()  # -1 of what is counted
    WHICH_LEVEL = auto()  # 0.3个百分点, -8.5% or 下降8.5% where a share is asked for: the change, or what it is now


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
    whoever wrote it has to say which is meant. So has one far above what is asked for in 万 or 亿, and one that may
    be a change where a share is asked for (0.3个百分点 for 提高到2.6%, -8.5% for 下降10%以上).
    """
    bare = text.strip().translate(_SIGNS).replace("㎡", "平方米")
    remark = _REMARK.search(bare)
    match = _VALUE.match(bare if remark is None else bare[: remark.start()].rstrip())
    if match is None:
        return Said(doubt=_unread(bare, figure))
    value, unit = float(match[1].replace(",", "").replace("，", "")), match[2]
    if remark is not None and not unit and not any(each.isdigit() for each in remark[0]):
        inside = remark[0][1:-1].strip()
        unit = inside if _factor(inside, figure.unit) else ""  # 12（万元）
    factor = _factor(unit, figure.unit) if unit else 1.0
    if factor is None:
        return Said(doubt=_unread(bare, figure, unit))
    value = round(value * factor, 9)
    of_hundred = figure.unit in PER_CENT
    if _may_be_a_change(value, unit, figure):
        return Said(value, Doubt.WHICH_LEVEL)
    if of_hundred and not unit and 0 < abs(value) <= 1 and abs(value) * 10 < abs(figure.low):
        return Said(value, Doubt.WHICH_SHARE)
    if not unit and figure.unit.startswith(("万", "亿")) and value >= _FAR * figure.high > 0:
        return Said(value, Doubt.WHICH_UNIT)
    if value < 0 and not of_hundred:
        return Said(value, Doubt.BELOW_NOTHING)
    return Said(value)


def _unread(bare: str, figure: Figure, unit: str = "") -> Doubt:
    """Return why words are not taken as a value."""
    if _RANGE.search(bare):
        return Doubt.A_RANGE
    if figure.unit in PER_CENT and _CHANGED.match(bare):
        return Doubt.WHICH_LEVEL
    return Doubt.OTHER_UNIT if figure.unit and _UNIT.fullmatch(unit) else Doubt.NO_NUMBER


def _may_be_a_change(value: float, unit: str, figure: Figure) -> bool:
    """Return whether a value may say by how much a share changed, where the figure asks for the share itself."""
    if figure.unit not in PER_CENT:
        return False
    points = "个百分点"
    return (unit == points and figure.unit != points) or (value < 0 and _FALLS.search(figure.clause) is not None)


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
