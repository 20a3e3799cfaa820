"""Rows that came up at the table (会上增加的事项), and what is told of the others that nothing was decided about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.cases import may
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source
from toolkit.mechanism import Phase
from toolkit.submission import Value


@dataclass
class Added:
    """What became of the rows that bear no number.

    Attributes:
        rows: all rows, column → answer, with the 编号 that each got.
        events: the cases that began.
        notes: what the office is told.
        problems: what is lacking.
    """

    rows: list[dict[str, Value]]
    events: list[Event] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """The cases that began."""
        return [event.number for event in self.events]


def added(desk: Desk, rows: Sequence[Mapping[str, Value]], source: Source, day: date) -> Added:
    """Give a number to each row that names a firm and a problem and bears none: its case's, or that of a new case.

    Args:
        desk: the cases there are.
        rows: the agenda's rows, column → answer.
        source: the file; an agenda that is read again gives the same numbers.
        day: the day of the meeting.
    """
    record, short = desk.mechanism.record, desk.mechanism.gathering.short
    number, firm = record.role("number"), record.role("firm")
    done = Added([dict(row) for row in rows])
    for line, row in enumerate(done.rows):
        if row.get(number) or not row.get(firm):
            continue
        named, problem = str(row[firm]), str(row.get(record.role("problem")) or row.get(record.role("subject")) or "")
        if not problem:
            lacking = f"{named}”一行的“{record.role('problem')}"
            done.problems.append(Problem(Code.NOT_ENOUGH, {"labels": lacking}))
            continue
        same = desk.alike.kin(desk.cases, named, problem).same
        before = _opened_before(desk, source, line)
        if before is None and same is not None:
            row[number] = same.number
            done.notes.append(f"“{named}”一行没有写编号，按企业和问题对上 {same.number}")
            continue
        event = before or _opened(desk, row, source, line, day)
        row[number] = event.number
        done.events.append(event)
        done.notes.append(f"{short}上增加的“{named}”一行，已登记为 {event.number}，缺的内容请在台账补齐")
    return done


def _opened_before(desk: Desk, source: Source, line: int) -> Event | None:
    """Return how the row became a case in a run that was killed before it had noted the file as filed."""
    place = (source.sha, source.part, line)
    began = (each for each in desk.events if each.kind is Kind.OPENED)
    return next(
        (each for each in began if (each.data.get("sha"), each.data.get("part"), each.data.get("line")) == place), None
    )


def _opened(desk: Desk, row: Mapping[str, Value], source: Source, line: int, day: date) -> Event:
    record = desk.mechanism.record
    said = [record.roles[each] for each in ("firm", "subject", "problem") if each in record.roles]
    values: dict[str, CellValue] = {column: str(row[column]) for column in said if row.get(column)}
    values.setdefault(record.role("problem"), str(row.get(record.role("subject")) or ""))
    values[record.role("class")] = desk.mechanism.meeting.classes[0]
    if "submitted" in record.roles:
        values[record.role("submitted")] = day
    opening = desk.mechanism.form_that("opens")
    asked = [each.column for each in opening.own_fields if each.column and each.required]
    data = {
        "values": values, "sha": source.sha, "part": source.part, "line": line, "incoming": source.name,
        "asked": asked, "to_complete": [column for column in asked if not values.get(column)],
    }  # fmt: skip
    return Event(Kind.OPENED, desk.as_of, desk.claim(), data)


def told(desk: Desk, rows: Sequence[Mapping[str, Value]], decided: Sequence[str]) -> Iterator[str]:
    """Yield what the office should know of the rows besides: what waits for the next meeting, what stands twice.

    Args:
        desk: the cases as they were before the meeting.
        rows: the agenda's rows, column → answer.
        decided: the cases that it decided about.
    """
    waiting = [
        case.number
        for case in desk.live()
        if case.phase is Phase.MEETING and may(case, "met") and case.number not in decided
    ]
    if waiting:
        word = desk.mechanism.gathering.word
        label = decision_label(desk)
        yield f"没有议定的 {'、'.join(waiting)} 留待下次{word}；已经议定的，请补填“{label}”后再放回收件箱"
    column = desk.mechanism.record.role("number")
    count = Counter(str(row[column]) for row in rows if row.get(column) and row.get("@decision"))
    double = [number for number, times in count.items() if times > 1 and not _asks(desk, number)]
    if double:
        yield f"{'、'.join(double)} 在议程里不止一行写了议定事项，以最后一行为准，请核对"


def decision_label(desk: Desk) -> str:
    """Return what the agenda calls the column in which the meeting's decision is written: 议定事项, 处理意见."""
    form = desk.mechanism.form_that("decides")
    return next((each.label for each in form.table if each.column == "@decision"), "议定事项")


def _asks(desk: Desk, number: str) -> bool:
    """Return whether a case may well stand in several rows: one for each of its unit's requests."""
    return number in desk.cases and bool(desk.cases[number].requests)
