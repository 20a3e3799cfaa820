"""What kind of value each entry is (写成什么样): text, number, yes or no, list or table, as those that ship have it.

Python takes a text for a list of its letters and any text for yes, so that reading a file lets such a slip pass. The
mechanisms that come with the toolkit are known to be right, and have every entry that there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolkit.mechanism.dead_ends import Slip
from toolkit.mechanism.places import Way
from toolkit.mechanism.reading import read_file

#: The kinds of value, with how one is written.
_WRITTEN = {
    "text": '文字写在英文双引号里，如 "甲"',
    "number": "数字不带引号，如 15",
    "yes": "写 true 或 false，不带引号",
    "list": '写在方括号里，如 ["甲", "乙"]',
    "table": "逐项写成“名称 = 值”",
}
#: Where one word may stand for a list of one.
_EITHER = frozenset({"from", "when", "filled", "filled_again", "empty", "set", "clear", "starts", "needs"})
#: What an office names itself: its keys stand for any.
_OWN = re.compile(r"[^\x00-\x7f]")
_NAMED = frozenset({"papers", "issuers"})


def misshapen(file: str, data: Mapping[str, Any], folders: Sequence[Path]) -> Iterator[Slip]:
    """Yield the entries of a file whose value is of another kind than in any mechanism that comes with the toolkit.

    Args:
        file: its name in the mechanism's folder.
        data: what it says.
        folders: those mechanisms.
    """
    known = _known(tuple(folders))
    for way, value in _values(data, ()):
        kinds, kind = known.get(_pattern(file, way), frozenset()), _kind(value)
        if not kinds or kind in kinds or (kind in {"text", "list"} and not _EITHER.isdisjoint(map(str, way))):
            continue
        wanted = "；或".join(_WRITTEN[each] for each in _WRITTEN if each in kinds)
        key = next(str(each) for each in reversed(way) if isinstance(each, str))
        yield Slip(file, way, f"“{key}”的值写法不对：{wanted}")


@lru_cache(maxsize=2)
def _known(folders: tuple[Path, ...]) -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for folder in folders:
        for path in [*folder.glob("*.toml"), *folder.glob("forms/*.toml")]:
            for way, value in _values(read_file(path), ()):
                pattern = _pattern(path.relative_to(folder).as_posix(), way)
                found[pattern] = found.get(pattern, frozenset()) | {_kind(value)}
    return found


def _pattern(file: str, way: Way) -> tuple[str, ...]:
    """Return where something stands, any place in a list, any form and any name of the office's own alike."""
    parts = ["*" if isinstance(each, int) or _OWN.search(each) else each for each in way]
    named = ["*" if place and parts[place - 1] in _NAMED else each for place, each in enumerate(parts)]
    return ("forms" if file.startswith("forms/") else file, *named)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, list):
        return "list"
    return "table" if isinstance(value, Mapping) else "text"


def _values(value: Any, way: Way) -> Iterator[tuple[Way, Any]]:
    """Yield everything in a file with the way to it."""
    if way:
        yield way, value
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _values(each, (*way, key))
