"""The agenda workbook: head, table, room for more, and the columns to be filled in easy to see."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from toolkit.forms import Form
from toolkit.forms.identity import PROPERTY, SHEET, write_mark
from toolkit.mechanism import Mechanism
from toolkit.ooxml import Workbook
from toolkit.submission import Value
from toolkit.templates import build_agenda

HEAD: dict[str, Value] = {"会议": "第三次", "会议日期": date(2024, 4, 1), "会议地点": "201会议室", "出席人员": "甲、乙"}
ROWS: list[dict[str, Value]] = [
    {"事项": "新上会", "编号": "2024-001", "企业名称": "某公司", "问题困难": "道路破损，" * 30},
    {"事项": "前期办理情况", "编号": "2024-002", "企业名称": "=某厂", "办结时限": date(2024, 6, 5)},
]
TO_FILL = ("议定事项", "牵头单位", "配合单位", "办结时限", "特殊情况")


@pytest.fixture(scope="module")
def form(mechanism: Mechanism) -> Form:
    return mechanism.form_that("decides")


@pytest.fixture(scope="module")
def agenda(form: Form, mechanism: Mechanism) -> bytes:
    return build_agenda(form, mechanism, HEAD, ROWS, to_fill=TO_FILL)


@pytest.fixture(scope="module")
def sheet(agenda: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(agenda)).worksheets[0]


def header_row(sheet: Any, form: Form) -> int:
    labels = [field.label for field in form.table]
    return next(int(row[0].row) for row in sheet.iter_rows() if [cell.value for cell in row] == labels)


def test_the_value_of_a_head_field_stands_right_of_its_label(sheet: Any, form: Form) -> None:
    told = {
        cell.value: sheet.cell(cell.row, cell.column + 1).value
        for row in sheet.iter_rows(min_row=2, max_row=header_row(sheet, form) - 1)
        for cell in row
        if cell.value in {field.label for field in form.fields}
    }
    assert set(told) == {field.label for field in form.fields}
    assert told["会议日期"] == datetime(2024, 4, 1)
    assert (told["会议"], told["出席人员"], told["主持人"]) == ("第三次", "甲、乙", None)


def test_rows_follow_the_header_and_ten_empty_ones_follow_them(sheet: Any, form: Form) -> None:
    header = header_row(sheet, form)
    keys = [field.key for field in form.table]
    for offset, row in enumerate(ROWS, start=1):
        for column, key in enumerate(keys, start=1):
            value = sheet.cell(header + offset, column).value
            wanted = row.get(key)
            assert (value.date() if isinstance(value, datetime) else value) == wanted
    assert sheet.max_row == header + len(ROWS) + 10


def test_columns_to_be_filled_in_are_tinted_and_no_others(sheet: Any, form: Form) -> None:
    row = header_row(sheet, form) + 1
    tinted = {
        field.key
        for column, field in enumerate(form.table, start=1)
        if sheet.cell(row, column).fill.patternType == "solid"
    }
    assert tinted == set(TO_FILL)


def test_the_lead_unit_is_chosen_from_the_mechanisms_units(agenda: bytes, form: Form, mechanism: Mechanism) -> None:
    book = openpyxl.load_workbook(io.BytesIO(agenda))
    sheet = book.worksheets[0]
    row = header_row(sheet, form) + 12
    column = [field.key for field in form.table].index("牵头单位") + 1
    cell = sheet.cell(row, column).coordinate
    validation = next(each for each in sheet.data_validations.dataValidation if cell in each.sqref)
    names = [unit.name for unit in mechanism.units]
    assert validation.formula1 == f"'{SHEET}'!$C$1:$C${len(names)}"
    assert validation.errorStyle == "information"
    assert [book[SHEET].cell(number, 3).value for number in range(1, len(names) + 1)] == names


def test_the_kind_of_matter_is_chosen_from_its_words(sheet: Any, form: Form) -> None:
    cell = sheet.cell(header_row(sheet, form) + 1, 1).coordinate
    validation = next(each for each in sheet.data_validations.dataValidation if cell in each.sqref)
    assert validation.formula1 == '"新上会,特殊情况,前期办理情况"'


def test_it_prints_on_its_side_as_wide_as_the_page_with_the_header_on_each(sheet: Any, form: Form) -> None:
    header = header_row(sheet, form)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"A{header + 1}"
    assert not sheet.protection.sheet


def test_a_long_text_gets_a_high_row_that_grows_on(sheet: Any, form: Form, agenda: bytes) -> None:
    header = header_row(sheet, form)
    assert sheet.row_dimensions[header + 1].height > sheet.row_dimensions[header + 2].height
    with zipfile.ZipFile(io.BytesIO(agenda)) as archive:
        rows = re.findall(r'<row r="(\d+)"([^>]*)>', archive.read("xl/worksheets/sheet1.xml").decode())
    assert all(("customHeight" in told) == (int(number) <= header) for number, told in rows)
    assert all(' ht="' in told for _, told in rows)


def test_the_mark_is_carried_both_ways(agenda: bytes, form: Form, mechanism: Mechanism) -> None:
    mark = write_mark(form.id, form.version)
    assert Workbook.read(agenda).properties() == {PROPERTY: mark}
    assert CalamineWorkbook.from_filelike(io.BytesIO(agenda)).get_sheet_by_name(SHEET).to_python()[0][0] == mark
    own = write_mark(form.id, form.version, "2024-04")
    other = build_agenda(form, mechanism, HEAD, ROWS, mark=own)
    assert Workbook.read(other).properties() == {PROPERTY: own}


def test_an_agenda_without_matters_still_has_room_for_them(form: Form, mechanism: Mechanism) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(build_agenda(form, mechanism, {}, []))).worksheets[0]
    assert sheet.max_row == header_row(sheet, form) + 10


def test_equal_input_gives_equal_bytes(form: Form, mechanism: Mechanism, agenda: bytes) -> None:
    assert build_agenda(form, mechanism, HEAD, ROWS, to_fill=TO_FILL) == agenda


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_agenda_survives_libreoffice(agenda: bytes, form: Form, convert: Any, kind: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(convert({"agenda": agenda}, kind)["agenda"]))
    assert book.get_sheet_by_name(SHEET).to_python()[0][0] == write_mark(form.id, form.version)
    grid = book.get_sheet_by_index(0).to_python()
    assert [field.label for field in form.table] in grid
    assert any(row[1] == "2024-002" and row[2] == "=某厂" for row in grid)


@pytest.mark.parametrize("where", ["head", "rows", "to_fill"])
def test_a_key_that_is_no_field_is_a_slip_of_the_caller(form: Form, mechanism: Mechanism, where: str) -> None:
    odd = {"没有": "x"}
    with pytest.raises(KeyError, match="没有"):
        build_agenda(
            form,
            mechanism,
            odd if where == "head" else {},
            [odd] if where == "rows" else [],
            to_fill=odd if where == "to_fill" else (),
        )


def test_a_form_without_a_table_is_refused(form: Form, mechanism: Mechanism) -> None:
    with pytest.raises(ValueError, match="no table"):
        build_agenda(dataclasses.replace(form, table=()), mechanism, {}, [])


def test_the_open_xml_sdk_finds_nothing_wrong(agenda: bytes, validate: Any) -> None:
    assert validate(agenda) == []
