"""Replies (答复): what the sender gets — a receipt (回执), or the form back with its faults marked (退回补正)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.errors import Code, Problem
from toolkit.events import Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.reception.receipts import own_receipt, receipt
from toolkit.jobs.reception.sent_back import send_back
from toolkit.jobs.returns.post import Part
from toolkit.jobs.returns.taken import Taken

#: Problems that the sender has to put right; the others the office settles in the register.
_SENDERS = {
    Code.MISSING, Code.BAD_DATE, Code.BAD_CHOICE, Code.MORE_THAN_ONE, Code.DOUBTFUL, Code.CONTRADICTION, Code.BAD_PHONE,
    Code.CELL_ERROR, Code.PICTURE_IN_CELL, Code.PRECISION_LOST, Code.FUTURE_DATE, Code.TEXT_BOX, Code.FORM_CONTROL,
    Code.NO_SUCH_TASK, Code.NOT_THEIR_TASK, Code.NO_SUCH_TARGET, Code.NOT_A_NUMBER,
    Code.WHICH_SHARE, Code.WHICH_UNIT, Code.BELOW_NOTHING, Code.A_RANGE, Code.OTHER_UNIT, Code.WHICH_LEVEL,
    Code.NOT_A_VISIT,
}  # fmt: skip


def to_mend(taken: Sequence[Taken], problems: Sequence[Problem]) -> list[Problem]:
    """Return what the sender has to put right, from the top of the form to its end; nothing where we filled it in."""
    rejected = any(each.outcome == "退回补正" for each in taken)
    theirs = sorted((each for each in problems if rejected or each.code in _SENDERS), key=from_top)
    return [] if any(each.ours for each in taken) else theirs


def reply(desk: Desk, part: Part, taken: Sequence[Taken], problems: Sequence[Problem]) -> Iterable[Event]:
    """Write what the sender gets: the form to be mended, or a receipt for each form that was taken in.

    Raises:
        OSError: the disk is full or the share is away.
    """
    theirs = to_mend(taken, problems)
    if theirs:
        send_back(desk, part, taken, theirs)
        return ()
    for place, each in enumerate(taken):
        if each.submission is not None:
            own_receipt(desk, each.form, desk.known.parts.get((part.digest, place)))
        answered = each.numbers and each.outcome != "待确认"
        if each.submission is not None and not each.of_visit and not each.ours and answered:
            receipt(desk, each, each.submission)
    return ()


def from_top(problem: Problem) -> tuple[str, int, str]:
    """Return what problems are sorted by, so that what is told goes through the form from top to bottom."""
    row = "".join(each for each in problem.cell if each.isdigit())
    return problem.sheet, int(row or 0), problem.cell
