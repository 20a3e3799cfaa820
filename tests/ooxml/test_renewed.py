"""Formulas give way to others wherever they stand, and nothing else of the sheet changes."""

from __future__ import annotations

from html import unescape

from toolkit.ooxml.renewed import renew_formulas

SHEET = (
    '<worksheet><sheetData><row r="1">'
    '<c r="A1"><f>COUNTIFS(\'走访\'!$B:$B,"&lt;"&amp;TODAY())</f><v>3</v></c>'
    '<c r="B1"><f>COUNTIFS(走访!$B:$B,"&lt;"&amp;TODAY())</f></c>'
    '<c r="C1"><f>COUNTIFS(走访!$B:$B,"&lt;"&amp;TODAY())+0</f><v>3</v></c>'
    '<c r="D1"><v>7</v></c>'
    "</row></sheetData></worksheet>"
)
OLD, NEW = "COUNTIFS('走访'!$B:$B,\"<\"&TODAY())", "COUNTIFS('走访'!$S:$S,\"<\"&TODAY()+1)"


def test_a_formula_is_known_with_and_without_quotes_and_loses_the_result_kept_beside_it() -> None:
    cells = renew_formulas(SHEET.encode(), {OLD: NEW}).decode().split("<c ")[1:]
    assert [unescape(each) for each in cells[:2]] == [f'r="{place}"><f>{NEW}</f></c>' for place in ("A1", "B1")]
    assert cells[2:] == SHEET.split("<c ")[3:]


def test_what_is_not_there_changes_nothing() -> None:
    assert renew_formulas(SHEET.encode(), {"SUM(A1:A9)": NEW}) == SHEET.encode()
