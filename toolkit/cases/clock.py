"""A deadline (时限) of a case: its dates, its pauses, and by how many workdays it is late or has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.cases.request import Rest, late_days_begin
from toolkit.cases.workdays import WorkCalendar

_DAY = timedelta(days=1)


@dataclass(slots=True)
class RunningClock:
    """A deadline of a case (a row of the sheet 时限).

    Attributes:
        round: the round it belongs to (办理轮次).
        name: its kind, 意见, 办结 or 评价.
        unit: who must keep it.
        start: day zero.
        span: what was counted.
        original: the due date as the rule counts it (原期限).
        current: the due date that holds now (现期限).
        met: the day it was met, or None.
        reason: why the current date is not the original one.
        approved: by whom it was moved, where a meeting did or the office accepted it (批准).
        rule: the source of the rule.
        counted: the due date as the rule and the calendar of today give it; what was told stands until it is accepted.
        ended: the day on which it was taken off its keeper (退办), who is late no further from then on.
        rolled: where a decision gave its date and that has become a day off since, the workday it would move to.
        unsure: the years whose holidays are not known and on which the date that holds rests.
        rests: the times in which it rested (暂停); their days are never late.
        spared: until when its keeper is not charged though the date has passed; None where the date alone counts,
            ``date.max`` while the keeper cannot do anything yet. ``charge`` is the rule in words, ``spared_why`` what
            happened when.
    """

    round: int
    name: str
    unit: str
    start: date
    span: str
    original: date
    current: date
    met: date | None = None
    reason: str = ""
    approved: str = ""
    rule: str = ""
    counted: date = date.max
    unsure: tuple[int, ...] = ()
    rests: tuple[Rest, ...] = ()
    spared: date | None = None
    charge: str = ""
    spared_why: str = ""
    rolled: date | None = None
    ended: date | None = None

    @property
    def limit(self) -> date:
        """Return the last day on which its keeper is not late: the due date, or until when it is spared."""
        return max(self.current, self.spared or self.current)

    @property
    def anew(self) -> date:
        """Return the due date as the calendar of today gives it: the rule's, or the next workday of a decided one."""
        return self.rolled or self.counted

    @property
    def grace(self) -> str:
        """Return in words until when its keeper is spared beyond the due date (宽限), and why; "" where it is not.

        Wherever a firm reads one of the two dates it is to read the other one beside it.
        """
        if self.spared is None or not self.current < self.spared < date.max:
            return ""
        day = self.spared
        return f"宽限至{day.year}年{day.month}月{day.day}日：{self.spared_why}"

    def is_late(self, as_of: date) -> bool:
        """Return whether it was met late, or is not met and past its limit; not while it rests."""
        end = self.met or self.ended or as_of
        return end > self.limit and late_days_begin(self.limit, end, self.rests)

    def late_by(self, as_of: date, calendar: WorkCalendar) -> int:
        """Return by how many workdays it is or was late, those of a pause not counted."""
        end = self.met or self.ended or as_of
        if not self.is_late(as_of):
            return 0
        rested = 0
        for rest in self.rests:
            first, last = max(rest.first - _DAY, self.limit), min(rest.last or end, end)
            rested += calendar.between(first, last)
        return calendar.between(self.limit, end) - rested

    def left(self, day: date, calendar: WorkCalendar) -> int:
        """Return how many workdays are left on ``day``; below 0 by so many it is late, those of a pause not counted.

        The list of the day, the ladder of reminders and the letters all say this number, so that none contradicts
        another. A deadline that ran out over a weekend is a day late on Sunday too, though no workday has passed since.
        """
        if self.limit < day:
            return -max(self.late_by(day, calendar), 1)
        return calendar.between(day, self.limit)

    def rests_on(self, day: date) -> bool:
        """Return whether it rests on a day."""
        return any(each.covers(day) for each in self.rests)


@dataclass(frozen=True, slots=True)
class Pinned:
    """A due date as it was counted once, and told: no calendar of later days moves it unasked.

    Attributes:
        start, span: what was counted.
        told: the due date as it was told first.
        due: the one that stands: what was told, or what the office accepted since.
        unsure: the years on which it rested that were not published then.
        why: why ``due`` is not ``told``.
    """

    start: date
    span: str
    told: date
    due: date
    unsure: tuple[int, ...] = ()
    why: str = ""

    def is_of(self, start: date, span: str) -> bool:
        """Return whether this is the due date of such a span; after another start it is counted anew."""
        return self.start == start and self.span == span
