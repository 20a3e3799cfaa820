"""The cases over time: as they are known at one time, and how they stood at the end of any day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from toolkit.analysis.figures.case_rows import read_rows, with_handling
from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.flags import flags
from toolkit.analysis.figures.groups import Group, grouped
from toolkit.analysis.figures.measures import Measure, Spec, measure_all
from toolkit.analysis.figures.restate import Stood
from toolkit.analysis.figures.table import as_at, placed
from toolkit.analysis.periods.period import Period
from toolkit.cases import Case, WorkCalendar
from toolkit.mechanism import Mechanism

#: Gives those cases that stood otherwise at the end of a day than they are known now.
Otherwise = Callable[[date], Mapping[str, Case]]


class State(NamedTuple):
    """The register as it stood at the end of a period, and what each case counts as.

    ``register`` is what it says of all cases, of later days and of withdrawn ones too; ``table`` those that count on
    the day each counts by, ``cases`` as they stood.
    """

    register: pd.DataFrame
    table: pd.DataFrame
    cases: pd.DataFrame
    flags: pd.DataFrame
    measures: tuple[Measure, ...]

    @property
    def stood(self) -> Stood:
        """Return what a figure can be explained from."""
        return Stood(self.cases, self.register, self.measures)

    def that(self, *names: str) -> pd.DataFrame:
        """Return the cases that have all these flags."""
        return self.cases[self.flags[list(names)].all(axis=1)]

    def groups(self, column: str, order: tuple[str, ...], *names: str) -> tuple[Group, ...]:
        """Return the cases that have all these flags, grouped by a column."""
        mine = self.that(*names)
        return grouped(mine[column], mine["number"], order)


class _Day(NamedTuple):
    """The end of a day: what the register says, the cases placed, as they stood, and those that stood otherwise."""

    register: pd.DataFrame
    table: pd.DataFrame
    state: pd.DataFrame
    otherwise: Mapping[str, Case]


class Timeline:
    """The cases as they are known at one time.

    Args:
        cases: by 编号.
        otherwise: those of them that stood otherwise at the end of a day.
        mechanism, conventions, calendar: whose words count, as what, and which days are worked.
        industries: 编号 → what the office wrote in its own column 行业.
        latest: the day of today: nothing can have been closed later. None where that is not known.
        towns: 编号 → the town in which its firm is.
    """

    def __init__(
        self,
        cases: Mapping[str, Case],
        otherwise: Otherwise,
        mechanism: Mechanism,
        conventions: Conventions,
        calendar: WorkCalendar,
        industries: Mapping[str, str] | None = None,
        latest: date | None = None,
        towns: Mapping[str, str] | None = None,
    ) -> None:
        self._cases, self._otherwise = cases, otherwise
        self._mechanism, self._conventions, self._calendar = mechanism, conventions, calendar
        self._industries, self._latest, self._towns = industries, latest, towns
        # The cell that says when a case was received; a register without one goes by the day it was opened.
        self._received = "submitted" if "submitted" in mechanism.record.roles else "opened"
        self._rows = read_rows(cases.values(), mechanism, industries, towns)
        self._days: dict[date, _Day] = {}

    def cases_at(self, day: date) -> Mapping[str, Case]:
        """Return the cases as they stood at the end of a day."""
        return {**self._cases, **self._at(day).otherwise}

    def stand(self, period: Period, end: date, wanted: Sequence[Spec]) -> State:
        """Return how the cases stood at the end of a day of ``period``, with these measures."""
        there = self._at(end)
        state, opening = there.state, self._at(period.first_day - timedelta(days=1)).state
        in_hand = opening["number"][opening["dispatched"].notna() & opening["closed"].isna()]
        flagged = flags(state, period, end, self._conventions, carried=in_hand)
        return State(there.register, there.table, state, flagged, measure_all(wanted, state, flagged))

    def _at(self, day: date) -> _Day:
        # The end of a base is the day before the period: it is asked for twice.
        if day not in self._days:
            stood = self._otherwise(day)
            rows = with_handling(self._rows, read_rows(stood.values(), self._mechanism, self._industries, self._towns))
            table = placed(rows, day, self._latest)
            state = as_at(table, day, self._conventions, self._calendar)
            written = rows.assign(received=rows[self._received])
            self._days[day] = _Day(written, table, state, stood)
        return self._days[day]
