"""Forms as people return them, written down from the layout so that tests need no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.forms import Form, Look
from toolkit.intake import Grid
from toolkit.intake.plain.grid import CellValue, Span


@dataclass
class Sheet:
    """A sheet being written."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)

    def grid(self, name: str = "Sheet1", **more: object) -> Grid:
        return Grid(name, dict(self.cells), tuple(self.merged), **more)  # type: ignore[arg-type]

    def moved(self, down: int, right: int) -> Sheet:
        cells = {(row + down, column + right): value for (row, column), value in self.cells.items()}
        merged = [(a + down, b + right, c + down, d + right) for a, b, c, d in self.merged]
        return Sheet(cells, merged)

    def unmerged(self) -> Sheet:
        return Sheet(dict(self.cells), [])

    def rows(self) -> list[list[CellValue | None]]:
        last_row = max(row for row, _ in self.cells)
        width = max(column for _, column in self.cells)
        return [[self.cells.get((row, column)) for column in range(width + 1)] for row in range(last_row + 1)]


def filled(form: Form, values: Mapping[str, CellValue], labels: Mapping[str, str] | None = None) -> Sheet:
    """Return the form's own layout with answers written in; a tuple of choices ticks their boxes."""
    sheet = Sheet()
    renamed = labels or {}
    for placed in form.layout.placed():
        cell = placed.cell
        text: CellValue = renamed.get(cell.text, cell.text)
        if cell.look is Look.TALL:
            text = "\n".join(str(text))
        if cell.option:
            text = "☑" if cell.option in str(values.get(cell.field, "")).split("、") else "□"
        elif cell.field:
            text = values.get(cell.field, cell.text)
        if text != "":
            sheet.cells[placed.row, placed.column] = text
        if cell.rows * cell.columns > 1:
            sheet.merged.append((placed.row, placed.column, placed.last_row, placed.last_column))
    return sheet
