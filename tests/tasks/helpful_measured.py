"""How well measures are named for firms' matters: precision and recall against a table made by hand.

``matters68.csv`` has matters in firms' own words with the measures of seed 002 that speak of them: fifteen looked at
while the words (``helpful.toml``) were first written, fifteen held back, and sixteen written after them; all were looked
at when the words were written anew. ``matters_held.csv`` has fifty over both seeds that were written after that: measured
for the first time, of 46 that a measure speaks of 42 had one named, and of 59 named 46 were right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.tasks.helpful import Measures

SAMPLES = Path(__file__).parent / "samples"
TABLE, HELD = SAMPLES / "matters68.csv", SAMPLES / "matters_held.csv"
LOOKED_AT, HELD_BACK, WRITTEN_LATER = "写规则时看过", "留作检验", "规则写定后另写"


@dataclass(frozen=True)
class Measured:
    """Of how many measures named how many are right; of how many matters that a measure speaks of one was named."""

    named: int
    right: int
    matters: int
    found: int
    wrong_first: tuple[str, ...]


def measured(measures: Measures, matters: Iterable[tuple[str, set[str]]]) -> Measured:
    """Compare what is named for matters with what the table says."""
    told = [(matter, wanted, [each.task.measure for each in measures.that_help(matter)]) for matter, wanted in matters]
    return Measured(
        named=sum(len(found) for _, _, found in told),
        right=sum(len(wanted.intersection(found)) for _, wanted, found in told),
        matters=sum(bool(wanted) for _, wanted, _ in told),
        found=sum(bool(wanted.intersection(found)) for _, wanted, found in told),
        wrong_first=tuple(f"{matter} → {found}" for matter, wanted, found in told if not wanted.issuperset(found[:1])),
    )


def of(half: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the matters of a half with the measures that speak of them."""
    yield from _read(TABLE, "half", half)


def held(plan: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the matters that were held back, those about one plan."""
    yield from _read(HELD, "plan", plan)


def _read(table: Path, column: str, value: str) -> Iterator[tuple[str, set[str]]]:
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row[column] == value:
                yield row["matter"], set(row["measures"].split())
