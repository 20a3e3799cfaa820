"""Rows of a log that could not be registered (日志待补正): asked about until a corrected log brings them.

A log is long, and nobody would miss three of its rows: beside what goes back to its sender a question stands on 待确认.
It is settled by the very workbook that went back, which knows the question (its mark bears the question's id), and else
once each of the rows has been told in a later log or form. The office may settle it at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.cases.matters import firm_of
from toolkit.errors import Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, ask_id, short
from toolkit.jobs.visiting.visit_forms import Told
from toolkit.mechanism import Visiting
from toolkit.visits import Visit, may_be_one, visit_of

#: What of a row tells which visit it is of.
_TELLING = ("firm", "day", "visitor")


def ask_about_rows(
    desk: Desk, visiting: Visiting, form: Form, source: Source, refused: Sequence[Told], wrong: Sequence[Problem]
) -> list[Event]:
    """Return the question on 待确认 about the rows of a log that were not registered; none where it was put before.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        form: the log.
        source: the file, with the part of it by which the question is known.
        refused: the rows.
        wrong: what keeps them from being registered.
    """
    if (source.sha, source.part) in desk.known.parts:
        return []
    told = "；".join(each.words for each in wrong)
    data = {
        "ask": question_of(source),
        "column": form.title,
        "text": told,
        "why": f"日志里有走访没有登记，已退回补正：{told}。补正的日志收到后自动办结；不用登记的，填“采纳”，不再提示",
        "todo": f"走访日志有行没有登记，已退回补正：{source.name}",
        "incoming": source.name,
        "firm": "",
        "sha": source.sha,
        "part": source.part,
        "rows": [_telling(visiting, each.values) for each in refused],
    }
    return [Event(Kind.HELD, desk.as_of, data=data)]


def question_of(source: Source) -> str:
    """Return the id on 待确认 of the question about a log's rows, by the part of the file by which it is known."""
    return ask_id(short(source.sha), source.part)


def settled_by(
    desk: Desk, visiting: Visiting, mark: str, source: Source, told: Sequence[Visit]
) -> Iterator[tuple[Event, str]]:
    """Yield what settles the questions about logs that a form of visits answers, each with a line for the office.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        mark: what the form's mark bears, "" where it has none.
        source: the file that the form came in.
        told: the visits that it tells of, as they stand.
    """
    waiting = [each for ask, each in desk.known.held.items() if "rows" in each.data and ask not in desk.known.decided]
    for held in waiting:
        if held.data["sha"] == source.sha:
            continue
        left = list(_left(desk, visiting, held, _told_since(desk, visiting, held, told)))
        if left and held.data["ask"] != mark:
            continue
        settled = f"补正后的{held.data['column']}已收到：{source.name}"
        if left:
            rows = "；".join("、".join(str(value) for value in row.values()) for row in left)
            settled += f"，没有再列的{len(left)}行：{rows}"
        yield (
            Event(Kind.DECIDED, desk.as_of, data={"ask": held.data["ask"], "take": True, "settled": settled}),
            f"{held.data['incoming']} 里没有登记的行，{settled}，“待确认”的一项已办结",
        )


def _told_since(desk: Desk, visiting: Visiting, held: Event, told: Sequence[Visit]) -> list[Visit]:
    """Return the visits that were told of since a question was put, those that are told of now included.

    What was made after the log came cannot have stood on it.
    """
    events = [event for event in desk.known.visited if event.seq > held.seq and event.data["sha"]]
    found = {
        str(event.data["visit"]): visit_of(event.data["visit"], event.data["values"], visiting) for event in events
    }
    found |= {each.number: each for each in told}
    return [each for each in found.values() if each.day is not None and each.day <= held.day]


def _left(desk: Desk, visiting: Visiting, held: Event, told: list[Visit]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a log that none of some visits is."""
    there = list(told)
    for row in held.data["rows"]:
        visit = visit_of("", row, visiting)
        same = next((each for each in there if _is_of(desk, visit, each)), None)
        if same is None:
            yield row
        else:
            there.remove(same)


def _is_of(desk: Desk, row: Visit, visit: Visit) -> bool:
    """Return whether a visit is the one of a row that lacked its firm, or its day, or had a day that had not come."""
    people = (*visit.visitors, *visit.company)
    if row.visitors and not any(may_be_one(name, other) for name in row.visitors for other in people):
        return False
    if row.firm:
        place = desk.mechanism.place
        return firm_of(row.firm, place).is_same(firm_of(visit.firm, place))
    return row.day is not None and row.day == visit.day and bool(row.visitors)


def _telling(visiting: Visiting, values: Mapping[str, CellValue]) -> dict[str, CellValue]:
    columns = [visiting.role(each) for each in _TELLING]
    return {column: values[column] for column in columns if values.get(column) not in (None, "")}
