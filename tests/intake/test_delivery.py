from __future__ import annotations

import copy
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Code, Problem
from toolkit.intake import Delivery, Letter, Piece, Reading
from toolkit.intake.delivery import day_of
from toolkit.submission import Answer, Identity, Submission

TEXT = st.text(max_size=6)
PROBLEMS = st.builds(Problem, st.sampled_from(Code), st.dictionaries(TEXT, TEXT, max_size=2), TEXT, TEXT, TEXT)
ANSWERS = st.builds(Answer, st.none() | TEXT | st.dates(), TEXT, TEXT, TEXT)
FORMS = st.builds(
    Submission,
    TEXT,
    st.dictionaries(TEXT, ANSWERS, max_size=3),
    st.builds(Identity, TEXT, TEXT, TEXT, TEXT, TEXT),
    st.lists(st.dictionaries(TEXT, ANSWERS, max_size=2), max_size=2).map(tuple),
    st.lists(PROBLEMS, max_size=2).map(tuple),
    st.dictionaries(TEXT, TEXT, max_size=2),
    st.lists(TEXT, max_size=2).map(tuple),
)
READINGS = st.builds(Reading, st.lists(FORMS, max_size=2).map(tuple), st.lists(PROBLEMS, max_size=1).map(tuple))
WITHIN = st.lists(TEXT, max_size=2).map(tuple)
PIECES = st.builds(Piece, TEXT, st.binary(max_size=20), WITHIN, READINGS, st.none(), TEXT) | st.builds(
    Piece, TEXT, st.binary(max_size=20), WITHIN, st.none(), PROBLEMS, TEXT
)
LETTERS = st.builds(Letter, TEXT, TEXT, TEXT, TEXT, st.none() | st.dates())
DELIVERIES = st.builds(
    Delivery,
    st.lists(PIECES, max_size=3).map(tuple),
    st.none() | LETTERS,
    st.lists(PROBLEMS, max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
)


def through(delivery: Delivery, received: bytes) -> Delivery:
    head, body = delivery.to_json(received)
    return Delivery.from_json(json.loads(json.dumps(head)), b"".join(body), received)


@given(DELIVERIES)
def test_a_delivery_crosses_the_pipe_whole(delivery: Delivery) -> None:
    assert through(delivery, b"received") == delivery


def test_the_received_file_itself_does_not_travel_back() -> None:
    received = b"x" * 1000
    delivery = Delivery((Piece("a", received, reading=Reading()), Piece("b", b"other", reading=Reading())))
    assert delivery.to_json(received)[1] == [b"other"]
    assert through(delivery, received).pieces[0].data is received


@given(DELIVERIES, st.data())
def test_what_is_not_of_the_shape_is_refused_and_never_half_believed(delivery: Delivery, data: st.DataObject) -> None:
    head, body = delivery.to_json(b"")
    spoiled = copy.deepcopy(head)
    place: Any = spoiled
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(st.sampled_from([1, 1.5, True, {"day": 3}, [[1]], {"x": [None]}, {"day": "never"}]))
        break
    try:
        found = Delivery.from_json(spoiled, b"".join(body), b"")
    except ValueError:
        return
    # The only other thing it may be is one of the same shape: what it says again is what it understood.
    again, more = found.to_json(b"")
    assert Delivery.from_json(json.loads(json.dumps(again)), b"".join(more), b"") == found


@pytest.mark.parametrize("sizes", [[-1], [6], [5, 1], [True, 4], ["5"], [None, None], []])
def test_sizes_that_do_not_add_up_are_refused(sizes: list[object]) -> None:
    pieces = [{**Piece("a", b"", reading=Reading()).to_json(whole=False), "size": each} for each in sizes]
    with pytest.raises(ValueError, match=r"size|bytes"):
        Delivery.from_json({"pieces": pieces, "letter": None, "problems": [], "faults": []}, b"12345", b"")


DAY = date(2024, 3, 8)


@pytest.mark.parametrize(
    ("sent", "by"),
    [
        (None, DAY),
        (DAY, DAY),
        (DAY - timedelta(days=30), DAY - timedelta(days=30)),
        (DAY + timedelta(days=1), DAY),
        (date(1970, 1, 1), DAY),
    ],
)
def test_a_letter_s_own_day_counts_where_it_can_be_believed(sent: date | None, by: date) -> None:
    assert day_of(Letter(day=sent), DAY) == by


def test_without_a_letter_the_day_of_arrival_counts() -> None:
    assert day_of(None, DAY) == DAY
