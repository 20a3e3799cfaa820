"""What the sheets of the roll-up's workbook share: what they are made from, and how a figure becomes a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.analysis.districts.rollup_result import Rollup
from toolkit.analysis.figures.measures import COUNT, PER_CENT, WORKDAYS, Measure
from toolkit.analysis.sheets.origin import COUNTED, RATE_PARTS, Origin, Origins
from toolkit.analysis.sheets.sheet import Book, Cell, Sheet

#: What the row of all districts is called, and how the column of their names is headed.
TOTAL, DISTRICT = "合计", "地区"
NONE = "—"
_KINDS = {COUNT: "count", PER_CENT: "rate", WORKDAYS: "days"}


@dataclass(frozen=True, slots=True)
class RollupTheme:
    """What every sheet is made from: the workbook, the roll-up, the lists behind the figures."""

    book: Book
    rollup: Rollup
    origins: Origins

    def sheet(self, name: str, widths: Sequence[float], title: str) -> Sheet:
        """Add a sheet and write its title."""
        sheet = self.book.sheet(name, widths)
        sheet.title(f"{self.rollup.period.label}{title}")
        return sheet

    def origin(self, measure: Measure, of: str) -> Origin:
        """Return the list behind a measure of a district, or of all."""
        title = f"{of}　{measure.name}"
        if not measure.denominator_numbers:
            return self.origins.of(title, measure.numbers)
        parts = RATE_PARTS if measure.unit == PER_CENT else COUNTED
        return self.origins.of(title, measure.numbers, measure.denominator_numbers, parts=parts)

    def value(self, measure: Measure, of: str) -> Cell:
        """Return the cell with a measure's value: 样本不足 or a dash where there is none to give."""
        return Cell(measure.shown, _KINDS[measure.unit], None, (self.origin(measure, of), False))

    def top(self, measure: Measure, of: str, formula: str | None = None) -> Cell:
        """Return the cell with a measure's numerator."""
        return Cell(measure.numerator, "count", formula, (self.origin(measure, of), True))

    def bottom(self, measure: Measure, of: str, formula: str | None = None) -> Cell:
        """Return the cell with a measure's denominator, a dash where it has none."""
        if measure.denominator is None:
            return Cell(NONE, "centre")
        return Cell(measure.denominator, "count", formula, (self.origin(measure, of), False))
