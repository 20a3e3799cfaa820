"""How a table of cases falls on pages of A4 across, so that none ends with a row that stands alone on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

#: The margins: left, right and top; and at the bottom, where the page's number stands.
SIDE_INCHES, BOTTOM_INCHES = 0.4, 0.6
_POINTS_PER_INCH, _MM_PER_INCH = 72, 25.4
_HEIGHT = 210 / _MM_PER_INCH * _POINTS_PER_INCH - (SIDE_INCHES + BOTTOM_INCHES) * _POINTS_PER_INCH
_WIDTH_MM = 297 - 2 * SIDE_INCHES * _MM_PER_INCH
#: Made smaller than this, a text of 10.5 points is hard to read.
_LEAST_SCALE = 0.62
#: LibreOffice with another font than the declared one draws columns this much wider, and so makes all smaller.
_NARROWER = 0.83
#: Empty rows for what comes up at the table: as many as are wished for, then the nearest numbers.
_WISHED, _FEWEST, _MOST = 10, 6, 16
#: So many rows at least stand on a last page.
_TOGETHER = 2


def fits_one_page(points: float, millimetres: float) -> bool:
    """Return whether so much, drawn in full size that high and that wide, can be put on one page and be read."""
    return points * _LEAST_SCALE <= _HEIGHT and millimetres * _LEAST_SCALE * _NARROWER <= _WIDTH_MM


def spare_rows(above: tuple[float, float], heights: Sequence[float], spare: float, millimetres: float) -> int:
    """Return how many empty rows go below the cases: those that fill one page, else such that no row is left alone.

    Args:
        above: the heights of what stands before the table's header, and of the header, which every page repeats.
        heights: the cases' rows.
        spare: the height of an empty row; all in points.
        millimetres: how wide the table is.
    """
    base = sum(above) + sum(heights)
    for many in range(_WISHED, _FEWEST - 1, -1):
        if fits_one_page(base + many * spare, millimetres):
            return many
    scales = [min(1.0, _WIDTH_MM / millimetres) * each for each in (1.0, _NARROWER)]
    for many in sorted(range(_FEWEST, _MOST + 1), key=lambda each: (abs(each - _WISHED), each)):
        rows = [*heights, *[spare] * many]
        if all(_on_last_page(above, rows, _HEIGHT / scale) >= _TOGETHER for scale in scales):
            return many
    return _WISHED


def _on_last_page(above: tuple[float, float], rows: Sequence[float], page: float) -> int:
    """Return how many rows stand on the last page, pages being ``page`` points high."""
    *_, last = _pages(above, rows, page)
    return last


def _pages(above: tuple[float, float], rows: Sequence[float], page: float) -> Iterator[int]:
    taken, many = sum(above), 0
    for row in rows:
        if taken + row > page and many:
            yield many
            taken, many = above[1], 0
        taken, many = taken + row, many + 1
    yield many
