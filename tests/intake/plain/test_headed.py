"""A table is found by the words at its head."""

from __future__ import annotations

import pytest

from toolkit.intake import Grid
from toolkit.intake.plain.headed import table_under


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["名称", "改为"], ["甲", ""]], ({"名称": 0, "改为": 1}, [1])),
        ([["说明一句"], [], ["序号", "改为", None, " 名称 "], [], ["1"]], ({"序号": 0, "改为": 1, "名称": 3}, [3, 4])),
        ([["名称", "改为", "改为"]], ({"名称": 0, "改为": 1}, [])),
        ([["名称", "备注"], ["改为"]], None),
        ([], None),
    ],
    ids=["at once", "further down, among others", "the first of two", "one is missing", "an empty sheet"],
)
def test_a_table_is_known_by_its_heads(
    rows: list[list[str | None]], found: tuple[dict[str, int], list[int]] | None
) -> None:
    table = table_under(Grid.of_rows(rows), ("名称", "改为"))
    assert (table and (dict(table[0]), list(table[1]))) == found
