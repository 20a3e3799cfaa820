"""The tasks of a demo's story: the plan that is broken down, what the office puts right in the ledger, the reports."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Said = str | float | date
#: The ledger's columns by which a row is known, and the row in which the headers stand.
_MEASURE, _PLACE, _HEAD = "措施编号", "项", 2
#: By which a goal's row is known on the sheet of figures.
_GOALS, _CLAUSE = "指标", "原文"


@dataclass(frozen=True, slots=True)
class ToldTasks:
    """What a story tells of tasks.

    Attributes:
        plan: the plan's file, in the demo's folder; None where the story has none.
        mended: what a person puts right in the ledger: measure, place, header → value; of a goal its words, header →
            value.
        reports: day, unit, period, and what the unit fills in: a row each, known by its task.
    """

    plan: Path | None = None
    mended: Sequence[Mapping[str, Said]] = ()
    reports: Sequence[Mapping[str, Any]] = ()


def read_tasks(path: Path) -> ToldTasks:
    """Return what the story tells of tasks; nothing where it has no such file."""
    if not path.is_file():
        return ToldTasks()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return ToldTasks(path.parent / data["plan"], data.get("mended", ()), data.get("report", ()))


def mend(ledger: bytes, mended: Sequence[Mapping[str, Said]]) -> bytes:
    """Return a ledger of tasks in which a person put right what the story says."""
    book = load_workbook(io.BytesIO(ledger))
    _put_right(book["任务"], (_MEASURE, _PLACE), [each for each in mended if _CLAUSE not in each])
    _put_right(book[_GOALS], (_CLAUSE,), [each for each in mended if _CLAUSE in each])
    return _saved(book)


def _put_right(sheet: Any, known_by: Sequence[str], mended: Sequence[Mapping[str, Said]]) -> None:
    columns = {str(cell.value): int(cell.column) for cell in sheet[_HEAD] if cell.value}
    for row in range(_HEAD + 1, sheet.max_row + 1):
        known = [str(sheet.cell(row, columns[head]).value) for head in known_by]
        for each in mended:
            if [str(each[head]) for head in known_by] == known:
                for head, value in each.items():
                    sheet.cell(row, columns[head]).value = value


def fill_in(issued: bytes, rows: Sequence[Mapping[str, Said]]) -> bytes:
    """Return the form that a unit was sent, filled in by it; a row is known by what its first header holds."""
    book = load_workbook(io.BytesIO(issued))
    sheet = book.worksheets[0]
    first = next(iter(rows[0]))
    head = next(row for row in sheet.iter_rows() if row[0].value == first)
    columns = {str(cell.value): int(cell.column) for cell in head if cell.value}
    by_task = {str(each[first]): each for each in rows}
    for row in sheet.iter_rows(min_row=(head[0].row or 0) + 1):
        for name, value in by_task.get(str(row[0].value or ""), {}).items():
            sheet.cell(row[0].row or 0, columns[name]).value = value
    return _saved(book)


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
