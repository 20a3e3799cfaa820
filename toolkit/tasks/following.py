"""How a plan's tasks stand on a day (任务跟踪): what is kept of each, what its units report, what follows from it.

种子 004 四（二）（三） asks for regular checks of progress and a report each quarter; 种子 002 has measures
in force until a day of their own. Where the plans are silent the rule is ours and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from itertools import takewhile

from toolkit.tasks.model import Answerable, Figure

#: So many units are named in a line; of more, the plan's own words where they are no longer than that, in characters.
_NAMED, _WORDS = 4, 40


@dataclass(frozen=True, slots=True)
class Followed:
    """A task that is followed (任务).

    Attributes:
        key: its number in the ledger (任务号).
        plan: the title of the plan it comes from.
        measure: the measure's number in the plan, ``place`` the task's place within it, from 1.
        sections: the headings above it.
        title: the measure's opening words.
        text: what is to be done.
        units: who answers, in the plan's words.
        answering: the units whose word settles it: the lead, else those responsible; classes of units (各区政府) are
            their members.
        supporting: the units that support, likewise.
        due: the last day on which it is in time, None where the plan sets none.
        until: the last day on which the measure is in force, None where it holds without end.
        figures: what is to be reached.
        is_goal: whether it is a goal of the plan as a whole (总体目标), not of a measure: nobody is appraised by it.
    """

    key: str
    plan: str
    measure: str
    place: int
    sections: tuple[str, ...]
    title: str
    text: str
    units: Answerable
    answering: tuple[str, ...]
    supporting: tuple[str, ...] = ()
    due: date | None = None
    until: date | None = None
    figures: tuple[Figure, ...] = ()
    is_goal: bool = False

    @property
    def who(self) -> str:
        """Return who answers, as a line of text has room for it: many by the plan's words and their number."""
        if len(self.answering) <= _NAMED:
            return "、".join(self.answering)
        said = self.units.lead or self.units.duty or self.answering[:1]
        listed = "、".join(said) if sum(map(len, said)) <= _WORDS else "、".join(self.answering[:1])
        return f"{listed}等{len(self.answering)}个单位"


class Progress(StrEnum):
    """What a unit says of a task; an office's own words for them are data (``follow.toml``)."""

    NOT_BEGUN = "not_begun"
    GOING = "going"
    LASTING = "lasting"  # done as far as it can be, and goes on (长期坚持)
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit reported of a task for a period (进展).

    Attributes:
        key: the task's.
        unit: who reports, in full.
        period: for which period, as the command names it; ``covers`` is that period's last day.
        day: when it came; ``order`` is its place in the journal.
        progress: what it comes to.
        words, difficulty, next_step: the unit's own words.
        incoming: the file it came in.
        reached: place of the figure among the task's, from 0 → the value reached.
        settles: whether the office itself wrote it: of several units' values its own is the one that counts.
    """

    key: str
    unit: str
    period: str
    covers: date
    day: date
    order: int
    progress: Progress
    words: str = ""
    difficulty: str = ""
    next_step: str = ""
    incoming: str = ""
    reached: Mapping[int, float] = field(default_factory=dict)
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call for reports (报送通知): for which period, due by which day, whom it asked about which tasks."""

    period: str
    due: date
    asked: Mapping[str, frozenset[str]]


class Verdict(StrEnum):
    """What the office decided about a task that was reported as done."""

    SETTLED = "settled"  # 销号
    RETURNED = "returned"  # 退回: it is to go on


@dataclass(frozen=True, slots=True)
class Decision:
    """The office's word about a task, the day of it, and its place in the journal."""

    verdict: Verdict
    day: date
    order: int


class State(Enum):
    """How a task stands; the value is the word a clerk sees. Earlier ones go before later ones."""

    SETTLED = "已销号"
    DONE = "已完成"
    LATE = "逾期"
    SILENT = "未报送"
    ENDED = "到期停止"
    LASTING = "长期坚持"
    NOT_BEGUN = "未启动"
    GOING = "推进中"
    WAITING = "尚未报送"  # nobody was asked yet, or the answer is not due


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands on a day.

    Attributes:
        task: which.
        state: in a word.
        late_by: calendar days since the due date while it is not done, 0 otherwise.
        done: the day on which the last answering unit reported it done, None while one has not.
        in_time: whether it was done by its due date; None while it is not done or has no due date.
        silent: answering units that owe their report for the last period whose reports are due; of a task that is done
            or over, nobody does.
        silent_support: supporting units that owe theirs.
        latest: each unit's latest report, whatever its role.
    """

    task: Followed
    state: State
    late_by: int = 0
    done: date | None = None
    in_time: bool | None = None
    silent: tuple[str, ...] = ()
    silent_support: tuple[str, ...] = ()
    latest: Mapping[str, Report] = field(default_factory=dict)

    @property
    def owing(self) -> tuple[str, ...]:
        """Return all who owe their report, those who answer for the task first."""
        return (*self.silent, *self.silent_support)


def standing(
    task: Followed, reports: Iterable[Report], calls: Sequence[Call], decision: Decision | None, as_of: date
) -> Standing:
    """Return how a task stands.

    A task is done once each answering unit's latest report says so; a supporting unit's never settles it (ours, as the
    lead answers for a task in both plans). What the office sent back is not done before the unit reports it done anew.
    Being late goes before being silent: the due date is the plan's word, the report's is the office's.

    Args:
        task: which.
        reports: what came about it, in the order of arrival.
        calls: the calls for reports, in order.
        decision: the office's latest word, None where it said nothing.
        as_of: the day; what came later does not count.
    """
    # A report that comes late for an earlier period says less than one for a later period that was there before.
    known = sorted((each for each in reports if each.day <= as_of), key=lambda each: (each.covers, each.order))
    latest = {each.unit: each for each in known}
    decided = decision if decision is not None and decision.day <= as_of else None
    done = _done(task, known, decided)
    is_open = done is None and not _has_ended(task, as_of)
    silent = _silent(task, task.answering, known, calls, as_of) if is_open else ()
    support = _silent(task, task.supporting, known, calls, as_of) if is_open else ()
    late_by = max((as_of - task.due).days, 0) if task.due is not None and done is None else 0
    in_time = None if done is None or task.due is None else done <= task.due
    state = _state(task, latest, decided, done, silent, late_by, as_of)
    return Standing(task, state, late_by, done, in_time, silent, support, latest)


def _done(task: Followed, known: Sequence[Report], decided: Decision | None) -> date | None:
    """Return the day on which the last answering unit came to report it done, None where one has not."""
    back = decided.order if decided is not None and decided.verdict is Verdict.RETURNED else -1
    days: list[date] = []
    for unit in task.answering:
        own = [each for each in known if each.unit == unit and each.order > back]
        said = list(takewhile(lambda each: each.progress is Progress.DONE, reversed(own)))
        if said:
            days.append(said[-1].day)
    if days and len(days) == len(task.answering):
        return max(days)
    return decided.day if decided is not None and decided.verdict is Verdict.SETTLED else None


def _counts_as(report: Report, decided: Decision | None) -> Progress:
    """Return what a report comes to: done is under way again once the office has sent that back (退回)."""
    back = decided is not None and decided.verdict is Verdict.RETURNED and report.order < decided.order
    return Progress.GOING if back and report.progress is Progress.DONE else report.progress


def _has_ended(task: Followed, as_of: date) -> bool:
    return task.until is not None and task.until < as_of


def _silent(
    task: Followed, units: Sequence[str], known: Sequence[Report], calls: Sequence[Call], as_of: date
) -> tuple[str, ...]:
    """Return which units owe their report for the last period that is due; a later report makes up for it."""
    due = [each for each in calls if each.due < as_of and any(task.key in keys for keys in each.asked.values())]
    if not due:
        return ()
    last = due[-1]
    since = {each.period for each in calls[calls.index(last) :]}
    reported = {each.unit for each in known if each.period in since}
    asked = {unit for unit, keys in last.asked.items() if task.key in keys}
    return tuple(unit for unit in units if unit in asked and unit not in reported)


def _state(
    task: Followed,
    latest: Mapping[str, Report],
    decided: Decision | None,
    done: date | None,
    silent: Sequence[str],
    late_by: int,
    as_of: date,
) -> State:
    if done is not None:
        return State.SETTLED if decided is not None and decided.verdict is Verdict.SETTLED else State.DONE
    if _has_ended(task, as_of):
        return State.ENDED
    if late_by:
        return State.LATE
    if silent:
        return State.SILENT
    said = [_counts_as(latest[unit], decided) for unit in task.answering if unit in latest]
    if not said:
        return State.WAITING
    # One unit that has not begun keeps the task from being called under way only where no other has.
    if all(each in {Progress.LASTING, Progress.DONE} for each in said) and len(said) == len(task.answering):
        return State.LASTING
    return State.NOT_BEGUN if all(each is Progress.NOT_BEGUN for each in said) else State.GOING
