"""Reads an analysis package (``package_book.py``) and counts its figures again from its cases.

A package has come by mail: it may be cut short, saved by another program, or have cells that somebody put right. Only
one whose figures are what its cases give goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from toolkit.analysis.figures.measures import Measure
from toolkit.analysis.packages.data_package import CaseRow, DataPackage, PackageError, figure
from toolkit.analysis.packages.package_book import BOTTOM, CASES, FIGURES, FORM, HEADS, INSIDE, PATTERN, PATTERNS, TOP
from toolkit.analysis.periods.written_periods import read_period
from toolkit.ooxml import MissingSheetError, Value, Workbook

_DAY_ZERO = date(1899, 12, 30)
_AGAIN = "请该办公室重新生成后再报，不要在里面改动"


def is_package(book: Workbook) -> bool:
    """Return whether a workbook is an analysis package, sound or not."""
    return {INSIDE, CASES, FIGURES, PATTERNS} <= {each.name for each in book.sheets}


def read_package(book: Workbook) -> DataPackage:
    """Return the package in a workbook.

    Raises:
        PackageError: something in it is missing or was changed, or a later toolkit wrote it.
        BrokenPackageError: the file is torn.
    """
    try:
        return _read(book)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, MissingSheetError) as error:
        raise PackageError("数据包里的内容不完整", _AGAIN) from error


def _read(book: Workbook) -> DataPackage:
    about, *figures = [json.loads(str(row.cells[0].value)) for row in book.rows(INSIDE) if 0 in row.cells]
    if about["form"] > FORM:
        raise PackageError(f"数据包由较新的版本（{about['version']}）生成，这里读不了", "请先升级工具包")
    patterns = _patterns(book)
    cases = list(_cases(book))
    if len(cases) != about["cases"] or len({case.number for case, _ in cases}) != len(cases):
        raise PackageError(f"“{CASES}”表应有 {about['cases']} 件，现在有 {len(cases)} 件", _AGAIN)
    measures = tuple(_counted(each, at, cases, patterns) for at, each in enumerate(figures))
    _compare(book, measures)
    return DataPackage(
        place=about["place"],
        office=about["office"],
        identity=about["identity"],
        mechanism=about["mechanism"],
        title=about["title"],
        period=read_period(about["period"]),
        cutoff=date.fromisoformat(about["cutoff"]),
        written=date.fromisoformat(about["written"]),
        version=about["version"],
        classes=tuple(about["classes"]),
        categories=tuple(about["categories"]),
        measures=measures,
        rules={each["key"]: each["rule"] for each in figures},
        rows=tuple(case for case, _ in cases),
    )


def _table(book: Workbook, sheet: str) -> Iterator[Mapping[str, Value]]:
    """Yield the rows of a sheet by the heads of its first row; empty ones are left out."""
    rows = book.rows(sheet)
    heads = {at: str(cell.value) for at, cell in next(rows).cells.items()}
    for row in rows:
        values = {heads[at]: cell.value for at, cell in row.cells.items() if at in heads and cell.value is not None}
        if values:
            yield values


def _patterns(book: Workbook) -> dict[int, tuple[set[int], set[int]]]:
    """Return by number what a case of that pattern is in: places of measures above the line, and only below it.

    The measures stand in the order of the figures, from the second column on.
    """
    found = {}
    for row in islice(book.rows(PATTERNS), 1, None):
        words = {at - 1: cell.value for at, cell in row.cells.items() if at}
        if words:
            top, bottom = ({at for at, word in words.items() if word == mark} for mark in (TOP, BOTTOM))
            found[_whole(row.cells[0].value)] = (top, bottom)
    return found


def _cases(book: Workbook) -> Iterator[tuple[CaseRow, int]]:
    for row in _table(book, CASES):
        number, kind, category, lead = (str(row.get(each, "")) for each in HEADS[:4])
        received, dispatched, due, closed = (_day(row.get(each)) for each in HEADS[4:8])
        took = row.get(HEADS[8])
        case = CaseRow(
            number, kind, category, lead, received, dispatched, due, closed, None if took is None else _whole(took)
        )
        yield case, _whole(row[PATTERN])


def _counted(
    said: Mapping[str, Any],
    at: int,
    cases: Sequence[tuple[CaseRow, int]],
    patterns: Mapping[int, tuple[set[int], set[int]]],
) -> Measure:
    """Return a measure as its cases give it.

    Raises:
        PackageError: that is not what the package says.
    """
    top = [case for case, pattern in cases if at in patterns[pattern][0]]
    whole = [case for case, pattern in cases if at in patterns[pattern][0] or at in patterns[pattern][1]]
    key, name, unit, definition = (said[each] for each in ("key", "name", "unit", "definition"))
    found = figure(
        Measure(key, name, 0, said["denominator"], None, unit, definition, (), least=said["least"]), top, whole
    )
    twice = None if found.middle is None else int(found.middle * 2)
    if (found.numerator, found.denominator, twice) != (said["numerator"], said["denominator"], said["twice"]):
        raise PackageError(f"“{said['name']}”与“{CASES}”表逐件重新计数的结果不一致，文件生成后被改动过", _AGAIN)
    return found


def _compare(book: Workbook, measures: Sequence[Measure]) -> None:
    """Hold what people see on the sheet of figures against what the cases give."""
    shown = [(row["指标"], row.get("分子"), row.get("分母")) for row in _table(book, FIGURES)]
    for each, line in zip(measures, shown, strict=True):
        if line != (each.name, each.numerator, each.denominator):
            raise PackageError(f"“{FIGURES}”表里的“{each.name}”被改动过，与“{CASES}”表对不上", _AGAIN)


def _whole(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or int(value) != float(value):
        raise ValueError(value)
    return int(value)


def _day(value: Value) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _DAY_ZERO + timedelta(days=int(value))
    return date.fromisoformat(str(value))
