"""What a letter says of how its due dates came about (期限说明); ``reckoning`` beside it writes it."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.documents.setting.words import clean


@dataclass(frozen=True, slots=True)
class LetterDates:
    """How a due date of a letter came about, for the unit to check.

    Attributes:
        numbers: the matters it is about.
        title: which deadline it is, and when it ends.
        lines: the days, how they were counted, and why.
        notes: which rules were followed, what is provisional.
    """

    numbers: tuple[str, ...]
    title: str
    lines: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Return what stands over its table."""
        return f"{'、'.join(map(clean, self.numbers))}　{clean(self.title)}"
