from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from toolkit.ooxml.formula import moved, stays


@pytest.mark.parametrize(
    ("formula", "two_down"),
    [
        ("A2+B2", "A4+B4"),
        ("$A2*A$2*$A$2", "$A4*A$2*$A$2"),
        ("SUM(D2:F2)", "SUM(D4:F4)"),
        ("SUM(D$2:D2)", "SUM(D$2:D4)"),
        ("SUM(A:A)+SUM(2:2)+SUM($2:3)", "SUM(A:A)+SUM(4:4)+SUM($2:5)"),
        ('IF(A2="A2","B2 ""C2""",C2)', 'IF(A4="A2","B2 ""C2""",C4)'),
        ("看板!A2+'A2 表'!B2", "看板!A4+'A2 表'!B4"),
        ("[1]Sheet1!A2", "[1]Sheet1!A4"),
        ("台账[[#This Row],[A2]]+台账[@B2]+A2", "台账[[#This Row],[A2]]+台账[@B2]+A4"),
        ("LOG10(A2)+ATAN2(A2,B2)", "LOG10(A4)+ATAN2(A4,B4)"),
        ("税率A2+_A2+A2.b+A2B+AAAA2+A2年", "税率A2+_A2+A2.b+A2B+AAAA2+A2年"),
        ("1.5E+2+2", "1.5E+2+2"),
        ("IFERROR(A2,#N/A)", "IFERROR(A4,#N/A)"),
        ("_xlfn.XLOOKUP(A2,B:B,C:C)", "_xlfn.XLOOKUP(A4,B:B,C:C)"),
        ("A2#+@B2", "A4#+@B4"),
        ("TRUE", "TRUE"),
    ],
)
def test_relative_rows_move_and_all_else_stays(formula: str, two_down: str) -> None:
    assert moved(formula, 2) == two_down
    assert moved(two_down, -2) == formula


def test_a_formula_that_would_lead_out_of_the_sheet_is_not_moved() -> None:
    assert moved("A1048576", 1) is None
    assert moved("A1", -1) is None
    assert moved("A$1", -1) == "A$1"


def test_a_formula_without_relative_rows_stays() -> None:
    assert stays("台账[[#This Row],[分值]]*$A$1")
    assert not stays("A1*2")


PART = st.sampled_from(
    [
        "A1",
        "$B2",
        "C$3",
        "$D$4",
        "AB12:AC14",
        "A:C",
        "5:6",
        '"A1"',
        "'A 1'!B2",
        "表!C3",
        "LOG10(A1)",
        "7",
        "Z9",
        "名_A1",
    ]
)


@given(st.lists(PART, min_size=1, max_size=5), st.integers(0, 1000))
def test_it_reads_as_another_library_would_write_it(parts: list[str], down: int) -> None:
    formula = "+".join(parts)
    judge = Translator(f"={formula}", "A1").translate_formula(f"A{1 + down}")
    assert f"={moved(formula, down)}" == judge
