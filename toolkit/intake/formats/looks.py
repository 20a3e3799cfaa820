"""Words that stand out: which of several printed choices a person made bold, coloured, underlined, or struck out.

Nothing is read from looks but a choice that is marked in no other way, and that it was is always told. What a file says
about looks is therefore only looked at when somebody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Place = tuple[int, int]
#: How the text of a cell comment begins among what lies over the cells.
COMMENT = "批注"
#: How a tick box that floats over the sheet begins among them.
CONTROL = "（勾选控件）"
#: Of each cell the texts that stand out from the rest of it, and those struck out.
Shown = tuple[Mapping[Place, tuple[str, ...]], Mapping[Place, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks alike: its marks (bold, a colour, …), and whether it is struck out."""

    text: str
    marks: frozenset[str] = frozenset()
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Floating:
    """What lies over a sheet.

    Attributes:
        texts: of text boxes, of shapes and of comments, in the file's order.
        circled: the cells in whose middle a circle was drawn without words.
        pictures: how many pictures there are.
    """

    texts: tuple[str, ...] = ()
    circled: frozenset[Place] = frozenset()
    pictures: int = 0


def standing_out(runs: Sequence[Run]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts of one cell that stand out from most of it, and those struck out; neighbours alike are joined.

    A run stands out by a mark that most of the text does not have.
    """
    weight: Counter[frozenset[str]] = Counter()
    for run in runs:
        if not run.struck:
            weight[run.marks] += len(run.text.strip())
    usual = weight.most_common(1)[0][0] if weight else frozenset()
    return (
        tuple(_joined(runs, lambda run: not run.struck and bool(run.marks - usual))),
        tuple(_joined(runs, lambda run: run.struck)),
    )


def _joined(runs: Sequence[Run], wanted: Callable[[Run], bool]) -> Iterator[str]:
    """Yield the wanted texts; blanks between two of them part nothing."""
    text = blank = ""
    for run in runs:
        if wanted(run):
            text, blank = text + blank + run.text, ""
        elif not run.text.strip():
            blank += run.text if text else ""
        else:
            if text.strip():
                yield text.strip()
            text = blank = ""
    if text.strip():
        yield text.strip()


class Later(Mapping[Place, tuple[str, ...]]):
    """One half of what a sheet shows, found out when it is first asked for."""

    def __init__(self, find: Callable[[], Shown], half: int) -> None:
        """Take what finds both halves, and which of them this is: 0 stands out, 1 struck out."""
        self._find = find
        self._half = half
        self._found: Mapping[Place, tuple[str, ...]] | None = None

    def _all(self) -> Mapping[Place, tuple[str, ...]]:
        if self._found is None:
            self._found = self._find()[self._half]
        return self._found

    def __getitem__(self, place: Place) -> tuple[str, ...]:
        return self._all()[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


#: Nothing stands out.
PLAIN: Mapping[Place, tuple[str, ...]] = {}
