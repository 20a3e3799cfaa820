"""The life of a case: what its status becomes when its values or its circumstances change.

Nothing here knows a status by name. The mechanism says which steps there are; this room takes them.
"""

from __future__ import annotations

from datetime import date

from toolkit.cases.case import Case, Pinned, RunningClock
from toolkit.cases.deadlines import SpanError, due_day
from toolkit.cases.request import Moved, Rest
from toolkit.cases.workdays import WorkCalendar
from toolkit.events import CellValue
from toolkit.mechanism import Clock, Condition, Transition

#: More steps in a row than any mechanism has statuses; past it the mechanism's data go round in circles.
_MOST_STEPS = 20
#: By whom a deadline was moved that the office accepted on 待确认.
ACCEPTED = "办公室采纳"
#: The shortest beginning of a word that stands for it when a person types it (重点 for 重点问题).
_SHORTEST = 2


def holds(condition: Condition, case: Case) -> bool:
    """Return whether a case's values satisfy a condition."""
    # Plain loops: every event asks this of a dozen conditions.
    for column, words in condition.when.items():
        if not _says_one(case.words(column), words):
            return False
    for column in condition.filled:
        if not case.words(column).strip():
            return False
    for column in condition.empty:  # noqa: SIM110 - as above
        if case.words(column).strip():
            return False
    return True


def says(text: str, word: str) -> bool:
    """Return whether a text is that word, or its beginning as people shorten it (重点 for 重点问题)."""
    return _says_one(text, (word,))


def _says_one(text: str, words: tuple[str, ...]) -> bool:
    text = text.strip()
    if text in words:
        return True
    return len(text) >= _SHORTEST and any(word.startswith(text) for word in words)


def settle(case: Case, day: date) -> None:
    """Take every step that the case's values alone call for, one after the other."""
    for _ in range(_MOST_STEPS):
        if not _step(case, "", day):
            return


def happen(case: Case, event: str, day: date) -> bool:
    """Take the step that ``event`` causes, and return whether there was one from the case's status."""
    return _step(case, event, day)


def may(case: Case, event: str) -> bool:
    """Return whether ``event`` would move the case from where it stands."""
    return _next(case, event) is not None


def _next(case: Case, event: str) -> Transition | None:
    for place, each in enumerate(case.record.transitions):
        if each.on == event and case.status in each.source and holds(each.condition, case):
            if case.rested and not event and case.rested.get(place) == _said(case, each):
                continue
            return each
    return None


def rest(case: Case) -> None:
    """Let a case stand as an old ledger (旧台账) has it: what its values call for by now, no rule does to it.

    The office's word stands: a matter in hand whose result is written already is in hand, and nobody knows on which
    day the result came. As soon as one of the values changes, the rules go by it.
    """
    case.rested = {
        place: _said(case, each)
        for place, each in enumerate(case.record.transitions)
        if not each.on and case.status in each.source and holds(each.condition, case)
    }


def _said(case: Case, transition: Transition) -> tuple[str, ...]:
    condition = transition.condition
    return tuple(case.words(each) for each in (*condition.when, *condition.filled, *condition.empty))


def _step(case: Case, event: str, day: date) -> bool:
    transition = _next(case, event)
    if transition is None:
        return False
    for column in transition.clear:
        _clear(case, column)
    case.status = transition.target
    case.round += transition.next_round
    if transition.next_round:
        case.bygone = False
    for column, sources in transition.set.items():
        if case.get(column) is None:
            _set_first(case, column, sources, day)
    return True


def _clear(case: Case, column: str) -> None:
    case.values.pop(column, None)
    case.facts.pop(column, None)
    case.hands.discard(column)
    case.kept.pop(column, None)


def _set_first(case: Case, column: str, sources: tuple[str, ...], day: date) -> None:
    for source in sources:
        value: CellValue | None = day if source == "day" else case.get(source)
        if value is not None:
            case.values[column] = value
            return


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
        unsure=unsure,
        rests=_rests(case, clock) if case.rests else (),
        spared=_spared(case, clock, calendar),
        charge=clock.charge.rule if clock.charge else "",
    )
    # What a person typed there stands, even where it is no date.
    if clock.column not in case.hands:
        case.values[clock.column] = current


def _spared(case: Case, clock: Clock, calendar: WorkCalendar) -> date | None:
    """Return until when the keeper of a deadline is not charged, None where the mechanism says nothing of it."""
    if clock.charge is None:
        return None
    done, asked = case.get(clock.charge.after), case.surveyed.get(case.round)
    if not isinstance(done, date) or asked is None:
        return date.max
    try:
        return calendar.after(max(done, asked), clock.charge.within)
    except OverflowError:  # from 31 December 9999, which people type for "never"
        return date.max


def _why(case: Case, clock: Clock, pinned: Pinned, current: date) -> dict[str, str]:
    """Return why the date that holds is not the one first told, and who decided so."""
    rests = _rests(case, clock) if case.rests else ()
    moved = _of_decision(case, clock, current)
    if moved is not None:
        return {"reason": moved.reason, "approved": moved.approved}
    if current == pinned.told:
        # A pause whose end is not known has moved nothing yet.
        last = rests[-1] if rests else None
        return {"reason": last.reason, "approved": last.approved} if last else {"reason": "", "approved": ""}
    if current == pinned.due:
        return {"reason": pinned.why, "approved": ACCEPTED}
    return {"reason": case.role("special") or "人工改定", "approved": str(case.facts.get("@approved", ""))}


def _of_decision(case: Case, clock: Clock, current: date) -> Moved | None:
    """Return the decision that gave a deadline its date, None where the rule or a person did."""
    for column in (clock.column, clock.follows):
        moved = _moved(case, column)
        if moved is not None and moved.due == current and not _typed(case, column):
            return moved
    return None
