"""A shelf is a mapping like any other, and a log a list like any other, whatever of them is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.jobs.desk.shelf import Log, Shelf, joined, parted


class Store:
    """Entries in memory, counted when they are fetched."""

    def __init__(self, entries: dict[str, Any]) -> None:
        self.entries, self.fetched = entries, 0

    def get(self, kind: str, key: str) -> Any:
        self.fetched += 1
        return self.entries.get(key)

    def keys(self, kind: str, prefix: str = "") -> Sequence[str]:
        return sorted(key for key in self.entries if key.startswith(prefix))

    def all(self, kind: str) -> Iterator[tuple[str, Any]]:
        yield from sorted(self.entries.items())


KEYS = st.sampled_from(["2024-001", "2024-002", "2024-003", "2023-009"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["get", "put", "pop", "in", "default", "all", "some"]), KEYS, st.integers(1, 9))
)


@given(st.dictionaries(KEYS, st.integers(1, 9)), STEPS)
def test_a_shelf_is_a_mapping(kept: dict[str, int], steps: list[tuple[str, str, int]]) -> None:
    shelf: Shelf[str, int] = Shelf(Store(dict(kept)), "x")
    plain = dict(kept)
    for what, key, value in steps:
        if what == "get":
            assert shelf.get(key) == plain.get(key)
        elif what == "put":
            shelf[key] = plain[key] = value
        elif what == "pop":
            assert shelf.pop(key, None) == plain.pop(key, None)
        elif what == "in":
            assert (key in shelf) == (key in plain)
        elif what == "default":
            assert shelf.setdefault(key, value) == plain.setdefault(key, value)
        elif what == "all":
            assert dict(shelf.items()) == plain
        else:
            assert sorted(shelf.from_prefix("2024")) == sorted(each for each in plain if each.startswith("2024"))
    assert dict(shelf) == plain
    assert len(shelf) == len(plain)
    changed = {key for _, key, _ in steps}
    assert set(shelf.changes()) <= changed
    assert {**kept, **{k: v for k, v in shelf.changes().items() if v is not None}}.keys() >= plain.keys()


def test_an_entry_is_fetched_once_and_a_missing_one_asked_for_once() -> None:
    store = Store({"a": 1})
    shelf: Shelf[str, int] = Shelf(store, "x")
    assert [shelf.get("a"), shelf.get("a"), shelf.get("b"), shelf.get("b")] == [1, 1, None, None]
    assert store.fetched == 2
    with pytest.raises(KeyError):
        shelf["b"]


def test_a_key_of_several_parts_comes_back() -> None:
    assert parted(joined(("2024-001", "1", "办结"))) == ("2024-001", "1", "办结")


def test_the_beginning_of_a_log_is_read_only_for_who_wants_it() -> None:
    read: list[int] = []

    def first() -> list[str]:
        read.append(1)
        return ["甲", "乙"]

    log: Log[str] = Log(2, first, ["丙"])
    log.append("丁")
    assert (len(log), log[-1], log[2:], log[3]) == (4, "丁", ["丙", "丁"], "丁")
    del log[3:]
    assert not read
    assert list(log) == ["甲", "乙", "丙"]
    assert (log[0], log[:2], list(reversed(log))) == ("甲", ["甲", "乙"], ["丙", "乙", "甲"])
    assert read == [1]


def test_what_happened_is_not_taken_back() -> None:
    log: Log[str] = Log(1, lambda: ["甲"], [])
    for change in (lambda: log.__delitem__(0), lambda: log.__setitem__(0, "乙"), lambda: log.insert(0, "乙")):
        with pytest.raises(TypeError):
            change()
