"""编号 (YYYY-NNN): claimed by exclusively creating a file, so that two PCs never give one twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from toolkit.files import write_new

_NUMBER = re.compile(r"^(\d{4})-(\d{3,})$")


def claim(folder: Path, year: int, taken: Iterable[str], after: int | None = None) -> str:
    """Return a 编号 of ``year`` that nobody has, and claim it.

    Args:
        folder: where the claims lie, a file each.
        year: the year of receipt.
        taken: numbers known to be in use, claimed or not.
        after: the serial number claimed last in this run, where there was one: the search goes on from there.
    """
    count = (_last(folder, year, taken) if after is None else after) + 1
    # Its being there is all: should a power cut undo it, the journal knows the number, or nobody ever saw it.
    while not write_new(folder / f"{year}-{count:03}", b"", flush=False):
        count += 1
    return f"{year}-{count:03}"


def _last(folder: Path, year: int, taken: Iterable[str]) -> int:
    names = [*taken, *(path.name for path in folder.glob(f"{year}-*"))]
    return max((int(match[2]) for match in map(_NUMBER.match, names) if match and int(match[1]) == year), default=0)


def serial(number: str) -> int:
    """Return a 编号's serial number within its year, 0 for a text that is no 编号."""
    match = _NUMBER.match(number)
    return int(match[2]) if match else 0


def in_turn(number: str) -> tuple[str, int]:
    """Return by what 编号 are put in the order in which they were given: 2024-1000 comes after 2024-999."""
    return number[:4], serial(number)
