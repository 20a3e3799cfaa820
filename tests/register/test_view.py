"""The register is found again wherever people moved things, and a register that cannot be understood is said so."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.styles import PatternFill

from jobs.office import open_book, saved
from toolkit.errors import RegisterError
from toolkit.mechanism import Column, ColumnType, Mechanism, default_name, load
from toolkit.ooxml import CellError, Workbook
from toolkit.register import SheetView, create, schema, sheets, view
from toolkit.register.view import read_cell

MECHANISM = load(default_name())
MAIN = sheets(MECHANISM)[0]


@pytest.fixture(scope="module")
def three() -> bytes:
    """A register with three rows."""
    book = open_book(create(MECHANISM, [], date(2024, 1, 10)))
    sheet = book[MAIN.name]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row, firm in enumerate(("甲公司", "乙公司", "丙公司"), start=2):
        sheet.cell(row, heads["编号"]).value = f"2024-{row - 1:03}"
        sheet.cell(row, heads["企业名称"]).value = firm
        sheet.cell(row, heads["提交日期"]).value = date(2024, 1, row)
    return saved(book)


def look(data: bytes, change: Callable[[Any], None] = lambda _: None) -> SheetView:
    book = open_book(data)
    change(book[MAIN.name])
    return view(Workbook.read(saved(book)), MAIN)


def firms(seen: SheetView) -> dict[str, object]:
    return {key[0]: row.values["企业名称"] for key, row in seen.by_key().items()}


THREE = {"2024-001": "甲公司", "2024-002": "乙公司", "2024-003": "丙公司"}


def swap_rows(sheet: Any) -> None:
    for column in range(1, sheet.max_column + 1):
        first, last = sheet.cell(2, column), sheet.cell(4, column)
        first.value, last.value = last.value, first.value


def swap_columns(sheet: Any) -> None:
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(1, 5):
        number, firm = sheet.cell(row, heads["编号"]), sheet.cell(row, heads["企业名称"])
        number.value, firm.value = firm.value, number.value


def insert_a_column_of_their_own(sheet: Any) -> None:
    sheet.insert_cols(1)
    sheet.cell(1, 1).value = "我的备忘"
    sheet.cell(2, 1).value = "问过王主任"


def hide_columns(sheet: Any) -> None:
    for letter in ("A", "E", "F"):
        sheet.column_dimensions[letter].hidden = True


def put_a_title_on_top(sheet: Any) -> None:
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1).value = "顺德区民营企业问题台账"
    sheet.merge_cells("A1:H1")


def colour_rows(sheet: Any) -> None:
    for row in (2, 4):
        for cell in sheet[row]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")


def rename_headers_to_synonyms(sheet: Any) -> None:
    for cell in sheet[1]:
        if cell.value == "企业名称":
            cell.value = "公司名称"
        elif cell.value == "案由":
            cell.value = " 事 由\n"


def leave_blank_rows_between(sheet: Any) -> None:
    sheet.insert_rows(3, 4)


def add_a_column_named_like_a_synonym(sheet: Any) -> None:
    sheet.cell(1, sheet.max_column + 1).value = "企业"
    sheet.cell(2, sheet.max_column).value = "老客户"


@pytest.mark.parametrize(
    "change",
    [
        swap_rows, swap_columns, insert_a_column_of_their_own, hide_columns, put_a_title_on_top, colour_rows,
        rename_headers_to_synonyms, leave_blank_rows_between, add_a_column_named_like_a_synonym,
    ],
)  # fmt: skip
def test_rows_and_columns_are_found_however_people_rearrange_the_sheet(
    three: bytes, change: Callable[[Any], None]
) -> None:
    seen = look(three, change)
    assert firms(seen) == THREE
    assert seen.by_key()["2024-001",].values["提交日期"] == date(2024, 1, 2)
    assert not seen.loose


def test_a_row_without_a_number_is_loose(three: bytes) -> None:
    def empty_the_key(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(3, heads["编号"]).value = None

    seen = look(three, empty_the_key)
    assert set(seen.by_key()) == {("2024-001",), ("2024-003",)}
    assert [(row.number, row.values["企业名称"]) for row in seen.loose] == [(3, "乙公司")]


def test_a_number_that_stands_twice_stops_with_both_rows_named(three: bytes) -> None:
    def double(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(4, heads["编号"]).value = " 2024-001 "

    with pytest.raises(RegisterError) as caught:
        look(three, double).by_key()
    assert "“2024-001”出现了两次：第 2 行和第 4 行" in caught.value.message
    assert "删去多余的一行" in caught.value.remedy


def test_a_missing_header_stops_with_its_name(three: bytes) -> None:
    def rename(sheet: Any) -> None:
        for cell in sheet[1]:
            if cell.value in {"状态", "待补正"}:
                cell.value = "随便"

    with pytest.raises(RegisterError) as caught:
        look(three, rename)
    assert "“问题台账”的表头缺少：状态、待补正" in caught.value.message
    assert "列名改回来" in caught.value.remedy


def test_a_missing_header_that_has_other_names_stops_with_them(three: bytes) -> None:
    def rename(sheet: Any) -> None:
        for cell in sheet[1]:
            if cell.value == "企业名称":
                cell.value = "客户"

    with pytest.raises(RegisterError) as caught:
        look(three, rename)
    assert caught.value.message.endswith("的表头缺少：企业名称（也认得：企业、公司名称）")


def test_a_header_that_stands_twice_stops_with_its_name(three: bytes) -> None:
    def double(sheet: Any) -> None:
        sheet.cell(1, sheet.max_column + 1).value = "案由"

    with pytest.raises(RegisterError) as caught:
        look(three, double)
    assert "有两列叫：案由" in caught.value.message


def test_two_synonyms_without_the_header_itself_stop(three: bytes) -> None:
    def double(sheet: Any) -> None:
        for cell in sheet[1]:
            if cell.value == "企业名称":
                cell.value = "企业"
        sheet.cell(1, sheet.max_column + 1).value = "公司名称"

    with pytest.raises(RegisterError, match="有两列叫：企业名称"):
        look(three, double)


@pytest.mark.parametrize("name", [spec.name for spec in sheets(MECHANISM) if not spec.optional])
def test_a_missing_sheet_stops_with_its_name(three: bytes, name: str) -> None:
    book = open_book(three)
    book[name].title = "改了名"
    with pytest.raises(RegisterError) as caught:
        view(Workbook.read(saved(book)), next(spec for spec in sheets(MECHANISM) if spec.name == name))
    assert f"找不到工作表“{name}”" in caught.value.message
    assert "改回原名" in caught.value.remedy


TEXT, DAY, NUMBER = Column("文"), Column("日", ColumnType.DATE), Column("数", ColumnType.NUMBER)


@pytest.mark.parametrize(
    ("value", "column", "meant"),
    [
        (None, TEXT, None),
        ("", TEXT, None),
        ("  \n", TEXT, None),
        (" 甲\r\n乙\r丙 ", TEXT, "甲\n乙\n丙"),
        (13800138000.0, TEXT, "13800138000"),
        (7, TEXT, "7"),
        (1.5, TEXT, "1.5"),
        (True, TEXT, "True"),
        (CellError("#REF!"), TEXT, "#REF!"),
        (date(2024, 3, 5), TEXT, "2024-03-05"),
        (datetime(2024, 3, 5), TEXT, "2024-03-05"),
        (datetime(2024, 3, 5), DAY, date(2024, 3, 5)),
        (datetime(2024, 3, 5, 14, 30), DAY, "2024-03-05 14:30"),
        ("2024年3月5日", DAY, date(2024, 3, 5)),
        ("2024.3.5", DAY, date(2024, 3, 5)),
        ("2024-2-30", DAY, "2024-2-30"),
        ("下周", DAY, "下周"),
        ("2", NUMBER, 2),
        (2.0, NUMBER, 2),
        ("两", NUMBER, "两"),
    ],
)  # fmt: skip
def test_a_cell_means_what_its_column_says(value: Any, column: Column, meant: object) -> None:
    read = read_cell(value, column)
    assert read == meant
    assert type(read) is type(meant)


def test_a_fresh_register_has_the_sheets_and_headers_people_rely_on(mechanism: Mechanism) -> None:
    book = open_book(create(mechanism, [], date(2024, 1, 10)))
    assert book.sheetnames == ["问题台账", "时限", "收件日志", "会议", "成员单位", "节假日", "待确认", "看板"]
    heads = {name: [cell.value for cell in book[name][1]] for name in book.sheetnames}
    assert heads["问题台账"] == [
        "编号", "状态", "问题分类", "问题类别", "企业名称", "案由", "问题困难", "报送单位", "提交日期", "企业联系人", "职务", "联系电话",
        "参会人员", "参会人员单位和职务", "参会人员联系电话", "涉及单位", "备注", "佐证材料", "拟分类", "拟牵头单位", "会议", "牵头单位",
        "牵头联系人", "牵头联系电话", "配合单位", "配合联系人", "配合联系电话", "特殊情况", "交办日期", "意见时限", "办结时限", "办理意见",
        "意见报送日期", "办理结果", "处理情况", "办结日期", "评价时限", "评价单位", "企业认定处理情况", "企业负责人", "企业负责人联系电话",
        "沟通方式", "企业意见建议", "满意度", "评价日期", "签名", "办理轮次", "待补正", "来件",
    ]  # fmt: skip
    assert heads["时限"] == [
        "编号", "轮次", "单位", "种类", "起算日", "原期限", "现期限", "暂停自", "暂停至", "原因", "批准", "完成日", "超期工作日",
    ]  # fmt: skip
    assert "处理意见" in heads["待确认"]
    assert [row[0].value for row in book["成员单位"].iter_rows(min_row=2)] == [unit.name for unit in mechanism.units]


@pytest.fixture(scope="module")
def mechanism() -> Mechanism:
    return MECHANISM


def test_a_fresh_register_offers_the_mechanisms_words_as_drop_downs(mechanism: Mechanism) -> None:
    book = open_book(create(mechanism, [], date(2024, 1, 10)))
    offered = {str(each.formula1).strip('"') for each in book[MAIN.name].data_validations.dataValidation}
    assert ",".join(status.name for status in mechanism.record.statuses) in offered
    assert ",".join(mechanism.classes) in offered
    assert all(each.errorStyle == "warning" for each in book[MAIN.name].data_validations.dataValidation)


def test_the_holidays_given_stand_on_their_sheet(mechanism: Mechanism) -> None:
    rows = [(date(2024, 2, 9), "放假", "春节"), (date(2024, 2, 4), "上班", "春节")]
    book = Workbook.read(create(mechanism, rows, date(2024, 1, 10)))
    spec = next(each for each in sheets(mechanism) if each.name == schema.HOLIDAYS)
    assert [tuple(row.values.values()) for row in view(book, spec).loose] == rows


def test_the_same_mechanism_and_day_give_the_same_bytes(mechanism: Mechanism) -> None:
    assert create(mechanism, [], date(2024, 1, 10)) == create(mechanism, [], date(2024, 1, 10))
    assert io.BytesIO(create(mechanism, [], date(2024, 1, 10))).read(2) == b"PK"
