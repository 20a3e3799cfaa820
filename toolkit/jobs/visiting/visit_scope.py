"""What a report on visits is about (走访的范围): which period, which visits and matters, how far the visits reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.analysis import Period, Quarter, last_complete, read_period
from toolkit.cases import Case
from toolkit.documents.setting.words import full_date
from toolkit.errors import ToolkitError
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting.by_then import raised, was_struck
from toolkit.jobs.visiting.visit_rows import charges_of, visits_of
from toolkit.mechanism import Phase, Visiting
from toolkit.visits import Coverage, Visit, next_report, quarter_of, reach

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
        visits: the visits of these days, in order.
        cases: the matters that firms raised in these days.
        earlier: those raised before that were not struck off when the first day began.
        coverage: how far the visits reach.
    """

    visiting: Visiting
    period: Period
    first: date
    last: date
    visits: Sequence[Visit]
    cases: Sequence[Case]
    earlier: Sequence[Case]
    coverage: Coverage


def this_quarter(as_of: date) -> Period:
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
    return Scope(
        visiting,
        period,
        first,
        last,
        sorted(found, key=lambda each: (each.day or first, each.number)),
        [each for each in every if raised(each) >= first],
        [each for each in every if raised(each) < first and not was_struck(each, before)],
        reach(
            visiting,
            charges_of(desk),
            visits,
            first,
            last,
            place=desk.mechanism.place,
            quarters=[(each.first_day, each.last_day) for each in quarters_in(period, last)],
        ),
    )


def visits_note(desk: Desk) -> str:
    """Return in a line how far this quarter's visits reach and when the next report is due."""
    scope = scope_of(desk, this_quarter(desk.as_of))
    found, lacking = scope.coverage, behind(scope)
    year, quarter, due = next_report(visiting_of(desk), desk.as_of)
    return (
        f"走访：本季度 {found.visits} 次"
        + (f"，{'、'.join(lacking)}还没有达到次数" if lacking else "")
        + (f"；本年挂钩 {len(found.charged)} 家，已走访 {len(found.visited)} 家" if found.charged else "")
        + f"；{due_words(year, quarter, due, desk.as_of)}"
    )


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


def behind(scope: Scope) -> list[str]:
    """Return which leaders lack visits, each with the quarters where the period has more than one."""
    quarters = quarters_in(scope.period, scope.last)
    names = []
    for each in scope.coverage.leaders:
        lacking = [quarter.label for quarter, missing in zip(quarters, each.missing, strict=False) if missing]
        if lacking:
            names.append(each.name + (f"（{'、'.join(lacking)}）" if len(quarters) > 1 else ""))
    return names
