"""What stands beside a period's figures: its common problems, and the replies worth a look, as sections and sheets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from toolkit.analysis import Period, Section
from toolkit.analysis.figures.case_rows import unnamed
from toolkit.analysis.report.firm_names import FirmNames
from toolkit.analysis.sheets.common_paper import common_section, common_sheet
from toolkit.analysis.sheets.review_paper import review_section, review_sheet
from toolkit.analysis.sheets.theme import Theme
from toolkit.cases import Case
from toolkit.cases.reply import Reviewed
from toolkit.cases.secrecy import is_secret
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.periods.common_problems import common_of
from toolkit.jobs.returns.reviewed import reviewed


@dataclass(frozen=True, slots=True)
class PeriodLists:
    """The report's section on common problems and the one on replies, and what writes the sheets of the workbook."""

    common: Section
    replies: Section
    sheets: tuple[Callable[[Theme], None], ...]


def period_lists(
    desk: Desk, cases: Mapping[str, Case], accepted: Collection[str], period: Period, firms: FirmNames
) -> PeriodLists:
    """Return the lists of a period; its common problems are journalled, so that they are known again.

    Args:
        desk: whose.
        cases: the cases as they stood at the end of the period, by 编号: a later round empties what was replied.
        accepted: the 编号 of the cases the period counts as accepted.
        period: which.
        firms: how firms are named in the report.

    Raises:
        ConfigError: the mechanism's words for common problems are wrong.
    """
    problems, many = common_of(desk, accepted, period), len(accepted)
    cutoff = period.cutoff(desk.as_of)
    found = reviewed(desk, cases.values(), period.first_day, cutoff, frozenset(accepted))
    # The replies are quoted; of a secret case they would tell its matter.
    replies = [_unnamed(each, cases[each.number]) for each in found if not is_secret(cases[each.number])]
    return PeriodLists(
        common=common_section(problems, many, desk.mechanism, period),
        replies=review_section(replies, desk.mechanism, period, firms),
        sheets=(common_sheet(problems, many), review_sheet(replies)),
    )


def _unnamed(found: Reviewed, case: Case) -> Reviewed:
    """Return what was found without the names of the case's own persons, which no analysis shows."""
    advice = tuple(unnamed(case, each) for each in found.advice)
    return replace(found, subject=unnamed(case, found.subject), advice=advice)
