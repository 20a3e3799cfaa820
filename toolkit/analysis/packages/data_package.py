"""The analysis package (分析数据包): a period's figures and the cases behind them, fit to leave the office.

What an office above needs for a roll-up and no more: of each measure numerator, denominator and definition, of each
case its 编号, kind, lead unit and days. No firm, no matter, no person, no phone: whatever a clerk may have typed where
the register offers words is left out as well, for a name could stand there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import isnan
from typing import NamedTuple

from toolkit import __version__
from toolkit.analysis.figures.case_rows import records
from toolkit.analysis.figures.conventions import OTHERS, UNFILLED
from toolkit.analysis.figures.measures import COUNT, PER_CENT, Measure, Spec
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.periods.period import Period
from toolkit.errors import ToolkitError
from toolkit.mechanism import Mechanism

#: How a mark of the flags that stand for the words of an evaluation begins; see ``flags.py``.
_SAID = "said_"
#: What the columns of a package are read from.
_READ = ("number", "class", "category", "lead", "received", "dispatched", "due", "closed", "workdays")


class PackageError(ToolkitError):
    """A file that should be an analysis package and cannot be used as one."""


class CaseRow(NamedTuple):
    """A case as a package has it.

    Attributes:
        number: its 编号.
        kind: its class (问题分类); ``category`` its 问题类别; ``lead`` its lead unit. Words that the mechanism does not
            offer, and units that are none of its own, are 其他.
        received, dispatched, due, closed: its days, None where there is none.
        workdays: how many it took, None where it is not closed.
    """

    number: str
    kind: str
    category: str
    lead: str
    received: date | None
    dispatched: date | None
    due: date | None
    closed: date | None
    workdays: int | None


@dataclass(frozen=True)
class DataPackage:
    """A period's figures of one office.

    Attributes:
        place: whose: the district; ``office`` its body in full.
        identity: by which its workspace is known wherever it lies, "" where that is not known.
        mechanism: the name of its mechanism; ``title`` what the office calls that.
        period: which; ``cutoff`` the day the figures stand at; ``written`` the day they were reckoned.
        version: of the toolkit that reckoned them.
        classes, categories: the words its cases are sorted by, in the mechanism's order.
        measures: the figures, each with the 编号 it counts.
        rules: measure → by what it counts, whatever it is called.
        rows: the cases that some figure counts.
    """

    place: str
    office: str
    identity: str
    mechanism: str
    title: str
    period: Period
    cutoff: date
    written: date
    version: str
    classes: tuple[str, ...]
    categories: tuple[str, ...]
    measures: tuple[Measure, ...]
    rules: Mapping[str, str]
    rows: tuple[CaseRow, ...]

    def find(self, key: str) -> Measure | None:
        """Return the measure with this key, or None."""
        return next((each for each in self.measures if each.key == key), None)


def package_of(analysis: Analysis, mechanism: Mechanism, identity: str = "") -> DataPackage:
    """Return what of an analysis may leave the office.

    Args:
        analysis: the figures.
        mechanism: whose, with the member units that the office keeps.
        identity: by which its workspace is known.
    """
    words = analysis.conventions.satisfaction
    rows = tuple(_rows(analysis, mechanism))
    place = {each.number: at for at, each in enumerate(rows)}
    return DataPackage(
        place=mechanism.place,
        office=mechanism.office,
        identity=identity,
        mechanism=mechanism.name,
        title=mechanism.title,
        period=analysis.period,
        cutoff=analysis.cutoff,
        written=analysis.as_of,
        version=__version__,
        classes=mechanism.classes,
        categories=tuple(each.stored for each in mechanism.categories),
        measures=tuple(_in_order(each, place) for each in analysis.measures),
        rules={each.key: _rule(each, words) for each in analysis.specs},
        rows=rows,
    )


def _in_order(measure: Measure, place: Mapping[str, int]) -> Measure:
    """Return a measure with its cases in the order of the package's rows."""
    top, bottom = (
        tuple(sorted(each, key=place.__getitem__)) for each in (measure.numbers, measure.denominator_numbers)
    )
    return replace(measure, numbers=top, denominator_numbers=bottom)


def _rule(spec: Spec, words: Sequence[str]) -> str:
    """Return by what a measure counts: two offices whose rules are the same mean the same by it."""

    def told(flags: Iterable[str]) -> str:
        return "+".join(_flag(each, words) for each in flags)

    if spec.amount:
        return f"{spec.how}({spec.amount}):{told(spec.top)}"
    return told(spec.top) if spec.bottom is None else f"{told(spec.top)}/{told(spec.bottom)}"


def _flag(flag: str, words: Sequence[str]) -> str:
    # The first word of one office's scale is not the first of another's: the word itself is the rule.
    return f"{_SAID}{words[int(flag.removeprefix(_SAID))]}" if flag.startswith(_SAID) else flag


def _rows(analysis: Analysis, mechanism: Mechanism) -> Iterator[CaseRow]:
    kinds = {*mechanism.classes, UNFILLED}
    categories = {*(each.stored for each in mechanism.categories), UNFILLED}
    units = {*(each.name for each in mechanism.units), UNFILLED}

    def offered(word: str, known: Collection[str]) -> str:
        return word if word in known else OTHERS

    for case in records(analysis.detail, _READ):
        yield CaseRow(
            number=case["number"],
            kind=offered(case["class"], kinds),
            category=offered(case["category"], categories),
            lead=offered(case["lead"], units),
            received=case["received"],
            dispatched=case["dispatched"],
            due=case["due"],
            closed=case["closed"],
            workdays=None if isnan(case["workdays"]) else int(case["workdays"]),
        )


def figure(measure: Measure, top: Sequence[CaseRow], whole: Sequence[CaseRow]) -> Measure:
    """Return ``measure`` with what these cases give.

    Args:
        measure: its name, unit and definition; a figure in workdays without a denominator is a median.
        top: the cases of the numerator, of an average or a median all of them.
        whole: those of the denominator; of a plain count they are not asked.
    """
    numbers = tuple(each.number for each in top)
    if measure.unit == PER_CENT:
        rate = len(top) / len(whole) if whole else None
        below = tuple(each.number for each in whole)
        return replace(
            measure, numerator=len(top), denominator=len(whole), value=rate, numbers=numbers, denominator_numbers=below
        )
    if measure.unit == COUNT:
        return replace(measure, numerator=len(top), denominator=None, value=float(len(top)), numbers=numbers)
    amounts = sorted(each.workdays or 0 for each in top)
    if measure.denominator is None:
        middle = Fraction(amounts[(len(amounts) - 1) // 2] + amounts[len(amounts) // 2], 2) if amounts else None
        value = None if middle is None else float(middle)
        return replace(measure, numerator=len(top), value=value, middle=middle, numbers=numbers)
    mean = sum(amounts) / len(amounts) if amounts else None
    return replace(
        measure, numerator=sum(amounts), denominator=len(top), value=mean, numbers=numbers, denominator_numbers=numbers
    )
