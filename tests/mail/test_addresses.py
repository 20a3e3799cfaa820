"""Addresses: whole or not at all, and what cannot be used is told as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.mail import address_fault, recipients

_NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z0-9]{1,8})?", fullmatch=True)
_ADDRESSES = st.builds("{}@{}.cn".format, _NAMES, st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True))


@given(
    st.lists(_ADDRESSES, min_size=1, max_size=4, unique=True), st.sampled_from([";", "；", ",", "，", "、", "\n", " "])
)
def test_several_are_found_whatever_stands_between_them(addresses: list[str], between: str) -> None:
    assert recipients(between.join(addresses)).addresses == tuple(addresses)


@given(st.text("ab@.，。 ;<>张·＠_'", max_size=24))
def test_an_address_that_is_taken_stands_whole_in_the_cell(cell: str) -> None:
    narrow = cell.replace("＠", "@").replace("，", ",")
    for address in recipients(cell).addresses:
        before, _, after = narrow.partition(address)
        assert not before.endswith(("a", "b", ".", "·", "。", "@", "_", "'"))
        assert not after.startswith(("a", "b", "@", "·", "。", "_"))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("", "“成员单位”表没有邮箱"),
        ("待补", "“成员单位”表的邮箱写法不对"),
        ("zs @x.cn", "“成员单位”表的邮箱“zs @x.cn”写法不对"),
        ("a@b.cn；zs@x", "“成员单位”表的邮箱“zs@x”写法不对"),
        ("a@b.cn", ""),
    ],
)
def test_what_keeps_a_mail_from_being_addressed_is_told(cell: str, told: str) -> None:
    assert address_fault(cell) == told
