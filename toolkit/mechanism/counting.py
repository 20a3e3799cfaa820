"""How a mechanism counts its periods (期间的计算): the rules that may differ, and where each is written.

民法典 第二百零四条 lets a law or the parties say otherwise than 第二百零一条至第二百零三条; so it is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Counting:
    """What holds where a mechanism says nothing is the Civil Code.

    Attributes:
        first_day_counts: whether the day on which a period begins is its first day (民法典 第二百零一条: it is not).
        last_day_moves: whether a last day that is not worked moves to the next workday (第二百零三条: it does).
        rules: ``first_day``, ``month_end``, ``last_day``, ``workdays`` or ``paused`` → the rule with its source, as
            papers print it.
    """

    first_day_counts: bool = False
    last_day_moves: bool = True
    rules: Mapping[str, str] = field(default_factory=dict)


#: What holds where nobody says otherwise.
CIVIL_CODE = Counting()


def counting(data: Mapping[str, Mapping[str, Any]]) -> Counting:
    """Return what a mechanism's table ``[counting]`` says.

    Raises:
        ValueError: it names a rule there is none of.
    """
    unknown = sorted(set(data) - _RULES)
    if unknown:
        raise ValueError(f"counting.{unknown[0]}")
    return Counting(
        first_day_counts=bool(data.get("first_day", {}).get("counts", False)),
        last_day_moves=bool(data.get("last_day", {}).get("moves", True)),
        rules={name: str(told["rule"]) for name, told in data.items() if told.get("rule")},
    )


_RULES = frozenset({"first_day", "month_end", "last_day", "workdays", "paused"})
