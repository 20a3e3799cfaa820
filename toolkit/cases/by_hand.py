"""What a person types into a case's row (人工填写) comes to; their word stands in the cell, whatever it is."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.cases.approval import request_of
from toolkit.cases.case import Case
from toolkit.cases.granted import decide
from toolkit.events import CellValue, Event

#: What stands between the columns in 待补正.
_BETWEEN = re.compile(r"[、，,；;\s]+")


def by_hand(case: Case, column: str, value: CellValue | None) -> None:
    """Let a person's value of a column count; None and "" empty it.

    A status that the mechanism does not know, or a round that is no number from 1 on, stands in its cell and moves
    nothing: the case goes on by what it had, until one that is known is typed or the cell is emptied.
    """
    if column == case.record.role("status"):
        _status(case, column, str(value or "").strip())
    elif column == case.record.role("round"):
        _round(case, column, value)
    elif column == case.record.role("to_complete") and case.doubts:
        _settled(case, column, str(value or ""))
    elif value in (None, ""):
        case.values.pop(column, None)
        case.hands.discard(column)
    else:
        case.values[column] = value
        case.hands.add(column)


def asked_by_office(case: Case, event: Event) -> None:
    """Let the office ask for what it wrote on another sheet; where it decides itself, that is granted at once.

    Nobody is written an answer: no unit asked.
    """
    asking, granted = event.data["asking"], event.data.get("granted")
    if not asking:
        return
    request = replace(request_of(case, replace(event, data=asking)), answered=True)
    case.requests[request.id] = request
    if granted is not None:
        decide(case, request, replace(event, data=granted), take=True, approved=granted["approved"])


def _status(case: Case, column: str, status: str) -> None:
    case.unread.pop(column, None)
    if case.record.phase(status) is not None:
        case.status = status
        case.doubts.pop(column, None)
    elif status:
        case.unread[column] = status


def _round(case: Case, column: str, value: CellValue | None) -> None:
    case.unread.pop(column, None)
    if isinstance(value, int) and value > 0:
        case.round = value
    elif value not in (None, ""):
        case.unread[column] = value


def _settled(case: Case, column: str, text: str) -> None:
    """Let what a person took out of 待补正 be doubtful no longer; words of their own beside it stand."""
    left = {each for each in _BETWEEN.split(text) if each}
    own = left - case.doubts.keys()
    for doubted in list(case.doubts):
        if doubted not in left:
            del case.doubts[doubted]
    case.hands.discard(column)
    if own:
        case.values[column] = text
        case.hands.add(column)
