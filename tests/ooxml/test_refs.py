from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from toolkit.ooxml.refs import MAX_COLUMN, Area, column_index, column_letters, parse_area, parse_cell


@given(st.integers(0, MAX_COLUMN))
def test_column_letters_are_those_openpyxl_uses(index: int) -> None:
    assert column_letters(index) == get_column_letter(index + 1)
    assert column_index(column_letters(index)) == index


def test_addresses_are_read_with_and_without_dollars() -> None:
    assert parse_cell("$B$3") == parse_cell("b3") == (3, 1)
    assert parse_cell("B") is None
    assert parse_area("C3:A1") == Area(1, 0, 3, 2)
    assert parse_area("A:B") is None
    assert parse_area("") is None


def test_areas_are_written_shortest() -> None:
    assert str(Area(1, 0, 3, 2)) == "A1:C3"
    assert str(Area(2, 1, 2, 1)) == "B2"
    assert str(Area(2, 1, 2, 1).around([(5, 0)])) == "A2:B5"
