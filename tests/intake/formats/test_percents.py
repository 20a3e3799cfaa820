"""Cells that show per cent: told by their format. Books that LibreOffice saved are in test_files."""

import pytest

from toolkit.intake.formats.percents import as_percent, is_percent
from toolkit.intake.formats.xml_book import read_xml_book

XML_BOOK = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="0.0%"/></Style>
<Style ss:ID="s3"><NumberFormat ss:Format="0.00"/></Style></Styles>
<Worksheet ss:Name="表"><Table><Row>
<Cell ss:StyleID="s1"><Data ss:Type="Number">0.35</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="Number">0.009</Data></Cell>
<Cell ss:StyleID="s3"><Data ss:Type="Number">0.35</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="String">已达标</Data></Cell>
</Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("code", "reckons"),
    [
        ("0%", True),
        ("0.00%;[Red]-0.00%", True),
        ('0"%"', False),
        (r"0\%", False),
        ("0&quot;%&quot;", False),
        ("0.0", False),
    ],
)
def test_a_percent_sign_in_quotation_marks_is_shown_and_not_reckoned(code: str, reckons: bool) -> None:
    assert is_percent(code) is reckons


def test_only_numbers_are_shown_per_cent_with_all_their_digits() -> None:
    assert [as_percent(each) for each in (0.07, 1.2345, 0.0, "35%", True)] == ["7%", "123.45%", "0%", "35%", True]


def test_a_book_in_the_xml_of_excel_2003_tells_it_by_its_styles() -> None:
    (grid,) = read_xml_book(XML_BOOK.encode()).grids
    assert [grid.cells[0, column] for column in range(4)] == ["35%", "0.9%", 0.35, "已达标"]
