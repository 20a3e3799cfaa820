"""How an agenda falls on pages; heights in points, A4 across: 523 high, 277 millimetres wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.templates.paging import fits_one_page, spare_rows

ABOVE, SPARE, ACROSS = (258.0, 30.0), 44.0, 384.0


def alone(heights: list[float], many: int, scale: float) -> bool:
    """Whether a row stands alone on the last page, all being drawn in that scale."""
    page, taken, rows = 523.28 / scale, sum(ABOVE), 0
    for height in [*heights, *[SPARE] * many]:
        if taken + height > page and rows:
            taken, rows = ABOVE[1], 0
        taken, rows = taken + height, rows + 1
    return rows == 1


@pytest.mark.parametrize(
    ("heights", "many"),
    [
        # 0.62 is the smallest scale: 844 points on a page, of which 288 are taken above.
        ([], 10),  # 288 + 440
        ([96.0], 10),  # 824
        ([96.0, 81.0], 8),  # 465 + 8 * 44 = 817, with nine 861
        ([96.0, 96.0, 80.0], 6),  # 560 + 6 * 44 = 824
    ],
)
def test_few_matters_have_as_much_room_as_one_page_gives(heights: list[float], many: int) -> None:
    assert spare_rows(ABOVE, heights, SPARE, ACROSS) == many


@given(st.lists(st.floats(44.0, 400.0), max_size=40))
def test_no_row_is_alone_on_the_last_page_whichever_program_prints_it(heights: list[float]) -> None:
    many = spare_rows(ABOVE, heights, SPARE, ACROSS)
    assert 6 <= many <= 16
    if not fits_one_page(sum(ABOVE) + sum(heights) + many * SPARE, ACROSS):
        # As wide as the page: 276.68 of 384 millimetres; and where columns are drawn wider than declared.
        assert [alone(heights, many, each) for each in (0.7205, 0.7205 * 0.83)] == [False, False]
