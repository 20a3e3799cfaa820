"""Cases as the cells that show them: a column each meaning, worked out once however many tables show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from toolkit.analysis.figures.case_rows import records
from toolkit.analysis.figures.many_rows import Column
from toolkit.analysis.figures.table import DAYS

#: What the columns of yes and no say of a case that is so.
YES = "是"
_MARKS, _COUNTS, _WIDE = ("redone", "redone_now", "carried"), ("round", "workdays"), ("firm", "subject", "lead")


class Scope(NamedTuple):
    """What the column 范围 says of a case that the period received, and of one from before."""

    this: str
    earlier: str


class CaseCells:
    """The counted cases of a period.

    Args:
        table: a row a case, as it stood at the end, with the flags ``accepted``, ``carried`` and ``redone_now``.
        scope: the words of the column 范围.
    """

    def __init__(self, table: pd.DataFrame, scope: Scope) -> None:
        self._table, self._scope = table, scope
        self._columns: dict[str, Column] = {}
        self._told: dict[tuple[str, str], list[str]] = {}
        numbers = table["number"].tolist()
        self.places = dict(zip(numbers, range(len(numbers)), strict=True))

    def column(self, meaning: str) -> Column:
        """Return a column, by meaning, of all cases."""
        if meaning not in self._columns:
            self._columns[meaning] = Column(_kind(meaning), self._values(meaning))
        return self._columns[meaning]

    def of(self, meaning: str, places: Sequence[int]) -> Column:
        """Return a column of the cases that stand at these places."""
        whole = self.column(meaning)
        return Column(whole.kind, taken(whole.values, places))

    def told(self, meaning: str, header: str, places: Sequence[int]) -> Sequence[str]:
        """Return in words what a column says of the cases at these places: ``办结情况：按期办结``."""
        key = (meaning, header)
        if key not in self._told:
            values = self.column(meaning).values
            self._told[key] = list(values) if meaning == "scope" else [_said(header, value) for value in values]
        return taken(self._told[key], places)

    def _values(self, meaning: str) -> list[Any]:
        if meaning == "scope":
            return [self._scope[not is_new] for is_new in self._table["accepted"].tolist()]
        if meaning in DAYS:
            return [each[meaning] for each in records(self._table, (meaning,))]
        values = self._table[meaning].tolist()
        if meaning in _MARKS:
            return [YES if is_so else "" for is_so in values]
        return [None if isnan(each) else int(each) for each in values] if meaning in _COUNTS else values


def taken(values: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    """Return the values that stand at these places, in their order."""
    if len(places) > 1:
        found: tuple[Any, ...] = itemgetter(*places)(values)
        return found
    return [values[each] for each in places]


def reasons(columns: Iterable[Sequence[str]], count: int) -> list[str]:
    """Return for each of so many cases what all these columns say: ``本季度受理；办结情况：按期办结``."""
    return ["；".join(each) for each in zip(*columns, strict=True)] or [""] * count


def _said(header: str, value: Any) -> str:
    return f"{header}：{'空' if value in (None, '') else value}"


def _kind(meaning: str) -> str:
    if meaning in DAYS:
        return "date"
    if meaning in _COUNTS:
        return "count"
    return "text" if meaning in _WIDE else "centre"
