"""The day a meeting set for a matter (办结时限) in the words of its agenda: 6月底, 会后15个工作日, or no day at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.meetings.minutes_day import day_in_words, day_off
from toolkit.submission import Answer, Submission, Value


@dataclass(frozen=True, slots=True)
class AgreedDays:
    """The days that stand in words on an agenda.

    Attributes:
        key, column: the agenda's field for the day, and the register's column.
        read: field and cell of each that could be told → the day.
        notes: how each was read, for the clerk.
    """

    key: str
    column: str
    read: Mapping[tuple[str, str], date]
    notes: tuple[str, ...] = ()

    def of(self, row: Mapping[str, Answer], answers: dict[str, Value]) -> dict[str, Value]:
        """Return a row's answers with the day that its words mean."""
        answer = row.get(self.key)
        day = self.read.get((self.key, answer.cell)) if answer is not None else None
        return answers | {self.column: day} if day is not None else answers

    def unread(self, row: Mapping[str, Answer]) -> str:
        """Return the words in a row that nobody can tell the day of, "" where there are none."""
        answer = row.get(self.key)
        if answer is None or answer.value is not None or (self.key, answer.cell) in self.read:
            return ""
        return answer.text


def agreed_days(desk: Desk, submission: Submission, form: Form, meeting: date) -> AgreedDays:
    """Return the days an agenda sets in words, read as its minutes would be.

    Args:
        desk: the calendar and the rules of counting.
        submission: the agenda.
        form: its form.
        meeting: the meeting's day, from which spans count.
    """
    column = desk.mechanism.record.roles.get("due", "")
    key = next((each.key for each in form.table if column and each.column == column), "")
    read: dict[tuple[str, str], date] = {}
    notes: list[str] = []
    for answer in (row[key] for row in submission.rows if key in row):
        day = day_in_words(desk, answer.text, meeting) if answer.value is None and answer.text else None
        if day is not None:
            read[key, answer.cell] = day
            notes.append(f"{answer.cell} 的{column}“{answer.text}”按 {day.isoformat()} 登记{day_off(desk, day)}")
    return AgreedDays(key, column, read, tuple(notes))
