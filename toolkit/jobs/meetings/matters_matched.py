"""Which matter of edited minutes is which of those we wrote (事项对应)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.cases import may
from toolkit.documents.minutes_reading import Matter, same_words
from toolkit.jobs.desk.desk import Desk


def matched(
    ours: Sequence[Matter], theirs: Sequence[Matter], desk: Desk
) -> Iterator[tuple[Matter | None, Matter | None]]:
    """Yield each edited matter with the one it was, by 编号, else by firm and subject; then those that are gone."""
    left = list(ours)
    for matter in theirs:
        base = _first(each for each in left if matter.number and each.number == matter.number)
        if base is None and not matter.number:
            alike = [each for each in left if same_words(each.firm, matter.firm)]
            exact = [each for each in alike if same_words(each.subject, matter.subject)]
            base = _first(iter(exact)) or (alike[0] if len(alike) == 1 else None)
        if base is not None:
            left.remove(base)
        yield base, matter if base or matter.number else _named(desk, matter)
    yield from ((each, None) for each in left)


def _first(matters: Iterator[Matter]) -> Matter | None:
    return next(matters, None)


def _named(desk: Desk, matter: Matter) -> Matter:
    """Return an added matter with its 编号 where only one case that waits for the meeting is that firm's."""
    firms = [case for case in desk.live() if same_words(case.role("firm"), matter.firm) and may(case, "met")]
    return replace(matter, number=firms[0].number) if len(firms) == 1 else matter
