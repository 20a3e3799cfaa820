"""Every thing in a file of data is known by the line it begins on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.places import Way, places

from .conftest import TINY

TEXT = '''# a comment with [brackets] and = signs
title = "one" # [not] = a table
"quoted key" = 1
dotted.name = "x # no comment"
list = [
    "a", # first
    "b, ] }",
    { name = "c", deep = { x = 1 } },
]
[table]
long = """
several = "lines"
[none]
"""
after = 'it''s'
[[many]]
name = 1
[[many.inner]]
name = 2
[[many.inner]]
name = 3
[[many]]
name = 4
[many.sub]
x = 5
'''.replace("'it''s'", "'its'")


def test_each_thing_stands_on_its_line() -> None:
    found = places(TEXT)
    assert {way: found[way] for way in found if way[-1] not in {"x", "deep"}} == {
        ("title",): 2, ("quoted key",): 3, ("dotted", "name"): 4, ("list",): 5, ("list", 0): 6, ("list", 1): 7,
        ("list", 2): 8, ("list", 2, "name"): 8, ("table",): 10, ("table", "long"): 11, ("table", "after"): 15,
        ("many", 0): 16, ("many", 0, "name"): 17, ("many", 0, "inner", 0): 18, ("many", 0, "inner", 0, "name"): 19,
        ("many", 0, "inner", 1): 20, ("many", 0, "inner", 1, "name"): 21, ("many", 1): 22, ("many", 1, "name"): 23,
        ("many", 1, "sub"): 24,
    }  # fmt: skip
    assert found["list", 2, "deep", "x"] == 8
    assert found["many", 1, "sub", "x"] == 25


def _leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*way, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _leaves(each, (*way, place))
    else:
        yield way, value


@pytest.mark.parametrize(
    "path",
    sorted([*SHIPPED.glob("*/*.toml"), *SHIPPED.glob("*/forms/*.toml"), *TINY.rglob("*.toml")]),
    ids=lambda each: f"{each.parent.name}-{each.stem}",
)
def test_in_every_file_that_ships_each_value_stands_on_the_line_that_is_told(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found, lines = places(text), text.splitlines()
    for way, value in _leaves(tomllib.loads(text)):
        shown = str(value).split("\n")[0] if isinstance(value, str) else str(value)
        assert way in found
        assert shown.lower() in lines[found[way] - 1].replace('\\"', '"').lower(), (way, value)
