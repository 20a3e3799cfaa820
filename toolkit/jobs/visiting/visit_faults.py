"""Where visits and matters do not agree (走访与事项核对), as ``check`` tells it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.jobs.visiting.repeats import counts_in
from toolkit.jobs.visiting.visit_rows import every_visit


def visit_faults(desk: Desk) -> Iterator[Finding]:
    """Yield the matters whose visit is gone, and the visits whose matters are; nothing where no visits are kept."""
    visiting, column = desk.mechanism.visiting, desk.mechanism.record.roles.get("visit", "")
    if visiting is None:
        return
    visits, main = {each.number: each for each in every_visit(desk)}, desk.mechanism.record.sheet
    if column:
        stray = [(case.number, case.words(column)) for case in desk.live() if case.words(column)]
        known = visits.keys()
        lines = [f"{number} 的{column} {at}" for number, at in stray if not {at, counts_in(desk, at)} & known]
        if lines:
            yield Finding(
                Rank.DIFFERENT, f"“{main}”有 {len(lines)} 件事项的走访在“{visiting.sheet}”里没有",
                f"走访是误删的，用“恢复总台账”取回备份；确实没有的，清空事项的{column}", lines,
            )  # fmt: skip
    standing = {case.number for case in desk.live()}
    named = [
        (visit.number, number)
        for visit in visits.values()
        for number in str(visit.values.get(visiting.role("matters")) or "").split("、")
        if number.strip()
    ]
    lines = [f"{visit} 的{visiting.role('matters')} {number}" for visit, number in named if number not in standing]
    if lines:
        yield Finding(
            Rank.UNTIDY, f"“{visiting.sheet}”有 {len(lines)} 处诉求在“{main}”里没有",
            f"事项是误删的，用“恢复总台账”取回备份；确实不要的，在“{visiting.sheet}”里删去这个编号", lines,
        )  # fmt: skip
