"""Pre-filled forms: the answers are in their cells, and everything else of the blank is as it was."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from toolkit.forms.identity import PROPERTY, SHEET, write_mark
from toolkit.mechanism import Mechanism
from toolkit.ooxml import MissingSheetError, Workbook
from toolkit.submission import Value
from toolkit.templates import box_cells, fill, input_cell
from toolkit.templates.values import printed

MARK = write_mark("annex3", "1", "2024-001", "1", "某局")
ANSWERS: dict[str, Value] = {
    "问题分类": "重点问题",
    "编号": "2024-001",
    "案由": "=厂房扩建<用地>&规划",
    "问题类别": "B 生产经营",
    "交办时间": date(2024, 3, 5),
    "办结时限": date(2024, 6, 5),
    "牵头单位": "某局",
    "牵头联系电话": "013800138000",
    "配合单位": None,
    "办理意见": "第一行\n第二行",
}


@pytest.fixture(scope="module")
def filled(mechanism: Mechanism, blanks: dict[str, bytes]) -> bytes:
    return fill(blanks["annex3"], mechanism.form("annex3"), mechanism, ANSWERS, mark=MARK)


def cell(mechanism: Mechanism, sheet: Any, key: str) -> Any:
    row, column = input_cell(mechanism.form("annex3"), key)
    return sheet.cell(row, column + 1)


def look(cell: Any) -> list[str]:
    return [
        repr(each) for each in (cell.font, cell.border, cell.fill, cell.protection, cell.alignment, cell.number_format)
    ]


def test_two_readers_read_back_what_was_filled_in(mechanism: Mechanism, filled: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]
    grid = CalamineWorkbook.from_filelike(io.BytesIO(filled)).get_sheet_by_index(0).to_python()
    form = mechanism.form("annex3")
    for key, value in ANSWERS.items():
        if value is None:
            continue
        wanted = printed(mechanism, form.field(key), value)
        row, column = input_cell(form, key)
        read = cell(mechanism, sheet, key).value
        assert (read.date() if isinstance(read, datetime) else read) == wanted
        assert grid[row - 1][column] == wanted


def test_a_category_is_printed_by_the_annexes_words(mechanism: Mechanism, filled: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]
    assert (
        cell(mechanism, sheet, "问题类别").value == "B.项目规划建设、企业生产经营、员工工作生活过程中碰到的问题和困难"
    )


def test_a_category_nobody_knows_stays_as_it_was_typed(mechanism: Mechanism) -> None:
    assert printed(mechanism, mechanism.form("annex3").field("问题类别"), "其他") == "其他"


def test_a_text_never_becomes_a_formula(mechanism: Mechanism, filled: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]
    assert cell(mechanism, sheet, "案由").data_type == "s"


def test_what_is_not_known_keeps_the_blanks_hint(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    form = mechanism.form("annex3")
    data = fill(blanks["annex3"], form, mechanism, {"问题分类": None, "交办时间": ""}, mark=MARK)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert cell(mechanism, sheet, "问题分类").value == form.field("问题分类").hint
    assert cell(mechanism, sheet, "交办时间").value == form.field("交办时间").hint


def test_merges_lists_protection_heights_and_looks_stay(
    mechanism: Mechanism, blanks: dict[str, bytes], filled: bytes
) -> None:
    before = openpyxl.load_workbook(io.BytesIO(blanks["annex3"])).worksheets[0]
    after = openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]
    assert sorted(map(str, before.merged_cells.ranges)) == sorted(map(str, after.merged_cells.ranges))
    assert before.protection == after.protection
    assert [(str(each.sqref), each.formula1, each.prompt) for each in before.data_validations.dataValidation] == [
        (str(each.sqref), each.formula1, each.prompt) for each in after.data_validations.dataValidation
    ]
    assert {row: each.height for row, each in before.row_dimensions.items()} == {
        row: each.height for row, each in after.row_dimensions.items()
    }
    for row in before.iter_rows():
        for old in row:
            new = after[old.coordinate]
            assert look(new) == look(old), old.coordinate


def test_parts_that_hold_no_answer_stay_byte_for_byte(blanks: dict[str, bytes], filled: bytes) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(blanks["annex3"])) as before,
        zipfile.ZipFile(io.BytesIO(filled)) as after,
    ):
        same = {name for name in before.namelist() if before.read(name) == after.read(name)}
    assert {"xl/theme/theme1.xml", "xl/workbook.xml", "docProps/core.xml", "xl/sharedStrings.xml"} <= same


def test_ticks_stand_in_the_boxes_of_the_chosen_words(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    form = mechanism.form("annex4")
    values: dict[str, Value] = {"沟通方式": "电话、走访、微信", "满意度": "基本满意"}
    data = fill(blanks["annex4"], form, mechanism, values, mark=MARK)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    ticked = [
        option
        for key in values
        for option, (row, column) in box_cells(form, key).items()
        if sheet.cell(row, column + 1).value == "☑"
    ]
    assert ticked == ["电话", "走访", "基本满意"]


def test_the_mark_is_carried_both_ways(filled: bytes) -> None:
    book = Workbook.read(filled)
    assert book.properties() == {PROPERTY: MARK}
    assert openpyxl.load_workbook(io.BytesIO(filled))[SHEET]["A1"].value == MARK
    assert [each.state for each in book.sheets] == ["visible", "veryHidden"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_filled_form_saved_by_libreoffice_keeps_answers_and_mark(
    mechanism: Mechanism, filled: bytes, convert: Any, kind: str
) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(convert({"filled": filled}, kind)["filled"]))
    assert book.get_sheet_by_name(SHEET).to_python()[0][0] == MARK
    grid = book.get_sheet_by_index(0).to_python()
    row, column = input_cell(mechanism.form("annex3"), "交办时间")
    assert grid[row - 1][column] == date(2024, 3, 5)
    row, column = input_cell(mechanism.form("annex3"), "牵头联系电话")
    assert grid[row - 1][column] == "013800138000"


def test_a_filled_form_still_prints_on_one_page(filled: bytes, paper: Any) -> None:
    assert paper({"filled": filled}) == {"filled": (1, 595, 842)}


def test_equal_answers_give_equal_bytes(mechanism: Mechanism, blanks: dict[str, bytes], filled: bytes) -> None:
    assert fill(blanks["annex3"], mechanism.form("annex3"), mechanism, ANSWERS, mark=MARK) == filled


def test_a_field_the_form_does_not_have_is_a_slip_of_the_caller(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    with pytest.raises(KeyError):
        fill(blanks["annex3"], mechanism.form("annex3"), mechanism, {"满意度": "满意"}, mark=MARK)


def test_another_forms_blank_is_refused(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    with pytest.raises(MissingSheetError):
        fill(blanks["annex4"], mechanism.form("annex3"), mechanism, {"编号": "2024-001"}, mark=MARK)


def test_the_open_xml_sdk_finds_nothing_wrong(filled: bytes, validate: Any) -> None:
    assert validate(filled) == []
