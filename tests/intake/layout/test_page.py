"""A page of blocks: what lies under merged ranges is hidden, and neighbours are found without walking the row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake.layout.page import Page
from toolkit.intake.plain.grid import Grid, Span

PLACES = st.tuples(st.integers(0, 7), st.integers(0, 7))
SPANS: st.SearchStrategy[Span] = st.builds(
    lambda place, down, right: (place[0], place[1], place[0] + down, place[1] + right),
    PLACES,
    st.integers(0, 5),
    st.integers(0, 5),
)


@given(st.sets(PLACES, min_size=1), st.lists(SPANS, max_size=4))
def test_only_the_first_cell_of_a_merged_range_is_seen(places: set[tuple[int, int]], merged: list[Span]) -> None:
    page = Page(Grid("", dict.fromkeys(places, "甲"), tuple(merged)))
    hidden = {
        (row, column)
        for row, column in places
        for top, left, bottom, right in merged
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
    }
    assert {(each.row, each.column) for each in page.blocks} == places - hidden


@given(st.sets(PLACES, min_size=1), st.lists(SPANS, max_size=4))
def test_neighbours_are_those_that_a_walk_along_the_row_finds(places: set[tuple[int, int]], merged: list[Span]) -> None:
    page = Page(Grid("", dict.fromkeys(places, "甲"), tuple(merged)))
    for block in page.blocks:
        row = page.rows[block.row]
        assert list(page.right_of(block, block.row)) == [each for each in row if each.column > block.last_column]
        left = [each for each in row if each.last_column < block.column]
        assert page.left_of(block) is (left[-1] if left else None)
        assert list(page.rows_below(block.row)) == sorted(each for each in page.rows if each > block.row)
