from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ooxml.crc import between, joined


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_the_sum_of_two_strings_comes_from_their_sums(first: bytes, second: bytes) -> None:
    whole = zlib.crc32(first + second)
    assert joined(zlib.crc32(first), zlib.crc32(second), len(second)) == whole
    assert between(zlib.crc32(first), whole, len(second)) == zlib.crc32(second)


@pytest.mark.parametrize("length", [0, 1, 255, 256, 65_536, 1 << 20, (1 << 20) + 7])
def test_long_strings_are_no_different(length: int) -> None:
    first, second = b"<row>" * 1000, bytes(length)
    assert joined(zlib.crc32(first), zlib.crc32(second), length) == zlib.crc32(first + second)
    assert between(zlib.crc32(first), zlib.crc32(first + second), length) == zlib.crc32(second)


def test_lengths_beyond_what_memory_holds_are_reckoned_alike() -> None:
    # Twice 4 GiB of nothing, added up in one step and in two.
    length, start = 1 << 32, zlib.crc32(b"a")
    nothing = 0
    for bit in range(32):  # zeros double from one byte on
        nothing = joined(nothing, nothing, 1 << bit) if bit else joined(zlib.crc32(b"\0"), zlib.crc32(b"\0"), 1)
    assert joined(joined(start, nothing, length), nothing, length) == joined(
        start, joined(nothing, nothing, length), 2 * length
    )
