"""Which matters a filled agenda puts off (暂缓), noted with each of them so that register and story tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from toolkit.cases import may
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.meetings.unit_words import units_within
from toolkit.submission import Value


def noted(desk: Desk, rows: Sequence[Mapping[str, Value]], note: Mapping[str, Any], day: date) -> Iterator[Event]:
    """Yield that matters were put off, of each once; and that they were not after all, where an agenda is sent again.

    Args:
        desk: the cases as they were before the meeting.
        rows: the agenda's rows, column → answer.
        note: the record of the meeting, with the matters it put off.
        day: the day of the meeting.
    """
    meeting, column = note["meeting"], desk.mechanism.record.role("number")
    by = {each["number"]: each["by"] for each in note["postponed"]}
    said = {str(row.get(column) or ""): str(row.get("@decision") or "") for row in rows}
    for number in dict.fromkeys([*by, *said]):
        case = desk.cases.get(number)
        if case is None or not (may(case, "met") or meeting in case.put_off):
            continue
        words = f"{meeting} 暂缓{_who(desk, by[number])}" if number in by else ""
        if words != case.put_off.get(meeting, ""):
            data = {"meeting": meeting, "words": words, "sha": note["sha"], "part": note["part"]}
            yield Event(Kind.PUT_OFF, day, number, data)


def _who(desk: Desk, by: str) -> str:
    """Return who goes into a matter further, as the row's cell names them, else what stands there; "" for nothing."""
    units = units_within(desk, by)
    return f"，由{units}进一步研究" if units else f"：{by}" if len(by) > len("暂缓") else ""
