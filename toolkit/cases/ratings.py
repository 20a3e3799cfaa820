"""How firms rated what was done for them (服务评价), round by round, and what became of each bad rating (差评).

A new round clears the columns of the one before; what was said there stays here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from toolkit.cases.case import Case
from toolkit.cases.noted import Rating
from toolkit.mechanism import Phase


def note_rating(case: Case, day: date) -> None:
    """Keep what the case's columns say of this round's rating; one that was taken out counts no more.

    Args:
        case: the case after an event.
        day: that event's, for a rating without a day of its own.
    """
    # Asked after every event of every case: nearly always there is nothing to do.
    if not case.values.get(case.record.roles["satisfaction"]):
        if case.ratings:
            case.ratings.pop(case.round, None)
        return
    word, known = case.role("satisfaction"), case.ratings.get(case.round)
    case.ratings[case.round] = Rating(
        case.round,
        case.day("evaluated") or (known.day if known is not None else day),
        word,
        case.role("comment"),
        known.unit if known is not None else case.role("lead"),  # whom it is given to then was not rated
        case.day("dispatched"),
        case.day("closed"),
        case.role("remedy"),
    )


class Mending(Enum):
    """What became of a bad rating; the value is the word a clerk sees."""

    UNSENT = "待转办整改"
    GOING = "整改中"
    LATE = "整改超期"
    TOLD = "已反馈整改情况，待企业评价"
    MENDED = "已整改，企业满意"
    STILL_BAD = "整改后仍为差评"
    LEFT = "未再办理"


@dataclass(frozen=True, slots=True)
class Rectified:
    """A bad rating and what followed from it (整改).

    Attributes:
        rating: the rating.
        state: how it stands.
        sent: when the case went out to be put right, None while it has not.
        due: by when that is to be done, None while it has not gone out, and where it was rated again.
        told: when the unit told what it did, None while it has not.
        remedy: what that was.
        again: how the firm rated it then, None while it has not.
    """

    rating: Rating
    state: Mending
    sent: date | None = None
    due: date | None = None
    told: date | None = None
    remedy: str = ""
    again: Rating | None = None

    @property
    def is_over(self) -> bool:
        """Return whether nothing more is to come of this rating itself; one that is bad again has its own line."""
        return self.state in {Mending.MENDED, Mending.STILL_BAD, Mending.LEFT}


def rectified(case: Case, bad: Collection[str], as_of: date) -> list[Rectified]:
    """Return the bad ratings of a case with what followed from each, in order.

    Args:
        case: which.
        bad: the words that are bad ratings.
        as_of: the day; ratings after it do not count.
    """
    said = [rating for _, rating in sorted(case.ratings.items()) if rating.day <= as_of]
    found: list[Rectified] = []
    for place, rating in enumerate(said):
        if rating.word not in bad:
            continue
        if place + 1 < len(said):
            after = said[place + 1]
            state = Mending.STILL_BAD if after.word in bad else Mending.MENDED
            found.append(Rectified(rating, state, after.dispatched, None, after.closed, after.remedy, after))
        else:
            found.append(_open(case, rating, as_of))
    return found


def _open(case: Case, rating: Rating, as_of: date) -> Rectified:
    """Return a bad rating that no other followed."""
    if case.phase not in {Phase.READY, Phase.HANDLING, Phase.ANSWERED}:
        return Rectified(rating, Mending.LEFT)
    if case.round == rating.round:
        return Rectified(rating, Mending.UNSENT)
    sent, due, told = case.day("dispatched"), case.day("due"), case.day("closed")
    late = due is not None and due < as_of
    state = Mending.TOLD if told is not None else Mending.LATE if late else Mending.GOING
    return Rectified(rating, state, sent, due, told, case.role("remedy"))
