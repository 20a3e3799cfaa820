"""What had become of matters by the end of a day (截至某日的办理情况), whatever has happened to them since.

A report on a period is told as its last day stood: what was closed the week after counts as open, and what came to be
late then is not late yet. The days are those that the register gives; an answer of March that came in April counts in
March.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.cases import Case
from toolkit.mechanism import Phase

#: Matters of which no deadline runs.
_RESTS = frozenset({Phase.PARKED, Phase.WITHDRAWN})


def raised(case: Case) -> date:
    """Return the day a firm raised a matter; of one that does not say, the day it was entered."""
    return case.day("submitted") or case.opened or date.min


def was(case: Case, meaning: str, day: date) -> bool:
    """Return whether the day in the column with that meaning had come by the end of ``day``."""
    found = case.day(meaning)
    return found is not None and found <= day


def was_sent(case: Case, day: date) -> bool:
    """Return whether a matter had gone to a unit, in whatever round; of one without any day, whether it ever did."""
    starts = [clock.start for clock in case.clocks.values()]
    if case.day("dispatched") is None and not starts:
        return bool(case.issued)
    return was(case, "dispatched", day) or any(each <= day for each in starts)


def was_struck(case: Case, day: date) -> bool:
    """Return whether a matter was struck off (销号)."""
    return case.phase is Phase.CLOSED and (was(case, "evaluated", day) or case.day("evaluated") is None)


def was_late(case: Case, day: date) -> bool:
    """Return whether a matter was over its deadline and nothing had come of it."""
    due, closed = case.day("due"), case.day("closed")
    over = closed is None and case.phase is Phase.CLOSED  # closed, and nobody says when
    return due is not None and due < day and not over and not was(case, "closed", day) and case.phase not in _RESTS


def was_in_time(case: Case, day: date) -> bool:
    """Return whether a matter was closed by its deadline."""
    closed, due = case.day("closed"), case.day("due")
    return was(case, "closed", day) and closed is not None and due is not None and closed <= due


def was_solved(case: Case, day: date) -> bool:
    """Return whether a matter was closed as solved: the first word that its column offers."""
    return was(case, "closed", day) and case.role("outcome") in _choices(case, "outcome")[:1]


def was_praised(case: Case, day: date) -> bool:
    """Return whether the firm was satisfied, somewhat at least: any word but the column's last."""
    return was(case, "evaluated", day) and case.role("satisfaction") in _choices(case, "satisfaction")[:-1]


def _choices(case: Case, meaning: str) -> Sequence[str]:
    column = case.record.roles.get(meaning, "")
    return case.record.column(column).choices if column else ()


@dataclass(frozen=True, slots=True)
class Followed:
    """How many of some matters there were by the end of a day, and how far they had come.

    Attributes:
        matters: how many there are.
        sent, closed: sent to a unit (转办), and closed (办结).
        supervised, struck: put under supervision at any time (督办), and struck off (销号).
        in_time, solved, praised: of those closed: by the deadline, as solved, to the firm's satisfaction.
        again: in a second round of handling (重新办理) or a later one.
        late: 编号 of those that were over their deadline.
    """

    matters: int
    sent: int
    closed: int
    supervised: int
    struck: int
    in_time: int
    solved: int
    praised: int
    again: int
    late: tuple[str, ...]


def followed(cases: Iterable[Case], day: date) -> Followed:
    """Return how far some matters had come by the end of a day."""
    every = list(cases)

    def count(said: Callable[[Case, date], bool]) -> int:
        return sum(said(each, day) for each in every)

    return Followed(
        matters=len(every),
        sent=count(was_sent),
        closed=count(lambda case, until: was(case, "closed", until)),
        supervised=count(lambda case, until: was(case, "supervised", until)),
        struck=count(was_struck),
        in_time=count(was_in_time),
        solved=count(was_solved),
        praised=count(was_praised),
        again=sum(each.round > 1 for each in every),
        late=tuple(each.number for each in every if was_late(each, day)),
    )
