"""Events come back from their record as they were; what a newer version wrote is passed over."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.events import Event, Kind, pack, unpack

_TEXT = st.text(max_size=8)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(_TEXT, st.integers(-(2**53), 2**53), st.booleans(), st.none(), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(_TEXT, st.just("day")), inner, max_size=3),
        inner.map(lambda value: {"day": value}),
    ),
    max_leaves=8,
)
EVENTS = st.builds(Event, st.sampled_from(Kind), st.dates(), _TEXT, st.dictionaries(_TEXT, _VALUES, max_size=4))


def _by_journal(event: Event) -> dict[str, Any]:
    text = json.dumps({"seq": 7, "at": "2026-03-02T09:00:00", "by": "PC1/王", **event.to_record()})
    return dict(json.loads(text))


@given(EVENTS)
def test_any_event_comes_back_as_it_was(event: Event) -> None:
    back = Event.from_record(_by_journal(event))

    assert back is not None
    assert (back.kind, back.day, back.number, back.data) == (event.kind, event.day, event.number, event.data)
    assert (back.seq, back.at, back.by) == (7, "2026-03-02T09:00:00", "PC1/王")


@given(_VALUES)
def test_packing_loses_nothing(value: Any) -> None:
    assert unpack(json.loads(json.dumps(pack(value)))) == value


def test_a_day_is_written_so_that_people_can_read_it() -> None:
    assert pack({"交办日期": date(2024, 3, 5)}) == {"交办日期": {"day": "2024-03-05"}}


def test_a_time_of_day_is_dropped_not_the_event() -> None:
    event = Event(Kind.EDITED, date(2024, 3, 5), "2024-001", {"after": {"交办日期": datetime(2024, 3, 5, 14, 30)}})
    back = Event.from_record(_by_journal(event))

    assert back is not None
    assert back.data == {"after": {"交办日期": date(2024, 3, 5)}}


def test_a_tuple_comes_back_as_a_list() -> None:
    assert unpack(pack({"units": ("甲", "乙")})) == {"units": ["甲", "乙"]}


def test_an_event_keeps_who_did_it() -> None:
    assert Event(Kind.EDITED, date(2024, 1, 1), by="PC2/李").to_record()["by"] == "PC2/李"
    assert "by" not in Event(Kind.EDITED, date(2024, 1, 1)).to_record()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "teleported"},
        {"day": "2024-13-01"},
        {"day": None},
        {"data": {"x": {"day": "gestern"}}},
        {"data": {"x": {"day": 5}}},
    ],
)
def test_what_this_version_does_not_understand_is_passed_over(change: dict[str, Any]) -> None:
    record = {**_by_journal(Event(Kind.OPENED, date(2024, 1, 1), "2024-001")), **change}

    assert Event.from_record(record) is None


@pytest.mark.parametrize("key", ["kind", "day", "number", "data", "seq"])
def test_a_record_without_a_part_is_passed_over(key: str) -> None:
    record = _by_journal(Event(Kind.OPENED, date(2024, 1, 1), "2024-001"))
    del record[key]

    assert Event.from_record(record) is None
