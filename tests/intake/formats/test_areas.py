"""Sheets that use more than any form: told before a parser fills them in. Emptiness to the end is nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.errors import Code
from toolkit.intake.formats.kinds import Kind
from toolkit.intake.formats.ods_book import ods_grids
from toolkit.intake.formats.parse import parse_book
from toolkit.intake.formats.unpack import UnreadableError


def cells(data: bytes, kind: Kind) -> dict[tuple[int, int], object]:
    told, book = parse_book(data)
    assert told is kind
    return dict(book.grids[0].cells)


def refused(data: bytes) -> Code:
    with pytest.raises(UnreadableError) as caught:
        parse_book(data)
    return caught.value.problem.code


ODS = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: str) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{ODS}:office:1.0" xmlns:table="{ODS}:table:1.0" xmlns:text="{ODS}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def ods_cell(repeated: int = 1, text: str = "x", extra: str = "") -> str:
    inner = f"<text:p>{text}</text:p>" if text else ""
    said = 'office:value-type="string"' if text else ""
    return f'<table:table-cell {said} table:number-columns-repeated="{repeated}" {extra}>{inner}</table:table-cell>'


def ods_row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


@pytest.mark.parametrize(
    "rows",
    [
        ods_row(ods_cell(16_384), 1_000_000),
        ods_row(ods_cell(), 1_000_000),
        ods_row(ods_cell() + ods_cell(16_382, "") + ods_cell()) * 400,
        ods_row(ods_cell(10, "") + ods_cell()) + ods_row(ods_cell(1, ""), 1_000_000) + ods_row(ods_cell()),
        ods_row(ods_cell(9_999_999_999)),
        ods_row(ods_cell(1, "x", 'table:number-columns-spanned="9000" table:number-rows-spanned="9000"')),
    ],
)
def test_a_sheet_of_repetitions_is_refused(rows: str) -> None:
    assert refused(ods(rows)) is Code.TOO_LARGE


def test_emptiness_to_the_end_of_a_sheet_is_nothing() -> None:
    data = ods(ods_row(ods_cell() + ods_cell(16_383, "")) + ods_row(ods_cell(16_384, ""), 1_048_575))
    assert cells(data, Kind.ODS) == {(0, 0): "x"}


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(bytes([kind, len(content)]) + content for kind, content in records)


@pytest.mark.parametrize(("row", "column", "large"), [(0, 5, False), (1_048_575, 16_383, True), (400_000, 20, True)])
def test_a_binary_workbook_of_which_one_cell_lies_in_the_last_corner_is_refused(
    row: int, column: int, large: bool
) -> None:
    sheet = biff((0, row.to_bytes(4, "little") + bytes(13)), (1, column.to_bytes(4, "little") + bytes(4)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    assert (refused(target.getvalue()) is Code.TOO_LARGE) is large


def test_the_second_reader_of_ods_reads_as_the_first() -> None:
    rows = (
        ods_row(ods_cell(2, "甲") + ods_cell(3, "") + ods_cell(1, "乙"), 2)
        + ods_row(ods_cell(9, ""), 5)
        + ods_row(ods_cell(1, "丙"))
    )
    data = ods(rows)
    (grid,) = ods_grids(data)
    assert dict(grid.cells) == cells(data, Kind.ODS)
    assert grid.name == "表"
