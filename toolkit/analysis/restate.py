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

from toolkit.analysis.case_rows import DAYS, records
from toolkit.analysis.measures import COUNT, Measure
from toolkit.analysis.period import Period
from toolkit.analysis.result import Reason, Restatement
from toolkit.mechanism import Mechanism

#: What of a case a figure may hang on, by meaning, in the order in which it is told.
_TOLD = (
    "received", "dispatched", "opinion_due", "opinion_given", "due", "original_due", "closed", "outcome",
    "satisfaction", "evaluated", "handed_back", "evaluation_limit", "round", "status",
)  # fmt: skip
#: What has no column of its own on 问题台账.
_OWN_WORDS = {
    "received": "收到日期",
    "original_due": "原期限",
    "handed_back": "退办日期",
    "evaluation_limit": "评价宽限日",
}
#: How many columns of a case are told; how many cases a sentence names.
_MOST_COLUMNS, _MOST_NAMED = 3, 3
NEW, GONE, OTHER = "新计入", "不再计入", "数值有变"
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
    """The cases of a period as they stand, and its measures."""

    cases: pd.DataFrame
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

    Args:
        period: which.
        reported: what was said of it.
        now: the cases and measures as they stand today, at the same cutoff.
        then: gives them as they stood when it was reported; asked only where a figure has changed.
        mechanism: whose columns.
    """
    today = figures(now.measures)
    changed = [
        each for each in now.measures if list(reported.figures.get(each.key, today[each.key])) != today[each.key]
    ]
    if not changed:
        return
    before = then()
    old = {each.key: each for each in before.measures}
    was, is_now = _by_number(before.cases), _by_number(now.cases)
    for each in changed:
        said = _as_reported(each, reported.figures[each.key])
        same = each.key in old and figures([old[each.key]])[each.key] == list(reported.figures[each.key])
        reasons = tuple(_reasons(old[each.key], each, was, is_now, mechanism)) if same else ()
        words = _words(period, reported, each, said, reasons)
        yield Restatement(
            period.label, reported.cutoff, reported.day, each.key, each.name, said, _full(each), reasons, words
        )


def _as_reported(now: Measure, said: Sequence[int | None]) -> str:
    top, bottom, *middle = [*said]
    value = Fraction(middle[0] or 0, 2) if middle else None
    then = Measure(now.key, now.name, top or 0, bottom, None, now.unit, "", (), least=now.least, middle=value)
    return _full(then)


def _full(measure: Measure) -> str:
    """Return a figure with what it is made of: ``80.0%（4÷5）``; a change of the parts alone must be seen."""
    parts = f"（{measure.numerator}÷{measure.denominator}）" if measure.denominator else ""
    return measure.text if measure.unit == COUNT else f"{measure.text}{parts}"


def _by_number(cases: pd.DataFrame) -> Mapping[str, Mapping[str, Any]]:
    return {row["number"]: row for row in records(cases, ("number", "workdays", *_TOLD))}


def _reasons(
    old: Measure,
    new: Measure,
    was: Mapping[str, Mapping[str, Any]],
    is_now: Mapping[str, Mapping[str, Any]],
    mechanism: Mechanism,
) -> Iterator[Reason]:
    before, after = _counted(old), _counted(new)
    for number in sorted(before | after):
        then, today = was.get(number), is_now.get(number)
        if number in before and number in after:
            moved = bool(new.unit != COUNT and _part(old, new, number, then, today))
            counts = OTHER if moved else ""
        else:
            counts = NEW if number in after else GONE
        if counts:
            yield Reason(number, counts, _why(then, today, mechanism))


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


def _why(then: Mapping[str, Any] | None, today: Mapping[str, Any] | None, mechanism: Mechanism) -> str:
    if then is None:
        return "报告之后登记或改到本期"
    if today is None:
        return "已撤销、删除或改到别的时段"
    role = {**_OWN_WORDS, **mechanism.record.roles}
    if "submitted" in role:
        role["received"] = role["submitted"]
    changed = [
        f"“{role.get(name, name)}”由{_cell(name, then[name])}改为{_cell(name, today[name])}"
        for name in _TOLD
        if then[name] != today[name]
    ]
    return "，".join(changed[:_MOST_COLUMNS]) or "按现在的放假安排重新计算"


def _cell(name: str, value: Any) -> str:
    if value is None or value == "":
        return _BLANK
    if name in DAYS or name == "received":
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _words(period: Period, reported: Reported, now: Measure, said: str, reasons: Sequence[Reason]) -> str:
    day = f"{reported.day.year}年{reported.day.month}月{reported.day.day}日"
    told = f"{period.label}{now.name.removeprefix(period.this)}，{day}报告为{said}，现为{_full(now)}"
    if not reasons:
        return f"{told}。原因：统计口径或放假安排有调整。"
    named = "；".join(f"{each.number}{each.counts}：{each.why}" for each in reasons[:_MOST_NAMED])
    more = f"等{len(reasons)}件" if len(reasons) > _MOST_NAMED else ""
    return f"{told}。原因：{named}{more}。"
