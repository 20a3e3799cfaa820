"""The table of cases as it stood on a day: what is dated later had not happened yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.analysis.figures.case_rows import DAYS as _DAYS_READ
from toolkit.analysis.figures.case_rows import day_of
from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.masks import masked
from toolkit.cases import WorkCalendar
from toolkit.mechanism import Phase

__all__ = ["CLOSING", "DAYS", "EARLIEST", "MISDATED", "OPINION", "Verdicts", "as_at", "day_of", "masked", "placed"]

#: The days of a case as the table has them.
DAYS = ("received", *(each for each in _DAYS_READ if each not in ("submitted", "opened")))
#: A day of submission before this one was typed wrongly.
EARLIEST = date(2000, 1, 1)
_A_YEAR = timedelta(days=365)
#: Longer than this no matter takes: one of its dates was typed wrongly.
_LONGEST = timedelta(days=36525)
# What one dispatch brings with it: where the dispatch had not happened, neither had these.
_OF_THE_ROUND = [
    "dispatched", "opinion_due", "opinion_given", "due", "original_due", "closed", "evaluation_due",
    "evaluation_limit", "supervised",
]  # fmt: skip


class Verdicts(NamedTuple):
    """What can be said of a deadline on a day, in the words of the sheet 明细."""

    on_time: str
    late: str
    overdue: str
    waiting: str = "未到期"
    no_due: str = "未定时限"
    done_no_due: str = "已完成（未定时限）"


CLOSING = Verdicts("按期办结", "超期办结", "超期未办结", done_no_due="已办结（未定时限）")
#: What stands for the status of a case whose closing day lies after today: nobody knows when it was closed.
MISDATED = "办结日期待核对"
OPINION = Verdicts("按时报送", "逾期报送", "逾期未报", no_due="不需报送", done_no_due="不需报送")


def placed(rows: pd.DataFrame, cutoff: date, latest: date | None = None) -> pd.DataFrame:
    """Return what :func:`~toolkit.analysis.figures.case_rows.read_rows` read with the day each case counts by.

    Withdrawn cases are left out. ``received`` is the day of submission, where that is empty or ``implausible`` (before
    :data:`EARLIEST`, or more than a year after ``cutoff``) the day the case was opened. ``misdated`` and
    ``unheard`` are cases closed or evaluated after ``latest``, the day of today, as nothing can have been; None for
    a register of which that is not known.
    """
    table = rows[rows["phase"] != Phase.WITHDRAWN.value].reset_index(drop=True)
    submitted = table["submitted"]
    plausible = submitted.between(pd.Timestamp(EARLIEST), pd.Timestamp(cutoff) + _A_YEAR)
    table["implausible"] = submitted.notna() & ~plausible
    table["received"] = submitted.where(plausible, table["opened"])
    for name, column in (("misdated", "closed"), ("unheard", "evaluated")):
        table[name] = table[column] > pd.Timestamp(latest) if latest else False
    return table


def as_at(table: pd.DataFrame, cutoff: date, conventions: Conventions, calendar: WorkCalendar) -> pd.DataFrame:
    """Return the table as it stood at the end of ``cutoff``, with what is said of each deadline on that day.

    What is dated later had not happened: cases not yet received are gone, later days are empty. Status is the
    register's of today, because the register keeps no day for it. ``workdays`` is how many a closed case took from
    its dispatch, the first day not counted. A case closed on a day that cannot be counts as not closed, for its figures
    need the day; but nobody is late with it, nor with an evaluation that is dated so.
    """
    end = pd.Timestamp(cutoff)
    state = table[table["received"] <= end].copy()
    later = state["dispatched"] > end
    # A round that began later is not counted; the one before it is on the sheet 时限, not in these columns.
    state.loc[later & (state["round"] > 1), "round"] -= 1
    state.loc[later, _OF_THE_ROUND] = pd.NaT
    for column in ("opinion_given", "closed", "handed_back", "supervised"):
        state.loc[state[column] > end, column] = pd.NaT
    # Cases sent back by the firm wait in this status until they go out again.
    again = (state["status"] == conventions.reopened) & ~(state["evaluated"] > end)
    state["redone"] = (state["round"] > 1) | again
    undone = (table["closed"].loc[state.index].notna()) & state["closed"].isna()
    state.loc[undone, "outcome"] = ""
    unsaid = (
        later | state["misdated"] | (state["evaluated"] > end) | ~state["satisfaction"].isin(conventions.satisfaction)
    )
    state.loc[unsaid, "satisfaction"] = ""
    state.loc[unsaid, "evaluated"] = pd.NaT
    state.loc[state["unheard"], "evaluation_limit"] = pd.NaT
    state["workdays"] = workdays(state["dispatched"], state["closed"], calendar)
    return _said(state, end, conventions)


def _said(state: pd.DataFrame, end: pd.Timestamp, conventions: Conventions) -> pd.DataFrame:
    state.loc[state["misdated"], "status"] = MISDATED
    parked = state["status"].isin(conventions.parked)
    # A unit that closed a case without an opinion of its own has given it with the result.
    opinion = state["opinion_given"].fillna(state["closed"])
    state["closing"] = _verdict(state["due"], state["closed"], end, CLOSING)
    state["closing_original"] = _verdict(state["original_due"], state["closed"], end, CLOSING)
    state["opinion"] = _verdict(state["opinion_due"], opinion, end, OPINION)
    # A person decided to set these aside, or typed a day that cannot be: no unit is late with them. The former are
    # counted on their own.
    for column, done in (("closing", state["closed"]), ("closing_original", state["closed"]), ("opinion", opinion)):
        aside = (parked | state["misdated"]) & done.isna()
        state.loc[aside, column] = state.loc[aside, "status"]
    state["parked"] = parked
    return state


def _verdict(due: pd.Series[Any], done: pd.Series[Any], end: pd.Timestamp, words: Verdicts) -> pd.Series[Any]:
    """Return for each case what may be said of a deadline; on the due day itself nobody is late yet."""
    said = pd.Series(words.no_due, index=due.index, dtype=object)
    said[due >= end] = words.waiting
    said[due < end] = words.overdue
    said[done.notna()] = words.done_no_due
    said[done <= due] = words.on_time
    said[done > due] = words.late
    return said


def workdays(start: pd.Series[Any], end: pd.Series[Any], calendar: WorkCalendar) -> pd.Series[Any]:
    """Return how many workdays lie after ``start`` up to ``end``; NaN where one is missing or they do not fit."""
    fits = (end >= start) & (end - start < _LONGEST)
    found = pd.Series(np.nan, index=start.index)
    if not fits.any():
        return found
    first = day_of(start[fits].min()) or EARLIEST
    begin = np.datetime64(first, "D")
    many = int((end[fits].max().to_datetime64().astype("datetime64[D]") - begin).astype(int)) + 1
    # Added up once over all the days there are, whatever the number of cases.
    sums: np.ndarray[Any, Any] = np.cumsum([calendar.is_workday(first + timedelta(days=at)) for at in range(many)])

    def until(day: pd.Series[Any]) -> np.ndarray[Any, Any]:
        at: np.ndarray[Any, Any] = (day[fits].to_numpy().astype("datetime64[D]") - begin).astype(int)
        return np.asarray(sums[at])

    found[fits] = (until(end) - until(start)).astype(float)
    return found
