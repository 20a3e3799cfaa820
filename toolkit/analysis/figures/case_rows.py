"""Cases read into a table (pandas): a row a case, a column a meaning, nothing reckoned yet.

Nothing is taken that a clerk could not read off the register: its columns, and of the sheet 时限 the original due date
(原期限), until when a firm is spared, and who supports. Columns marked sensitive are never taken, and a phone number
typed into a text is masked here, at the door, so that no sheet, table or sentence behind it can show one. Of a secret
case (实名举报) neither firm nor matter comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.figures.conventions import OTHERS, UNFILLED, VISITED
from toolkit.analysis.figures.masks import masked
from toolkit.cases import Case
from toolkit.cases.request import TAKE
from toolkit.cases.secrecy import UNNAMED, is_secret, open_subject
from toolkit.mechanism import Effect, Mechanism, Phase

#: The days of a case, by meaning. Each is datetime64, NaT where the register's cell holds no day.
DAYS = (
    "submitted", "opened", "dispatched", "opinion_due", "opinion_given",
    "due", "original_due", "closed", "evaluation_due", "evaluation_limit", "evaluated", "handed_back", "supervised",
)  # fmt: skip
TEXTS = (
    "number", "status", "phase", "class", "category", "firm", "subject", "reporter", "source", "town", "industry",
    "lead", "outcome", "satisfaction",
)  # fmt: skip
#: What a new round or another unit begins anew.
_HANDLING = (
    "status", "phase", "lead", "outcome", "satisfaction", "round", "dispatched", "opinion_due", "opinion_given",
    "due", "original_due", "closed", "evaluation_due", "evaluation_limit", "evaluated", "supervised",
)  # fmt: skip
#: With the one that is worked out of two of them.
_EVERY_DAY = frozenset({*DAYS, "received"})
#: Characters of a class that a person must have typed for it to be understood.
_SHORTEST = 2
#: Whose names no analysis shows, and how long a name is that is looked for in a text.
_PERSONS, _NAME_LENGTHS = ("firm_contact", "principal", "attendee", "lead_contact", "support_contact"), (2, 3, 4)
#: Numpy counts days from this one on; what stands for none.
_DAY_ZERO, _NO_DAY = date(1970, 1, 1).toordinal(), np.iinfo("int64").min


def read_rows(
    cases: Iterable[Case],
    mechanism: Mechanism,
    industries: Mapping[str, str] | None = None,
    towns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return a row a case, by number: :data:`TEXTS`, :data:`DAYS` and its round.

    Cases whose row a person deleted are left out.

    Args:
        cases: the cases.
        mechanism: whose words count.
        industries: 编号 → what the office wrote in its own column 行业, where the register has one.
        towns: 编号 → the town in which its firm is, where that is known otherwise than by who reported it.
    """
    reader = _Reader(mechanism, industries or {}, towns or {})
    rows = [reader.row(each) for each in sorted(cases, key=lambda case: case.number) if not each.removed]
    columns = dict(zip((*TEXTS, "round", *DAYS), zip(*rows, strict=True), strict=True)) if rows else {}
    return pd.DataFrame(
        {
            **{name: pd.Series(columns.get(name, ()), dtype=object) for name in TEXTS},
            "round": np.array(columns.get("round", ()), dtype="int64"),
            # Whole seconds: a year typed wrongly (0204, 9999) must not overflow as it would in nanoseconds.
            **{name: _days(columns.get(name, ())).astype("datetime64[s]") for name in DAYS},
        }
    )


def _days(column: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Return days as numpy keeps them; each of them is worked out once, for the same ones come over and over."""
    numbers = {day: day.toordinal() - _DAY_ZERO for day in set(column) if day is not None}
    counted = np.array([numbers.get(day, _NO_DAY) for day in column], dtype="int64")
    return counted.view("datetime64[D]")


def with_handling(table: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with how the cases of ``others`` were handled, as those rows tell it.

    What a case is (firm, category, day of submission) is what is known today, for these as for all cases; and one that
    is withdrawn today is withdrawn.
    """
    own = table[table["number"].isin(others["number"]) & (table["phase"] != Phase.WITHDRAWN.value)]
    if own.empty:
        return table
    told = others.set_index("number").loc[own["number"], [*_HANDLING]].set_index(own.index)
    return (
        pd.concat([table.drop(own.index), own.drop(columns=[*_HANDLING]).join(told)[[*table.columns]]])
        .sort_values("number", kind="stable")
        .reset_index(drop=True)
    )


class _Reader:
    """Reads cases of one mechanism; what repeats (units, classes) is looked up once, however often it occurs."""

    def __init__(self, mechanism: Mechanism, industries: Mapping[str, str], towns: Mapping[str, str]) -> None:
        self._mechanism, self._industries, self._towns = mechanism, industries, towns
        self._roles = roles = mechanism.record.roles
        self._units: dict[str, tuple[str, str, str]] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._cleaned: dict[str, str] = {}
        self._phases = {each.name: each.phase.value for each in mechanism.record.statuses}
        clocks = mechanism.record.clocks
        self._closing = self._kinds_of(roles.get("due", ""))
        self._evaluating = self._kinds_of(roles.get("evaluation_due", ""))
        self._charged = {each.name for each in clocks if each.charge}

    def _kinds_of(self, column: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.name for each in self._mechanism.record.clocks if each.column == column))

    def row(self, case: Case) -> Sequence[object]:
        """Return the case's cells in the order of :data:`TEXTS`, round, :data:`DAYS`."""
        reporter, source, town = self._reporter(case)
        due = self._day(case, "due")
        evaluation_due = self._day(case, "evaluation_due")
        return (
            case.number,
            case.status,
            self._phases.get(case.status, ""),
            self._class(self._text(case, "class")),
            self._category(self._text(case, "category")),
            UNNAMED if is_secret(case) else self._text(case, "firm"),
            open_subject(case) if is_secret(case) else unnamed(case, self._text(case, "subject")),
            reporter,
            self._channel(case) or (VISITED if case.role("visit") else source),
            self._town(case) or self._towns.get(case.number, town),
            self._text(case, "industry") or self._industries.get(case.number, "") or UNFILLED,
            self._unit(self._text(case, "lead"))[0],
            self._text(case, "outcome"),
            self._text(case, "satisfaction"),
            case.round,
            self._day(case, "submitted"),
            case.opened,
            self._day(case, "dispatched"),
            self._day(case, "opinion_due"),
            self._day(case, "opinion_given"),
            due,
            self._original(case) or due,
            self._day(case, "closed"),
            evaluation_due,
            self._limit(case, evaluation_due),
            self._day(case, "evaluated"),
            _handed_back(case),
            self._day(case, "supervised"),
        )

    def _reporter(self, case: Case) -> tuple[str, str, str]:
        """Return who reported, as :meth:`_unit` does; a firm that reports for itself is not told of a secret case."""
        name, source, town = self._unit(self._text(case, "reporter"))
        known = not is_secret(case) or self._mechanism.units.find(name) is not None or name == UNFILLED
        return (name if known else UNNAMED), source, town

    def _text(self, case: Case, meaning: str) -> str:
        text = case.role(meaning)
        if text not in self._cleaned:
            self._cleaned[text] = masked(" ".join(text.split()))
        return self._cleaned[text]

    def _day(self, case: Case, meaning: str) -> date | None:
        day = case.day(meaning)
        return day.date() if isinstance(day, datetime) else day

    def _original(self, case: Case) -> date | None:
        return next((clock.original for name in self._closing if (clock := case.clock(name))), None)

    def _limit(self, case: Case, due: date | None) -> date | None:
        """Return from which day on the firm is late with its evaluation: the due date, or until when it is spared."""
        for name in self._evaluating:
            clock = case.clock(name) if name in self._charged else None
            if clock is not None:
                return None if clock.limit == date.max else clock.limit
        return due

    def _class(self, text: str) -> str:
        # People type 重点 for 重点问题; the rules of the case's life read it so as well.
        key = ("class", text)
        if key not in self._known:
            classes = self._mechanism.classes if len(text) >= _SHORTEST else ()
            meant = [each for each in classes if each.startswith(text)]
            self._known[key] = meant[0] if len(meant) == 1 else text or UNFILLED
        return self._known[key]

    def _category(self, text: str) -> str:
        key = ("category", text)
        if key not in self._known:
            category = self._mechanism.category(text)
            self._known[key] = category.stored if category else text or UNFILLED
        return self._known[key]

    def _channel(self, case: Case) -> str:
        """Return by which channel a case came, "" where the register has no such column."""
        return (self._text(case, "channel") or UNFILLED) if "channel" in self._mechanism.record.roles else ""

    def _town(self, case: Case) -> str:
        """Return the town that the case's own column names, by its unit; "" where nothing stands there."""
        text = self._text(case, "town")
        return self._unit(text)[2] if text else ""

    def _unit(self, text: str) -> tuple[str, str, str]:
        """Return a unit's name on the list, its kind and town; of a name that is not on it, the name as written."""
        if text not in self._units:
            unit = self._mechanism.units.find(text) if text else None
            unknown = (text or UNFILLED, OTHERS if text else UNFILLED, OTHERS if text else UNFILLED)
            self._units[text] = (unit.name, unit.group, unit.town or OTHERS) if unit else unknown
        return self._units[text]


def _handed_back(case: Case) -> date | None:
    """Return the day on which a unit first handed the case back (退办) and that was granted."""
    if not case.requests:
        return None
    days = (each.decided or each.day for each in case.requests.values() if _is_granted(each.effect, each.decision))
    return min(days, default=None)


def _is_granted(effect: Effect, decision: str) -> bool:
    return effect is Effect.HAND_BACK and decision == TAKE


def unnamed(case: Case, text: str) -> str:
    """Return a text with the names of the case's own persons cut to the family name: ``陈某``."""
    for meaning in _PERSONS:
        name = case.role(meaning).strip()
        if len(name) in _NAME_LENGTHS and name in text:
            text = text.replace(name, f"{name[0]}某")
    return text


def records(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return these columns of a table, a dict a row; days as days, None for an empty one."""
    lists = [
        table[each].to_numpy().astype("datetime64[D]").tolist() if each in _EVERY_DAY else table[each].tolist()
        for each in columns
    ]
    return [dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True)]


def day_of(value: Any) -> date | None:
    """Return a cell of a day column as a day, None for an empty one."""
    return None if pd.isna(value) else date(value.year, value.month, value.day)
