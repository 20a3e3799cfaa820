"""What stands beside a period's figures: its common problems, and the replies worth a look, as sheets and sections."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from toolkit.analysis import Section
from toolkit.analysis.common_paper import common_section, common_sheet
from toolkit.analysis.review_paper import review_section, review_sheet
from toolkit.analysis.theme import Theme
from toolkit.cases import Case
from toolkit.jobs.common_problems import common_of
from toolkit.jobs.desk import Desk
from toolkit.jobs.reviewed import reviewed


@dataclass(frozen=True, slots=True)
class PeriodLists:
    """Sections for the report, and what writes the sheets of the analysis workbook."""

    sections: tuple[Section, ...]
    sheets: tuple[Callable[[Theme], None], ...]


def period_lists(desk: Desk, cases: Mapping[str, Case], accepted: Collection[str], period: str) -> PeriodLists:
    """Return the lists of a period; its common problems are journalled, so that they are known again.

    Args:
        desk: whose.
        cases: the cases as they stood at the end of the period, by 编号: a later round empties what was replied.
        accepted: the 编号 of the cases the period counts as accepted.
        period: what it is called on paper.

    Raises:
        ConfigError: the mechanism's words for common problems are wrong.
    """
    problems, many = common_of(desk, accepted, period), len(accepted)
    replies = reviewed(desk, [cases[each] for each in accepted])
    return PeriodLists(
        sections=(common_section(problems, many, desk.mechanism), review_section(replies, desk.mechanism)),
        sheets=(common_sheet(problems, many), review_sheet(replies)),
    )
