"""From cases to an analysis: the one place where table, measures, groups, comparison and findings are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from toolkit.analysis.compare import LAST_QUARTER, LAST_YEAR, compare
from toolkit.analysis.conventions import Conventions
from toolkit.analysis.findings import Before, find
from toolkit.analysis.groups import Group, by_month, grouped, with_measures
from toolkit.analysis.measures import Measure, Spec, flags, measure, specs
from toolkit.analysis.quarter import Quarter
from toolkit.analysis.result import Analysis, Overdue
from toolkit.analysis.table import EARLIEST, as_at, day_of, read_table
from toolkit.cases import Case, WorkCalendar
from toolkit.mechanism import Mechanism, Phase

#: The flags of which a case must have one to stand on the sheet 明细.
_COUNTED = ("accepted", "closed_now", "evaluated_now", "redone_now", "carried", "in_hand", "overdue")


class _State(NamedTuple):
    """The register as it stood at the end of a quarter, and what each case counts as."""

    cases: pd.DataFrame
    flags: pd.DataFrame
    measures: tuple[Measure, ...]

    def that(self, *names: str) -> pd.DataFrame:
        """Return the cases that have all these flags."""
        return self.cases[self.flags[list(names)].all(axis=1)]

    def groups(self, column: str, order: tuple[str, ...], *names: str) -> tuple[Group, ...]:
        """Return the cases that have all these flags, grouped by a column."""
        mine = self.that(*names)
        return grouped(mine[column], mine["number"], order)


def analyse(
    cases: Mapping[str, Case],
    mechanism: Mechanism,
    quarter: Quarter,
    *,
    as_of: date,
    calendar: WorkCalendar,
    conventions: Conventions | None = None,
    as_they_stood: Callable[[date], Mapping[str, Case]] | None = None,
) -> Analysis:
    """Return the analysis of ``quarter`` as it stands on ``as_of`` or on its last day, whichever is earlier.

    Args:
        cases: all cases of the register, by 编号; those of other quarters are the base of comparison.
        mechanism: whose words count.
        quarter: which quarter.
        as_of: the day to reckon from.
        calendar: which days are worked, for the days a case is late.
        conventions: which words count as what; by default as the order of the register's choices says.
        as_they_stood: gives the cases as they stood at the end of an earlier quarter, for the comparison; by default
            ``cases``, in which a later round has emptied the columns of the one before.

    Raises:
        QuarterError: on ``as_of`` the quarter has not begun.
    """
    cutoff = quarter.cutoff(as_of)
    conventions = conventions or Conventions.of(mechanism)
    wanted = specs(mechanism, conventions)
    table = read_table(cases.values(), mechanism, cutoff)
    now = _stand(table, quarter, cutoff, wanted, conventions)

    def table_of(each: Quarter) -> pd.DataFrame:
        if as_they_stood is None:
            return table
        return read_table(as_they_stood(each.last_day).values(), mechanism, each.last_day)

    earlier = {
        base: _stand(table_of(each), each, each.last_day, wanted, conventions)
        for base, each in ((LAST_QUARTER, quarter.previous), (LAST_YEAR, quarter.last_year))
    }
    categories = tuple(each.stored for each in mechanism.categories)
    closed = now.that("closed_now")
    groups = {
        "classes": now.groups("class", mechanism.classes, "accepted"),
        "categories": now.groups("category", categories, "accepted"),
        "sources": now.groups("source", (), "accepted"),
        "reporters": now.groups("reporter", (), "accepted"),
        "leads": with_measures(
            now.groups("lead", (), "accepted", "dispatched"), wanted, now.cases, now.flags, conventions
        ),
        "months": by_month(now.that("accepted")["received"], now.that("accepted")["number"], quarter),
        "closings": by_month(closed["closed"], closed["number"], quarter),
        "outcomes": now.groups("outcome", (), "accepted", "closed"),
        "evaluations": now.groups("satisfaction", conventions.satisfaction, "accepted", "evaluated"),
    }
    overdue = _overdue(now, cutoff, calendar)
    before = Before(LAST_QUARTER, earlier[LAST_QUARTER].groups("category", categories, "accepted"))
    whole = cutoff == quarter.last_day
    return Analysis(
        quarter=quarter,
        as_of=as_of,
        cutoff=cutoff,
        conventions=conventions,
        specs=wanted,
        measures=now.measures,
        changes=_changes(now, earlier, whole=whole, least=conventions.least_compared),
        unevaluated=_unevaluated(now),
        overdue=overdue,
        findings=find(
            now.cases, now.flags, overdue, groups["categories"], before if whole else None, mechanism, conventions
        ),
        notes=_notes(table, cutoff, mechanism, conventions),
        detail=_detail(now),
        **groups,
    )


def _stand(
    table: pd.DataFrame, quarter: Quarter, cutoff: date, wanted: tuple[Spec, ...], conventions: Conventions
) -> _State:
    state = as_at(table, cutoff, conventions)
    flagged = flags(state, quarter, cutoff, conventions)
    return _State(state, flagged, tuple(measure(each, state["number"], flagged) for each in wanted))


def _changes(now: _State, earlier: Mapping[str, _State], *, whole: bool, least: int) -> Mapping[str, Any]:
    # strict: every state was measured with the same list of measures.
    rows = zip(now.measures, *(each.measures for each in earlier.values()), strict=True)
    return {
        mine.key: tuple(
            compare(mine, old, base, least=least, whole=whole) for base, old in zip(earlier, olds, strict=True)
        )
        for mine, *olds in rows
    }


def _unevaluated(now: _State) -> tuple[str, ...]:
    closed = now.that("accepted", "closed")
    return tuple(closed["number"][closed["satisfaction"] == ""].tolist())


def _overdue(now: _State, cutoff: date, calendar: WorkCalendar) -> tuple[Overdue, ...]:
    which = now.flags["overdue"]
    late = now.cases[which].assign(accepted=now.flags["accepted"][which])
    workdays = _workdays_late({day_of(due) or cutoff for due in late["due"].tolist()}, cutoff, calendar)
    rows = []
    for case in late.to_dict("records"):
        due = day_of(case["due"]) or cutoff
        firm, subject, lead = case["firm"], case["subject"], case["lead"]
        rows.append(Overdue(case["number"], firm, subject, lead, due, workdays[due], bool(case["accepted"])))
    return tuple(sorted(rows, key=lambda each: (-each.workdays, each.due, each.number)))


def _workdays_late(dues: Iterable[date], cutoff: date, calendar: WorkCalendar) -> Mapping[date, int]:
    """Return the workdays after each due date up to the cutoff; every day is asked of the calendar only once."""
    late, count, until = {}, 0, cutoff
    for due in sorted(dues, reverse=True):
        count += calendar.between(due, until)
        late[due], until = count, due
    return late


def _detail(now: _State) -> pd.DataFrame:
    """Return every case that some figure of the quarter counts, this quarter's first."""
    counted = now.flags[[*_COUNTED]].any(axis=1)
    detail = now.cases[counted].assign(**{each: now.flags[each][counted] for each in ("accepted", "redone_now")})
    return detail.sort_values(["accepted", "number"], ascending=[False, True]).reset_index(drop=True)


def _notes(table: pd.DataFrame, cutoff: date, mechanism: Mechanism, conventions: Conventions) -> tuple[str, ...]:
    """Return what in the register does not fit together, with the 编号, so that it can be put right there."""
    roles = mechanism.record.roles
    submitted = roles.get("submitted", "收到日期")
    end = pd.Timestamp(cutoff)
    undated = table["received"].isna()
    doubts = {
        "没有收到日期，未列入任何季度": undated,
        f"“{submitted}”早于{EARLIEST.year}年或晚于截止日一年以上，按登记之日计入": table["implausible"]
        & (table["received"] <= end),
        f"“{submitted}”晚于截止日，而截止日前已登记，本季度未计入": (table["received"] > end)
        & (table["opened"] <= end),
        f"“{roles['satisfaction']}”不在选项之内，按未评价计": (table["satisfaction"] != "")
        & ~table["satisfaction"].isin(conventions.satisfaction)
        & (table["received"] <= end),
        f"状态已完结而“{roles['closed']}”未填，按未办结计": (table["phase"] == Phase.CLOSED.value)
        & table["closed"].isna()
        & (table["received"] <= end),
        f"“{roles['dispatched']}”在截止日之后的新一轮办理，按截止日尚未交办计": (table["round"] > 1)
        & (table["dispatched"] > end)
        & (table["received"] <= end),
    }
    return tuple(
        f"{'、'.join(table['number'][which].tolist())}：{why}（{int(which.sum())}件）。"
        for why, which in doubts.items()
        if which.any()
    )
