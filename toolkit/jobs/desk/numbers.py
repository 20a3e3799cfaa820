"""编号 (YYYY-NNN): claimed by exclusively creating a file, so that two PCs never give one twice.

One file claims as many numbers as are given together: it is named for the first and holds the serial of the last. An
empty one, as earlier versions wrote them, claims the number it is named for.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from toolkit.errors import WorkspaceError
from toolkit.files import write_new

_NUMBER = re.compile(r"^(\d{4})-(\d{3,})$")


class Numbers:
    """The numbers of one year as one run gives them.

    Args:
        folder: where the claims lie.
        year: the year of receipt.
    """

    def __init__(self, folder: Path, year: int) -> None:
        self._folder, self._year = folder, year
        self._last: int | None = None
        self._first_given: int | None = None

    def give(self, taken: Iterable[str]) -> str:
        """Return the next number. It is nobody's before :meth:`claim`; until then no paper may bear it.

        Args:
            taken: numbers known to be in use, claimed or not; they are looked through once a run.
        """
        self._last = (self._greatest(taken) if self._last is None else self._last) + 1
        if self._first_given is None:
            self._first_given = self._last
        return f"{self._year}-{self._last:03}"

    def free(self, taken: Iterable[str], refused: Sequence[Container[str]], *, at_once: bool) -> str:
        """Return the next number that none of ``refused`` holds, claimed at once or with the next :meth:`secure`.

        Raises:
            OSError: the disk is full or the share is away.
        """
        while True:
            number = claimed(self, taken) if at_once else self.give(taken)
            if not any(number in each for each in refused):
                return number

    def claim(self) -> bool:
        """Claim what was given since the last claim; False where another PC was quicker: then none of it is ours.

        Raises:
            OSError: the disk is full or the share is away.
        """
        if self._first_given is None or self._last is None:
            return True
        first = self._folder / f"{self._year}-{self._first_given:03}"
        # Its being there is all: should a power cut undo it, the journal knows the numbers, or nobody ever saw them.
        done = write_new(first, str(self._last).encode(), flush=False)
        self._first_given = None
        if not done:
            self.give_back()
        return done

    def secure(self) -> None:
        """Claim what was given since the last claim.

        Raises:
            WorkspaceError: another PC was quicker: none of it is ours.
            OSError: the disk is full or the share is away.
        """
        if not self.claim():
            raise WorkspaceError(
                "另一台电脑同时在这个工作目录里登记，编号有冲突，这一批没有登记", "来件仍在收件箱，请再运行一次"
            )

    def give_back(self) -> None:
        """Let what was given and not claimed be given again; what there is is looked up anew."""
        self._last = self._first_given = None

    def _greatest(self, taken: Iterable[str]) -> int:
        """Return the greatest serial of the year that is in use or claimed, 0 where there is none."""
        prefix = f"{self._year}-"
        used = max((serial(each) for each in taken if each.startswith(prefix)), default=0)
        claims = max((serial(each.name) for each in self._folder.glob(f"{prefix}*")), default=0)
        return max(used, claims and _end(self._folder / f"{prefix}{claims:03}", claims))


def claimed(numbers: Numbers, taken: Iterable[str]) -> str:
    """Return a number that is claimed at once.

    Raises:
        OSError: the disk is full or the share is away.
    """
    while True:
        number = numbers.give(taken)
        if numbers.claim():
            return number


def claimed_by(claim: Path) -> list[str]:
    """Return the numbers that a claim claims, none where it is no claim."""
    first = serial(claim.name)
    year = claim.name.split("-")[0]
    return [f"{year}-{count:03}" for count in range(first, _end(claim, first) + 1)] if first else []


def _end(claim: Path, first: int) -> int:
    """Return the serial of the last number that a claim claims.

    A run that died while writing it has given none of them, so what is torn counts for its first.
    """
    try:
        text = claim.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return first
    return max(int(text), first) if text.isascii() and text.isdigit() else first


def serial(number: str) -> int:
    """Return a 编号's serial number within its year, 0 for a text that is no 编号."""
    match = _NUMBER.match(number)
    return int(match[2]) if match else 0


def in_turn(number: str) -> tuple[str, int]:
    """Return by what 编号 are put in the order in which they were given: 2024-1000 comes after 2024-999."""
    return number[:4], serial(number)
