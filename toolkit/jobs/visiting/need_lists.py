"""What firms need, list by list (三张清单), from the matters of a period."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.cases import Case
from toolkit.documents.need_lists import NeedLine, NeedList
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.on_paper import unit_names
from toolkit.mechanism import Need, Visiting


def need_lists(desk: Desk, visiting: Visiting, cases: Sequence[Case]) -> list[NeedList]:
    """Return the lists that the mechanism names, each with its matters in the order of their 编号."""
    return [
        NeedList(need.list, need.heading, [_line(desk, each) for each in cases if is_of(desk, each, need)])
        for need in visiting.needs
    ]


def is_of(desk: Desk, case: Case, need: Need) -> bool:
    """Return whether a matter stands on the list of a need."""
    category = desk.mechanism.category(case.role("category"))
    return category is not None and category.code == need.category


def _line(desk: Desk, case: Case) -> NeedLine:
    return NeedLine(
        number=case.number,
        firm=case.role("firm"),
        text=case.role("problem"),
        category_class=case.role("class"),
        reporter=case.role("reporter"),
        raised=case.day("submitted"),
        lead=unit_names(desk, case.role("lead")),
        due=case.day("due"),
        status=case.status,
        result=case.role("result"),
    )
