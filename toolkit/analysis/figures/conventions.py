"""The office's conventions (口径): which words count as what, and from how many cases on a figure says something.

Cities reckon differently (reference/practice.md), so what may differ stands here as data, taken from the mechanism
where the mechanism says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.mechanism import Mechanism, Phase
from toolkit.mechanism.measuring import Measuring

#: What a table shows where the register's cell is empty.
UNFILLED = "未填"
#: What kind of unit somebody is who is not on the list of member units.
OTHERS = "其他"
#: What came of a visit to a firm, whoever made it.
VISITED = "走访"
#: What stands where a rate of too few cases would stand.
TOO_FEW = "样本不足"


@dataclass(frozen=True, slots=True)
class Conventions:
    """Which of the register's words count as what.

    Attributes:
        satisfaction: the words an evaluation may have, best first; other words count as not evaluated.
        satisfied: those that count for 满意率.
        strictly: the one that counts for the strict 满意率, "" where there is none.
        solved: the outcome that counts for 解决率, "" where there is none.
        parked: the statuses set aside by a person (挂账).
        reopened: the status of a case to be handled again (重新办理).
        least_ranked: cases from which on a unit has rates and a rank; below it 样本不足.
        least_compared: cases a base must have for its change to be given in per cent or points.
        overdue_of_a_unit: overdue cases from which on a unit is named for a talk.
        risen_points: points by which a category's share must have risen to be told.
    """

    satisfaction: tuple[str, ...]
    satisfied: tuple[str, ...]
    strictly: str
    solved: str
    parked: tuple[str, ...]
    reopened: str
    least_ranked: int
    least_compared: int
    overdue_of_a_unit: int
    risen_points: float

    @classmethod
    def of(cls, mechanism: Mechanism, measuring: Measuring) -> Conventions:
        """Return the conventions that the order of the register's choices says, and the office's own numbers.

        Of the satisfaction choices the first ones count as satisfied, as many as the office says, and the first as
        strictly so, but never the last one: a register that offers only yes and no has one that is satisfied. Of the
        outcome choices the first is solved.
        """
        satisfaction = _choices(mechanism, "satisfaction")
        return cls(
            satisfaction=satisfaction,
            satisfied=satisfaction[: max(1, min(measuring.satisfied, len(satisfaction) - 1))],
            strictly=_first(satisfaction),
            solved=_first(_choices(mechanism, "outcome")),
            parked=mechanism.record.in_phase(Phase.PARKED),
            reopened=mechanism.record.reopened,
            least_ranked=measuring.least_rate,
            least_compared=measuring.least_change,
            overdue_of_a_unit=measuring.overdue_of_a_unit,
            risen_points=measuring.risen_points,
        )

    @property
    def unsatisfied(self) -> tuple[str, ...]:
        """Return the evaluations that are neither satisfied nor strictly so."""
        return tuple(word for word in self.satisfaction if word not in self.satisfied)


def _choices(mechanism: Mechanism, meaning: str) -> tuple[str, ...]:
    record = mechanism.record
    return tuple(mechanism.choices(record.column(record.role(meaning))))


def _first(words: Sequence[str]) -> str:
    return words[0] if words else ""


def quoted(words: Sequence[str]) -> str:
    """Return words as a definition quotes them: ``“满意”“基本满意”``."""
    return "".join(f"“{word}”" for word in words)


def towns_word(mechanism: Mechanism) -> str:
    """Return what the places are called that member units belong to: 镇街, unless the mechanism has another word."""
    return mechanism.wording.get("towns", "镇街")


def source_word(mechanism: Mechanism) -> str:
    """Return what it is called by which way a case came: the mechanism's channel, else the kind of unit (来源)."""
    return mechanism.record.roles.get("channel", "来源")
