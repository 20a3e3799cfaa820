"""What is asked of a file's data (过问): the data as they are, with a note of each entry that was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.mechanism.places import Way


@dataclass
class Trace:
    """What was asked of one file.

    Attributes:
        used: the entries that were looked at.
        wanted: table → keys that were asked for and are not there.
        last: what was looked at last.
    """

    used: set[Way] = field(default_factory=set)
    wanted: dict[Way, set[str]] = field(default_factory=dict)
    last: Way = ()


class Traced(Mapping[str, Any]):
    """A table of a file's data that notes what is asked of it."""

    def __init__(self, data: Mapping[str, Any], trace: Trace, way: Way = ()) -> None:
        """Take the table, and the way to it."""
        self._trace, self._way = trace, way
        self._data = {key: _traced(value, trace, (*way, key)) for key, value in data.items()}

    def __getitem__(self, key: str) -> Any:
        """Return an entry. Raises KeyError where there is none."""
        if key not in self._data:
            self._trace.wanted.setdefault(self._way, set()).add(key)
            self._trace.last = self._way
            raise KeyError(key)
        self._trace.last = (*self._way, key)
        self._trace.used.add(self._trace.last)
        return self._data[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is such an entry."""
        if key in self._data:
            self._trace.used.add((*self._way, str(key)))
        elif isinstance(key, str):
            self._trace.wanted.setdefault(self._way, set()).add(key)
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        """Yield the keys: whoever takes them all knows what to do with each."""
        for key in self._data:
            self._trace.used.add((*self._way, key))
            yield key

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._data)


def _traced(value: Any, trace: Trace, way: Way) -> Any:
    if isinstance(value, Mapping):
        return Traced(value, trace, way)
    if isinstance(value, list):
        return [_traced(each, trace, (*way, place)) for place, each in enumerate(value)]
    return value


def unused(data: Mapping[str, Any], trace: Trace) -> Iterator[Way]:
    """Yield the ways to entries that nobody asked for, in tables that somebody looked into."""
    tables = {way[:-1] for way in trace.used} | set(trace.wanted)
    for way, table in _tables(data, ()):
        if way in tables:
            yield from ((*way, key) for key in table if (*way, key) not in trace.used)


def _tables(value: Any, way: Way) -> Iterator[tuple[Way, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield way, value
        for key, each in value.items():
            yield from _tables(each, (*way, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _tables(each, (*way, place))
