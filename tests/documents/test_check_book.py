"""The check book: what was found in sentences, lists below their headers, yellow cells to be filled in."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from toolkit.documents.check_book import Page, write_check_book

PAGE = Page(
    "用词对应",
    "填黄格",
    ("写法", "日期", "对应", "标识"),
    (10, 10, 10, 10),
    [["=1+1", date(2024, 1, 2), "", "x"]],
    2,
    ("甲", "乙"),
    3,
)


def book(page: Page = PAGE) -> openpyxl.Workbook:
    data = write_check_book("核对", ["一共一行"], [page], date(2024, 6, 3), "办公室")
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_first_sheet_tells_what_was_found() -> None:
    assert [cell.value for cell in book()["说明"]["A"]] == ["核对", None, "一共一行"]


def test_texts_stay_texts_and_days_are_days() -> None:
    row = book()["用词对应"][3]
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert row[1].value.date() == date(2024, 1, 2)


def test_the_cell_to_be_filled_is_yellow_and_offers_its_words() -> None:
    sheet = book()["用词对应"]
    assert sheet["C3"].fill.start_color.rgb == "FFFFF2CC"
    (offer,) = sheet.data_validations.dataValidation
    assert (str(offer.sqref), offer.formula1) == ("C3", '"甲,乙"')


def test_the_mark_by_which_a_row_is_known_again_is_hidden() -> None:
    assert book()["用词对应"].column_dimensions["D"].hidden


def test_the_same_content_gives_the_same_bytes() -> None:
    made = [write_check_book("核对", ["甲"], [PAGE], date(2024, 6, 3), "办公室") for _ in range(2)]
    assert made[0] == made[1]
