from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ooxml import deflate
from toolkit.ooxml.deflate import END, chunks, crc32, packed, segment, segment_ends, unpacked, unpacked_segment

MARK = b"\0\0\xff\xff"


@pytest.fixture(params=["isal", "zlib"], autouse=True)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Intel's deflate cannot be had, the standard library's does the same."""
    if request.param == "zlib":
        monkeypatch.setattr(deflate, "_engine", zlib)


def test_segments_one_after_the_other_are_one_stream_and_each_stands_alone() -> None:
    pieces = [b"<row>1</row>" * 1000, b"", "文字".encode() * 999, random.Random(1).randbytes(300_000)]
    raw = b"".join(map(segment, pieces)) + END
    whole = zlib.decompressobj(-15)
    assert whole.decompress(raw) == b"".join(pieces)
    assert whole.eof
    assert not whole.unused_data
    assert b"".join(chunks(raw)) == b"".join(pieces)
    ends = segment_ends(memoryview(raw))
    assert [unpacked_segment(raw[a:b], 1 << 20) for a, b in zip([0, *ends], ends, strict=False)] == pieces


def test_an_ordinary_stream_is_not_taken_for_segments() -> None:
    raw = packed(b"<row>1</row>" * 1000)
    assert segment_ends(raw) == []
    assert unpacked(raw, 12_000) == b"<row>1</row>" * 1000
    assert segment_ends(b"") == segment_ends(END) == []


@pytest.mark.parametrize("raw", [packed(b"a") + segment(b"b"), b"\xff\xff\xff"])
def test_a_stream_that_ends_within_it_makes_no_segment(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        unpacked_segment(raw, 5_000)


@pytest.mark.parametrize("raw", [packed(b"a" * 1000)[:-3], segment(b"a"), b"\xff\xff\xff", b""])
def test_a_stream_without_an_end_is_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no "):
        list(chunks(raw))


@given(st.binary(max_size=500))
def test_whatever_is_packed_comes_back(data: bytes) -> None:
    assert unpacked(packed(data), len(data)) == data == unpacked_segment(segment(data), len(data))
    assert segment(data).endswith(MARK)
    assert crc32(data[5:], crc32(data[:5])) == zlib.crc32(data)


def test_no_more_is_unpacked_than_asked_for() -> None:
    assert len(unpacked(packed(bytes(1 << 24)), 100)) <= 101
