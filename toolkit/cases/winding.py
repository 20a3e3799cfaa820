"""The deadlines of a case are wound: started, moved and stopped as its values, decisions and calendar call for.

Nothing here knows a deadline by name. The mechanism says which there are, and from what they are counted.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from toolkit.cases.case import Case
from toolkit.cases.clock import Pinned, RunningClock
from toolkit.cases.deadlines import SpanError, due_day
from toolkit.cases.lifecycle import holds
from toolkit.cases.request import Moved, Rest, with_rests
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Clock

#: By whom a deadline was moved that the office accepted on 待确认.
ACCEPTED = "办公室采纳"


class _Sparing(TypedDict):
    """What a deadline says of the time in which its keeper is not charged."""

    spared: date | None
    spared_why: str


class _Reason(TypedDict):
    """What a deadline says of why its date is another one."""

    reason: str
    approved: str


def wind_clocks(case: Case, calendar: WorkCalendar) -> None:
    """Start, move and stop the deadlines of the case's present round, and show them in its columns."""
    # A clock runs from a past meeting only once the case has been handed to somebody.
    clocks = () if case.day("dispatched") is None else case.record.clocks
    if case.bygone:
        clocks = tuple(each for each in clocks if each.column in case.kept)
    running = {each.name: each for each in clocks if _start(case, each) and holds(each.condition, case)}
    for each in clocks if case.kept else ():
        # What an old ledger set runs for a matter of whatever class, or of none.
        if each.column in case.kept and _start(case, each):
            running.setdefault(each.name, each)
    if not running and not case.clocks:
        return
    shown = {each.column for each in running.values()}
    for each in case.record.clocks:
        key = (case.round, each.name)
        if each.name not in running and key in case.clocks:
            del case.clocks[key]
            if each.column not in shown:
                _clear_unless_typed(case, each.column)
    for clock in running.values():
        start = _start(case, clock)
        if start is not None:
            _wind(case, clock, start, calendar)


def _clear_unless_typed(case: Case, column: str) -> None:
    if column not in case.hands:
        case.values.pop(column, None)


def _start(case: Case, clock: Clock) -> date | None:
    for source in clock.starts:
        value = case.get(source)
        if isinstance(value, date):
            return value
    return None


def _current(case: Case, clock: Clock, original: date) -> date:
    """Return the date that holds: what a person or a decision set, for this clock or for the one it follows."""
    for column in (clock.column, clock.follows):
        was_set = _typed(case, column) or _decided(case, column)
        if was_set is not None and (column == clock.column or was_set > original):
            return was_set
    return original


def _typed(case: Case, column: str) -> date | None:
    value = case.get(column) if column in case.hands else None
    return value if isinstance(value, date) else None


def _decided(case: Case, column: str) -> date | None:
    moved = _moved(case, column)
    return moved.due if moved is not None else None


def _moved(case: Case, column: str) -> Moved | None:
    """Return what a decision did to the deadline that a column shows, None where nothing, or it was counted anew."""
    for clock in case.record.clocks if case.moved else ():
        moved = case.moved.get((case.round, clock.name)) if clock.column == column else None
        if moved is not None and moved.start == _start(case, clock):
            return moved
    return None


def _rests(case: Case, clock: Clock) -> tuple[Rest, ...]:
    """Return the pauses of a deadline, or of the one it follows."""
    followed = {each.name for each in case.record.clocks if clock.follows and each.column == clock.follows}
    names = {clock.name, *followed}
    return tuple(each for each in case.rests.get(case.round, ()) if names.intersection(each.clocks))


def _wind(case: Case, clock: Clock, start: date, calendar: WorkCalendar) -> None:
    try:
        counted, unsure = due_day(start, clock.span, calendar, case.record.counting)
    except SpanError:  # a start in the year 9999: nothing can be counted from it
        case.clocks.pop((case.round, clock.name), None)
        return
    if clock.column in case.kept:
        counted, unsure = case.kept[clock.column], ()
    pinned = case.pinned.get((case.round, clock.name))
    if pinned is None or not pinned.is_of(start, clock.span):
        pinned = Pinned(start, clock.span, counted, counted)
    current = _current(case, clock, pinned.due)
    met = case.get(clock.met_by) if all(case.words(each) for each in clock.needs) else None
    case.clocks[case.round, clock.name] = RunningClock(
        round=case.round,
        name=clock.name,
        unit=case.words(clock.kept_by) if clock.kept_by else case.role("lead"),
        start=start,
        span=clock.span,
        original=pinned.told,
        current=current,
        met=met if isinstance(met, date) else None,
        **_why(case, clock, pinned, current),
        rule="按旧台账" if clock.column in case.kept else clock.rule,
        counted=counted,
        rolled=_rolled(case, clock, current, calendar),
        unsure=unsure if current == counted else calendar.unknown([current]),
        rests=_rests(case, clock) if case.rests else (),
        **_sparing(case, clock, calendar),
        charge=clock.charge.rule if clock.charge else "",
    )
    # What a person typed there stands, even where it is no date.
    if clock.column not in case.hands:
        case.values[clock.column] = current


def _rolled(case: Case, clock: Clock, current: date, calendar: WorkCalendar) -> date | None:
    """Return to which workday a decided date moves that is a day off by now (民法典 第二百零三条第一款), or None."""
    moved = _moved(case, clock.column)
    if moved is None or moved.due != current or not case.record.counting.last_day_moves:
        return None
    return None if _typed(case, clock.column) or calendar.is_workday(current) else calendar.next_workday(current)


def _sparing(case: Case, clock: Clock, calendar: WorkCalendar) -> _Sparing:
    """Return until when the keeper of a deadline is not charged, and why; nothing where the mechanism is silent."""
    if clock.charge is None:
        return {"spared": None, "spared_why": ""}
    done, asked = case.get(clock.charge.after), case.surveyed.get(case.round)
    if not isinstance(done, date) or asked is None:
        return {"spared": date.max, "spared_why": ""}
    # Who was last is named, late or not: the office that asked a day after the unit had answered blames no unit.
    last, what = (done, "办理结果{}报送") if done > asked else (asked, "评价表{}发出")
    why = f"{what.format(f'{last.month}月{last.day}日')}，此后{clock.charge.within}个工作日内不算超期"
    try:
        return {"spared": calendar.after(last, clock.charge.within), "spared_why": why}
    except OverflowError:  # from 31 December 9999, which people type for "never"
        return {"spared": date.max, "spared_why": ""}


def _why(case: Case, clock: Clock, pinned: Pinned, current: date) -> _Reason:
    """Return why the date that holds is not the one first told, and who decided so."""
    rests = _rests(case, clock) if case.rests else ()
    moved = _of_decision(case, clock, current)
    if moved is not None:
        return {"reason": moved.reason, "approved": moved.approved}
    if current == pinned.told:
        # A pause whose end is not known has moved nothing yet.
        last = rests[-1] if rests else None
        return {"reason": str(last), "approved": last.approved} if last else {"reason": "", "approved": ""}
    if current == pinned.due:
        return {"reason": pinned.why, "approved": ACCEPTED}
    meeting = str(case.facts.get("@approved", ""))
    reason = case.role("special") or (f"{case.record.gathering.word}研定" if meeting else "人工改定")
    return {"reason": with_rests(reason, rests), "approved": meeting or (rests[-1].approved if rests else "")}


def _of_decision(case: Case, clock: Clock, current: date) -> Moved | None:
    """Return the decision that gave a deadline its date, None where the rule or a person did."""
    for column in (clock.column, clock.follows):
        moved = _moved(case, column)
        if moved is not None and moved.due == current and not _typed(case, column):
            return moved
    return None
