"""How well measures are named for firms' matters: precision and recall against a table made by hand.

``matters68.csv`` has matters in firms' own words with the measures of seed 002 that speak of them: fifteen looked at
while the words (``helpful.toml``) were written, fifteen held back, and sixteen written after the words were fixed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.tasks.helpful import Measures

TABLE = Path(__file__).parent / "samples" / "matters68.csv"
LOOKED_AT, HELD_BACK, WRITTEN_LATER = "写规则时看过", "留作检验", "规则写定后另写"


@dataclass(frozen=True)
class Measured:
    """Of how many measures named how many are right; of how many matters that a measure speaks of one was named."""

    named: int
    right: int
    matters: int
    found: int
    wrong_first: tuple[str, ...]


def measured(measures: Measures, half: str) -> Measured:
    """Compare what is named for the matters of a half with the table."""
    told = [(matter, wanted, [each.task.measure for each in measures.that_help(matter)]) for matter, wanted in of(half)]
    return Measured(
        named=sum(len(found) for _, _, found in told),
        right=sum(len(wanted.intersection(found)) for _, wanted, found in told),
        matters=sum(bool(wanted) for _, wanted, _ in told),
        found=sum(bool(wanted.intersection(found)) for _, wanted, found in told),
        wrong_first=tuple(f"{matter} → {found}" for matter, wanted, found in told if not wanted.issuperset(found[:1])),
    )


def of(half: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the matters of a half with the measures that speak of them."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["half"] == half:
                yield row["matter"], set(row["measures"].split())
