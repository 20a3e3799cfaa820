"""Plain cells: what every kind of file is turned into before anything is understood.

A :class:`Grid` has no formats, no formulas and no office library behind it; it crosses the pipe from the worker as
JSON and is what tests write down by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

#: What a cell may hold. Whole numbers are floats, as spreadsheets keep them.
CellValue = str | float | bool | date | datetime
#: First row, first column, last row, last column, counted from 0, all inclusive.
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or one Word document.

    Attributes:
        name: the sheet's name as the sender sees it, "" for a Word document.
        cells: (row, column) from 0 → value; empty cells are absent.
        merged: merged ranges.
        errors: (row, column) → the error or formula text of cells whose formula gave no value.
        hidden: whether people do not see the sheet.
        addressed: whether C5 means something to the sender; it does not in Word.
        emphasis: (row, column) → the words that stand out from the rest of the cell, or the whole of a cell that is
            filled, bold or coloured.
        struck: (row, column) → the words struck out.
        circled: cells round whose words a circle was drawn.
        floats: the texts of text boxes, of shapes and of comments.
        pictures: how many pictures lie over the cells.
        unseen: the rows that the sender hid.
        named: (row, column) → the place by which the sender names a cell that was moved; only while it is read.
    """

    name: str
    cells: Mapping[tuple[int, int], CellValue]
    merged: tuple[Span, ...] = ()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    addressed: bool = True
    emphasis: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, compare=False)
    struck: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, compare=False)
    circled: frozenset[tuple[int, int]] = frozenset()
    floats: tuple[str, ...] = ()
    pictures: int = 0
    unseen: frozenset[int] = frozenset()
    named: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict, compare=False)

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[CellValue | None]], name: str = "", merged: Iterable[Span] = ()) -> Grid:
        """Return the grid of a table written row by row; None and "" are empty cells."""
        cells = {
            (number, column): value
            for number, row in enumerate(rows)
            for column, value in enumerate(row)
            if value is not None and value != ""
        }
        return cls(name, cells, tuple(merged))

    def text(self, row: int, column: int) -> str:
        """Return a cell as a person reads it, "" where it is empty."""
        if (row, column) in self.errors:
            return self.errors[row, column]
        return as_text(self.cells.get((row, column), ""))

    def address(self, row: int, column: int) -> str:
        """Return the cell as the sender names it (``C5``), "" where cells have no names."""
        return a1(*self.named.get((row, column), (row, column))) if self.addressed else ""

    def at_tabs(self) -> Grid | None:
        """Return the grid with each paragraph that has tabs as a row of cells, None where there is no such paragraph.

        A paragraph is a row of one cell. One with line breaks stays whole: it would be several rows.
        """
        rows = Counter(row for row, _ in self.cells)
        merged = {row for top, _, bottom, _ in self.merged for row in range(top, bottom + 1)}
        cells: dict[tuple[int, int], CellValue] = {}
        for (row, column), value in self.cells.items():
            alone = column == 0 and rows[row] == 1 and row not in merged
            if alone and isinstance(value, str) and "\t" in value.strip() and "\n" not in value:
                parts = [each.strip() for each in value.split("\t")]
                cells.update({(row, number): part for number, part in enumerate(filter(None, parts))})
            else:
                cells[row, column] = value
        return replace(self, cells=cells) if cells != self.cells else None

    def to_json(self) -> dict[str, Any]:
        """Return the grid as plain JSON."""
        return {
            "name": self.name,
            "cells": [[row, column, _pack(value)] for (row, column), value in self.cells.items()],
            "merged": [list(span) for span in self.merged],
            "errors": [[row, column, text] for (row, column), text in self.errors.items()],
            "hidden": self.hidden,
            "addressed": self.addressed,
            "emphasis": [[row, column, *words] for (row, column), words in self.emphasis.items()],
            "struck": [[row, column, *words] for (row, column), words in self.struck.items()],
            "circled": [list(place) for place in sorted(self.circled)],
            "floats": list(self.floats),
            "pictures": self.pictures,
            "unseen": sorted(self.unseen),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Grid:
        """Return the grid that :meth:`to_json` wrote."""
        return cls(
            name=data["name"],
            cells={(row, column): _unpack(value) for row, column, value in data["cells"]},
            merged=tuple((span[0], span[1], span[2], span[3]) for span in data["merged"]),
            errors={(row, column): text for row, column, text in data["errors"]},
            hidden=data["hidden"],
            addressed=data["addressed"],
            emphasis={(row, column): tuple(words) for row, column, *words in data["emphasis"]},
            struck={(row, column): tuple(words) for row, column, *words in data["struck"]},
            circled=frozenset((row, column) for row, column in data["circled"]),
            floats=tuple(data["floats"]),
            pictures=data["pictures"],
            unseen=frozenset(data["unseen"]),
        )


@dataclass(frozen=True, slots=True)
class Book:
    """One file as plain cells.

    Attributes:
        grids: its sheets, in the order the sender sees them.
        marks: the invisible marks found, one from each hiding place that had one.
    """

    grids: tuple[Grid, ...]
    marks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the book as plain JSON."""
        return {"grids": [each.to_json() for each in self.grids], "marks": list(self.marks)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Book:
        """Return the book that :meth:`to_json` wrote."""
        return cls(tuple(Grid.from_json(each) for each in data["grids"]), tuple(data["marks"]))


def as_text(value: CellValue) -> str:
    """Return a value as a person reads it: whole numbers without ``.0``, days as 2024-03-05."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else value


def a1(row: int, column: int) -> str:
    """Return the spreadsheet name of a cell counted from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _pack(value: CellValue) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _unpack(value: Any) -> CellValue:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])
    if isinstance(value, bool | str):
        return value
    return float(value)
