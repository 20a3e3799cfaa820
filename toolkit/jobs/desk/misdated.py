"""Days that a person typed and that cannot be (日期有误): closed or evaluated after today, or before the dispatch.

A year mistyped (2042 for 2024) makes a matter that is done look open and late: it is told when it is taken in and
listed until it is put right. The analysis counts such a matter as late for nobody, see
:mod:`toolkit.analysis.figures.table`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from toolkit.cases import Case

#: What happens once it has happened, by meaning.
_DONE = ("closed", "evaluated")


def misdated(case: Case, today: date) -> Iterator[tuple[str, date, str]]:
    """Yield of each typed day that cannot be its column, the day, and what is wrong with it in words."""
    sent = _day(case, "dispatched")
    for meaning in _DONE:
        column, day = case.record.roles.get(meaning, ""), _day(case, meaning)
        if day is None or column not in case.hands:
            continue
        if day > today:
            yield column, day, "晚于今天"
        elif sent is not None and day < sent:
            yield column, day, f"早于“{case.record.roles['dispatched']}”{sent}"


def typed_term(case: Case) -> str:
    """Return what sorts before the term of each day on which a day typed into a case cannot be; "" for never."""
    if any(misdated(case, date.max)):
        return today_term(date.max)
    typed = [day for meaning in _DONE if case.record.roles.get(meaning) in case.hands and (day := _day(case, meaning))]
    return today_term(max(typed)) if typed else ""


def today_term(day: date) -> str:
    """Return a day as text so that a later one sorts first."""
    return f"{date.max.toordinal() - day.toordinal():07d}"


def _day(case: Case, meaning: str) -> date | None:
    day = case.day(meaning)
    return day.date() if isinstance(day, datetime) else day
