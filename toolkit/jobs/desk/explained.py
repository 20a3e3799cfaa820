"""期限说明 where people look for it: beside the due dates in the register, and as a page of the letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.cases import Case, RunningClock
from toolkit.cases.explanation import HEAD, Explanation, explain, explain_before
from toolkit.cases.request import Moved
from toolkit.cases.subclocks import own_clocks
from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Phase

_LATE = "超期工作日"
Row = Mapping[str, object]


def is_ours(comment: str) -> bool:
    """Return whether a comment begins as ours do."""
    return comment.startswith(HEAD)


def comments(desk: Desk, rows: Mapping[tuple[str, ...], Row]) -> dict[tuple[str, ...], dict[str, str | None]]:
    """Return the comments of the due dates whose rows on 时限 are written now, by case and column.

    A deadline that was met, or whose case rests, has none: so there are never more than deadlines that run.

    Args:
        desk: where.
        rows: the rows of 时限 that are written: key → the columns written.
    """
    found: dict[tuple[str, ...], dict[str, str | None]] = {}
    columns = {each.name: each.column for each in desk.mechanism.record.clocks}
    for (number, round_, name), written in rows.items():
        case = desk.cases.get(number)
        if name not in columns:
            continue
        if case is None:  # it was taken back (undo), and its row is emptied
            found.setdefault((number,), {})[columns[name]] = None
            continue
        if str(case.round) != round_ or not set(written) - {_LATE}:
            continue
        clock = case.clock(name)
        running = clock is not None and clock.met is None and case.phase in {Phase.HANDLING, Phase.ANSWERED}
        text = str(explanation_of(desk, case, clock)) if clock is not None and running else None
        found.setdefault((number,), {})[columns[name]] = text
    return found


def page(desk: Desk, leads: Iterable[Case], supports: Iterable[Case] = (), unit: str = "") -> list[LetterDates]:
    """Return what a unit is told of the dates it must keep: cases with the same dates together, by their 编号.

    Args:
        desk: the mechanism, and the calendar.
        leads: the cases it leads.
        supports: the cases it supports; of these it is told its own dates, where it has any, else the lead's.
        unit: which unit, by its full name.
    """
    told = [(case.number, explanation_of(desk, case, clock)) for case in leads for clock in _of_lead(desk, case)]
    for case in supports:
        own = [explain_before(*each, desk.calendar) for each in own_clocks(case, unit)]
        whys = own or [explanation_of(desk, case, clock) for clock in _of_lead(desk, case)]
        told += [(case.number, why) for why in whys]
    return on_paper(told)


def of_unit(desk: Desk, case: Case, kind: str, unit: str) -> Explanation | None:
    """Return how a due date that a unit goes by came about: its own, or the lead's; None where there is none."""
    own = next((each for each in own_clocks(case, unit) if each[0].name == kind), None)
    if own is not None:
        return explain_before(*own, desk.calendar)
    clock = case.clock(kind)
    return explanation_of(desk, case, clock) if clock is not None else None


def on_paper(told: Iterable[tuple[str, Explanation | None]]) -> list[LetterDates]:
    """Return explanations as a letter has them, each once with the 编号 of all its matters."""
    numbers: dict[Explanation, list[str]] = {}
    for number, why in told:
        if why is not None:
            numbers.setdefault(why, []).append(number)
    return [
        LetterDates(
            tuple(dict.fromkeys(each)),
            why.title,
            tuple((line.days, line.counted, line.why) for line in why.lines),
            why.notes,
        )
        for why, each in numbers.items()
    ]


def _of_lead(desk: Desk, case: Case) -> list[RunningClock]:
    own = {each.name for each in desk.mechanism.record.clocks if not each.kept_by}
    return [clock for clock in case.clocks.values() if clock.round == case.round and clock.name in own]


def _of_followed(case: Case, clock: RunningClock) -> Moved | None:
    """Return what moved the deadline that this one follows, where both were counted alike and end on the same day."""
    follows = {each.follows for each in case.record.clocks if each.name == clock.name}
    for name in (each.name for each in case.record.clocks if each.column in follows):
        led, moved = case.clock(name), case.moved.get((clock.round, name))
        if led is not None and (led.start, led.span, led.current) == (clock.start, clock.span, clock.current):
            return moved
    return None


def explanation_of(desk: Desk, case: Case, clock: RunningClock) -> Explanation:
    """Return how one deadline of a case came about."""
    moved = case.moved.get((clock.round, clock.name)) or _of_followed(case, clock)
    rests = moved.rests if moved is not None and moved.start == clock.start else ()
    pauses = [each.pause for each in rests if each.pause]
    # Of a date that was decided on itself, the pauses before it say nothing; those after it moved it further.
    if moved is not None and moved.base is not None:
        return explain(clock, desk.calendar, case.record.counting, later=pauses if clock.current == moved.due else ())
    return explain(clock, desk.calendar, case.record.counting, pauses)
