"""Which reminders (催办) are due on a day, by the mechanism's ladder, and what goes to whom together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.cases import Reminded, WorkCalendar
from toolkit.cases.request import Rest
from toolkit.dispatch.owed import Debt
from toolkit.mechanism import Unit, UnitBook
from toolkit.mechanism.ladder import KEEPER, REPORTER, Ladder, ReminderPaper, Step

#: Five weeks hold five workdays, whatever the holidays.
_WEEK = timedelta(days=7)
#: 编号, deadline, who has to act, to whom it goes: by this a reminder of one day is known.
Told = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due.

    Attributes:
        debt: of what.
        step: by which step of the ladder.
        left: workdays until the due date; below 0 so many late.
        to: to whom it goes.
    """

    debt: Debt
    step: Step
    left: int
    to: str

    @property
    def told(self) -> Told:
        """Return by what it is known among those of a day."""
        return self.debt.case.number, self.debt.clock.name, self.debt.who, self.to


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that goes to one addressee by one paper on one day, the worst first.

    Attributes:
        to: to whom.
        unit: the member unit that is, None for a firm and for whoever else the mechanism names.
        paper: by which paper.
        reminders: what it is about; of each the mechanism tells this addressee by this paper.
    """

    to: str
    unit: Unit | None
    paper: ReminderPaper
    reminders: tuple[Reminder, ...]


def due_reminders(
    debts: Iterable[Debt], ladder: Ladder, day: date, calendar: WorkCalendar, told: Container[Told] = ()
) -> Iterator[Reminder]:
    """Yield the reminders due on ``day``: of each debt the furthest step reached, and what goes out beside it.

    A step that was missed gives way to the next; one that went out does not go out again for the same due date unless
    the mechanism says after how many workdays; a due date that was moved is reminded of anew.

    Args:
        debts: what is owed.
        ladder: the mechanism's steps.
        day: the day.
        calendar: which days are worked.
        told: what went out on this very day already, even if it was taken back since.
    """
    first = min((step.at for step in ladder.steps), default=0)
    # Many matters are due on the same days: those of the same day and the same pauses are counted once.
    counted: dict[tuple[date, tuple[Rest, ...]], int] = {}
    for debt in debts:
        clock = debt.clock
        if clock.limit - day > _WEEK * max(1, -first):
            continue
        key = (clock.limit, clock.rests)
        if key not in counted:
            counted[key] = clock.left(day, calendar)
        left = counted[key]
        for step in _furthest(debt, ladder, left):
            reminder = Reminder(debt, step, left, _addressee(debt, step))
            if reminder.told not in told and _is_next(reminder, ladder, day, calendar):
                yield reminder


def _furthest(debt: Debt, ladder: Ladder, left: int) -> Iterable[Step]:
    """Return the furthest step that was reached, and of those that go out beside it one for each addressee."""
    reached: dict[str, Step] = {}
    for step in sorted(ladder.steps, key=lambda each: each.at):
        if _is_for(step, debt) and step.at <= -left and _addressee(debt, step):
            reached[step.to if step.besides else ""] = step
    return reached.values()


def _is_for(step: Step, debt: Debt) -> bool:
    is_needless = bool(step.unless) and bool(debt.case.words(step.unless))
    return step.of is debt.keeper and step.is_of(debt.clock.name) and not is_needless


def _addressee(debt: Debt, step: Step) -> str:
    if step.to == KEEPER:
        return debt.who
    if step.to == REPORTER:
        reporter = debt.case.role("reporter")
        return "" if reporter == debt.who else reporter
    # Nobody is asked to supervise itself: it is urged by the step for who keeps the deadline.
    return "" if step.to == debt.who else step.to


def _is_next(reminder: Reminder, ladder: Ladder, day: date, calendar: WorkCalendar) -> bool:
    """Return whether nothing as far or further went out before, or it is time for the same step once more."""
    sent = list(_sent(reminder, ladder))
    if any(calendar.between(each.day, day) < reminder.step.apart for each in sent):
        return False
    reached = [each.day for each in sent if each.at >= reminder.step.at]
    if not reached:
        return all(each.day != day for each in sent)
    every = reminder.step.every
    return bool(every) and calendar.between(max(reached), day) >= every


def _sent(reminder: Reminder, ladder: Ladder) -> Iterator[Reminded]:
    """Yield what went out of the same debt before, by the same chain of steps."""
    debt, step = reminder.debt, reminder.step
    aside = {each.to for each in ladder.steps if each.of is debt.keeper and each.besides}
    deadline = (debt.clock.round, debt.clock.name, debt.clock.current, debt.who)
    for each in debt.case.reminders:
        if (each.round, each.clock, each.due, each.who) == deadline:
            chain = each.to == reminder.to if step.besides else each.to not in aside
            if chain:
                yield each


def parcels(reminders: Iterable[Reminder], ladder: Ladder, units: UnitBook) -> list[Parcel]:
    """Return what goes to whom by which paper, the worst first.

    A matter that is not due yet never stands in a paper that urges: whoever has several steps to be told gets a paper
    of each.
    """
    found: dict[tuple[str, str], list[Reminder]] = {}
    for each in reminders:
        unit = units.find(each.to)
        paper = ladder.paper(each.step, unit.group if unit else "")
        found.setdefault((unit.name if unit else each.to, paper.name), []).append(each)
    made = [_parcel(to, group, ladder, units) for (to, _), group in found.items()]
    return sorted(made, key=lambda each: (each.reminders[0].left, each.to))


def _parcel(to: str, group: list[Reminder], ladder: Ladder, units: UnitBook) -> Parcel:
    unit = units.find(to)
    group.sort(key=lambda each: (each.left, each.debt.case.number, each.debt.who))
    return Parcel(to, unit, ladder.paper(group[0].step, unit.group if unit else ""), tuple(group))


def by_addressee(sent: Iterable[Parcel]) -> list[list[Parcel]]:
    """Return an addressee's papers together, in the order they are given: they go out in one folder with one mail."""
    found: dict[str, list[Parcel]] = {}
    for each in sent:
        found.setdefault(each.to, []).append(each)
    return list(found.values())
