"""Coverage (走访覆盖): of those a leader looks after, how many there are, who was visited and who was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.cases.matters import Firm, firm_of
from toolkit.mechanism import Visiting
from toolkit.visits.visit import Charge, Visit, is_surname


@dataclass(frozen=True, slots=True)
class Kept:
    """Those of one kind that one leader looks after.

    Attributes:
        kind: which kind, "" where nobody says.
        least: how many there are to be (挂钩人数), 0 where nothing is asked.
        firms: who they are.
        in_period: those of them that the leader visited in the period.
        in_year: those that the leader visited since the year began.
        by_others: those that only somebody else visited since the year began.
    """

    kind: str
    least: int
    firms: tuple[str, ...]
    in_period: tuple[str, ...]
    in_year: tuple[str, ...]
    by_others: tuple[str, ...] = ()

    @property
    def short(self) -> int:
        """Return how many are missing to the quota."""
        return max(0, self.least - len(self.firms))

    @property
    def left(self) -> tuple[str, ...]:
        """Return who was not visited by anybody this year."""
        return tuple(each for each in self.firms if each not in {*self.in_year, *self.by_others})

    @property
    def left_in_period(self) -> tuple[str, ...]:
        """Return whom the leader has not visited in the period."""
        return tuple(each for each in self.firms if each not in self.in_period)


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader.

    Attributes:
        name: by which they are known.
        kinds: whom they look after, kind by kind.
        visits: how many visits they made in the period.
        least: how many visits are asked for each quarter; 0 where none are.
        missing: how many visits each quarter of the period lacks, in the order of the quarters. The visits of one
            quarter make up for no other: each asks for its own (seed 001 §二: 每季度……一次以上).
        talks: how many talks (谈心交心) they held in it; ``talks_least`` and ``talks_missing`` tell of them
            likewise.
    """

    name: str
    kinds: tuple[Kept, ...]
    visits: int
    least: int
    talks: int = 0
    talks_least: int = 0
    missing: tuple[int, ...] = ()
    talks_missing: tuple[int, ...] = ()

    @property
    def short(self) -> int:
        """Return how many visits are missing in all quarters of the period together."""
        return sum(self.missing) if self.missing else max(0, self.least - self.visits)

    @property
    def talks_short(self) -> int:
        """Return how many talks of the period are missing."""
        return sum(self.talks_missing) if self.talks_missing else max(0, self.talks_least - self.talks)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the visits reach.

    Attributes:
        first, last: the days counted as the period, both included; ``last`` is at most the day to reckon from.
        leaders: by name, in the order of the charges, then those who visited and look after nobody.
        charged: all who are looked after, each once.
        visited: those of them that anybody visited since the year began.
        visits: how many visits there were in the period.
        firms: how many different firms and chambers they went to.
        undated: visits without a day, which count nowhere.
        stray: visited this year and looked after by nobody.
        talking: what talks are called that are counted apart, "" where none are.
        talks: how many of them there were in the period.
    """

    first: date
    last: date
    leaders: tuple[Leader, ...]
    charged: tuple[str, ...]
    visited: tuple[str, ...]
    visits: int
    firms: int
    undated: tuple[Visit, ...] = ()
    stray: tuple[str, ...] = ()
    talking: str = ""
    talks: int = 0

    @property
    def left(self) -> tuple[str, ...]:
        """Return who is looked after and was visited by nobody this year."""
        done = set(self.visited)
        return tuple(each for each in self.charged if each not in done)


def reach(
    visiting: Visiting,
    charges: Sequence[Charge],
    visits: Iterable[Visit],
    first: date,
    last: date,
    *,
    place: str,
    quarters: Sequence[tuple[date, date]] | None = None,
) -> Coverage:
    """Return how far the visits of a period, and of the year up to its last day, reach.

    Args:
        visiting: the mechanism's data of visits.
        charges: who looks after whom; those count that hold on the last day.
        visits: all visits there are.
        first: the first day of the period.
        last: its last day, itself included; the year is that of this day.
        place: the district, which firms write before their names or leave out.
        quarters: first and last day of the quarters in which visits are asked for; without it the period is one.
    """
    known = list(visits)
    year = _within([each for each in known if each.visited], date(last.year, 1, 1), last)
    told = _within(known, first, last)
    period, talks = [each for each in told if each.visited], [each for each in told if each.talked]
    standing = [each for each in charges if each.firm and each.leader and each.holds_on(last)]
    in_year, in_period = _Went(year, place), _Went(period, place)
    asked = [(first, last)] if quarters is None else quarters
    names = list(dict.fromkeys([*(each.leader for each in standing), *_visitors(told)]))
    leading = {each.leader for each in standing} if asked else set()
    each_talk = visiting.talks.each_quarter if visiting.talks else 0
    went, talked = ([each for each in known if each.visited], [each for each in known if each.talked])
    charged = tuple(_each_once((each.firm for each in standing), place))
    return Coverage(
        first=first,
        last=last,
        leaders=tuple(
            Leader(
                name,
                tuple(_kinds(visiting, [each for each in standing if each.leader == name], in_period, in_year, place)),
                sum(name in each.visitors for each in period),
                visiting.each_quarter if name in leading else 0,
                sum(name in each.visitors and name not in each.silent for each in talks),
                each_talk if name in leading else 0,
                tuple(_missing(visiting.each_quarter, name, went, asked)) if name in leading else (),
                tuple(_missing(each_talk, name, (each for each in talked if name not in each.silent), asked))
                if name in leading
                else (),
            )
            for name in names
        ),
        charged=charged,
        visited=tuple(each for each in charged if in_year.to(each)),
        visits=len(period),
        firms=len(_each_once((each.firm for each in period), place)),
        undated=tuple(each for each in known if each.day is None),
        stray=tuple(_stray(year, charged, place)),
        talking=visiting.talks.way if visiting.talks else "",
        talks=len(talks),
    )


def _within(visits: Iterable[Visit], first: date, last: date) -> list[Visit]:
    return [each for each in visits if each.day is not None and first <= each.day <= last]


def _kinds(visiting: Visiting, own: Sequence[Charge], period: _Went, year: _Went, place: str) -> Iterable[Kept]:
    least = {each.kind: each.least for each in visiting.quotas}
    meant = {word: each.kind for each in visiting.quotas for word in each.also}
    firms_of = dict[str, list[str]]()
    for each in own:
        firms_of.setdefault(meant.get(each.kind, each.kind), []).append(each.firm)
    kinds = dict.fromkeys([*least, *firms_of]) if own else {}
    for kind in kinds:
        # However a firm is written, it is one: with the place before it and 有限公司 behind it, or without.
        firms = _each_once(firms_of.get(kind, ()), place)
        leader = own[0].leader
        in_year = tuple(each for each in firms if year.to(each, leader))
        yield Kept(
            kind,
            least.get(kind, 0),
            tuple(firms),
            tuple(each for each in firms if period.to(each, leader)),
            in_year,
            tuple(each for each in firms if each not in in_year and year.to(each)),
        )


def _missing(least: int, leader: str, visits: Iterable[Visit], quarters: Sequence[tuple[date, date]]) -> Iterable[int]:
    """Yield how many visits or talks of each quarter are missing to those asked for."""
    days = [each.day for each in visits if each.day is not None and leader in each.visitors]
    for first, last in quarters:
        yield max(0, least - sum(first <= day <= last for day in days))


def _visitors(visits: Iterable[Visit]) -> Iterable[str]:
    """Yield who visited; whoever is called by surname and title alone is nobody that one could tell."""
    return (name for each in visits for name in each.visitors if not is_surname(name))


def _each_once(names: Iterable[str], place: str) -> list[str]:
    """Return firms each once, as they were written first, however they are written later."""
    found = dict[str, list[Firm]]()
    firms: list[str] = []
    for name in names:
        firm = firm_of(name, place)
        if not any(firm.is_same(other) for core in firm.cores for other in found.get(core, ())):
            firms.append(name)
            for core in firm.cores:
                found.setdefault(core, []).append(firm)
    return firms


def _stray(year: Sequence[Visit], charged: Sequence[str], place: str) -> list[str]:
    whole = _each_once([*charged, *(each.firm for each in year)], place)
    return whole[len(charged) :]


class _Went:
    """Who went where: looked up by the firm's name, however it is written."""

    def __init__(self, visits: Iterable[Visit], place: str) -> None:
        self._place = place
        self._by_core: dict[str, list[tuple[Firm, Visit]]] = {}
        for each in visits:
            firm = firm_of(each.firm, place)
            for core in firm.cores:
                self._by_core.setdefault(core, []).append((firm, each))

    def to(self, name: str, leader: str = "") -> bool:
        """Return whether anybody, or that leader, went to a firm."""
        firm = firm_of(name, self._place)
        return any(
            firm.is_same(other) and (not leader or leader in visit.visitors)
            for core in firm.cores
            for other, visit in self._by_core.get(core, ())
        )
