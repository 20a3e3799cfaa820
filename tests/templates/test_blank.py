"""The blank forms: the annex's words on one page, open where people write and nowhere else, the same bytes always."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from toolkit.forms import FieldType, Form, Look
from toolkit.forms.identity import PROPERTY, SHEET, write_mark
from toolkit.mechanism import Category, Mechanism
from toolkit.ooxml import Workbook
from toolkit.templates import box_cells, build, input_cell, sheet_name
from toolkit.templates.looks import broken

ANNEXES = Path(__file__).parent / "annexes"
FORMS = ["annex2", "annex3", "annex4"]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


def validation_at(sheet: Any, row: int, column: int) -> Any:
    cell = sheet.cell(row, column + 1).coordinate
    return next((each for each in sheet.data_validations.dataValidation if cell in each.sqref), None)


def covered(form: Form) -> set[tuple[int, int]]:
    """Every cell, merged ones whole, that takes an answer; counted from 1."""
    return {
        (row + 1, column + 1)
        for placed in form.layout.placed()
        if placed.cell.field
        for row in range(placed.row, placed.last_row + 1)
        for column in range(placed.column, placed.last_column + 1)
    }


@pytest.mark.parametrize("form_id", FORMS)
def test_every_word_is_the_annexes_in_reading_order(blanks: dict[str, bytes], form_id: str) -> None:
    sheet = opened(blanks[form_id]).worksheets[0]
    drawn = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert words(drawn) == words((ANNEXES / f"{form_id}.txt").read_text(encoding="utf-8"))


def test_a_form_drawn_twice_is_equal_byte_for_byte(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    for form_id, data in blanks.items():
        assert build(mechanism.form(form_id), mechanism) == data


def test_another_process_draws_the_same_bytes(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    program = (
        "import hashlib; from toolkit.mechanism import load; from toolkit.templates import build;"
        f"m = load({mechanism.name!r});"
        "print(*(hashlib.sha256(build(f, m)).hexdigest() for f in m.forms if f.layout.rows))"
    )
    environment = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [hashlib.sha256(data).hexdigest() for data in blanks.values()]


def test_nothing_in_the_file_depends_on_day_system_or_deflate_library(blanks: dict[str, bytes]) -> None:
    for data in blanks.values():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told = {(each.date_time[0], each.create_system, each.compress_type) for each in archive.infolist()}
            core = archive.read("docProps/core.xml").decode()
        assert told == {(1980, 0, zipfile.ZIP_STORED)}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2024-01-01T00:00:00Z"}


def test_every_form_prints_on_one_upright_a4_page(blanks: dict[str, bytes], paper: Any) -> None:
    assert paper(blanks) == dict.fromkeys(blanks, (1, 595, 842))


@pytest.mark.parametrize("form_id", FORMS)
def test_inputs_are_open_and_everything_else_is_locked(
    mechanism: Mechanism, blanks: dict[str, bytes], form_id: str
) -> None:
    form = mechanism.form(form_id)
    sheet = opened(blanks[form_id]).worksheets[0]
    unlocked = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == covered(form)
    protection = sheet.protection
    assert protection.sheet
    assert protection.password is None
    assert not protection.formatRows, "people may make rows higher"
    assert not protection.formatColumns
    assert not protection.selectLockedCells


@pytest.mark.parametrize("form_id", FORMS)
def test_borders_are_thin_inside_and_medium_round_the_table(
    mechanism: Mechanism, blanks: dict[str, bytes], form_id: str
) -> None:
    form = mechanism.form(form_id)
    sheet = opened(blanks[form_id]).worksheets[0]
    ruled = [each for each in form.layout.placed() if each.cell.borders]
    last = max(each.last_row for each in ruled)
    for placed in ruled:
        for row in range(placed.row, placed.last_row + 1):
            cell = sheet.cell(row + 1, placed.column + 1)
            if "l" in placed.cell.borders:
                assert cell.border.left.style == ("thin" if placed.column else "medium"), cell.coordinate
        for column in range(placed.column, placed.last_column + 1):
            cell = sheet.cell(placed.last_row + 1, column + 1)
            if "b" in placed.cell.borders:
                assert cell.border.bottom.style == ("medium" if placed.last_row == last else "thin"), cell.coordinate


def test_a_standing_label_stands(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    for form_id, data in blanks.items():
        sheet = opened(data).worksheets[0]
        for placed in mechanism.form(form_id).layout.placed():
            standing = sheet.cell(placed.row + 1, placed.column + 1).alignment.textRotation == 255
            assert standing == (placed.cell.look is Look.TALL)


def test_the_sheet_has_the_forms_title_and_no_grid(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    for form_id, data in blanks.items():
        book = opened(data)
        sheet = book.worksheets[0]
        assert sheet.title == mechanism.form(form_id).title
        assert not sheet.sheet_view.showGridLines
        assert [each.sheet_state for each in book.worksheets] == ["visible", "veryHidden"]


def test_a_title_too_long_or_odd_for_a_sheet_still_names_it(mechanism: Mechanism) -> None:
    form = dataclasses.replace(mechanism.form("annex2"), title="'" + "问题[情况]/表：" * 8)
    name = sheet_name(form)
    assert 0 < len(name) <= 31
    assert not re.search(r"[\[\]:*?/\\]", name)
    assert opened(build(form, mechanism)).worksheets[0].title == name


def test_a_category_offers_its_letters_and_shows_the_annexes_words(
    mechanism: Mechanism, blanks: dict[str, bytes]
) -> None:
    asking = {form_id: data for form_id, data in blanks.items() if "问题类别" in mechanism.form(form_id).by_key}
    assert len(asking) >= 3
    for form_id, data in asking.items():
        validation = validation_at(opened(data).worksheets[0], *input_cell(mechanism.form(form_id), "问题类别"))
        assert validation.formula1 == '"A,B,C"'
        assert validation.errorStyle == "information"
        assert all(each.printed in validation.prompt for each in mechanism.categories)
        assert len(validation.promptTitle) <= 32
        assert len(validation.prompt) <= 255


def test_categories_too_long_to_show_are_shown_by_their_short_names(mechanism: Mechanism) -> None:
    wordy = tuple(Category(code, f"短名{code}", "很长的说明" * 30) for code in "ABCD")
    other = dataclasses.replace(mechanism, categories=wordy)
    form = mechanism.form("annex2")
    validation = validation_at(opened(build(form, other)).worksheets[0], *input_cell(form, "问题类别"))
    assert "A 短名A；B 短名B" in validation.prompt
    assert len(validation.prompt) <= 255


def test_a_choice_offers_its_words_and_lets_others_pass(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    validation = validation_at(
        opened(blanks["annex3"]).worksheets[0], *input_cell(mechanism.form("annex3"), "处理情况")
    )
    assert validation.formula1 == '"已解决,正在解决,不能解决"'
    assert validation.errorStyle == "information"


def test_choices_too_long_for_a_cell_stand_on_the_hidden_sheet(mechanism: Mechanism) -> None:
    form = mechanism.form("annex3")
    many = tuple(f"第{number}种情况，说明较长的选项" for number in range(30))
    longer = dataclasses.replace(form.field("处理情况"), choices=many)
    other = dataclasses.replace(form, by_key={**form.by_key, longer.key: longer})
    book = opened(build(other, mechanism))
    validation = validation_at(book.worksheets[0], *input_cell(form, longer.key))
    assert validation.formula1 == f"'{SHEET}'!$C$1:$C$30"
    assert tuple(book[SHEET].cell(row, 3).value for row in range(1, 31)) == many


def test_every_box_is_a_cell_that_takes_a_tick(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    form = mechanism.form("annex4")
    sheet = opened(blanks["annex4"]).worksheets[0]
    for key in ("沟通方式", "满意度"):
        cells = box_cells(form, key)
        assert tuple(cells) == form.field(key).choices
        for row, column in cells.values():
            assert sheet.cell(row, column + 1).value == "□"
            assert validation_at(sheet, row, column).formula1 == '"□,☑"'
    assert "不再选其他项" in validation_at(sheet, *box_cells(form, "沟通方式")["未沟通"]).prompt
    assert "只选一项" in validation_at(sheet, *box_cells(form, "满意度")["满意"]).prompt


def test_dates_and_numbers_keep_what_people_type(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    for form_id, data in blanks.items():
        form, sheet = mechanism.form(form_id), opened(data).worksheets[0]
        for field in form.fields:
            if box_cells(form, field.key):
                continue
            row, column = input_cell(form, field.key)
            cell = sheet.cell(row, column + 1)
            if field.type is FieldType.DATE:
                assert cell.number_format == 'yyyy"年"m"月"d"日"'
                assert cell.alignment.shrink_to_fit, "a date that does not fit would show as ####"
                assert "2024-3-5" in validation_at(sheet, row, column).prompt
            elif field.type in {FieldType.PHONE, FieldType.NUMBER}:
                assert cell.number_format == "@"


def test_a_field_of_another_filler_says_who_fills_it(mechanism: Mechanism, blanks: dict[str, bytes]) -> None:
    sheet = opened(blanks["annex2"]).worksheets[0]
    prompt = validation_at(sheet, *input_cell(mechanism.form("annex2"), "编号")).prompt
    assert prompt == f"此栏由{mechanism.office_short}填写。"
    assert validation_at(sheet, *input_cell(mechanism.form("annex2"), "企业名称")) is None


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_mark_survives_libreoffice(mechanism: Mechanism, blanks: dict[str, bytes], convert: Any, kind: str) -> None:
    for form_id, data in convert(blanks, kind).items():
        form = mechanism.form(form_id)
        mark = write_mark(form.id, form.version)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        assert book.get_sheet_by_name(SHEET).to_python()[0][0] == mark
        if kind == "xlsx":
            assert Workbook.read(data).properties()[PROPERTY] == mark
        if kind == "ods":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                assert mark in archive.read("meta.xml").decode()


def test_the_open_xml_sdk_finds_nothing_wrong(blanks: dict[str, bytes], validate: Any) -> None:
    assert [error for data in blanks.values() for error in validate(data)] == []


def test_a_form_without_a_layout_is_refused(mechanism: Mechanism) -> None:
    with pytest.raises(ValueError, match="no layout"):
        build(mechanism.form_that("decides"), mechanism)


def test_a_ticked_field_has_no_single_cell_and_an_unknown_one_none(mechanism: Mechanism) -> None:
    form = mechanism.form("annex4")
    with pytest.raises(KeyError):
        input_cell(form, "满意度")
    with pytest.raises(KeyError):
        input_cell(form, "没有这一栏")


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("参加工作会议人员", 23, ["参加工作", "会议人员"]),
        ("承办单位与您的沟通方式", 44, ["承办单位与您", "的沟通方式"]),
        ("承办单位填写", 20, ["承办单位", "填写"]),
        ("由企业进行填写", 20, ["由企业进", "行填写"]),
        ("企业名称", 23, ["企业名称"]),
        ("备注", 3, ["备", "注"]),
    ],
)
def test_a_long_label_breaks_where_the_paper_breaks_it(label: str, width: float, lines: list[str]) -> None:
    assert broken(label, width).split("\n") == lines
