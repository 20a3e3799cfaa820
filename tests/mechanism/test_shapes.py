"""A value of the wrong kind is told wherever it stands."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.mechanism import shipped
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.places import Way
from toolkit.mechanism.shapes import misshapen

_ALL = [SHIPPED / each for each in shipped()]
#: Every so many entries of a file are damaged.
_EVERY = 19
#: Where a word and a list of words mean the same.
_EITHER = {"from", "when", "filled", "filled_again", "empty", "set", "clear", "starts", "needs", "choices", "filler"}


def _entries(value: Any, way: Way = ()) -> Iterator[Way]:
    if way:
        yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _entries(each, (*way, key))


def _at(data: Any, way: Way) -> Any:
    for key in way:
        data = data[key]
    return data


def _another(value: Any) -> Any:
    """A value of another kind: a list where there is one word, one word where there is a list, words for a number."""
    return [value] if isinstance(value, str | dict) else "甲"


def _damaged(data: Any, way: Way) -> Any:
    spoilt = copy.deepcopy(data)
    _at(spoilt, way[:-1])[way[-1]] = _another(_at(data, way))
    return spoilt


@pytest.mark.parametrize("folder", _ALL, ids=lambda each: each.name)
def test_every_entry_of_another_kind_is_told_where_it_stands(folder: Path) -> None:
    untold = []
    for path in [*folder.glob("*.toml"), *folder.glob("forms/*.toml")]:
        file, data = path.relative_to(folder).as_posix(), tomllib.loads(path.read_text(encoding="utf-8"))
        assert list(misshapen(file, data, _ALL)) == []
        for way in list(_entries(data))[::_EVERY]:
            told = [each.way for each in misshapen(file, _damaged(data, way), _ALL)]
            if way not in told and _EITHER.isdisjoint(map(str, way)):
                untold.append((file, way))
    assert untold == []


def test_it_is_said_how_the_value_is_written() -> None:
    (slip,) = misshapen("remind.toml", {"steps": [{"besides": "是"}]}, _ALL)
    assert slip == ("remind.toml", ("steps", 0, "besides"), "“besides”的值写法不对：写 true 或 false，不带引号")
