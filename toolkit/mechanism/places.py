"""Where in a file of data each thing stands (行号): every table, entry and element, by the line it begins on.

TOML readers give values without their places. The file has been read by one already, so that it is known to be well
formed; only what marks places is looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The way to a thing: keys, and places in lists from 0.
Way = tuple[str | int, ...]

_QUIET = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(r'"""[\s\S]*?(?<!\\)"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]+")
_ESCAPED = re.compile(r"\\(.)")


def places(text: str) -> Mapping[Way, int]:
    """Return the way to each thing in a well-formed TOML text → its line, from 1."""
    return _Scan(text).found


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.found: dict[Way, int] = {}
        self._text, self._at = text.removeprefix("\ufeff"), 0
        self._counted, self._line = 0, 1
        #: How many tables each list of tables has by now.
        self._lists: dict[Way, int] = {}
        table: Way = ()
        while self._skip():
            table = self._header() if self._text[self._at] == "[" else self._entry(table, table)

    def _skip(self) -> bool:
        """Pass over what means nothing, and return whether anything is left."""
        match = _QUIET.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at < len(self._text)

    def _note(self, way: Way) -> None:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        self.found.setdefault(way, self._line)

    def _header(self) -> Way:
        """Read ``[table]`` or ``[[list of tables]]`` and return the way to the table that begins."""
        listed = self._text.startswith("[[", self._at)
        begin, self._at = self._at, self._at + 1 + listed
        keys, end = self._keys(), self._at
        way: Way = ()
        for place, key in enumerate(keys, 1):
            way = (*way, key)
            if place == len(keys) and listed:
                self._lists[way] = self._lists.get(way, 0) + 1
            if way in self._lists:
                way = (*way, self._lists[way] - 1)
        self._at = begin
        self._note(way)
        self._at = end + 1 + listed
        return way

    def _keys(self) -> list[str]:
        """Read a key, or several with stops between them, and stand behind it."""
        keys: list[str] = []
        while True:
            self._skip()
            match = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
            if match is None:
                return keys
            keys.append(_plain(match[0]))
            self._at = match.end()
            self._skip()
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _entry(self, table: Way, after: Way) -> Way:
        """Read ``key = value``; return ``after``, where the next entry belongs."""
        begin = self._at
        way = (*table, *self._keys())
        end, self._at = self._at, begin
        self._note(way)
        self._at = end + 1
        self._value(way)
        return after

    def _value(self, way: Way) -> None:
        self._skip()
        sign = self._text[self._at] if self._at < len(self._text) else ""
        if sign == "[":
            self._many(way, "]")
        elif sign == "{":
            self._many(way, "}")
        else:
            match = _STRING.match(self._text, self._at) or _SCALAR.match(self._text, self._at)
            self._at = match.end() if match else self._at + 1

    def _many(self, way: Way, closing: str) -> None:
        """Read a list or a table in braces."""
        self._at += 1
        count = 0
        while self._skip() and self._text[self._at] != closing:
            if self._text[self._at] == ",":
                self._at += 1
            elif closing == "}":
                self._entry(way, way)
            else:
                self._note((*way, count))
                self._value((*way, count))
                count += 1
        self._at += 1


def _plain(key: str) -> str:
    return _ESCAPED.sub(r"\1", key[1:-1]) if key[:1] == '"' else key.strip("'")
