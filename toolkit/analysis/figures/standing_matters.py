"""Long-standing matters (久拖未决): open cases by rounds, extensions, quarters carried and promises broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from toolkit.analysis.figures.case_rows import records
from toolkit.analysis.figures.result import Matter
from toolkit.analysis.periods.calendar_periods import quarter_of
from toolkit.cases import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.request import TAKE
from toolkit.mechanism import Effect
from toolkit.mechanism.measuring import LongStanding

_COLUMNS = ("number", "firm", "subject", "lead", "status", "round", "received", "dispatched", "due")


def long_standing(
    state: pd.DataFrame, cases: Mapping[str, Case], cutoff: date, rule: LongStanding
) -> tuple[Matter, ...]:
    """Return those matters of ``state``, all in hand at ``cutoff``, that a rule of the office names; oldest first."""
    matters = (_matter(row, cases[row["number"]], cutoff, rule) for row in records(state, _COLUMNS))
    return tuple(sorted((each for each in matters if each.why), key=lambda each: (each.received, each.number)))


def _matter(row: Mapping[str, Any], case: Case, cutoff: date, rule: LongStanding) -> Matter:
    received, dispatched = row["received"], row["dispatched"]
    first = min((clock.start for clock in case.clocks.values()), default=dispatched)
    matter = Matter(
        number=row["number"],
        firm=row["firm"],
        subject=row["subject"],
        lead=row["lead"],
        status=row["status"],
        received=received,
        days=(cutoff - received).days,
        rounds=int(row["round"]),
        extensions=extensions(case, cutoff),
        carried=carried(min(first, dispatched), cutoff),
        broken=broken(case, int(row["round"]), cutoff),
        due=row["due"],
        why=(),
    )
    return replace(matter, why=tuple(_why(matter, rule)))


def _why(matter: Matter, rule: LongStanding) -> Iterator[str]:
    for found, least, words in (
        (matter.rounds, rule.rounds, "办理第{}轮"),
        (matter.extensions, rule.extensions, "延期{}次"),
        (matter.carried, rule.carried, "跨{}个季末"),
        (matter.broken, rule.broken, "{}个时限到期未兑现"),
    ):
        if least and found >= least:
            yield words.format(found)


def extensions(case: Case, cutoff: date) -> int:
    """Return how often the lead unit's due dates were put off by ``cutoff``: granted, or set later by a person."""
    granted = [each for each in case.requests.values() if each.effect is Effect.EXTEND and each.decision == TAKE]
    told = {each.round for each in granted}
    later = {
        clock.round
        for clock in _of_lead(case)
        if clock.current > clock.original and not clock.rests and clock.round not in told
    }
    return sum((each.decided or each.day) <= cutoff for each in granted) + len(later)


def carried(dispatched: date, cutoff: date) -> int:
    """Return how many ends of a quarter lie from the day of dispatch up to the day before ``cutoff``."""
    first, last = quarter_of(dispatched), quarter_of(cutoff)
    return max(0, (last.year - first.year) * 4 + last.number - first.number)


def broken(case: Case, until_round: int, cutoff: date) -> int:
    """Return how many of the lead unit's due dates had passed by ``cutoff`` without what they were set for."""
    return sum(as_at(clock, cutoff).is_late(cutoff) for clock in _of_lead(case) if clock.round <= until_round)


def as_at(clock: RunningClock, cutoff: date) -> RunningClock:
    """Return a deadline as it stood at the end of ``cutoff``: what met it later had not happened."""
    return clock if clock.met is None or clock.met <= cutoff else replace(clock, met=None)


def _of_lead(case: Case) -> Iterator[RunningClock]:
    own = {each.name for each in case.record.clocks if not each.kept_by}
    return (clock for clock in case.clocks.values() if clock.name in own)
