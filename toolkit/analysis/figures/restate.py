"""Restatement (数据更正): a figure that is not what an earlier report said, with the cases that make the difference.

An earlier figure may change with right: an answer came in late with an early date, a person put a cell right. Whoever
compares two reports must be told which and why. What was reported stands in the journal; the cases as they were then
are what the journal said at that time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd

from toolkit.analysis.figures.case_rows import DAYS, records
from toolkit.analysis.figures.measures import COUNT, Measure
from toolkit.analysis.figures.result import Reason, Restatement
from toolkit.analysis.periods.period import Period
from toolkit.mechanism import Mechanism

#: What of a case a figure may hang on, by meaning, in the order in which it is told.
_TOLD = (
    "received", "dispatched", "opinion_due", "opinion_given", "due", "original_due", "closed", "outcome",
    "satisfaction", "evaluated", "handed_back", "evaluation_limit", "supervised", "round", "status",
)  # fmt: skip
#: What is no column of 问题台账 but follows from some, in words; told where no column itself has changed.
_FOLLOWS = {
    "original_due": "时限表的原期限",
    "handed_back": "批准退办的日期",
    "evaluation_limit": "企业最迟应评价的日期",
}
#: Of a case that stood in the register then and did not count, or does not now: withdrawn, or of another time.
_WHETHER = ("received", "status")
#: How many columns of a case are told.
_MOST_COLUMNS = 3
NEW, GONE, OTHER = "新计入", "不再计入", "数值有变"
#: Why a figure is another one where no case explains it.
OTHER_WAY = "统计口径或放假安排有调整"
_BLANK = "空白"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report said (已报数据).

    Attributes:
        period: as the command names it; ``cutoff`` the day its figures stood at.
        day: the day of the report.
        seq: the journal's place of the report: what stands before it was known then.
        figures: measure → numerator and denominator, and of a median twice its value.
    """

    period: str
    cutoff: date
    day: date
    seq: int
    figures: Mapping[str, Sequence[int | None]]


class Stood(NamedTuple):
    """The cases of a period as they stood at its end, what the register says of all of them, and its measures."""

    cases: pd.DataFrame
    register: pd.DataFrame
    measures: tuple[Measure, ...]


def figures(measures: Sequence[Measure]) -> dict[str, list[int | None]]:
    """Return what the journal keeps of measures, see :class:`Reported`."""
    return {
        each.key: [each.numerator, each.denominator, *([int(each.middle * 2)] if each.middle is not None else [])]
        for each in measures
    }


def restatements(
    period: Period, reported: Reported, now: Stood, then: Callable[[], Stood], mechanism: Mechanism
) -> Iterator[Restatement]:
    """Yield the figures of ``period`` that are not what was reported, in the order of the measures.

    One that papers print as it was printed (17.0个工作日 of more cases than then) is none of them: nobody was told
    anything else.

    Args:
        period: which.
        reported: what was said of it.
        now: the cases and measures as they stand today, at the same cutoff.
        then: gives them as they stood when it was reported; asked only where a figure has changed.
        mechanism: whose columns.
    """
    today = figures(now.measures)
    changed = [
        (each, said)
        for each in now.measures
        if list(reported.figures.get(each.key, today[each.key])) != today[each.key]
        and (said := _as_reported(each, reported.figures[each.key])).text != each.text
    ]
    if not changed:
        return
    before = then()
    old = {each.key: each for each in before.measures}
    was, is_now = _known(before), _known(now)
    for each, said in changed:
        same = each.key in old and figures([old[each.key]])[each.key] == list(reported.figures[each.key])
        reasons = tuple(_reasons(old[each.key], each, was, is_now, mechanism)) if same else ()
        yield Restatement(
            period.label, reported.cutoff, reported.day, each.key, each.name, _full(said), _full(each), reasons
        )


def _as_reported(now: Measure, said: Sequence[int | None]) -> Measure:
    top, bottom, *middle = [*said]
    value = Fraction(middle[0] or 0, 2) if middle else None
    return Measure(now.key, now.name, top or 0, bottom, None, now.unit, "", (), least=now.least, middle=value)


def _full(measure: Measure) -> str:
    """Return a figure with what it is made of: ``80.0%（4÷5）``."""
    parts = f"（{measure.numerator}÷{measure.denominator}）" if measure.denominator else ""
    return measure.text if measure.unit == COUNT else f"{measure.text}{parts}"


class _Known(NamedTuple):
    """What is known of the cases, by 编号: as they stood at the end, and what the register says."""

    stood: Mapping[str, Mapping[str, Any]]
    register: Mapping[str, Mapping[str, Any]]


def _known(stood: Stood) -> _Known:
    at_the_end = records(stood.cases, ("number", "workdays", *_TOLD))
    written = records(stood.register, ("number", *_TOLD))
    return _Known({row["number"]: row for row in at_the_end}, {row["number"]: row for row in written})


def _reasons(old: Measure, new: Measure, was: _Known, is_now: _Known, mechanism: Mechanism) -> Iterator[Reason]:
    before, after = _counted(old), _counted(new)
    for number in sorted(before | after):
        then, today = was.stood.get(number), is_now.stood.get(number)
        if number in before and number in after:
            moved = bool(new.unit != COUNT and _part(old, new, number, then, today))
            counts = OTHER if moved else ""
        else:
            counts = NEW if number in after else GONE
        if counts:
            yield Reason(number, counts, _why(number, was, is_now, mechanism))


def _counted(measure: Measure) -> frozenset[str]:
    return frozenset(measure.numbers) | frozenset(measure.denominator_numbers)


def _part(
    old: Measure, new: Measure, number: str, then: Mapping[str, Any] | None, today: Mapping[str, Any] | None
) -> bool:
    """Return whether a case that counts in both counts otherwise: in the numerator, or with another amount."""
    if (number in old.numbers) != (number in new.numbers):
        return True
    is_amount = bool(new.middle is not None or new.numbers == new.denominator_numbers)
    return is_amount and then is not None and today is not None and then["workdays"] != today["workdays"]


def _why(number: str, was: _Known, is_now: _Known, mechanism: Mechanism) -> str:
    """Return what made a case count otherwise, by what stands in the register itself, then and now."""
    then, today = was.register.get(number), is_now.register.get(number)
    if then is None:
        return "报告之后登记"
    if today is None:
        return "已从台账删去"
    old, new = was.stood.get(number), is_now.stood.get(number)
    counted = _WHETHER if old is None or new is None else [name for name in _TOLD if old[name] != new[name]]
    changed = [name for name in counted if then[name] != today[name]]
    role = {"received": "收到日期", **mechanism.record.roles}
    role["received"] = role.get("submitted", role["received"])
    told = [
        f"{_FOLLOWS.get(name) or f'“{role.get(name, name)}”'}由{_cell(name, then[name])}改为{_cell(name, today[name])}"
        for name in [each for each in changed if each not in _FOLLOWS] or changed
    ]
    return "，".join(told[:_MOST_COLUMNS]) or "按现在的放假安排重新计算"


def _cell(name: str, value: Any) -> str:
    if value is None or value == "":
        return _BLANK
    if name in DAYS or name == "received":
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)
