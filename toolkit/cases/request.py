"""What a unit asked for (申请: 延期、暂停、退办、挂账), and what a decision left behind: a moved date, a pause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from toolkit.cases.deadlines import Pause
from toolkit.mechanism import Effect

#: What the office types on 待确认.
TAKE, LEAVE = "采纳", "不采纳"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rest:
    """A time in which deadlines rest (暂停).

    Attributes:
        first: the first day that does not count.
        last: the last one; None while nobody has said that it is over.
        clocks: the deadlines that rest, by kind.
        reason: why.
        approved: who decided it.
        word: what people call it; of a case that is parked, its status (挂账).
    """

    first: date
    last: date | None
    clocks: tuple[str, ...]
    reason: str = ""
    approved: str = ""
    word: str = "暂停"

    def covers(self, day: date) -> bool:
        """Return whether a day lies within it."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def pause(self) -> Pause | None:
        """Return it as what a period is counted with, None while its end is not known."""
        return Pause(self.first, self.last, self.reason, self.word) if self.last is not None else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A due date that a decision moved.

    Attributes:
        start: the day from which the deadline was counted then; counted from another day, it is a deadline anew.
        base: the date that was decided on, None where it is the rule's own.
        rests: the pauses that count from ``base`` on.
        due: the date that holds.
        reason, approved: why, and who decided it.
        told: whether the journal holds ``due``; one that is only counted so far does not stand yet.
    """

    start: date
    base: date | None
    rests: tuple[Rest, ...]
    due: date
    reason: str = ""
    approved: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that was moved.

    Attributes:
        id: by which it is known: the journal's place of the decision, the deadline and the unit.
        unit: who must keep it.
        clock: its kind.
        before, after: the date that was told, and the one that holds now.
        reason, approved: why, and who decided it; "" where nothing was said.
        told: whether the unit was written to.
    """

    id: str
    unit: str
    clock: str
    before: date
    after: date
    reason: str = ""
    approved: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A unit's request.

    Attributes:
        id: by which it is known: the journal's place and the kind of request.
        round: the 办理轮次 it was made in.
        effect: what it asks for, and ``word``, what people call that.
        unit: who asks.
        day: when.
        clocks: the deadlines it is about, by kind.
        until: the date asked for: the new due date, or the day of review.
        first: the first day of a pause; of a resumption the day on which work goes on.
        last: the last day of a pause, None where it is open.
        proposed: the unit proposed instead.
        reason: why.
        source: the file it came by.
        beside: whether a supporting unit asks about the date of its own (配合意见).
        decision: "" while open, else 采纳 or 不采纳.
        decided: the day of the decision; ``approved`` who decided, ``words`` what was said.
        dues: kind of deadline → the date the decision gave it.
        granted: the date a meeting gave instead of the one asked for, None where it did not.
        lapsed: why nobody has to decide any more; it stays open in the record then.
        answered: whether the unit was written to, or need not be: the office asked itself.
    """

    id: str
    round: int
    effect: Effect
    word: str
    unit: str
    day: date
    clocks: tuple[str, ...] = ()
    until: date | None = None
    first: date | None = None
    last: date | None = None
    proposed: str = ""
    reason: str = ""
    source: str = ""
    beside: bool = False
    decision: str = ""
    decided: date | None = None
    approved: str = ""
    words: str = ""
    dues: Mapping[str, date] = field(default_factory=dict)
    granted: date | None = None
    lapsed: str = ""
    answered: bool = False

    @property
    def is_open(self) -> bool:
        """Return whether somebody has to decide about it."""
        return not self.decision and not self.lapsed

    @property
    def rolled(self) -> str:
        """Return of a granted extension to a day off to which day it moved, "" where it did not."""
        until = self.granted or self.until
        later = {due for due in self.dues.values() if until is not None and due > until}
        if self.effect is not Effect.EXTEND or not later:
            return ""
        return f"{_full(until)}为休息日，顺延至{_full(max(later))}（民法典第二百零三条第一款）"

    @property
    def asked(self) -> str:
        """Return what is asked for, in a few words."""
        return _ASKED[self.effect](self)

    def __str__(self) -> str:
        because = f"，理由：{self.reason}" if self.reason else ""
        return f"{self.unit}申请{self.asked}{because}"


def _until(request: Request) -> str:
    which = "、".join(f"{each}时限" for each in request.clocks)
    return f"{which}延期至{_full(request.until)}"


def _resting(request: Request) -> str:
    last = f"至{_full(request.last)}" if request.last else "起，恢复时间另行申请"
    return f"{request.word}：{_full(request.first)}{last}"


def _resumed(request: Request) -> str:
    return f"自{_full(request.first)}起{request.word}办理"


def _handed_back(request: Request) -> str:
    return f"{request.word}，建议改由{request.proposed}办理" if request.proposed else request.word


def _parked(request: Request) -> str:
    return f"{request.word}，{_full(request.until)}复核"


_ASKED: Mapping[Effect, Callable[[Request], str]] = {
    Effect.EXTEND: _until,
    Effect.PAUSE: _resting,
    Effect.RESUME: _resumed,
    Effect.HAND_BACK: _handed_back,
    Effect.PARK: _parked,
}


def _full(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "（未写明日期）"


def late_days_begin(current: date, end: date, rests: tuple[Rest, ...]) -> bool:
    """Return whether a day after ``current``, up to ``end``, lies in none of the pauses: only then it is late."""
    day = current + _DAY
    for rest in sorted(rests, key=lambda each: each.first):
        if rest.covers(day):
            if rest.last is None:
                return False
            day = rest.last + _DAY
    return day <= end
