"""Real files: drawn by our templates and by openpyxl, saved again by LibreOffice, retyped in Word."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import StringProperty

from conftest import Soffice
from toolkit.errors import Code
from toolkit.forms import identity
from toolkit.forms.identity import write_mark
from toolkit.intake import read
from toolkit.intake.plain.grid import Book, CellValue, Grid
from toolkit.mechanism import Mechanism
from toolkit.templates import box_cells, build, input_cell, sheet_name

from .conftest import Parsed
from .paper import Sheet
from .variants import ANSWERS, SHEETS

DAY = date(2024, 3, 8)
SHAPES = ("plain_layout", "loosely_typed", "decorated", "unmerged")


def workbook(sheet: Sheet, mark: str = "") -> bytes:
    """Return a sheet as an xlsx, with the mark hidden in it as our templates do."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "附件"
    for (row, column), value in sheet.cells.items():
        page.cell(row + 1, column + 1, value)
    for top, left, bottom, right in sheet.merged:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    if mark:
        hidden = book.create_sheet(identity.SHEET)
        hidden["A1"] = mark
        hidden.sheet_state = "veryHidden"
        book.custom_doc_props.append(StringProperty(name=identity.PROPERTY, value=mark))  # type: ignore[attr-defined]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def resaved(soffice: Soffice, mechanism: Mechanism) -> Mapping[str, bytes]:
    """Every form in some shapes, as LibreOffice saves it; the names end in the format."""
    sources: dict[str, bytes] = {}
    for form in ANSWERS:
        for shape in SHAPES:
            sheet = SHEETS[shape](mechanism.form(form), ANSWERS[form])
            mark = write_mark(form, "1", "2024-017", "1", "甲")
            sources[f"{form}_{shape}.xlsx"] = workbook(sheet, mark)
    return {
        name.replace(".xlsx", f".{kind}"): data
        for kind in ("xls", "ods", "xlsx")
        for name, data in soffice(sources, kind).items()
    }


def check(data: bytes, name: str, form: str, mechanism: Mechanism, parsed: Parsed) -> None:
    book = parsed(data)
    (submission,) = read(book, mechanism, day=DAY).submissions
    wrong = {key: submission.words(key) for key, said in ANSWERS[form].items() if submission.words(key) != said}
    assert not wrong, name
    assert submission.identity.number == "2024-017", name
    assert len(book.marks) == 2, name


def test_forms_that_libreoffice_saved_are_read_whole(
    resaved: Mapping[str, bytes], mechanism: Mechanism, parsed: Parsed
) -> None:
    assert len(resaved) == len(ANSWERS) * len(SHAPES) * 3
    for name, data in resaved.items():
        check(data, name, name.split("_")[0], mechanism, parsed)


def test_an_et_of_wps_is_known_by_its_content(
    resaved: Mapping[str, bytes], mechanism: Mechanism, parsed: Parsed
) -> None:
    check(resaved["annex2_plain_layout.xls"], "来件.et", "annex2", mechanism, parsed)
    check(resaved["annex2_plain_layout.ods"], "来件.xls", "annex2", mechanism, parsed)


def test_merged_ranges_survive_every_format(resaved: Mapping[str, bytes], mechanism: Mechanism, parsed: Parsed) -> None:
    expected = set(SHEETS["plain_layout"](mechanism.form("annex4"), ANSWERS["annex4"]).merged)
    for kind in ("xls", "ods", "xlsx"):
        (grid,) = parsed(resaved[f"annex4_plain_layout.{kind}"]).grids
        assert expected <= set(grid.merged), kind


def shares() -> bytes:
    """A workbook of numbers in several formats, as Excel keeps what people type: 35%, 0.9%, 0.35, and 35 behind "%"."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, (value, shown) in enumerate(
        [(0.35, "0%"), (0.009, "0.0%"), (0.07, "0.00%"), (-0.012, "0.0%"), (0.35, "General"), (35, '0"%"')], 1
    ):
        sheet.cell(row, 1, value).number_format = shown
    sheet["A7"], sheet["A7"].number_format = "35%", "0%"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


SHOWN = ["35%", "0.9%", "7%", "-1.2%", 0.35, 35.0, "35%"]


def cells_of(book: Book) -> list[object]:
    return [book.grids[0].cells[row, 0] for row in range(len(SHOWN))]


def test_error_cells_are_errors_in_every_format(soffice: Soffice, parsed: Parsed) -> None:
    source = workbook(Sheet({(0, 0): "=1/0", (0, 1): "=2*3", (0, 2): "是"}))
    assert parsed(source).grids[0].errors[0, 0] == "=1/0"
    # The same start of the office suite saves a book of shares, whose format says that 0.35 was typed as 35%.
    rates = shares()
    assert cells_of(parsed(rates)) == SHOWN
    for kind in ("xls", "ods", "xlsx"):
        saved = soffice({"错.xlsx": source, "率.xlsx": rates}, kind)
        grid = parsed(saved["错.xlsx"]).grids[0]
        assert list(grid.errors) == [(0, 0)], kind
        assert grid.cells[0, 1] == 6.0, kind
        assert cells_of(parsed(saved["率.xlsx"])) == SHOWN, kind


def test_our_own_blank_is_empty_and_filled_in_is_read(mechanism: Mechanism, parsed: Parsed) -> None:
    for form in ANSWERS:
        declared = mechanism.form(form)
        blank = build(declared, mechanism)
        empty = read(parsed(blank), mechanism, day=DAY)
        assert [each.code for each in empty.problems] == [Code.EMPTY_FORM]
        book = load_workbook(io.BytesIO(blank))
        page = book[sheet_name(declared)]
        for field in declared.fields:
            said = ANSWERS[form][field.key]
            boxes = box_cells(declared, field.key)
            for option, (row, column) in boxes.items():
                if option in said.split("、"):
                    page.cell(row, column + 1, "☑")
            if not boxes:
                row, column = input_cell(declared, field.key)
                page.cell(row, column + 1, said)
        target = io.BytesIO()
        book.save(target)
        (submission,) = read(parsed(target.getvalue()), mechanism, day=DAY).submissions
        assert {key: submission.words(key) for key in ANSWERS[form]} == ANSWERS[form]
        assert not submission.problems
        assert submission.identity.form == form


def test_a_value_typed_as_a_date_or_number_keeps_its_kind(parsed: Parsed) -> None:
    cells: dict[tuple[int, int], CellValue] = {
        (0, 0): date(2024, 3, 5),
        (0, 1): 13800138000,
        (0, 2): True,
        (3, 4): "字\n行",
    }
    grid: Grid = parsed(workbook(Sheet(cells))).grids[0]
    assert dict(grid.cells) == {(0, 0): date(2024, 3, 5), (0, 1): 13800138000.0, (0, 2): True, (3, 4): "字\n行"}
