"""Cases as a table (pandas): a row a case, a column a meaning; and the same table as it stood on a day.

Nothing is taken that a clerk could not read off the register's columns, except the original due date (原期限), which
is on the sheet 时限. Columns marked sensitive are never taken, and a phone number typed into a text is masked here,
at the door, so that no sheet, table or sentence behind it can show one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from toolkit.analysis.conventions import OTHERS, UNFILLED, Conventions
from toolkit.cases import Case
from toolkit.mechanism import Mechanism, Phase

#: The days of a case, by meaning. Each is datetime64, NaT where the register's cell holds no day.
DAYS = (
    "received", "dispatched", "opinion_due", "opinion_given",
    "due", "original_due", "closed", "evaluation_due", "evaluated",
)  # fmt: skip
TEXTS = (
    "number", "status", "class", "category", "firm", "subject", "reporter", "source", "lead", "outcome", "satisfaction"
)  # fmt: skip
#: A day of submission before this one was typed wrongly.
EARLIEST = date(2000, 1, 1)
_A_YEAR = timedelta(days=365)
#: Characters of a class that a person must have typed for it to be understood.
_SHORTEST = 2
# What one dispatch brings with it: where the dispatch had not happened, neither had these.
_OF_THE_ROUND = ["dispatched", "opinion_due", "opinion_given", "due", "original_due", "closed", "evaluation_due"]

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[-\s]?\d{4}[-\s]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[-－—\s]?)\d{7,8}(?!\d)")


class Verdicts(NamedTuple):
    """What can be said of a deadline on a day, in the words of the sheet 明细."""

    on_time: str
    late: str
    overdue: str
    waiting: str = "未到期"
    no_due: str = "未定时限"
    done_no_due: str = "已完成（未定时限）"


CLOSING = Verdicts("按期办结", "超期办结", "超期未办结", done_no_due="已办结（未定时限）")
OPINION = Verdicts("按时报送", "逾期报送", "逾期未报", no_due="不需报送", done_no_due="不需报送")


def read_table(cases: Iterable[Case], mechanism: Mechanism, cutoff: date) -> pd.DataFrame:
    """Return a row a case, by number: :data:`TEXTS`, :data:`DAYS`, its phase, round, the day it was opened.

    Withdrawn cases and those whose row a person deleted are left out.
    ``received`` is the day of submission, where that is empty or ``implausible`` (before :data:`EARLIEST`, or more
    than a year after ``cutoff``) the day the case was opened.
    """
    reader = _Reader(mechanism, cutoff)
    rows = [reader.row(each) for each in sorted(cases, key=lambda case: case.number) if not each.removed]
    table = pd.DataFrame(rows, columns=[*TEXTS, *DAYS, "phase", "round", "opened", "implausible"])
    table["implausible"] = table["implausible"].astype(bool)
    for column in (*DAYS, "opened"):
        # Whole seconds: a year typed wrongly (0204, 9999) must not overflow as it would in nanoseconds.
        table[column] = table[column].astype("datetime64[s]")
    return table[table["phase"] != Phase.WITHDRAWN.value].reset_index(drop=True)


def as_at(table: pd.DataFrame, cutoff: date, conventions: Conventions) -> pd.DataFrame:
    """Return the table as it stood at the end of ``cutoff``, with a column of flags for every thing that is counted.

    What is dated later had not happened: cases not yet received are gone, later days are empty. Status is the
    register's of today, because the register keeps no day for it.
    """
    end = pd.Timestamp(cutoff)
    state = table[table["received"] <= end].copy()
    later = state["dispatched"] > end
    # A round that began later is not counted; the one before it is on the sheet 时限, not in these columns.
    state.loc[later & (state["round"] > 1), "round"] -= 1
    state.loc[later, _OF_THE_ROUND] = pd.NaT
    for column in ("opinion_given", "closed"):
        state.loc[state[column] > end, column] = pd.NaT
    # Cases sent back by the firm wait in this status until they go out again.
    again = (state["status"] == conventions.reopened) & ~(state["evaluated"] > end)
    state["redone"] = (state["round"] > 1) | again
    undone = (table["closed"].loc[state.index].notna()) & state["closed"].isna()
    state.loc[undone, "outcome"] = ""
    unsaid = later | (state["evaluated"] > end) | ~state["satisfaction"].isin(conventions.satisfaction)
    state.loc[unsaid, "satisfaction"] = ""
    state.loc[unsaid, "evaluated"] = pd.NaT
    return _flagged(state, end, conventions)


def _flagged(state: pd.DataFrame, end: pd.Timestamp, conventions: Conventions) -> pd.DataFrame:
    parked = state["status"].isin(conventions.parked)
    # A unit that closed a case without an opinion of its own has given it with the result.
    opinion = state["opinion_given"].fillna(state["closed"])
    state["closing"] = _verdict(state["due"], state["closed"], end, CLOSING)
    state["closing_original"] = _verdict(state["original_due"], state["closed"], end, CLOSING)
    state["opinion"] = _verdict(state["opinion_due"], opinion, end, OPINION)
    # A person decided to set these aside: no unit is late with them. They are counted on their own.
    for column, done in (("closing", state["closed"]), ("closing_original", state["closed"]), ("opinion", opinion)):
        aside = parked & done.isna()
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


class _Reader:
    """Reads cases of one mechanism; a unit's name is looked up once, however often it occurs."""

    def __init__(self, mechanism: Mechanism, cutoff: date) -> None:
        self._mechanism = mechanism
        self._latest = cutoff + _A_YEAR
        self._roles = mechanism.record.roles
        self._units: dict[str, tuple[str, str]] = {}
        due = self._roles.get("due", "")
        self._closing_clocks = [each.name for each in mechanism.record.clocks if each.column == due]

    def row(self, case: Case) -> dict[str, object]:
        phase = case.record.phase(case.status)
        reporter, source = self._unit(self._text(case, "reporter"))
        days = {meaning: self._day(case, meaning) for meaning in DAYS}
        submitted = self._day(case, "submitted")
        implausible = submitted is not None and not EARLIEST <= submitted <= self._latest
        return {
            **days,
            "number": case.number,
            "status": case.status,
            "phase": phase.value if phase else "",
            "round": case.round,
            "class": self._class(self._text(case, "class")),
            "category": self._category(self._text(case, "category")),
            "firm": self._text(case, "firm"),
            "subject": self._text(case, "subject"),
            "reporter": reporter,
            "source": source,
            "lead": self._unit(self._text(case, "lead"))[0],
            "outcome": self._text(case, "outcome"),
            "satisfaction": self._text(case, "satisfaction"),
            "received": case.opened if submitted is None or implausible else submitted,
            "opened": case.opened,
            "implausible": implausible,
            "original_due": self._original_due(case) or days["due"],
        }

    def _text(self, case: Case, meaning: str) -> str:
        return masked(" ".join(case.role(meaning).split())) if meaning in self._roles else ""

    def _day(self, case: Case, meaning: str) -> date | None:
        day = case.day(meaning) if meaning in self._roles else None
        return date(day.year, day.month, day.day) if day else None

    def _original_due(self, case: Case) -> date | None:
        clocks = (case.clock(name) for name in self._closing_clocks)
        return next((clock.original for clock in clocks if clock), None)

    def _class(self, text: str) -> str:
        # People type 重点 for 重点问题; the rules of the case's life read it so as well.
        meant = [each for each in self._mechanism.classes if each.startswith(text)] if len(text) >= _SHORTEST else []
        return meant[0] if len(meant) == 1 else text or UNFILLED

    def _category(self, text: str) -> str:
        category = self._mechanism.category(text)
        return category.stored if category else text or UNFILLED

    def _unit(self, text: str) -> tuple[str, str]:
        """Return a unit's name on the list and its kind; of a name that is not on it, the name as written."""
        if text not in self._units:
            unit = self._mechanism.units.find(text) if text else None
            self._units[text] = (unit.name, unit.group) if unit else (text or UNFILLED, OTHERS if text else UNFILLED)
        return self._units[text]


def masked(text: str) -> str:
    """Return ``text`` with the middle of every phone number in it starred out."""
    return _LANDLINE.sub(r"\1****", _MOBILE.sub(r"\1****\2", text))


def day_of(value: Any) -> date | None:
    """Return a cell of a day column as a day, None for an empty one."""
    return None if pd.isna(value) else date(value.year, value.month, value.day)
