from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from toolkit.intake import Book, Grid, Reader, Reading, read
from toolkit.intake.formats.parse import parse_book
from toolkit.intake.plain.grid import CellValue, Span
from toolkit.mechanism import Mechanism, default_name, load

DAY = date(2024, 3, 8)


@pytest.fixture(scope="session")
def mechanism() -> Mechanism:
    return load(default_name())


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


Parsed = Callable[[bytes], Book]


@pytest.fixture(scope="session")
def parsed() -> Parsed:
    """Turn a file into plain cells, here and now: for files of our own making, which harm nobody."""
    return lambda data: parse_book(data)[1]


Rows = list[list[CellValue | None]]


@pytest.fixture(scope="session")
def read_rows(mechanism: Mechanism) -> Callable[..., Reading]:
    """Read one sheet written as rows."""

    def run(rows: Rows, merged: tuple[Span, ...] = ()) -> Reading:
        return read(Book((Grid.of_rows(rows, "表", merged),)), mechanism, day=DAY)

    return run
