"""An analysis package as a file: an xlsx that its sender can look through before it leaves the office.

说明 says whose and of when, 指标 the figures, 计入情况 the patterns of what cases count as, 事项 the cases, each with
its pattern. What only a program needs (keys, rules) stands on a hidden sheet. ``package_reading.py`` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from toolkit.analysis.figures.many_rows import Column
from toolkit.analysis.figures.measures import COUNT, PER_CENT, WORKDAYS
from toolkit.analysis.packages.data_package import CaseRow, DataPackage
from toolkit.analysis.sheets.sheet import Book, Cell

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
#: How the columns of cases look, in the order of :class:`CaseRow`.
CASE_KINDS = ("centre", "centre", "centre", "text", "date", "date", "date", "date", "count")
_KINDS = {COUNT: "count", PER_CENT: "rate", WORKDAYS: "days"}
_TOLD = (
    "本文件由工具包生成，供上级办公室汇总几个区的分析，用邮件或网络盘报送即可，请不要改动。",
    "只有统计所需的内容：没有企业名称、案由、联系人和电话。报送前可以逐表查看。",
    "上级汇总时按“事项”表逐件重新计数，与“指标”表不一致的不予并入。",
)
#: What a case is in: the numbers of the measures that count it, and of those that have it in the denominator only.
_Mark = tuple[tuple[int, ...], tuple[int, ...]]


def write_package(package: DataPackage) -> bytes:
    """Return the package as xlsx bytes; the same package gives the same bytes."""
    book = Book()
    # Not the clock: the same package gives the same bytes.
    created = datetime.combine(package.written, time(), tzinfo=UTC)
    book.file.set_properties({"title": "分析数据包", "author": package.office, "created": created})
    marks = _marks(package)
    patterns = {mark: at for at, mark in enumerate(dict.fromkeys(marks.values()), 1)}
    _about(book, package)
    _figures(book, package)
    _patterns(book, package, patterns)
    _cases(book, package, [patterns[mark] for mark in marks.values()])
    inside = book.sheet(INSIDE, (100,)).page
    inside.hide()
    for row, line in enumerate(_inside(package)):
        inside.write_string(row, 0, json.dumps(line, ensure_ascii=False))
    return book.close()


def _about(book: Book, package: DataPackage) -> None:
    facts = (
        ("地区", package.place), ("办公室", package.office), ("机制", package.title), ("时段", package.period.label),
        ("数据截至", package.cutoff.isoformat()), ("生成日期", package.written.isoformat()),
        ("件数", f"{len(package.rows)}件（计入本时段任一指标的）"), ("工具包版本", package.version),
    )  # fmt: skip
    rows = [(Cell(name), Cell(value)) for name, value in (*facts, *(("", each) for each in _TOLD))]
    book.sheet(ABOUT, (16, 90)).table(("项目", "内容"), rows, freeze=1)


def _figures(book: Book, package: DataPackage) -> None:
    rows = [
        (
            Cell(each.name), Cell(each.numerator, "count"), Cell(each.denominator, "count"),
            Cell(each.shown, _KINDS[each.unit]), Cell(each.definition),
        )
        for each in package.measures
    ]  # fmt: skip
    heads = ("指标", "分子", "分母", "数值", "计算口径")
    book.sheet(FIGURES, (34, 11, 11, 12, 100)).table(heads, rows, freeze=1)


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


def _patterns(book: Book, package: DataPackage, patterns: Mapping[_Mark, int]) -> None:
    names = tuple(each.name for each in package.measures)
    rows = []
    for (top, bottom), number in patterns.items():
        words = {**dict.fromkeys(top, TOP), **dict.fromkeys(bottom, BOTTOM)}
        rows.append([Cell(number, "count"), *(Cell(words.get(at), "centre") for at in range(len(names)))])
    book.sheet(PATTERNS, (10, *[14.0] * len(names))).table((PATTERN, *names), rows, freeze=1)


def _cases(book: Book, package: DataPackage, patterns: Sequence[int]) -> None:
    columns = [*case_columns(package.rows), Column("count", patterns)]
    book.sheet(CASES, _WIDTHS).long_table(HEADS, columns, freeze=1)


def case_columns(cases: Sequence[CaseRow]) -> list[Column]:
    """Return the columns of some cases, for a table of many rows."""
    values = zip(*cases, strict=True) if cases else [()] * len(CASE_KINDS)
    return [Column(kind, each) for kind, each in zip(CASE_KINDS, values, strict=True)]


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
