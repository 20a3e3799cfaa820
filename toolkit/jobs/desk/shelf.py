"""A shelf (架): a mapping whose entries are fetched when they are asked for; a list of which only the end is at hand.

A day's returns touch a few of a hundred thousand cases; what is not touched need not be in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, MutableSequence, Sequence
from typing import Any, Protocol, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

_JOIN = "\x1f"


class Store(Protocol):
    """Where entries are fetched from, by kind and key."""

    def get(self, kind: str, key: str) -> Any:
        """Return an entry, None where there is none; each time a new object."""

    def keys(self, kind: str, prefix: str = "") -> Sequence[str]:
        """Return the keys of a kind that begin like this, sorted."""

    def all(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Yield all entries of a kind, by key."""


class Shelf(MutableMapping[K, V]):
    """A mapping over a store, with what was put there since; the store itself is not changed.

    Args:
        store: where it is fetched from.
        kind: the kind of entry.
        key: how a key is written.
        back: the key that is written like this.
        value: what an entry stands for.
    """

    def __init__(
        self,
        store: Store,
        kind: str,
        key: Callable[[K], str] = str,
        back: Callable[[str], Any] = str,
        value: Callable[[Any], V] | None = None,
    ) -> None:
        self._store, self._kind, self._key, self._back, self._value = store, kind, key, back, value
        self._there: dict[K, V] = {}
        self._absent: set[K] = set()
        self._put: set[K] = set()

    def _find(self, key: K) -> V | None:
        """Return an entry, None where there is none."""
        found = self._there.get(key)
        if found is not None or key in self._absent:
            return found
        kept = self._store.get(self._kind, self._key(key))
        if kept is None:
            self._absent.add(key)
            return None
        self._there[key] = entry = kept if self._value is None else self._value(kept)
        return entry

    def __getitem__(self, key: K) -> V:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: K, default: Any = None) -> Any:
        """Return the entry of a key, or the default."""
        found = self._find(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not None  # type: ignore[arg-type]

    def __setitem__(self, key: K, value: V) -> None:
        self._there[key] = value
        self._absent.discard(key)
        self._put.add(key)

    def __delitem__(self, key: K) -> None:
        del self._there[key]
        self._absent.add(key)
        self._put.add(key)

    def pop(self, key: K, default: Any = None) -> Any:
        """Take an entry off the shelf and return it, or the default."""
        found = self._find(key)
        if found is not None:
            del self[key]
        return default if found is None else found

    def __iter__(self) -> Iterator[K]:
        return iter(self.from_prefix(""))

    def from_prefix(self, prefix: str) -> list[K]:
        """Return the keys that are written with this beginning, the new ones last; entries are not fetched for it."""
        kept = [key for text in self._store.keys(self._kind, prefix) if (key := self._back(text)) not in self._absent]
        known = set(kept)
        return kept + [key for key in self._there if key not in known and self._key(key).startswith(prefix)]

    def __len__(self) -> int:
        return len(self.from_prefix(""))

    def items(self) -> Any:
        """Return keys and entries, all of them fetched at once."""
        return self._whole().items()

    def values(self) -> Any:
        """Return the entries, all of them fetched at once."""
        return self._whole().values()

    def _whole(self) -> dict[K, V]:
        for text, kept in self._store.all(self._kind):
            key = self._back(text)
            if key not in self._there and key not in self._absent:
                self._there[key] = kept if self._value is None else self._value(kept)
        return {key: self._there[key] for key in self}

    def changes(self) -> dict[str, V | None]:
        """Return what was put there, by the key as it is written; None for what was taken off."""
        return {self._key(key): self._there.get(key) for key in self._put}


class Log(MutableSequence[T]):
    """A list of which the first part is read when somebody asks for it.

    Args:
        count: how many the first part has.
        read: reads it.
        end: what comes behind it.
    """

    def __init__(self, count: int, read: Callable[[], list[T]], end: list[T]) -> None:
        self._begun, self._read, self.end = count, read, end
        self._first: list[T] | None = None

    def whole(self) -> list[T]:
        """Return a list of all of it."""
        if self._first is None:
            self._first = self._read()
        return self._first + self.end

    def __len__(self) -> int:
        return self._begun + len(self.end)

    def __iter__(self) -> Iterator[T]:
        return iter(self.whole())

    def __reversed__(self) -> Iterator[T]:
        return reversed(self.whole())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step == 1 and start >= self._begun:
                return self.end[start - self._begun : stop - self._begun]
            return self.whole()[index]
        place = index + len(self) if index < 0 else index
        return self.end[place - self._begun] if place >= self._begun else self.whole()[place]

    def __setitem__(self, index: Any, value: Any) -> None:
        raise TypeError("what happened is not changed")

    def __delitem__(self, index: int | slice) -> None:
        start, stop, step = index.indices(len(self)) if isinstance(index, slice) else (index, index + 1, 1)
        if step != 1 or start < self._begun:
            raise TypeError("only what was added may be taken off")
        del self.end[start - self._begun : stop - self._begun]

    def insert(self, index: int, value: T) -> None:
        if index < len(self):
            raise TypeError("what happened is only added to")
        self.end.append(value)

    def append(self, value: T) -> None:
        self.end.append(value)


def joined(key: tuple[object, ...]) -> str:
    """Return a key of several parts as one text."""
    return _JOIN.join(map(str, key))


def parted(text: str) -> tuple[str, ...]:
    """Return the parts of a key that was :func:`joined`."""
    return tuple(text.split(_JOIN))
