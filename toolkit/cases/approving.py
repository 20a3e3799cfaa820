"""Whether the steps of an approval (审定) agree: nobody decides before it is their turn, nor after it has stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from toolkit.cases.case import Case
from toolkit.mechanism import Record
from toolkit.mechanism.cataloguing import ApprovalStep


def doubts(case: Case, steps: Sequence[ApprovalStep], said: Mapping[str, object] | None = None) -> Iterator[str]:
    """Yield what does not agree among the steps of a case's approval, a sentence each, and what to do.

    Args:
        case: the case.
        steps: the steps, in their order.
        said: column → what was said of it just now, beside what the case has.
    """
    words = {each.column: str((said or {}).get(each.column) or case.words(each.column)) for each in steps}
    for step, then in pairwise(steps):
        first, second = words[step.column], words[then.column]
        if second and not first:
            yield f"填了“{then.column}”，“{step.column}”（{step.by}）没有填，等补填"
        elif second and second != first and not _leads_on(case.record, step.column, first, then.column):
            yield f"“{step.column}”是“{first}”，“{then.column}”是“{second}”，按“{step.column}”办理，请核对"


def _leads_on(record: Record, column: str, word: str, then: str) -> bool:
    """Return whether a word in one step's column puts a case to the next step."""
    reached = {each.target for each in record.transitions if word in each.condition.when.get(column, ())}
    return any(then in each.condition.when for each in record.transitions if reached & {*each.source})
