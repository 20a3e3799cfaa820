"""Shared strings asked for one by one: of the many of a large workbook, an edit needs one or two."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.member import LARGE
from toolkit.ooxml.package import Package
from toolkit.ooxml.strings import read_strings

# Whoever asks for more than so many strings will ask for nearly all.
_FEW = 16


class Texts(Sequence[str]):
    """The shared strings of a workbook; a few of many are looked up one by one, without holding the others."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._one_by_one = package.size(part) >= LARGE
        self._found: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice) or not self._one_by_one or place < 0:
            return self._all[place]
        if place not in self._found:
            found = _one(self._package.chunks(self._part), place) if len(self._found) < _FEW else None
            if found is None:
                self._one_by_one = False
                return self._all[place]
            self._found[place] = found
        return self._found[place]

    @cached_property
    def _all(self) -> list[str]:
        return read_strings(self._package.part(self._part)) if self._part else []


class Promise(str):
    """A shared string that is not looked up yet."""

    __slots__ = ("place",)

    def __new__(cls, place: int) -> Promise:
        """Return the promise of the string with this number."""
        promise = super().__new__(cls, "?")
        promise.place = place
        return promise

    place: int

    def kept(self, texts: Sequence[str]) -> str:
        """Return the string.

        Raises:
            BrokenPackageError: there is none of that number.
        """
        try:
            return texts[self.place]
        except IndexError:
            raise BrokenPackageError("单元格引用了不存在的文字") from None


class _Promises(Sequence[str]):
    """Promises as many as one asks for."""

    def __len__(self) -> int:
        return sys.maxsize

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            raise TypeError("promises are given one by one")
        return Promise(place)


PROMISES = _Promises()


def _one(chunks: Iterator[bytes], place: int) -> str | None:
    """Return one of the shared strings, None where only the whole part tells."""
    opening, waiting, seen = b"", b"", 0
    for chunk in chunks:
        waiting += chunk
        end = waiting.rfind(b"<si")
        if b"!" in waiting and b"<!" in waiting:
            return None
        if end < 0:
            continue
        if not opening:
            at = waiting.find(b"<si")
            opening, waiting, end = waiting[:at], waiting[at:], end - at
        count = waiting.count(b"<si", 0, end)
        if seen + count > place:
            return _item(opening, waiting[:end], place - seen)
        waiting, seen = waiting[end:], seen + count
    return _item(opening, waiting[: waiting.rfind(b"</sst")], place - seen)


def _item(opening: bytes, items: bytes, place: int) -> str | None:
    if b"<sst" not in opening or items.count(b"<si") <= place:
        return None
    return read_strings(opening + b"<si" + items.split(b"<si", place + 2)[place + 1] + b"</sst>")[0]
