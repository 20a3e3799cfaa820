"""Where a figure comes from (数字出处): the cases behind each figure of the workbook, and by what they are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

#: What a row of a list says of its part in a count; in a rate: above and below the line, or below it only.
COUNTED, RATE_PARTS = ("计入", "计入"), ("计入分子和分母", "只计入分母")


@dataclass(eq=False, slots=True)
class Origin:
    """The cases behind a figure.

    Attributes:
        title: the figure's name, by which its list is headed.
        top: the 编号 of a rate's numerator, or those of ``bottom`` that a second count beside the first names.
        bottom: the 编号 of all; of a plain count the same as ``top``.
        definition: how it is counted, "" where the title says it.
        parts: what a row says that is in ``top``, and what one that is not.
        flags: the conditions by which these cases are counted, to say of each why it is.
        trait: column by meaning and value that they have in common; None for a figure of all.
        base: whose cases they are: "" for the period's, else the word of the base that it is compared with.
        why: 编号 → why the case is counted, where that is not to be read off the columns that the flags ask.
        place: once the list has been written, its first row, counted from 1; 0 before that.
        is_listed: whether its rows stand there, or only how to filter for them.
    """

    title: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    definition: str = ""
    parts: tuple[str, str] = COUNTED
    flags: tuple[str, ...] = ()
    trait: tuple[str, str] | None = None
    base: str = ""
    why: Mapping[str, str] | None = None
    place: int = 0
    is_listed: bool = False

    def part(self, *, is_top: bool) -> tuple[str, ...]:
        """Return the 编号 of the numerator, or of all."""
        return self.top if is_top else self.bottom

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return every 编号 once, those in ``top`` first."""
        mine = set(self.top)
        return (*self.top, *(each for each in self.bottom if each not in mine))


class Origins:
    """The lists of a workbook, in the order in which its figures asked for them."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Origin] = {}

    def of(
        self,
        title: str,
        top: Sequence[str],
        bottom: Sequence[str] | None = None,
        *,
        definition: str = "",
        parts: tuple[str, str] = COUNTED,
        flags: Sequence[str] = (),
        trait: tuple[str, str] | None = None,
        base: str = "",
        why: Mapping[str, str] | None = None,
    ) -> Origin:
        """Return the list behind a figure, the same one however often the workbook shows the figure."""
        mine, whole = tuple(top), tuple(top if bottom is None else bottom)
        asked = tuple(dict.fromkeys(flags))
        found = Origin(title, mine, whole, definition, parts, asked, trait, base, why)
        return self._found.setdefault((title, mine, whole), found)

    def __iter__(self) -> Iterator[Origin]:
        """Yield the lists that have any case."""
        return (each for each in self._found.values() if each.bottom)

    def choose(self, most: int) -> None:
        """Decide which lists are written out, so that they have ``most`` rows together.

        The period's own come before those of its bases, and the shortest first.
        """
        for origin in sorted(self, key=lambda each: (bool(each.base), len(each.bottom))):
            most -= len(origin.bottom)
            origin.is_listed = most >= 0
