"""From cases to an analysis: the one place where table, measures, groups, comparison and findings are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

import numpy as np
import pandas as pd

from toolkit.analysis.figures.case_rows import day_of, records
from toolkit.analysis.figures.compare import Change, compare
from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.cuts import cuts, support_cut
from toolkit.analysis.figures.doubts import doubts
from toolkit.analysis.figures.earlier_ratings import earlier_ratings
from toolkit.analysis.figures.findings import Before, find
from toolkit.analysis.figures.groups import by_age, by_part
from toolkit.analysis.figures.measures import Spec, specs
from toolkit.analysis.figures.restate import Reported, Stood, restatements
from toolkit.analysis.figures.result import Analysis, Overdue, Restatement
from toolkit.analysis.figures.standing_matters import long_standing
from toolkit.analysis.figures.timeline import Otherwise, State, Timeline
from toolkit.analysis.periods.period import Period
from toolkit.cases import Case, WorkCalendar
from toolkit.mechanism import Mechanism
from toolkit.mechanism.measuring import load_measuring

#: The flags by which a case is counted though no measure asks for them.
_COUNTED = (("accepted",), ("closed_now",), ("overdue",), ("open",), ("in_hand",))


class Archive(Protocol):
    """What earlier reports said, and what was known when they were written."""

    def said(self, period: Period, cutoff: date) -> Reported | None:
        """Return the last report of that period with its figures at that day, or None."""

    def known(self, reported: Reported) -> tuple[Mapping[str, Case], Otherwise]:
        """Return the cases as they were when that report was written, and what gives those that stood otherwise."""


def analyse(
    cases: Mapping[str, Case],
    mechanism: Mechanism,
    period: Period,
    *,
    as_of: date,
    calendar: WorkCalendar,
    conventions: Conventions | None = None,
    as_they_stood: Otherwise | None = None,
    industries: Mapping[str, str] | None = None,
    archive: Archive | None = None,
    latest: date | None = None,
    towns: Mapping[str, str] | None = None,
) -> Analysis:
    """Return the analysis of ``period`` as it stands on ``as_of`` or on its last day, whichever is earlier.

    Args:
        cases: all cases of the register, by 编号; those of other periods are the base of comparison.
        mechanism: whose words count.
        period: which period.
        as_of: the day to reckon from.
        calendar: which days are worked, for the days a case took or is late.
        conventions: which words count as what; by default as the order of the register's choices says.
        as_they_stood: gives those cases that stood otherwise at the end of a day than now, because a later round has
            emptied the columns of the one before; by default none did.
        industries: 编号 → what the office wrote in its own column 行业, where the register has one.
        archive: what earlier reports said; by default there were none.
        latest: the day of today, which ``as_of`` may lie before: a matter closed later was dated wrongly. By default
            that is not asked.
        towns: 编号 → the town in which its firm is, where that is known otherwise than by who reported it.

    Raises:
        PeriodError: on ``as_of`` the period has not begun.
        ConfigError: the office's measures cannot be used.
    """
    cutoff = period.cutoff(as_of)
    measuring = load_measuring(mechanism)
    conventions = conventions or Conventions.of(mechanism, measuring)
    wanted, of_support = (specs(mechanism, measuring, conventions, period, per=per) for per in ("", "support"))

    def timeline(known: Mapping[str, Case], otherwise: Otherwise) -> Timeline:
        return Timeline(known, otherwise, mechanism, conventions, calendar, industries, latest, towns)

    today = timeline(cases, as_they_stood or (lambda _: {}))

    def restated(each: Period, end: date, found: State) -> Iterator[Restatement]:
        said = archive.said(each, end) if archive else None
        if archive is None or said is None:
            return

        def then() -> Stood:
            return timeline(*archive.known(said)).stand(each, end, wanted).stood

        yield from restatements(each, said, found.stood, then, mechanism)

    now = today.stand(period, cutoff, wanted)
    earlier = {base.word: today.stand(base.period, base.period.last_day, wanted) for base in period.bases}
    as_stood = today.cases_at(cutoff)
    dispatched = now.that("accepted", "dispatched")["number"].tolist()
    own = cuts(now.cases, now.flags, wanted, mechanism, conventions, period, cutoff)
    support = support_cut(as_stood, dispatched, of_support, mechanism, cutoff)
    closed, is_open, in_hand = now.that("closed_now"), now.that("open"), now.that("in_hand")
    overdue = _overdue(now, cutoff, calendar)
    categories = tuple(each.stored for each in mechanism.categories)
    before = Before(period.before, earlier[period.before].groups("category", categories, "accepted"))
    whole = cutoff == period.last_day
    return Analysis(
        period=period,
        as_of=as_of,
        cutoff=cutoff,
        conventions=conventions,
        measuring=measuring,
        specs=wanted,
        measures=now.measures,
        changes=_changes(now, earlier, whole=whole, least=conventions.least_compared),
        cuts=(*own, support) if support.groups else own,
        closings=by_part(closed["closed"], closed["number"], period.parts_until(cutoff)),
        outcomes=now.groups("outcome", (), "accepted", "closed"),
        evaluations=now.groups("satisfaction", conventions.satisfaction, "accepted", "evaluated"),
        again=earlier_ratings(as_stood.values(), mechanism, period, cutoff),
        unevaluated=_unevaluated(now),
        overdue=overdue,
        ageing=by_age(is_open["received"], is_open["number"], cutoff, measuring.ageing),
        long_standing=long_standing(in_hand[~in_hand["misdated"]], as_stood, cutoff, measuring.long_standing),
        restatements=tuple(
            each
            for found, (one, end) in zip((now, *earlier.values()), _ends(period, cutoff), strict=True)
            for each in restated(one, end, found)
        ),
        findings=find(
            now.cases, now.flags, overdue, now.groups("category", categories, "accepted"),
            before if whole else None, mechanism, conventions,
        ),
        begins=_begins(now.table),
        notes=doubts(now.table, period, cutoff, mechanism, conventions),
        detail=_detail(now, wanted),
        earlier={word: _detail(each, wanted) for word, each in earlier.items()},
    )  # fmt: skip


def _ends(period: Period, cutoff: date) -> Iterator[tuple[Period, date]]:
    """Yield the period and its bases, each with the day its figures stand at."""
    yield period, cutoff
    yield from ((base.period, base.period.last_day) for base in period.bases)


def _changes(now: State, earlier: Mapping[str, State], *, whole: bool, least: int) -> Mapping[str, tuple[Change, ...]]:
    # strict: every state was measured with the same list of measures.
    rows = zip(now.measures, *(each.measures for each in earlier.values()), strict=True)
    return {
        mine.key: tuple(
            compare(mine, old, base, least=least, whole=whole, begun=not state.cases.empty)
            for (base, state), old in zip(earlier.items(), olds, strict=True)
        )
        for mine, *olds in rows
    }


def _begins(table: pd.DataFrame) -> date | None:
    """Return the day of the register's first case, None where it has none."""
    return day_of(table["received"].min()) if table["received"].notna().any() else None


def _unevaluated(now: State) -> tuple[str, ...]:
    closed = now.that("accepted", "closed")
    return tuple(closed["number"][closed["satisfaction"] == ""].tolist())


def _overdue(now: State, cutoff: date, calendar: WorkCalendar) -> tuple[Overdue, ...]:
    which = now.flags["overdue"]
    late = now.cases[which].assign(accepted=now.flags["accepted"][which])
    workdays = {each["due"]: calendar.between(each["due"], cutoff) for each in records(late, ("due",))}
    columns = ("number", "firm", "subject", "lead", "due")
    rows = [
        Overdue(**case, workdays=workdays[case["due"]], accepted_now=bool(is_now))
        for case, is_now in zip(records(late, columns), late["accepted"].tolist(), strict=True)
    ]
    return tuple(sorted(rows, key=lambda each: (-each.workdays, each.due, each.number)))


def _detail(now: State, wanted: Iterable[Spec]) -> pd.DataFrame:
    """Return every case that some figure of the period counts, this period's first."""
    asked = {frozenset(flags) for each in wanted for flags in (each.top, each.bottom) if flags} | set(
        map(frozenset, _COUNTED)
    )
    counted = np.logical_or.reduce([now.flags[[*names]].to_numpy().all(axis=1) for names in asked])
    detail = now.cases[counted].assign(
        **{each: now.flags[each][counted] for each in ("accepted", "carried", "redone_now")}
    )
    return detail.sort_values(["accepted", "number"], ascending=[False, True]).reset_index(drop=True)
