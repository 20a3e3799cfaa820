"""What a roll-up holds: several districts' figures side by side, the whole, and what is not the same in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.analysis.districts.rollup_rule import RollupRule
from toolkit.analysis.figures.measures import Measure
from toolkit.analysis.packages.data_package import CaseRow, DataPackage
from toolkit.analysis.periods.period import Period


@dataclass(frozen=True, eq=False)
class District:
    """A district (区) of the roll-up: what it is called, where its figures come from, and they.

    Attributes:
        name: as the roll-up calls it, no two alike.
        source: what was given, ``工作目录``, ``总台账`` or ``数据包``; ``file`` its name.
        package: its figures.
        caveat: what these figures cannot know, where they were reckoned from less than all; "" for nothing.
    """

    name: str
    source: str
    file: str
    package: DataPackage
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was given and is not in the roll-up: why, and what to do about it, "" where nothing."""

    file: str
    why: str
    remedy: str = ""

    @property
    def words(self) -> str:
        """Return why, and what to do."""
        return f"{self.why}。{self.remedy}" if self.remedy else self.why


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure that all districts count alike.

    Attributes:
        key: the measure's; ``name`` as the first district calls it.
        figures: of each district, in their order; 编号 with the district before them.
        total: of all districts together.
        shares: each district's part of a count, per cent, adding up to 100.0; () for what is no count.
        ranks: each district's place, equal figures sharing one, None where too few cases; () where nothing is ranked.
    """

    key: str
    name: str
    figures: tuple[Measure, ...]
    total: Measure
    shares: tuple[float, ...] = ()
    ranks: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """A measure that is not compared: why, and what those districts say that have it."""

    key: str
    why: str
    figures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the accepted cases of districts with the same words fall on these: a row a district, a column a word.

    Attributes:
        title: 分类 or 类别.
        words: the columns; the last ones are those that only occur.
        districts: their names.
        numbers: of each district and word the cases.
    """

    title: str
    words: tuple[str, ...]
    districts: tuple[str, ...]
    numbers: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, eq=False)
class Rollup:
    """Several districts, analysed together.

    Attributes:
        period: of all of them.
        as_of: the day it was made.
        least: cases from which on a rate is given, an average or a place.
        rule: what is shown and ranked.
        districts: whose figures are in it.
        compared, apart: the measures.
        spreads: the cases by class and category.
        cases: 编号 with the district before it → the case.
        differences: sentences about what is not the same in all districts.
        left_out: what was given and is not in it.
        missing: districts that were expected and of which there is nothing.
    """

    period: Period
    as_of: date
    least: int
    rule: RollupRule
    districts: tuple[District, ...]
    compared: tuple[Compared, ...]
    apart: tuple[Apart, ...]
    spreads: tuple[Spread, ...]
    cases: Mapping[str, tuple[str, CaseRow]]
    differences: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    missing: tuple[str, ...] = ()

    def find(self, key: str) -> Compared | None:
        """Return the compared measure with this key, or None."""
        return next((each for each in self.compared if each.key == key), None)

    @property
    def cutoff(self) -> date:
        """Return the last day that any of the districts counted."""
        return max(each.package.cutoff for each in self.districts)


def is_worded_otherwise(compared: Compared) -> bool:
    """Return whether districts call or define a measure otherwise though they count it by the same rule."""
    return len({(each.name, each.definition) for each in compared.figures}) > 1
