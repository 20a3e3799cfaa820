"""Appraisal of units by their tasks (考核): what each was to do, what it did, and when it told.

The measures are ours: 种子 004 四（二） takes the tasks into the units' goals (目标管理) and leaves open how they are
counted. Each says what is divided by what, and shares of few are not ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.tasks.following import Call, Report, Standing, State
from toolkit.tasks.targets import targets

#: A share of fewer than so many is given as a count only (样本不足), as in the quarterly analysis.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; ``per_cent`` is None where the whole is too small to say anything."""

    part: int
    whole: int

    @property
    def per_cent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole >= ENOUGH else None

    @property
    def words(self) -> str:
        """Return it as a paper prints it: ``5/6 83.3%``, of few ``2/3`` only, of none ``—``."""
        if not self.whole:
            return "—"
        rate = "" if self.per_cent is None else f" {self.per_cent:.1f}%"
        return f"{self.part}/{self.whole}{rate}"


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit's record on a day.

    Attributes:
        unit: who.
        answers: how many tasks it answers for, ``supports`` how many it supports.
        done: of those it answers for, how many are done or settled; ``late`` how many are late.
        in_time: 按期完成率: tasks done by their due date ÷ tasks whose due date has come, of those it answers for.
        told: 报送及时率: reports that came by the day they were due ÷ reports asked for whose day has come, a task and
            period each, supported tasks included; of what was done by that day nobody owes one.
        met: 指标达成率: figures reached ÷ figures of the tasks it answers for.
    """

    unit: str
    answers: int
    supports: int
    done: int
    late: int
    in_time: Share
    told: Share
    met: Share


def appraise(
    found: Sequence[Standing], reports: Mapping[str, Sequence[Report]], calls: Sequence[Call], as_of: date
) -> list[UnitRecord]:
    """Return each unit's record, in the order in which the tasks name them."""
    units = list(dict.fromkeys(unit for each in found for unit in (*each.task.answering, *each.task.supporting)))
    return [_record(unit, found, reports, calls, as_of) for unit in units]


def _record(
    unit: str,
    found: Sequence[Standing],
    reports: Mapping[str, Sequence[Report]],
    calls: Sequence[Call],
    as_of: date,
) -> UnitRecord:
    own = [each for each in found if unit in each.task.answering]
    fell_due = [
        each for each in own if each.task.due is not None and each.task.due <= as_of and each.state is not State.ENDED
    ]
    measured = (one for each in own for one in targets(each.task, reports.get(each.task.key, ()), as_of))
    figures = [each for each in measured if not each.is_of_each_period]
    done = {each.task.key: each.done for each in found}
    asked = [(call, key) for call in calls if call.due <= as_of for key in call.asked.get(unit, ())]
    in_time = [_told(unit, call, reports.get(key, ())) for call, key in asked]
    # Of what was done or settled (销号) by the day on which its report was due, nobody owes one.
    owed = [
        told or (day := done.get(key)) is None or day > call.due
        for (call, key), told in zip(asked, in_time, strict=True)
    ]
    return UnitRecord(
        unit,
        answers=len(own),
        supports=sum(unit in each.task.supporting for each in found),
        done=sum(each.done is not None for each in own),
        late=sum(each.state is State.LATE for each in own),
        in_time=Share(sum(each.in_time is True for each in fell_due), len(fell_due)),
        told=Share(sum(in_time), sum(owed)),
        met=Share(sum(each.is_met for each in figures), len(figures)),
    )


def _told(unit: str, call: Call, reports: Iterable[Report]) -> bool:
    return any(each.unit == unit and each.period == call.period and each.day <= call.due for each in reports)
