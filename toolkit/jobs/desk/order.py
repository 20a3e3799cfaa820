"""How a job is asked to run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path


def silent(_done: int, _total: int, _words: str) -> None:
    """Show nothing."""


def unseen(_paper: Path) -> None:
    """Leave a written paper where it lies."""


def agree(_question: str) -> bool:
    """Go on without asking: nobody sits there, or the answer was given with the command."""
    return True


@dataclass(frozen=True, slots=True)
class Order:
    """How a job was asked to run.

    Attributes:
        as_of: the day to reckon from.
        dry_run: tell what would be done, write nothing.
        say: takes each line for the person at the screen.
        step: takes how far a long job has come: steps done, steps in all, what is being done.
        ask: puts a question to the person and returns whether they agree.
        made: takes each paper that was written, or that was there already as it is to be.
    """

    as_of: date
    dry_run: bool = False
    say: Callable[[str], None] = print
    step: Callable[[int, int, str], None] = silent
    ask: Callable[[str], bool] = agree
    made: Callable[[Path], None] = unseen
