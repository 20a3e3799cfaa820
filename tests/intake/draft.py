"""A sheet being made: its cells, and what each of its fields ought to read as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toolkit.forms import Form
from toolkit.intake.plain.grid import CellValue, Grid, Span

Place = tuple[int, int]


@dataclass
class Draft:
    """A sheet being made, with what each of its fields ought to read as."""

    form: Form
    cells: dict[Place, CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    right: dict[str, str] = field(default_factory=dict)
    labels: set[Place] = field(default_factory=set)
    values: dict[Place, str] = field(default_factory=dict)
    inputs: set[Place] = field(default_factory=set)
    log: list[str] = field(default_factory=list)

    def grid(self) -> Grid:
        return Grid("表", {place: value for place, value in self.cells.items() if value != ""}, tuple(self.merged))

    def put(self, row: int, column: int, said: CellValue, *, label: bool = False, key: str = "") -> None:
        self.cells[row, column] = said
        if label:
            self.labels.add((row, column))
        if key:
            self.values[row, column] = key
            self.inputs.add((row, column))

    def move(self, to: Callable[[int, int], Place]) -> None:
        """Move everything; a merged range follows its corners."""
        self.cells = {to(*place): value for place, value in self.cells.items()}
        self.merged = [(*to(top, left), *to(bottom, right)) for top, left, bottom, right in self.merged]
        self.labels = {to(*place) for place in self.labels}
        self.values = {to(*place): key for place, key in self.values.items()}
        self.inputs = {to(*place) for place in self.inputs}

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)
