"""Cuts (按…分): the period's cases by class, category, town, unit, channel, industry and month, with their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from toolkit.analysis.figures.conventions import UNFILLED, Conventions, source_word, towns_word
from toolkit.analysis.figures.groups import Group, by_part, grouped, ranked, with_measures
from toolkit.analysis.figures.measures import Spec, measure_all
from toolkit.analysis.figures.result import Cut
from toolkit.analysis.figures.standing_matters import as_at
from toolkit.analysis.periods.period import Period
from toolkit.cases import Case
from toolkit.cases.subclocks import supporters
from toolkit.mechanism import Mechanism

#: What a trait is called that is no column of the register.
_INDUSTRY = "行业"


def cuts(
    state: pd.DataFrame,
    flagged: pd.DataFrame,
    wanted: Sequence[Spec],
    mechanism: Mechanism,
    conventions: Conventions,
    period: Period,
    cutoff: date,
) -> tuple[Cut, ...]:
    """Return the cuts that lie in the cases' own columns, in the order in which papers show them.

    A cut that says nothing is left out: towns where no unit has one, industry where the register has no such column.

    Args:
        state: the cases at the cutoff.
        flagged: what each counts as.
        wanted: the measures that are told of a group, as far as groups have them.
        mechanism: whose words.
        conventions: from how many cases on a unit is ranked.
        period: which period, for its parts.
        cutoff: the day the figures stand at; parts that begin later are left out.
    """
    role = mechanism.record.roles
    accepted = flagged["accepted"]
    mine, flags = state[accepted], flagged[accepted]
    sent = flags["dispatched"]
    led, led_flags = mine[sent], flags[sent]

    def cut(key: str, title: str, order: Sequence[str] = ()) -> Cut:
        groups = grouped(mine[key], mine["number"], order)
        return Cut(key, title, with_measures(groups, mine[key], wanted, mine, flags))

    leads = with_measures(grouped(led["lead"], led["number"]), led["lead"], wanted, led, led_flags)
    towns = {each.town: None for each in mechanism.units if each.town}
    found = [
        cut("class", role["class"], mechanism.classes),
        cut("category", role["category"], [each.stored for each in mechanism.categories]),
        cut("town", towns_word(mechanism), list(towns)) if towns else None,
        Cut("lead", role["lead"], ranked(leads, conventions.least_ranked), ("accepted", "dispatched")),
        cut("source", source_word(mechanism)),
        cut("reporter", role["reporter"]),
        cut("industry", _INDUSTRY) if (mine["industry"] != UNFILLED).any() else None,
        Cut("part", period.parts_by, by_part(mine["received"], mine["number"], period.parts_until(cutoff))),
    ]
    return tuple(each for each in found if each is not None)


def support_cut(
    cases: Mapping[str, Case],
    dispatched: Sequence[str],
    wanted: Sequence[Spec],
    mechanism: Mechanism,
    cutoff: date,
) -> Cut:
    """Return the accepted and dispatched cases by supporting unit (配合单位), each in as many groups as it has such.

    Args:
        cases: the cases by 编号, as they stood.
        dispatched: the 编号 of those that were accepted and dispatched.
        wanted: the measures of supporting units, counted a unit and case.
        mechanism: whose words.
        cutoff: the day the figures stand at.
    """
    rows = [row for number in dispatched for row in _supporting(cases[number], cutoff)]
    table = pd.DataFrame(rows, columns=["number", "support", "support_on_time", "support_judged"])
    flags = table[["support_on_time", "support_judged"]].astype(bool)
    groups: list[Group] = []
    for each in grouped(table["support"], table["number"]):
        is_its = table["support"] == each.name
        figures = measure_all(wanted, table[is_its], flags[is_its])
        groups.append(replace(each, share=0.0, measures={figure.key: figure for figure in figures}))
    title = mechanism.record.roles["support"]
    return Cut("support", title, tuple(groups), ("accepted", "dispatched"))


def _supporting(case: Case, cutoff: date) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield of each supporting unit whether its own date was kept, and whether anything can be said of that yet."""
    own = {each.name for each in case.record.special.subclocks}
    for unit in supporters(case):
        clocks = [
            clock for key, clock in case.side.items() if key[0] == case.round and key[2] == unit and key[1] in own
        ]
        standing = [as_at(each, cutoff) for each in clocks]
        late = [each.is_late(cutoff) for each in standing]
        met = [each.met is not None for each in standing]
        judged = any(late) or any(met)
        yield case.number, unit, judged and not any(late) and all(met), judged
