"""Lines of a journal that cannot be read (损坏的行): what a kill tore, and what was spoiled since."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from toolkit.journal.line import parsed


class Damaged(NamedTuple):
    """A line of a journal that cannot be read.

    Attributes:
        name: the file's name.
        number: the line's number, from 1.
        torn: whether it is what a kill or a power cut left of a line: what it would have said never happened. Any
            other line was spoiled since it was written.
        mark: by what the line is known again.
    """

    name: str
    number: int
    torn: bool
    mark: str


def damage(folder: Path) -> Iterator[Damaged]:
    """Yield the lines of a journal that cannot be read.

    A line that ends too early is torn where it is the last, and where the next record took its place in the order:
    nobody counted on it. Where that place is missing, the line was whole once.
    """
    files = {path: path.read_bytes().split(b"\n") for path in sorted(folder.glob("*.jsonl"))}
    places = {path: [_place(line) for line in lines] for path, lines in files.items()}
    there = {place for found in places.values() for place in found}
    for path, lines in files.items():
        before, found = 0, places[path]
        for number, (line, place) in enumerate(zip(lines, found, strict=True), start=1):
            if place is not None:
                before = place
            elif line.strip():
                after = next((each for each in found[number:] if each is not None), before + 1)
                unfinished = not line.rstrip().endswith(b"}") and there.issuperset(range(before + 1, after))
                mark = f"{path.name}:{zlib.crc32(line):08x}"
                yield Damaged(path.name, number, number == len(lines) or unfinished, mark)


def _place(line: bytes) -> int | None:
    record = parsed(line) if line.strip() else None
    return None if record is None else record["seq"]
