"""A table is as wide as the page, whatever parts its columns are declared with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import TableColumn
from toolkit.documents.setting.styles import Style

LEFT, CENTRED = Style.TABLE_TEXT, Style.TABLE_CENTRED


def test_each_has_its_part_and_the_widest_what_is_left() -> None:
    # 100 twips in parts of 1, 4 and 2: 14, 57 and 28 make 99.
    assert share_out([("序号", 1, CENTRED), ("案由", 4, LEFT), ("编号", 2, CENTRED)], 100) == [
        TableColumn("序号", 14, CENTRED), TableColumn("案由", 58, LEFT), TableColumn("编号", 28, CENTRED),
    ]  # fmt: skip


@given(st.lists(st.integers(1, 200), min_size=1, max_size=12), st.integers(500, 14_000))
def test_together_they_are_as_wide_as_the_page(parts: list[int], room: int) -> None:
    widths = [each.width for each in share_out([("栏", part, LEFT) for part in parts], room)]
    assert sum(widths) == room
    assert all(0 <= wide - room * part // sum(parts) < len(parts) for wide, part in zip(widths, parts, strict=True))
