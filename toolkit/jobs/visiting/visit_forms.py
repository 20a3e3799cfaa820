"""What a form tells of visits (走访表、走访日志): each visit by itself, and what keeps a row from being one.

What is not registered goes back to its sender; of a log the office is asked as well (``log_questions.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.events import CellValue
from toolkit.forms import Form
from toolkit.jobs.returns.said import ONLY_NOTES
from toolkit.mechanism import Visiting
from toolkit.submission import Answer, Submission

_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Told:
    """A visit as a form tells of it.

    Attributes:
        place: which one of the form's, from 0.
        answers: its answers by field.
        values: its values by column.
        of_log: whether it is a row of a log.
        open: for the journal, which columns the form leaves blank though it asks for them (``lacking``), and which
            doubtful (``to_complete``).
    """

    place: int
    answers: Mapping[str, Answer]
    values: Mapping[str, CellValue]
    of_log: bool
    open: Mapping[str, Sequence[str]]


def told_on(form: Form, submission: Submission, visiting: Visiting) -> Iterator[Told]:
    """Yield the visits on a form, one or a row each."""
    rows: Sequence[Mapping[str, Answer]] = submission.rows if form.table else [submission.answers]
    columns = {each.name for each in visiting.columns}
    for place, row in enumerate(rows):
        values: dict[str, CellValue] = {
            each.column: answer.value
            for each in form.table or form.own_fields
            if each.column in columns and (answer := row.get(each.key)) is not None and answer.value is not None
        }
        yield Told(place, row, values, bool(form.table), _open(form, submission, row))


def faults(form: Form, submission: Submission, told: Told, visiting: Visiting, as_of: date) -> list[Problem]:
    """Return what keeps a visit on a form from being registered: no firm, no day, on a log one that has not come yet.

    Each names its own cell, as far as one can tell where it would stand.
    """
    fields = {each.column: each for each in form.table or form.fields}
    found: list[Problem] = []
    for column in (visiting.role("firm"), visiting.role("day")):
        asked = fields[column]
        label = f"第{told.place + 1}行的{asked.label}" if told.of_log else asked.label
        sheet, cell = _place(submission, told, asked.key)
        value = told.values.get(column)
        if value is None:
            found.append(Problem(Code.NOT_A_VISIT, {"labels": label}, asked.key, sheet, cell))
        elif told.of_log and isinstance(value, date) and value > as_of:
            facts = {"label": label, "text": value.isoformat()}
            found.append(Problem(Code.FUTURE_DATE, facts, asked.key, sheet, cell))
    return found


def _open(form: Form, submission: Submission, row: Mapping[str, Answer]) -> dict[str, list[str]]:
    columns = {each.key: each.column for each in form.table or form.own_fields}
    found: dict[str, list[str]] = {"lacking": [], "to_complete": []}
    for each in submission.problems:
        answer = row.get(each.field)
        if answer is None or not columns.get(each.field) or (form.table and each.cell != answer.cell):
            continue
        if answer.value is None:
            found["lacking"].append(columns[each.field])
        elif each.code not in ONLY_NOTES:
            found["to_complete"].append(columns[each.field])
    return {name: list(dict.fromkeys(names)) for name, names in found.items()}


def _place(submission: Submission, told: Told, key: str) -> tuple[str, str]:
    """Return sheet and cell of an answer; of a blank one on a log where its column and its row cross."""
    answer = told.answers.get(key, Answer(None))
    if answer.cell or not told.of_log:
        return answer.sheet, answer.cell
    own = next((each for each in told.answers.values() if each.cell), answer)
    others = (row[key].cell for row in submission.rows if key in row and row[key].cell)
    column, row = _CELL.fullmatch(next(others, "")), _CELL.fullmatch(own.cell)
    return own.sheet, f"{column[1]}{row[2]}" if column and row else own.cell


def new_ones(wrong: Sequence[Problem], told: Sequence[Problem]) -> list[Problem]:
    """Return those of some faults whose field, or on a log whose cell, has not been told of yet."""
    known = {(each.field, each.sheet, each.cell) for each in told}
    return [each for each in wrong if (each.field, each.sheet, each.cell) not in known]
