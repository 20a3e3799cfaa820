"""A matter that a meeting put off (暂缓): it waits on, and its row says which meeting did so and who goes into it."""

from __future__ import annotations

from toolkit.cases.case import Case
from toolkit.events import Event


def put_off(case: Case, event: Event) -> None:
    """Note that a meeting put a case off, or that a corrected agenda says it did not; the latest stands in the row."""
    meeting, words = event.data["meeting"], event.data["words"]
    case.put_off.pop(meeting, None)
    if words:
        case.put_off[meeting] = words
    column = case.record.roles.get("put_off", "")
    if not column or column in case.hands:
        return
    case.values.pop(column, None)
    if case.put_off:
        case.values[column] = list(case.put_off.values())[-1]
