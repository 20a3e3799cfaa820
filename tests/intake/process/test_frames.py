from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake.process import frames

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(JSON, st.lists(st.binary(max_size=200), max_size=3))
def test_what_is_sent_is_received(head: object, body: list[bytes]) -> None:
    pipe = io.BytesIO()
    frames.send(pipe, head, body)
    frames.send(pipe, "next")
    pipe.seek(0)
    assert frames.receive(pipe) == (head, b"".join(body))
    assert frames.receive(pipe) == ("next", b"")
    assert frames.receive(pipe) is None


def test_half_a_character_survives() -> None:
    pipe = io.BytesIO()
    frames.send(pipe, "\ud83d")
    pipe.seek(0)
    assert frames.receive(pipe) == ("\ud83d", b"")


def test_a_frame_that_stops_anywhere_is_none() -> None:
    pipe = io.BytesIO()
    frames.send(pipe, {"a": 1}, [b"body"])
    whole = pipe.getvalue()
    for length in range(1, len(whole)):
        with pytest.raises(ValueError, match=r"frame|head|Expecting|codec"):
            frames.receive(io.BytesIO(whole[:length]))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 12,
        b"\x00\x00\x00\x02" + b"\xff" * 8 + b"{}",
        b"\x00\x00\x00\x02" + b"\x00" * 8 + b"{]",
        b"\x00\x00\x00\x02" + b"\x00" * 8 + b"\xff\xff",
        b"\x00\x03\x0d\x40" + b"\x00" * 8 + b"[" * 200_000,
    ],
)
def test_what_is_no_frame_is_refused_before_memory_is_taken_for_it(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"frame|head|Expecting|codec"):
        frames.receive(io.BytesIO(data))


def test_what_the_other_side_would_not_take_is_not_begun() -> None:
    pipe = io.BytesIO()
    with pytest.raises(frames.TooLargeError):
        frames.send(pipe, "x" * (frames.MAX_HEAD + 1))
    with pytest.raises(frames.TooLargeError):
        frames.send(pipe, "", [bytes(1 << 20)] * 301)
    assert pipe.getvalue() == b""
