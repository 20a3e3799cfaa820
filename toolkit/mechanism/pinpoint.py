"""Which line of a file a sentence about it means: the one that holds most of what the sentence names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.mechanism.places import Way
from toolkit.mechanism.trace import Trace


@dataclass
class ReadFile:
    """A file that was read: its data, where they stand, and what was asked of them."""

    data: Mapping[str, Any]
    lines: Mapping[Way, int]
    trace: Trace = field(default_factory=Trace)

    @property
    def top(self) -> int:
        """Return the line of the first entry: what is meant by the file as a whole; 0 where it has none."""
        return min(self.lines.values(), default=0)

    def line(self, way: Way) -> int:
        """Return the line of the nearest thing on a way, 0 where there is none."""
        return next((self.lines[way[:end]] for end in range(len(way), 0, -1) if way[:end] in self.lines), 0)


def best_line(read: ReadFile, tokens: Sequence[str]) -> int:
    """Return the line that holds most of these words, 0 where none holds any."""
    return scored(read, tokens)[1]


def scored(read: ReadFile, tokens: Sequence[str], *, last: bool = False) -> tuple[int, int]:
    """Return how much of what a sentence names stands on the line that holds most of it, and that line; 0 for none.

    What stands on the line counts four times what stands in the table around it, and more than what is but a part of
    a longer text there.
    """
    wanted, around = set(tokens), _around(read, set(tokens))
    best = (0, 0)
    for way, words in _leaves(read.data, ()):
        own = sum(_weight(each, words, last=each == tokens[-1]) for each in wanted)
        score = own + len(around.get(way[:2], set())) if own else 0
        if score > best[0] or (last and score and score == best[0]):
            best = (score, read.line(way))
    return best


def _weight(token: str, words: set[str], *, last: bool) -> int:
    """Return what a name counts on a line: what a sentence names last is mostly what is wrong."""
    if token in words:
        return 4 + 2 * last
    return 3 + 2 * last if len(token) > 1 and any(token in word for word in words) else 0


def _around(read: ReadFile, wanted: set[str]) -> dict[Way, set[str]]:
    found: dict[Way, set[str]] = {}
    for way, words in _leaves(read.data, ()):
        found.setdefault(way[:2], set()).update(wanted & words)
    return found


def _leaves(value: Any, way: Way) -> Iterator[tuple[Way, set[str]]]:
    """Yield each entry that is no table and no list with the words on it: its value, and the keys on the way."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*way, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*way, place))
    else:
        yield way, {str(value), *(str(each) for each in way)}
