"""What the sheets of the analysis workbook share: what they are made from, and how their cells are worded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.analysis.figures.case_cells import CaseCells
from toolkit.analysis.figures.conventions import TOO_FEW
from toolkit.analysis.figures.groups import Group
from toolkit.analysis.figures.measures import Measure, Spec
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.sheets.formulas import Counter, Criterion
from toolkit.analysis.sheets.origin import RATE_PARTS, Origin, Origins
from toolkit.analysis.sheets.sheet import Book, Sheet
from toolkit.mechanism import Mechanism

#: What stands where there is nothing to show.
NONE = "—"


@dataclass(frozen=True, slots=True)
class Theme:
    """What every sheet is made from.

    Attributes:
        book, analysis, mechanism: what is written where, and in whose words.
        counter: writes the formulas.
        closed_numbers: the 编号 of the accepted and closed cases.
        cells: the counted cases, under "" those of the period and under its word (上季度) those of each base.
        origins: the lists behind the figures.
    """

    book: Book
    analysis: Analysis
    mechanism: Mechanism
    counter: Counter
    closed_numbers: frozenset[str]
    cells: Mapping[str, CaseCells]
    origins: Origins

    def sheet(self, name: str, widths: Sequence[float], title: str) -> Sheet:
        """Add a sheet and write its title."""
        sheet = self.book.sheet(name, widths)
        sheet.title(f"{self.analysis.period.label}{title}")
        return sheet

    @property
    def least(self) -> int:
        """Return the cases from which on a rate is given."""
        return self.analysis.conventions.least_ranked

    def closed(self, group: Group) -> tuple[str, ...]:
        """Return the 编号 of those of a group's cases that are closed."""
        return tuple(each for each in group.numbers if each in self.closed_numbers)

    def spec(self, measure: Measure) -> Spec:
        """Return how a measure was counted."""
        return next(each for each in self.analysis.specs if each.key == measure.key)

    def origin(self, measure: Measure, of: str = "", trait: tuple[str, str] | None = None, base: str = "") -> Origin:
        """Return the list behind a measure; ``of`` names the group or the base whose it is, ``base`` the latter."""
        spec = next((each for each in self.analysis.specs if each.key == measure.key), None)
        flags = (*spec.top, *(spec.bottom or ())) if spec else ()
        title = f"{of}　{measure.name}" if of else measure.name
        definition = "" if of else measure.definition
        if not measure.denominator_numbers:
            return self.origins.of(title, measure.numbers, definition=definition, flags=flags, trait=trait, base=base)
        return self.origins.of(
            title, measure.numbers, measure.denominator_numbers,
            definition=definition, parts=RATE_PARTS, flags=flags, trait=trait, base=base,
        )  # fmt: skip


def or_none(value: float | None) -> float | str:
    """Return a figure, or the dash that stands where there is none."""
    return NONE if value is None else value


def criterion(group: Group, column: str, row: int, safe: frozenset[str]) -> Criterion | None:
    """Return the criterion "as in the first column", None where COUNTIFS would misread the name."""
    return (column, f"$A{row}") if group.name in safe else None


def rate_formula(top: str, bottom: str, least: int) -> str:
    """Return the formula of a rate: a dash for no case, 样本不足 for fewer than ``least``."""
    return f'=IF({bottom}=0,"{NONE}",IF({bottom}<{least},"{TOO_FEW}",{top}/{bottom}))'


def first_of(title: str, shown: int, of: int) -> str:
    """Return a chart's title, saying how many are shown where not all are."""
    return title if shown == of else f"{title}前{shown}位"


def tall(bars: int, series: int) -> int:
    """Return how high a chart of lying bars must be to be read, in pixels."""
    return 90 + bars * (12 + 10 * series)
