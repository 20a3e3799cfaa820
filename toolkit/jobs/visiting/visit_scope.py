"""What a report on visits is about (走访的范围): which period, which visits and matters, how far the visits reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.analysis import Period, Quarter, last_complete, read_period
from toolkit.cases import Case
from toolkit.documents.setting.words import full_date
from toolkit.errors import ToolkitError
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.by_then import raised, was_struck
from toolkit.jobs.visiting.repeats import told_of_pairs
from toolkit.jobs.visiting.visit_rows import charges_of, visits_of
from toolkit.mechanism import Phase, Visiting
from toolkit.visits import Coverage, Visit, is_surname, next_report, quarter_of, reach

#: The folder under outbox/.
FOLDER = "走访"
_QUARTERS = 4
#: So many names are told in a sentence; the workbooks have them all.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about.

    Attributes:
        visiting: the mechanism's data of visits.
        period: which period.
        first, last: the days that count, both included; ``last`` is at most the day to reckon from.
        visits: the visits and talks of these days, in order.
        cases: the matters that firms raised in these days.
        earlier: those raised before that were not struck off when the first day began.
        coverage: how far the visits reach.
        leader: whose group it is about alone, "" for all.
    """

    visiting: Visiting
    period: Period
    first: date
    last: date
    visits: Sequence[Visit]
    cases: Sequence[Case]
    earlier: Sequence[Case]
    coverage: Coverage
    leader: str = ""

    @property
    def group(self) -> str:
        """Return what the visiting group is called, "" where the report is about all."""
        return f"{self.leader}组" if self.leader else ""


def this_quarter(as_of: date) -> Quarter:
    """Return the quarter that a day is in."""
    return Quarter(*quarter_of(as_of))


def period_of(as_of: date, text: str) -> Period:
    """Return the period that people ask for; the last complete quarter where they name none.

    Raises:
        PeriodError: the words name no period.
    """
    return read_period(text) if text.strip() else last_complete(as_of)


def visiting_of(desk: Desk) -> Visiting:
    """Return the mechanism's data of visits.

    Raises:
        ToolkitError: the mechanism keeps no visits.
    """
    if desk.mechanism.visiting is None:
        raise ToolkitError(f"“{desk.mechanism.title}”没有走访台账", "这个命令只用于有走访的机制")
    return desk.mechanism.visiting


def scope_of(desk: Desk, period: Period) -> Scope:
    """Return what a report on a period is about.

    Raises:
        PeriodError: the period has not begun.
        ToolkitError: the mechanism keeps no visits.
    """
    visiting = visiting_of(desk)
    first, last = period.first_day, period.cutoff(desk.as_of)
    visits = visits_of(desk)
    found = [each for each in visits if each.day is not None and first <= each.day <= last]
    every = [each for each in desk.live() if raised(each) <= last and each.phase is not Phase.WITHDRAWN]
    before = first - timedelta(days=1)
    told = sorted(found, key=lambda each: (each.day or first, each.number))
    cases = [each for each in every if raised(each) >= first]
    earlier = [each for each in every if raised(each) < first and not was_struck(each, before)]
    return Scope(visiting, period, first, last, told, cases, earlier, _reached(desk, period, visits))


def group_scope(desk: Desk, scope: Scope, leader: str) -> Scope:
    """Return the same for one visiting group (走访组): its leader's own visits, and what firms raised on them."""
    visiting, mine = scope.visiting, [each for each in visits_of(desk) if leader in each.visitors]
    column = visiting.role("matters")
    raised_there = {number for each in mine for number in str(each.values.get(column) or "").split("、")}
    charges = [each for each in charges_of(desk) if each.leader == leader]
    quarters = [(each.first_day, each.last_day) for each in quarters_in(scope.period, scope.last)]
    found = reach(visiting, charges, mine, scope.first, scope.last, place=desk.mechanism.place, quarters=quarters)
    return replace(
        scope,
        visits=[each for each in scope.visits if leader in each.visitors],
        cases=[each for each in scope.cases if each.number in raised_there],
        earlier=[each for each in scope.earlier if each.number in raised_there],
        coverage=replace(found, leaders=tuple(each for each in found.leaders if each.name == leader)),
        leader=leader,
    )


def coverage_of(desk: Desk, period: Period) -> Coverage:
    """Return how far the visits of a period reach; no case is asked for. Raises what ``scope_of`` does."""
    return _reached(desk, period, visits_of(desk))


def _reached(desk: Desk, period: Period, visits: Sequence[Visit]) -> Coverage:
    first, last = period.first_day, period.cutoff(desk.as_of)
    quarters = [(each.first_day, each.last_day) for each in quarters_in(period, last)]
    place, charges = desk.mechanism.place, charges_of(desk)
    return reach(visiting_of(desk), charges, visits, first, last, place=place, quarters=quarters)


def visits_note(desk: Desk) -> str:
    """Return in a line how far this quarter's visits reach, who is short of what, and when the next report is due."""
    found = coverage_of(desk, this_quarter(desk.as_of))
    year, quarter, due = next_report(visiting_of(desk), desk.as_of)
    told = [event for event in desk.known.prompted if event.data["period"] == str(this_quarter(desk.as_of))]
    behind, silent, few = _short(found)
    prompted = list(dict.fromkeys(event.data["who"] for event in told))
    parts = [
        f"走访：本季度 {found.visits} 次" + _named_short(behind),
        f"本年挂钩 {len(found.charged)} 家，已走访 {len(found.visited)} 家" if found.charged else "",
        f"{found.talking} {found.talks} 次" + _named_short(silent) if found.talking else "",
        f"{'、'.join(few)}挂钩不够数" if few else "",
        f"本季度已提醒{'、'.join(prompted)}" if prompted else "",
        due_words(year, quarter, due, desk.as_of),
    ]
    return "；".join(filter(None, parts))


def visits_line(desk: Desk) -> str:
    """Return the figures of this quarter's visits in a short line, and how many are short of what."""
    found = coverage_of(desk, this_quarter(desk.as_of))
    talks = f"、{found.talking} {found.talks} 次" if found.talking else ""
    names = ("走访", found.talking, "挂钩")
    short = [f"{name} {len(each)} 人" for name, each in zip(names, _short(found), strict=True) if each]
    parts = [
        f"本季度 {found.visits} 次、{found.firms} 家{talks}",
        f"本年已走访挂钩的 {len(found.visited)} 家（共 {len(found.charged)} 家）" if found.charged else "",
        f"没有达到的：{'、'.join(short)}" if short else "",
    ]
    return "；".join(filter(None, parts))


def _short(found: Coverage) -> tuple[list[str], list[str], list[str]]:
    """Return by name who is short of visits, of talks, and of firms to look after."""
    return (
        [each.name for each in found.leaders if each.short],
        [each.name for each in found.leaders if each.talks_short],
        [each.name for each in found.leaders if any(kind.short for kind in each.kinds)],
    )


def _named_short(names: Sequence[str]) -> str:
    return f"，{'、'.join(names)}还没有达到次数" if names else ""


def doubts(desk: Desk, scope: Scope) -> Iterator[str]:
    """Yield what is not certain of a period's visits until the office has said it, a sentence each."""
    yield from filter(None, [told_of_pairs(desk, scope.visits)])
    unknown = [f"{visit.number}（{name}）" for visit in scope.visits for name in visit.visitors if is_surname(name)]
    if unknown:
        yield f"走访人没有写全名、没有计到人的{len(unknown)}处：{named(unknown)}；请在“{scope.visiting.sheet}”里写全名"


def next_due(desk: Desk) -> date:
    """Return the day by which the next report on visits is due."""
    return next_report(visiting_of(desk), desk.as_of)[2]


def due_words(year: int, quarter: int, due: date, as_of: date) -> str:
    """Return in words by when the report on a quarter is due, and how many days are left."""
    left = f"还有 {(due - as_of).days} 天" if due > as_of else "今天"
    return f"{Quarter(year, quarter).label}调研报告{full_date(due)}前报送（{left}）"


def named(names: Sequence[str]) -> str:
    """Return some names in a row, the first ones where there are many."""
    shown = "、".join(names[:_NAMED])
    return f"{shown}等" if len(names) > _NAMED else shown


def quarters_in(period: Period, last: date) -> list[Quarter]:
    """Return the quarters that lie whole in a period and have begun; of a shorter period nothing is asked."""
    found = []
    year, number = quarter_of(period.first_day)
    while (each := Quarter(year, number)).first_day <= last:
        if period.first_day <= each.first_day and each.last_day <= period.last_day:
            found.append(each)
        year, number = (year + 1, 1) if number == _QUARTERS else (year, number + 1)
    return found


def behind(scope: Scope) -> tuple[list[str], list[str]]:
    """Return which leaders lack visits and which talks, each with the quarters where the period has more than one."""
    quarters, leaders = quarters_in(scope.period, scope.last), scope.coverage.leaders

    def named_with(missing: Mapping[str, Sequence[int]]) -> list[str]:
        lacking = {
            name: [each.label for each, count in zip(quarters, counts, strict=False) if count]
            for name, counts in missing.items()
        }
        return [
            name + (f"（{'、'.join(labels)}）" if len(quarters) > 1 else "")
            for name, labels in lacking.items()
            if labels
        ]

    return (
        named_with({each.name: each.missing for each in leaders}),
        named_with({each.name: each.talks_missing for each in leaders}),
    )
