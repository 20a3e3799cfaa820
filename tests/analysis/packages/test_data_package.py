"""An analysis package: what leaves the office, that it comes back as it was, and that nobody changed it on its way."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of, golden

from toolkit.analysis import Quarter, analyse
from toolkit.analysis.packages.data_package import DataPackage, PackageError, package_of
from toolkit.analysis.packages.package_book import CASES, FIGURES, INSIDE, PATTERNS, write_package
from toolkit.analysis.packages.package_reading import is_package, read_package
from toolkit.ooxml import Workbook

Q1 = Quarter(2024, 1)


@pytest.fixture(scope="module")
def package() -> DataPackage:
    """The first quarter in small, with one case in which people typed names where words are offered."""
    odd = Story(
        "2024-090", date(2024, 1, 5), category="王五的事", lead="李四", firm="顺德赵六五金店", subject="13900139000"
    )
    analysis = analyse(cases_of([*golden(), odd]), SHUNDE, Q1, as_of=date(2024, 4, 1), calendar=CALENDAR)
    return package_of(analysis, SHUNDE, "0123456789abcdef")


@pytest.fixture(scope="module")
def data(package: DataPackage) -> bytes:
    return write_package(package)


def _resaved(data: bytes, edit: Any = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    if edit:
        edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _texts(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_what_is_read_is_what_was_written(package: DataPackage, data: bytes) -> None:
    book = Workbook.read(data)
    assert is_package(book)
    assert read_package(book) == package
    assert write_package(package) == data


def test_it_may_be_saved_by_another_program_on_its_way(package: DataPackage, data: bytes) -> None:
    assert read_package(Workbook.read(_resaved(data))) == package


def test_no_firm_no_matter_no_person_and_no_phone_leaves_the_office(data: bytes) -> None:
    text = _texts(data)
    for word in ("甲公司", "用电增容", "张三", "13800138000", "王五", "李四", "赵六", "13900139000", "北滘"):
        assert word not in text, word
    assert "2024-090" in text


def test_its_figures_are_those_of_the_quarter(package: DataPackage) -> None:
    # By hand from the golden quarter and one more: 11 accepted of which 4 closed; 3 of the 4 solved.
    said = {
        key: (each.numerator, each.denominator)
        for key in ("accepted", "closed_rate", "solved_rate")
        if (each := package.find(key))
    }
    assert said == {"accepted": (11, None), "closed_rate": (4, 11), "solved_rate": (3, 4)}
    assert package.find("redone_rate").numbers == ("2024-003", "2024-011")  # type: ignore[union-attr]


def _lose_a_case(book: Any) -> None:
    book[CASES].delete_rows(3)


def _better_a_figure(book: Any) -> None:
    next(row for row in book[FIGURES].iter_rows() if row[0].value == "按期办结率")[1].value = 6


def _better_a_case(book: Any) -> None:
    # Case 2024-004 is overdue; 2024-001 was closed in time: it shall count like that one.
    rows = {row[0].value: row for row in book[CASES].iter_rows()}
    rows["2024-004"][-1].value = rows["2024-001"][-1].value


def _shorten_a_time(book: Any) -> None:
    next(row for row in book[CASES].iter_rows() if row[0].value == "2024-002")[8].value = 1


def _lose_a_pattern(book: Any) -> None:
    book[PATTERNS].delete_rows(2)


def _tear_the_inside(book: Any) -> None:
    book[INSIDE].cell(1, 1).value = '{"form": 1}'


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_lose_a_case, "应有 13 件，现在有 12 件"),
        (_better_a_figure, "按期办结率”被改动过"),
        (_better_a_case, "改动过"),
        (_shorten_a_time, "平均用时”与“事项”表逐件重新计数的结果不一致"),
        (_lose_a_pattern, "不完整"),
        (_tear_the_inside, "不完整"),
    ],
)
def test_one_that_was_changed_is_refused_and_says_where(data: bytes, edit: Any, words: str) -> None:
    with pytest.raises(PackageError, match=words) as caught:
        read_package(Workbook.read(_resaved(data, edit)))
    assert "重新生成" in caught.value.remedy


def test_one_of_a_later_form_says_that_the_toolkit_is_to_be_renewed(data: bytes) -> None:
    def later(book: Any) -> None:
        cell = book[INSIDE].cell(1, 1)
        cell.value = json.dumps({**json.loads(cell.value), "form": 2, "version": "9.0"})

    with pytest.raises(PackageError, match=r"较新的版本（9\.0）"):
        read_package(Workbook.read(_resaved(data, later)))


def test_a_quarter_without_cases_is_a_package_too() -> None:
    analysis = analyse({}, SHUNDE, Q1, as_of=date(2024, 4, 1), calendar=CALENDAR)
    package = package_of(analysis, SHUNDE)
    assert read_package(Workbook.read(write_package(package))) == package
    assert package.rows == ()
