"""An analysis package as a file: an xlsx that its sender can look through before it leaves the office.

说明 says whose and of when, 指标 the figures, 计入情况 the patterns of what cases count as, 事项 the cases, each with
its pattern. What only a program needs (keys, rules) stands on a hidden sheet. ``package_reading.py`` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from html import escape
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from toolkit.analysis.data_package import CaseRow, DataPackage
from toolkit.analysis.looks import BODY_FONT, HEAD_FONT
from toolkit.analysis.measures import PER_CENT, WORKDAYS

ABOUT, FIGURES, PATTERNS, CASES, INSIDE = "说明", "指标", "计入情况", "事项", "程序用"
#: The form of these files; one that a later toolkit writes otherwise has a higher number.
FORM = 1
#: What a pattern says of a measure: in the numerator (and the denominator, where there is one), or below the line only.
TOP, BOTTOM = "计入", "只计入分母"
PATTERN = "计入情况"
HEADS = (
    "编号", "分类", "类别", "承办单位", "收到日期", "交办日期", "办结时限", "办结日期", "用时（工作日）", PATTERN,
)  # fmt: skip
_WIDTHS = (12, 12, 16, 34, 12, 12, 12, 12, 16, 10)
_DAY_ZERO = date(1899, 12, 30)
_TOLD = (
    "本文件由工具包生成，供上级办公室汇总几个区的分析，用邮件或网络盘报送即可，请不要改动。",
    "只有统计所需的内容：没有企业名称、案由、联系人和电话。报送前可以逐表查看。",
    "上级汇总时按“事项”表逐件重新计数，与“指标”表不一致的不予并入。",
)
#: What a case is in: the numbers of the measures that count it, and of those that have it in the denominator only.
_Mark = tuple[tuple[int, ...], tuple[int, ...]]


class _Cases(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet whose rows come as one text: put one by one, the cells of a year's cases would take seconds."""

    lines = ""

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        self._write_rows()
        self.fh.write(self.lines)
        self._xml_end_tag("sheetData")


class _Book:
    """The workbook in the making and its looks."""

    def __init__(self, buffer: BytesIO, package: DataPackage) -> None:
        self.file = xlsxwriter.Workbook(buffer, {"in_memory": True})
        # Not the clock: the same package gives the same bytes.
        created = datetime.combine(package.written, time(), tzinfo=UTC)
        self.file.set_properties({"title": "分析数据包", "author": package.office, "created": created})
        base = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter"}
        filled = {"border": 1, "border_color": "#8EA9C8", "bg_color": "#DCE6F1", "align": "center"}
        self.head = self.file.add_format({**base, **filled, "font_name": HEAD_FONT, "text_wrap": True})
        self.text = self.file.add_format({**base, "text_wrap": True})
        self.day = self.file.add_format({**base, "num_format": "yyyy-mm-dd", "align": "center"})
        self.rate = self.file.add_format({**base, "num_format": "0.0%"})
        self.days = self.file.add_format({**base, "num_format": "0.0"})

    def sheet(self, name: str, widths: tuple[float, ...], heads: tuple[str, ...], kind: Any = None) -> Any:
        """Add a sheet with these heads in its first row."""
        page = self.file.add_worksheet(name, kind)
        for at, width in enumerate(widths):
            page.set_column(at, at, width)
        for at, text in enumerate(heads):
            page.write_string(0, at, text, self.head)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        return page


def write_package(package: DataPackage) -> bytes:
    """Return the package as xlsx bytes; the same package gives the same bytes."""
    buffer = BytesIO()
    book = _Book(buffer, package)
    _about(book, package)
    _figures(book, package)
    marks = _marks(package)
    patterns = {mark: at for at, mark in enumerate(dict.fromkeys(marks.values()), 1)}
    _patterns(book, package, patterns)
    _cases(book, package, {number: patterns[mark] for number, mark in marks.items()})
    inside = book.file.add_worksheet(INSIDE)
    inside.hide()
    for row, line in enumerate(_inside(package)):
        inside.write_string(row, 0, json.dumps(line, ensure_ascii=False))
    book.file.close()
    return buffer.getvalue()


def _about(book: _Book, package: DataPackage) -> None:
    page = book.sheet(ABOUT, (16, 90), ("项目", "内容"))
    facts = (
        ("地区", package.place), ("办公室", package.office), ("机制", package.title), ("时段", package.period.label),
        ("数据截至", package.cutoff.isoformat()), ("生成日期", package.written.isoformat()),
        ("件数", f"{len(package.rows)}件（计入本时段任一指标的）"), ("工具包版本", package.version),
    )  # fmt: skip
    for row, (name, value) in enumerate((*facts, *(("", each) for each in _TOLD)), 1):
        page.write_string(row, 0, name, book.text)
        page.write_string(row, 1, value, book.text)


def _figures(book: _Book, package: DataPackage) -> None:
    page = book.sheet(FIGURES, (34, 11, 11, 12, 100), ("指标", "分子", "分母", "数值", "计算口径"))
    looks = {PER_CENT: book.rate, WORKDAYS: book.days}
    for row, each in enumerate(package.measures, 1):
        page.write_string(row, 0, each.name, book.text)
        page.write_number(row, 1, each.numerator, book.text)
        if each.denominator is not None:
            page.write_number(row, 2, each.denominator, book.text)
        page.write(row, 3, each.shown, looks.get(each.unit, book.text))
        page.write_string(row, 4, each.definition, book.text)


def _marks(package: DataPackage) -> dict[str, _Mark]:
    """Return what each case is in, in the order of the cases."""
    top: dict[str, list[int]] = {each.number: [] for each in package.rows}
    bottom: dict[str, list[int]] = {each.number: [] for each in package.rows}
    for at, measure in enumerate(package.measures):
        counted = set(measure.numbers)
        for number in measure.numbers:
            top[number].append(at)
        for number in measure.denominator_numbers:
            if number not in counted:
                bottom[number].append(at)
    return {number: (tuple(top[number]), tuple(bottom[number])) for number in top}


def _patterns(book: _Book, package: DataPackage, patterns: Mapping[_Mark, int]) -> None:
    names = tuple(each.name for each in package.measures)
    page = book.sheet(PATTERNS, (10, *[14.0] * len(names)), (PATTERN, *names))
    for (top, bottom), row in patterns.items():
        page.write_number(row, 0, row, book.text)
        for at in top:
            page.write_string(row, at + 1, TOP, book.text)
        for at in bottom:
            page.write_string(row, at + 1, BOTTOM, book.text)


def _cases(book: _Book, package: DataPackage, patterns: Mapping[str, int]) -> None:
    page = book.sheet(CASES, _WIDTHS, HEADS, _Cases)
    count = len(package.rows)
    if count:
        page.autofilter(0, 0, count, len(HEADS) - 1)
        page.dim_rowmax = count
    look = book.day._get_xf_index()  # noqa: SLF001 - as xlsxwriter itself names a format in a cell
    page.lines = "".join(_line(row, case, patterns[case.number], look) for row, case in enumerate(package.rows, 2))


def _line(row: int, case: CaseRow, pattern: int, look: int) -> str:
    cells = []
    for at, value in enumerate((*case, pattern)):
        place = f'<c r="{_LETTERS[at]}{row}"'
        if value is None:
            continue
        if isinstance(value, date):
            cells.append(f'{place} s="{look}"><v>{(value - _DAY_ZERO).days}</v></c>')
        elif isinstance(value, int):
            cells.append(f"{place}><v>{value}</v></c>")
        else:
            cells.append(f'{place} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
    return f'<row r="{row}">{"".join(cells)}</row>'


def _inside(package: DataPackage) -> Iterator[Mapping[str, Any]]:
    yield {
        "form": FORM, "place": package.place, "office": package.office, "identity": package.identity,
        "mechanism": package.mechanism, "title": package.title, "period": str(package.period),
        "cutoff": package.cutoff.isoformat(), "written": package.written.isoformat(), "version": package.version,
        "classes": package.classes, "categories": package.categories, "cases": len(package.rows),
    }  # fmt: skip
    for each in package.measures:
        yield {
            "key": each.key, "name": each.name, "unit": each.unit, "numerator": each.numerator,
            "denominator": each.denominator, "twice": None if each.middle is None else int(each.middle * 2),
            "least": each.least, "definition": each.definition, "rule": package.rules[each.key],
        }  # fmt: skip


_LETTERS = tuple(xl_col_to_name(at) for at in range(len(HEADS)))
